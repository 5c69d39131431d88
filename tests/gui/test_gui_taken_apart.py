"""A closed window that is taken apart still hears the program's events for a moment, and breaks nothing."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from ui.gui.idle import Idle
from ui.gui.panic import Panic


@pytest.mark.parametrize("kind", [Idle, Panic])
def test_an_emptied_filter_lets_every_event_pass(kind: Any, qapp: Any) -> None:
    owner = QObject()
    listener = kind(owner)
    listener.__dict__.clear()  # as the collector leaves it
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert not listener.eventFilter(owner, key) and not listener.eventFilter(owner, QEvent(QEvent.Type.ApplicationDeactivate))

"""A layout alone in a window of a given width, as tests of widgets look at it; hold what is given, or it goes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

TURNS = 3
"""Of the event loop until what wraps has found its height."""


def laid_out(qtbot: Any, layout: QLayout, wide: int, high: int) -> QWidget:
    """The window, shown; sizes in pixels."""
    window, whole = QWidget(), QVBoxLayout()
    window.setLayout(whole)
    whole.addLayout(layout)
    whole.addStretch(1)
    qtbot.addWidget(window)
    window.resize(wide, high)
    with qtbot.waitExposed(window):
        window.show()
    for _ in range(TURNS):
        QCoreApplication.processEvents()
    return window

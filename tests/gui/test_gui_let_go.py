"""What was on the screen is let go: no room, no gate and no work keeps anything of a screen that is gone."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from ui.gui.main_window import MainWindow
from ui.gui.runner import Job
from ui.gui.shortcuts import rooms_of

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


def living() -> list[QObject]:
    """Everything of Qt that Python holds; who keeps the list knows what other tests left."""
    return [each for each in gc.get_objects() if isinstance(each, QObject)]


def kept(others: list[QObject]) -> Counter[str]:
    """What is held of objects that Qt destroyed, of work that is over, and of widgets without a window, by their classes."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    known = set(map(id, others))
    ours = [each for each in living() if id(each) not in known]
    gone = [each for each in ours if isinstance(each, Job) or not shiboken6.isValid(each)]
    lost = [
        each for each in QApplication.allWidgets() if id(each) not in known and each.parent() is None and not each.isVisible()
    ]
    return Counter(type(each).__name__ for each in (*gone, *lost))


@pytest.mark.parametrize("kind", ["post", "province"])
def test_a_room_that_was_left_is_let_go(kind: str, request: pytest.FixtureRequest, opened: Opened, settle: Settle) -> None:
    window = opened(request.getfixturevalue(kind))
    facts, frame = window.desk.app.facts, window.centralWidget()
    assert isinstance(frame, QWidget)
    rooms = [each.room for each in rooms_of(facts.kind, facts.officer_role)]
    rooms += ["report_form"] if kind == "post" else []
    others = living()
    for room in rooms:
        frame.open(room, None)  # type: ignore[attr-defined]
        settle(window)
        if room == "report_form":
            frame.place.open_step("event")  # type: ignore[attr-defined]
            frame.place.open_step("kind")  # type: ignore[attr-defined]
    frame.open(rooms[0], None)  # type: ignore[attr-defined]
    settle(window)
    assert not kept(others)


def test_control_a_button_without_a_parent_keeps_its_screen(qtbot: Any) -> None:
    class Place(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.lost = QPushButton()
            self.lost.clicked.connect(lambda: self.setWindowTitle("x"))

    others = living()
    place = Place()
    place.deleteLater()
    del place
    assert kept(others)["Place"] == 1

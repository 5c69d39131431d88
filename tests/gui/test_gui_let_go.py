"""What was on the screen is let go: no room, no gate and no work keeps anything of a screen that is gone."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from tests.gui import scene
from ui.gui.main_window import MainWindow
from ui.gui.runner import Job
from ui.gui.screens.unlock import UnlockScreen
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


def test_locking_and_unlocking_leaves_nothing(post: Path, opened: Opened, settle: Settle, qtbot: Any) -> None:
    """Not a shell of a screen, which may hold what was on it."""
    window = opened(post)
    window.lock()
    settle(window)
    others, counts = living(), list[Counter[str]]()
    for _ in range(2):
        gate: Any = window.centralWidget()
        assert isinstance(gate, UnlockScreen)
        qtbot.keyClicks(gate.field, scene.PASSPHRASE)
        qtbot.keyClick(gate.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.desk.unlocked, timeout=20_000)
        settle(window)
        window.lock()
        settle(window)
        del gate
        counts.append(kept(others))
    assert set(counts[1]) <= {"Job"} and not counts[1] - counts[0]  # the lock's own work may be the newest that is known


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

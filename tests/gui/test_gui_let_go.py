"""What was on the screen is let go: no room, no gate and no work keeps anything of a screen that is gone."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from tests.gui import scene
from ui.gui.layouts import clear, column, row
from ui.gui.main_window import MainWindow
from ui.gui.runner import Job
from ui.gui.screens.unlock import UnlockScreen
from ui.gui.shortcuts import rooms_of
from ui.gui.widgets.flow import Flow

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
ROOT = Path(__file__).resolve().parents[2]
WORN = """
import ctypes, gc
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from ui.gui import theme
application = theme.begin("worn")
theme.apply(application, theme.Theme())
c, between = ctypes.CDLL(None), []
c.malloc.restype = ctypes.c_void_p
c.malloc_usable_size.argtypes = [ctypes.c_void_p]
class Heap(ctypes.Structure):
    _fields_ = [(f"field{n}", ctypes.c_size_t) for n in range(10)]
c.mallinfo2.restype = Heap
def given():
    gc.collect()
    return c.mallinfo2().field7 - sum(c.malloc_usable_size(each) + 8 for each in between)
def live(times):
    import shiboken6
    for _ in range(times):
        made = QWidget()
        QPlainTextEdit(made)
        made.show()
        application.processEvents()
        shiboken6.delete(made)
        between.extend(c.malloc(size) for size in (40, 56, 72) * 2)  # or the next widget lies where this one lay
live(50)
theme.forget(application)
begun = given()
live(300)
kept = given() - begun
theme.forget(application)
print(kept, given() - begun)
"""
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


def test_what_lay_in_a_layout_goes_with_it(qtbot: Any) -> None:
    """An item is Qt's to delete only where a layout of Qt's holds it: in ours Python has it, and :func:`clear` takes it out."""
    around, flow = QWidget(), Flow()
    qtbot.addWidget(around)
    for _ in range(3):
        flow.addWidget(QPushButton())  # which has no parent yet, and nobody else who holds it
    around.setLayout(column(QPushButton(), flow, row(QPushButton()), 0))
    around.show()
    held: list[Any] = [flow.itemAt(at) for at in range(3)]
    assert all(shiboken6.ownedByPython(each) and shiboken6.isValid(each.widget()) and each.widget().isVisible() for each in held)
    del held
    layout = around.layout()
    assert layout is not None
    items = [layout.itemAt(at) for at in range(layout.count())]
    clear(layout)
    assert len(items) == 4 and not any(map(shiboken6.isValid, items))


@pytest.mark.skipif(sys.platform != "linux", reason="counts what the C library has given out")
def test_what_qt_keeps_of_widgets_that_are_gone_is_forgotten() -> None:
    done = subprocess.run([sys.executable, "-c", WORN], cwd=ROOT, capture_output=True, text=True, check=True)
    kept, after = map(int, done.stdout.split())
    assert kept > 50_000, "else nothing is measured here"
    assert after < kept // 4

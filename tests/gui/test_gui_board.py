"""Meja by keyboard: walk the stages, register, classify, assign, ask, close, reopen, filter, and the day's agenda."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from core.app.case_queries import Board, BoardFilter, Case
from core.domain.case import CloseCase
from core.domain.ids import read_id
from sync.exchange import receive, send
from tests.gui import scene
from tests.gui.keys import Hands
from ui.gui import opening
from ui.gui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


@pytest.fixture
def meja(province: Path, post: Path, tmp_path: Path, opened: Opened, settle: Settle) -> Iterator[MainWindow]:
    """A province's window at the board, with two complaints and a warning of its post."""
    stick = tmp_path / "stick"
    stick.mkdir()
    away = opening.unlock(post, bytearray(scene.PASSPHRASE.encode()))
    for tree in (scene.complaint(), scene.complaint(violation="TNI-03"), scene.warning()):
        scene.submit(away, tree)
    send(away, stick)
    away.lock()
    window = opened(province)
    receive(window.desk.app, stick)
    frame: Any = window.centralWidget()
    frame.open("board")
    settle(window)
    yield window


def in_dialog(window: MainWindow, qtbot: Any, pressed: Qt.Key, act: Callable[[Any, Hands], object]) -> None:
    """Press a key of the board and do something in the dialog that it opens; the dialog must be gone afterwards."""
    looking = QTimer(window, interval=20)
    done: list[bool] = []

    def work() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            looking.stop()
            try:
                act(dialog, Hands(dialog, qtbot))
                qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=10_000)
                done.append(True)
            finally:
                dialog.reject()

    looking.timeout.connect(work)
    looking.start()
    key(window, qtbot, pressed)
    looking.stop()
    assert done, "the key opened a dialog, and what was done in it closed it"


def key(window: MainWindow, qtbot: Any, pressed: Qt.Key) -> None:
    frame: Any = window.centralWidget()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5_000)
    frame.place.view.setFocus()
    qtbot.keyClick(frame.place.view, pressed)


def test_a_case_from_new_to_closed_by_keys(meja: MainWindow, settle: Settle, qtbot: Any) -> None:
    frame: Any = meja.centralWidget()
    board, words, app = frame.place, meja.desk.t, meja.desk.app
    assert board.view.hasFocus() or board.stages["new"].hasFocus()
    assert board.stages["new"].text().endswith("3") and board.model.rowCount() == 3
    report = board.pane.view.row.id
    assert not board.pane.view.steps["classify"] and "G" not in shown_keys(board), "only what may be done has a button"

    def register(_dialog: Any, hands: Hands) -> None:
        hands.write(words("case.agenda"), "1/II")
        hands.press(words("detail.open_case"))

    in_dialog(meja, qtbot, Qt.Key.Key_D, register)
    settle(meja)
    in_dialog(meja, qtbot, Qt.Key.Key_G, lambda _dialog, hands: hands.press(words("board.classify")))
    settle(meja)
    assert board.pane.view.row.id == report and board.pane.view.row.board_stage == "ready", "the list follows it"
    assert board.pane.view.classifications[0].agreed and board.stage == "ready" and board.view.currentIndex().row() == 0

    def ask(dialog: Any, hands: Hands) -> None:
        hands.press(words("board.ask"))
        settle(meja)
        assert dialog.isVisible() and dialog._fault.text(), "nothing ticked: it stays and says so"
        hands.press(words("board.lacks_other"))
        dialog.due.put("2031-01-02")
        hands.write(words("board.words"), "Salinan video")
        hands.press(words("board.ask"))

    in_dialog(meja, qtbot, Qt.Key.Key_L, ask)
    settle(meja)
    assert board.pane.view.row.board_stage == "completing"

    def close(dialog: Any, hands: Hands) -> None:
        assert "handled" not in [dialog.outcome.itemData(n) for n in range(dialog.outcome.count())], "the province judges nothing"
        hands.choose(words("board.outcome"), "Di luar kewenangan")
        hands.write(words("board.why"), "Lalu lintas")
        hands.press(words("board.close"))

    in_dialog(meja, qtbot, Qt.Key.Key_T, close)
    settle(meja)
    view = app.ask(Case(report))
    assert view.row.waiting and view.row.board_stage == "completing"
    assert "J" not in shown_keys(board), "nobody answers his own proposal"


def shown_keys(board: Any) -> str:
    found = [each for each in board.pane.findChildren(object) if getattr(each, "property", None) and each.property("step")]
    return "".join(each.text().rpartition("[")[2][:1] for each in found if each.isVisible())


def test_stages_filters_and_the_case_of_another_stage(meja: MainWindow, settle: Settle, qtbot: Any) -> None:
    frame: Any = meja.centralWidget()
    board, app = frame.place, meja.desk.app
    (warning,) = app.ask(Board("new", BoardFilter(kind="early_warning"))).rows
    app.execute(scene.OpenCase(app.new_command(), read_id(warning.id), "7/II"))
    app.execute(CloseCase(app.new_command(), read_id(warning.id), "handled", words="Kapal sudah tiba"))
    board.refresh()
    settle(meja)
    for _ in range(6):
        key(meja, qtbot, Qt.Key.Key_Right)
        settle(meja)
    assert board.stage == "closed" and board.pane.view.row.id == warning.id
    assert "U" in shown_keys(board) and "T" not in shown_keys(board)
    board.narrow(BoardFilter(kind="complaint"))
    settle(meja)
    assert board.model.rowCount() == 0 and board._chips.count() == 1 and board.left.currentIndex() == 1
    chip = board._chips.itemAt(0).widget()
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    settle(meja)
    assert board.narrowed == BoardFilter() and board.model.rowCount() == 1
    kept = board.leave()
    assert isinstance(kept, dict) and kept["stage"] == "closed" and kept["id"] == warning.id
    key(meja, qtbot, Qt.Key.Key_A)
    settle(meja)
    assert board.left.currentIndex() == 2
    qtbot.keyClick(board, Qt.Key.Key_Escape)
    settle(meja)
    assert board.left.currentIndex() == 0

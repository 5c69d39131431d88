"""A correction by keyboard: proposed by one officer, seen at home by the other, agreed to; the history reads as sentences."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton

from core.app import queries
from core.domain.commands import EnrolOfficer, ProposeCorrection
from core.domain.ids import read_id
from tests.gui import scene
from tests.gui.conftest import PATIENCE_MS
from ui import compose
from ui.gui.main_window import MainWindow
from ui.gui.screens.report_detail.changes_tab import ChangesTab
from ui.gui.screens.report_detail.correction_dialog import CorrectionDialog

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]
SECOND, SECOND_PASSPHRASE = "Petugas B", "kata sandi petugas b"


def texts(widget: Any) -> list[str]:
    """Every word on a widget."""
    return [each.text() for each in widget.findChildren(QLabel)]


def visible_button(qtbot: Any, widget: Any, words: str) -> QPushButton:
    """The button that a person sees, once it is there; not one that is on its way out."""

    def seen() -> list[QPushButton]:
        return [each for each in widget.findChildren(QPushButton) if each.isVisible() and each.text().strip() == words]

    qtbot.waitUntil(lambda: bool(seen()), timeout=PATIENCE_MS)
    return seen()[0]


def changes_tab(qtbot: Any, frame: Any) -> ChangesTab:
    """The tab of corrections, once a report is shown."""
    detail = frame.place.detail
    tab = next(each for each in detail._tabs if isinstance(each, ChangesTab))
    qtbot.waitUntil(lambda: detail._view is not None, timeout=PATIENCE_MS)
    detail.tabs.setCurrentIndex(detail._tabs.index(tab))
    return tab


def test_a_correction_is_proposed_by_keyboard(post: Path, opened: Opened, qtbot: Any) -> None:
    window = opened(post)
    scene.submit(window.desk.app, scene.complaint())
    frame: Any = window.centralWidget()
    frame.open("reports", None)
    tab = changes_tab(qtbot, frame)
    seen: list[str] = []

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog) and isinstance(dialog, CorrectionDialog)
        dialog.what.setFocus()
        dialog.what.setCurrentIndex(dialog.what.findData("summary"))
        control: Any = dialog.inputs["summary"]
        control.setFocus()
        control.selectAll()
        qtbot.keyClicks(control, "Diduga mengajak memilih")
        dialog.button.setFocus()
        qtbot.keyClick(dialog.button, Qt.Key.Key_Space)
        seen.extend(texts(dialog))
        assert dialog.isVisible(), "without a reason nothing is proposed"
        dialog.reason.setFocus()
        dialog.reason.setCurrentIndex(dialog.reason.findData("misheard"))
        dialog.button.setFocus()
        qtbot.keyClick(dialog.button, Qt.Key.Key_Space)
        qtbot.keyClick(dialog.button, Qt.Key.Key_Space)

    QTimer.singleShot(0, fill)
    tab.button.setFocus()
    qtbot.keyClick(tab.button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: any("Diduga mengajak memilih" in text for text in texts(tab)), timeout=PATIENCE_MS)
    assert window.desk.t("changes.no_reason") in seen
    (waiting,) = window.desk.app.ask(queries.Waiting())
    assert (waiting.act, waiting.fields, waiting.mine) == ("amend", ("summary",), True)
    assert window.desk.t("changes.waits") in texts(tab)
    buttons = [each.text().strip() for each in tab.findChildren(QPushButton)]
    assert window.desk.t("changes.take_back") in buttons and window.desk.t("changes.approve") not in buttons


def test_another_officer_finds_it_at_home_and_agrees(
    post: Path, opened: Opened, window_of: Opened, settle: Settle, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.gui import opening

    first = opened(post)
    app = first.desk.app
    scene.submit(app, scene.complaint())
    (row,) = app.ask(queries.Reports()).rows
    app.execute(EnrolOfficer(app.new_command(), SECOND, "officer", SECOND_PASSPHRASE))
    app.execute(ProposeCorrection(app.new_command(), read_id(row.id), "amend", "typing", "", {"summary": "Diperbaiki"}))
    first.close()
    monkeypatch.setattr(compose, "real_ports", lambda: scene.ports("the second officer's day"))
    window = window_of(post)
    window.enter(opening.unlock(post, bytearray(SECOND_PASSPHRASE.encode())))
    settle(window)
    frame: Any = window.centralWidget()
    button = visible_button(qtbot, frame.place, window.desk.t("home.to_waiting"))
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    tab = changes_tab(qtbot, frame)
    detail = frame.place.detail
    said: list[str] = []
    window.desk.said.connect(said.append)
    agree = visible_button(qtbot, tab, window.desk.t("changes.approve"))
    agree.setFocus()
    qtbot.keyClick(agree, Qt.Key.Key_Space)
    agreed = f"Usulan disetujui oleh {SECOND} ({scene.POST}, laptop"
    qtbot.waitUntil(lambda: agreed in " ".join(texts(detail)), timeout=PATIENCE_MS)
    assert said == [window.desk.t("changes.answer_kept")]
    assert window.desk.app.ask(queries.Reports()).rows[0].summary == "Diperbaiki"
    history = " ".join(texts(detail))
    assert f"Perbaikan diusulkan oleh Petugas A ({scene.POST}, laptop" in history
    assert "Alasan: salah ketik" in history and "Bagian: ringkasan" in history


def test_the_list_says_void(post: Path, opened: Opened, qtbot: Any) -> None:
    from core.domain.commands import AnswerProposal
    from ui.gui.widgets.report_list import summary_of

    window = opened(post)
    app = window.desk.app
    scene.submit(app, scene.complaint(summary="Keliru"))
    (row,) = app.ask(queries.Reports()).rows
    app.execute(EnrolOfficer(app.new_command(), SECOND, "officer", SECOND_PASSPHRASE))
    made: Any = app.execute(ProposeCorrection(app.new_command(), read_id(row.id), "void", "duplicate")).reply
    assert summary_of(window.desk, app.ask(queries.Reports()).rows[0]) == "Keliru"
    app.execute(AnswerProposal(app.new_command(), read_id(made.id), True), by=app.second(SECOND_PASSPHRASE))
    assert summary_of(window.desk, app.ask(queries.Reports()).rows[0]) == "BATAL · Keliru"
    frame: Any = window.centralWidget()
    frame.open("reports", None)
    qtbot.waitUntil(lambda: window.desk.t("detail.voided") in texts(frame.place.detail), timeout=PATIENCE_MS)

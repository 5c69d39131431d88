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


def visible_button(widget: Any, words: str) -> QPushButton:
    """The button that a person sees, not one that is on its way out."""
    return next(each for each in widget.findChildren(QPushButton) if each.isVisible() and each.text().strip() == words)


def test_a_correction_is_proposed_by_keyboard(post: Path, opened: Opened, settle: Settle, qtbot: Any) -> None:
    window = opened(post)
    scene.submit(window.desk.app, scene.complaint())
    frame: Any = window.centralWidget()
    frame.open("reports", None)
    settle(window)
    settle(window)
    tab = next(each for each in frame.place.detail._tabs if isinstance(each, ChangesTab))
    frame.place.detail.tabs.setCurrentIndex(frame.place.detail._tabs.index(tab))
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
    settle(window)
    settle(window)
    assert window.desk.t("changes.no_reason") in seen
    (waiting,) = window.desk.app.ask(queries.Waiting())
    assert (waiting.act, waiting.fields, waiting.mine) == ("amend", ("summary",), True)
    shown = texts(tab)
    assert any("Diduga mengajak memilih" in text for text in shown)
    assert window.desk.t("changes.waits") in shown
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
    words = window.desk.t("home.to_waiting")
    (button,) = (each for each in frame.place.findChildren(QPushButton) if each.text().strip() == words)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    settle(window)
    settle(window)
    detail = frame.place.detail
    tab = next(each for each in detail._tabs if isinstance(each, ChangesTab))
    detail.tabs.setCurrentIndex(detail._tabs.index(tab))
    said: list[str] = []
    window.desk.said.connect(said.append)
    agree = visible_button(tab, window.desk.t("changes.approve"))
    agree.setFocus()
    qtbot.keyClick(agree, Qt.Key.Key_Space)
    settle(window)
    settle(window)
    assert said == [window.desk.t("changes.answer_kept")]
    assert window.desk.app.ask(queries.Reports()).rows[0].summary == "Diperbaiki"
    history = " ".join(texts(detail))
    assert f"Perbaikan diusulkan oleh Petugas A ({scene.POST}, laptop" in history
    assert f"Usulan disetujui oleh {SECOND} ({scene.POST}, laptop" in history
    assert "Alasan: salah ketik" in history and "Bagian: ringkasan" in history

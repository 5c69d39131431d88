"""Pelindungan data by keyboard: a breach begun, its clock on home, and the way there from Pengaturan."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

from core.app import protection_queries as queries
from tests.gui.keys import Hands
from ui.gui.main_window import MainWindow
from ui.gui.screens.data_protection.home_line import BreachLine
from ui.gui.screens.team.record_dialog import RecordDialog
from ui.gui.widgets import disk_state

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


def test_a_breach_is_recorded_and_home_tells_of_it(
    province: Path, opened: Opened, settle: Settle, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk_state, "is_encrypted", lambda folder: folder != province)
    window = opened(province)
    t = window.desk.t
    place: Any = window.centralWidget()
    assert t("disk.bare") in [each.text() for each in place.place.findChildren(QLabel)], "a bare disk is told at the start"
    monkeypatch.setattr(disk_state, "is_encrypted", lambda _folder: None)
    window.desk.go.emit("settings", None)
    settle(window)
    Hands(place.place, qtbot).press(t("room.data_protection"))
    settle(window)
    screen: Any = place.place
    assert place.room == "data_protection"

    def fill() -> None:
        dialog: Any = QApplication.activeModalWidget()
        assert isinstance(dialog, RecordDialog)
        try:
            type_into(dialog)
        finally:
            dialog.done(0)  # what went wrong must not wait here for ever

    def type_into(dialog: Any) -> None:
        hands = Hands(dialog, qtbot)
        hands.write(t("protection.field.what"), "Nomor 0812 3456 7890 terbaca")
        hands.choose(t("protection.field.data"), t("breach_data.contact"))
        hands.press(t("team.record"))
        settle(window)
        assert dialog.body.fields["what"].said(), "a telephone number is refused at its field"
        dialog.body.inputs["what"].clear()
        hands.write(t("protection.field.what"), "Laptop <b>hilang</b> di kapal")
        hands.press(t("team.record"))
        settle(window)
        assert not dialog.isVisible()

    QTimer.singleShot(0, fill)
    screen.pages["breaches"].add_button.click()
    settle(window)
    (row,) = window.desk.app.ask(queries.Breaches()).rows
    assert (row.what, row.state, row.data) == ("Laptop <b>hilang</b> di kapal", "running", ("contact",))
    table = screen.pages["breaches"].table
    assert table.item(0, 0).text() == t("breach_state.running") and not table.item(0, 0).icon().isNull()
    window.desk.go.emit("home", None)
    settle(window)
    assert t("disk.bare") not in [each.text() for each in place.place.findChildren(QLabel)], "where nobody knows, no line"
    said = [each.text() for each in place.place.findChild(BreachLine).findChildren(QLabel)]
    assert any(t("breach_state.running") in each for each in said)

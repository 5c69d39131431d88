"""Tim by keyboard: a meeting planned, an item added and moved on, what is wrong said at its field."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from core.app import team_queries as queries
from tests.gui.keys import Hands
from ui.gui.main_window import MainWindow
from ui.gui.screens.team.record_dialog import RecordDialog

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


def in_dialog(qtbot: Any, act: Callable[[RecordDialog, Hands], None]) -> None:
    """Once the dialog stands, type into it."""

    def found() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, RecordDialog)
        act(dialog, Hands(dialog, qtbot))

    QTimer.singleShot(0, found)


def test_a_meeting_and_an_item_are_recorded_by_keyboard(province: Path, opened: Opened, settle: Settle, qtbot: Any) -> None:
    window = opened(province)
    app, t = window.desk.app, window.desk.t
    qtbot.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    place: Any = window.centralWidget()
    screen = place.place
    assert place.room == "team" and screen.pages["meetings"].table.rowCount() == 0
    narrowing = screen.pages["meetings"].filters.values()
    assert narrowing and all(each.width() > each.height() for each in narrowing), "they are there to be seen"

    def plan(dialog: RecordDialog, hands: Hands) -> None:
        hands.choose(t("team.field.kind"), t("meeting.kind.rakor"))
        hands.write(t("team.field.day"), "05-03-2024")
        hands.write(t("team.field.theme"), "Deteksi <b>dini</b>")
        hands.press(t("team.record"))
        settle(window)
        assert dialog.isVisible() and dialog.body.fields["target"].said(), "a rakor needs its target, said at the field"
        hands.choose(t("documents.optional", name=t("team.field.target")), "B.04")
        hands.press(t("team.record"))
        settle(window)
        assert not dialog.isVisible()

    in_dialog(qtbot, plan)
    screen.pages["meetings"].add_button.click()
    settle(window)
    (row,) = app.ask(queries.Meetings()).rows
    assert (row.ordinal, row.target, row.theme, row.status) == (1, "b04", "Deteksi <b>dini</b>", "planned")
    assert screen.pages["meetings"].table.rowCount() == 1

    def item(dialog: RecordDialog, hands: Hands) -> None:
        hands.write(t("team.field.activity"), "Sosialisasi")
        hands.choose(t("team.field.owner"), "Badan Kesatuan")
        hands.write(t("team.field.due"), "20-03-2024")
        hands.press(t("team.record"))
        settle(window)

    def done(_dialog: RecordDialog, hands: Hands) -> None:
        hands.choose(t("team.field.status"), t("action.status.selesai"))
        hands.press(t("team.record"))
        settle(window)

    screen.show_tab("actions")
    actions = screen.pages["actions"]
    in_dialog(qtbot, item)
    actions.add_button.click()
    settle(window)
    actions.table.selectRow(0)
    in_dialog(qtbot, done)
    actions.activate()
    settle(window)
    assert app.ask(queries.Actions()).rows[0].status == "selesai"
    assert actions.table.rowCount() == 0, "what is done leaves the list of what is open"

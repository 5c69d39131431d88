"""Penerusan by keyboard: a report goes on, its answers are written down, and the liaison has one room."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from core.app import queries
from core.app.referral_queries import ReferralById, Referrals
from core.domain.commands import EnrolOfficer
from tests.gui import scene
from tests.gui.keys import Hands
from ui.gui import opening
from ui.gui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]
LIAISON_WORDS = "kata sandi penghubung bawaslu"


def in_dialog(qtbot: Any, act: Callable[[Any, Hands], None]) -> None:
    """Do something in the dialog that comes up next; it must be gone afterwards."""

    def work() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog):
            QTimer.singleShot(50, work)  # the hands are still on their way to the button
            return
        try:
            act(dialog, Hands(dialog, qtbot))
            qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=10_000)
        finally:
            dialog.close()

    QTimer.singleShot(50, work)


def at(window: MainWindow, control: Any, qtbot: Any) -> Hands:
    """The keyboard back at a control of the window, as it is after a dialog."""
    window.activateWindow()
    control.setFocus()
    return Hands(window, qtbot)


def test_a_report_goes_on_and_comes_back_by_keys(province: Path, opened: Opened, settle: Settle, qtbot: Any) -> None:
    window = opened(province)
    t, app, frame = window.desk.t, window.desk.app, window.centralWidget()
    scene.submit(app, scene.complaint())
    report = app.ask(queries.Reports()).rows[0]
    frame.open("referrals")
    settle(window)
    place = frame.place
    assert place.list.table.rowCount() == 0 and not place.list.letter.isEnabled()
    hands = Hands(window, qtbot)
    hands.press(t("referrals.new"))
    assert place.list._said.text() == t("referrals.which")
    hands.write(t("referrals.search"), report.number)
    settle(window)

    def send(dialog: Any, within: Hands) -> None:
        settle(window)
        assert [line.way.institution for line in dialog.lines] == ["BAWASLU", "DENPOM"], "Ankum is shown, and shut"
        assert dialog.lines[0].tick.isChecked() and not dialog.lines[1].tick.isChecked()
        within.press(dialog.lines[1].tick.box.accessibleName())
        within.press(t("referrals.identity_short.withheld"))
        within.press(t("referrals.send"))

    in_dialog(qtbot, send)
    hands.press(t("referrals.new"))
    settle(window)
    assert {row.institution for row in app.ask(Referrals()).rows} == {"BAWASLU", "DENPOM"}
    table = place.list.table
    assert table.rowCount() == 2 and not table.item(0, 0).icon().isNull() and table.item(0, 0).text()
    table.selectRow([each.institution for each in table.held].index("BAWASLU"))
    settle(window)

    def receive(dialog: Any, within: Hands) -> None:
        within.press(t("referrals.record"))
        settle(window)
        assert dialog.isVisible() and dialog.fault.text(), "no number: it stays and says so"
        within.write(t("referrals.number"), "7/LP/2024")
        within.press(t("referrals.record"))

    in_dialog(qtbot, receive)
    at(window, table, qtbot).press(t("referrals.act.receipt"))
    settle(window)
    assert place.list.view.row.stage == "received" and place.list.view.row.receipt == "7/LP/2024"

    def decide(_dialog: Any, within: Hands) -> None:
        within.choose(t("referrals.outcome"), t("referrals.outcome.not_proven"))
        within.write(t("referrals.number"), "12/K/2024")
        within.press(t("referrals.record"))

    in_dialog(qtbot, decide)
    at(window, table, qtbot).press(t("referrals.act.decided"))
    settle(window)
    assert place.list.view.row.outcome == "not_proven" and not place.list.acts["receipt"].isEnabled()


def test_the_liaison_has_one_room_and_his_first_look_is_kept(province: Path, opened: Opened, settle: Settle, qtbot: Any) -> None:
    from core.app.referral_views import SentReferral
    from core.domain.ids import read_id
    from core.domain.referral import Addressee, SendReferral

    window = opened(province)
    app = window.desk.app
    scene.submit(app, scene.complaint())
    report = app.ask(queries.Reports()).rows[0]
    sent: Any = app.execute(SendReferral(app.new_command(), read_id(report.id), (Addressee("BAWASLU"),))).reply
    app.execute(EnrolOfficer(app.new_command(), "Penghubung", "liaison", LIAISON_WORDS))
    window.lock()
    settle(window)
    window.enter(opening.unlock(province, bytearray(LIAISON_WORDS.encode())))
    settle(window)
    frame: Any = window.centralWidget()
    assert frame.room == "referrals" and list(frame._rail._buttons) == ["referrals"] and not frame._search.isVisible()
    assert not frame.place.list.acts and frame.place.list.table.rowCount() == 1
    settle(window)
    first: SentReferral = sent[0]
    assert window.desk.app.ask(ReferralById(first.id)).row.viewed
    frame.place.tabs.setCurrentIndex(1)
    settle(window)
    assert frame.place.closed.table.rowCount() == 0

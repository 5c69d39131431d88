"""Deadlines in the window: near ones at home, explained in the report, Bawaslu's receipt and a notice by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from core.app import queries
from core.app.views import ReportView
from tests.gui import scene
from tests.gui.conftest import Opener
from ui.gui.main_window import MainWindow
from ui.gui.screens.report_detail.deadlines_tab import DeadlinesTab
from ui.gui.screens.report_detail.lodging_dialogs import BawasluDialog, NoticeDialog
from ui.gui.screens.report_detail.take_back_dialog import TakeBackDialog
from ui.gui.screens.reports import ReportsScreen
from ui.gui.widgets.deadline_lines import near_lines


def words(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def test_home_says_how_many_more_there_are(opened: Opener, post: Path, settle: Callable[[MainWindow], None]) -> None:
    window = opened(post)
    desk = window.desk
    scene.submit(desk.app, scene.complaint(known="2024-02-05"))
    found = desk.app.ask(queries.NearDeadlines())
    assert not [
        each for part in near_lines(desk, found[:1] * 3, 3) for each in words(part).split("\n") if "batas waktu lagi" in each
    ]
    *_, more = near_lines(desk, found[:1] * 32, 3)
    assert "dan 29 batas waktu lagi" in words(more)
    (going,) = more.findChildren(QPushButton)
    QTest.keyClick(going, Qt.Key.Key_Space)
    settle(window)
    (place,) = window.findChildren(ReportsScreen)
    assert place.filter.sort == "deadline"


def test_near_explained_and_stopped(opened: Opener, post: Path, settle: Callable[[MainWindow], None], qtbot: QtBot) -> None:
    window = opened(post)
    desk = window.desk
    scene.submit(desk.app, scene.complaint(known="2024-02-05"))
    desk.changed.emit(frozenset({"reports"}))
    settle(window)
    assert "Batas waktu terdekat" in words(window) and "jadwal kurir pos ini belum diatur" in words(window)
    row = desk.app.ask(queries.Reports()).rows[0]
    going = next(each for each in window.findChildren(QPushButton) if each.text().strip() == row.number)
    QTest.keyClick(going, Qt.Key.Key_Space)
    settle(window)
    (place,) = window.findChildren(ReportsScreen)
    assert place.leave() == place.leave() | {"id": row.id}, "the report itself, not the list in which it lies"
    desk.go.emit("home", None)
    settle(window)
    tab = DeadlinesTab(desk)
    tab.show_report(desk.app.ask(queries.Report(row.id)))
    told = words(tab)
    for part in ("Isra Mikraj", "Kamis, 15 Februari 2024", "Senin, 19 Februari 2024", "tidak menjanjikan tanggal ini"):
        assert part in told, part
    view = desk.app.ask(queries.Report(row.id))
    notice: Any = NoticeDialog(desk, view, window)
    QTest.keyClick(notice.button, Qt.Key.Key_Space)
    settle(window)
    receipt: Any = BawasluDialog(desk, view, window)
    QTest.keyClick(receipt.button, Qt.Key.Key_Space)
    settle(window)
    assert "belum diisi" in receipt.fault.text(), "an empty number is refused and nothing typed is lost"
    QTest.keyClicks(receipt.number, "007/LP/PP/2024")
    receipt.at.setText("kemarin")
    QTest.keyClick(receipt.button, Qt.Key.Key_Space)
    assert "tidak terbaca" in receipt.fault.text()
    receipt.at.setText("05-02-2024 10.00")
    QTest.keyClick(receipt.button, Qt.Key.Key_Space)
    settle(window)
    view = desk.app.ask(queries.Report(row.id))
    assert [each.number for each in view.receipts] == ["007/LP/PP/2024"] and view.receipts[0].at == "2024-02-05T10:00:00+07:00"
    assert [(each.to, each.means) for each in view.notices] == [("BAWASLU", "phone")]
    tab.show_report(view)
    assert "Tanda bukti Bawaslu nomor 007/LP/PP/2024" in words(tab) and "BAWASLU lewat telepon" in words(tab)
    qtbot.waitUntil(lambda: "Batas waktu terdekat" not in words(window), timeout=20_000)
    take_back(window, view, tab, settle)
    qtbot.waitUntil(lambda: "Batas waktu terdekat" in words(window), timeout=20_000)


def take_back(window: MainWindow, view: ReportView, tab: DeadlinesTab, settle: Callable[[MainWindow], None]) -> None:
    """By keyboard, first without a reason."""
    desk = window.desk
    assert [each.accessibleName() for each in tab.findChildren(QPushButton) if "Tarik kembali" in each.text()] == [
        "Tarik kembali · Tanda bukti Bawaslu nomor 007/LP/PP/2024"
    ]
    back = TakeBackDialog(desk, view, view.receipts[0], window)
    assert "batas waktu berjalan lagi, aman sampai Kamis, 15 Februari 2024" in words(back)
    QTest.keyClick(back.button, Qt.Key.Key_Space)
    settle(window)
    assert "Alasan penarikan belum diisi" in back.fault.text()
    QTest.keyClicks(back.reason, "milik laporan lain")
    QTest.keyClick(back.button, Qt.Key.Key_Space)
    settle(window)
    view = desk.app.ask(queries.Report(view.row.id))
    tab.show_report(view)
    assert view.receipts == () and "nomor 007/LP/PP/2024 ditarik kembali" in words(tab) and "milik laporan lain" in words(tab)

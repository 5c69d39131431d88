"""Sanctions by keyboard: a refusal leaves what was typed, a document is recorded, the list leads to the case; the annex."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.gui import scene
from tests.gui.conftest import PATIENCE_MS
from ui.gui.main_window import MainWindow
from ui.gui.screens.report_detail.annex_dialog import AnnexDialog
from ui.gui.screens.report_detail.sanction_tab import SanctionTab
from ui.gui.screens.sanctions.dialogs import ImposeDialog
from ui.gui.screens.sanctions.tab import SanctionsTab

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]
NAME = "Nama Rahasia Terlapor"
REPORTED = {"subject": "PNS", "name": NAME, "position": "Kepala Seksi", "unit": "Dinas Contoh"}


def words(widget: Any) -> str:
    """All that stands on a widget."""
    return "\n".join(each.text() for each in widget.findChildren(QLabel))


def press(qtbot: Any, button: QPushButton) -> None:
    """The space bar, as a person presses it."""
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


@pytest.fixture
def window(province: Path, opened: Opened) -> MainWindow:
    """A desk with one complaint about a civil servant."""
    made = opened(province)
    scene.submit(made.desk.app, scene.complaint(reported=[REPORTED], violation="ASN-D01"))
    return made


def test_a_document_is_recorded_by_keyboard(window: MainWindow, qtbot: Any, settle: Settle) -> None:
    frame: Any = window.centralWidget()
    frame.open("reports", None)
    settle(window)
    detail = frame.place.detail
    tab = next(each for each in detail._tabs if isinstance(each, SanctionTab))
    detail.tabs.setCurrentIndex(detail._tabs.index(tab))
    qtbot.waitUntil(lambda: tab.card.case is not None, timeout=PATIENCE_MS)
    said: list[str] = []

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ImposeDialog)
        dialog.rung.choose("S-BIN-01")
        dialog.rung.activated.emit(dialog.rung.currentIndex())
        said.append(words(dialog))
        assert dialog.asked.isVisible() and dialog.authority.value() == "BKPSDM"
        qtbot.keyClicks(dialog.number, "800/1")
        qtbot.keyClicks(dialog.day.line, "05-02-2024")
        press(qtbot, dialog.button)
        qtbot.waitUntil(lambda: dialog.fault.isVisible(), timeout=PATIENCE_MS)
        assert dialog.number.value() == "800/1", "a refusal leaves what was typed"
        dialog.rung.choose("S-PNS-R2")
        dialog.rung.activated.emit(dialog.rung.currentIndex())
        assert not dialog.asked.isVisible()
        press(qtbot, dialog.button)

    QTimer.singleShot(0, fill)
    press(qtbot, tab.card.impose)
    qtbot.waitUntil(lambda: tab.card.case is not None and bool(tab.card.case.sanctions), timeout=PATIENCE_MS)
    settle(window)
    assert "belum diverifikasi" in said[0], "how sure the law is stands beside the rung"
    assert "dijatuhkan" in words(tab.card) and NAME not in words(tab.card)


def test_the_list_leads_to_the_case_and_names_nobody(window: MainWindow, qtbot: Any, settle: Settle) -> None:
    from datetime import date

    from core.app import queries
    from core.domain.ids import read_id
    from core.domain.sanction import ImposeSanction

    app = window.desk.app
    (row,) = app.ask(queries.Reports()).rows
    command = ImposeSanction(app.new_command(), read_id(row.id), "Kepala Dinas", "9", date(2024, 2, 5), rung="S-PNS-R2")
    app.execute(command)
    page = SanctionsTab(window.desk)
    qtbot.addWidget(page)
    page.show()
    settle(window)
    cells = [page.table.item(0, place).text() for place in range(page.table.columnCount())]
    assert row.number in cells and "dijatuhkan" in cells and NAME not in " ".join(cells)
    gone: list[object] = []
    window.desk.go.connect(lambda room, what: gone.append((room, what)))
    page.table.selectRow(0)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert gone == [("reports", {"id": row.id, "text": row.number})]


def test_an_annex_needs_to_say_for_whom(window: MainWindow, qtbot: Any, settle: Settle, tmp_path: Path) -> None:
    from core.app import queries

    (row,) = window.desk.app.ask(queries.Reports()).rows
    dialog = AnnexDialog(window.desk, row, window)
    dialog.show()
    press(qtbot, dialog.button)
    assert dialog._to.said() and dialog._basis.said()
    qtbot.keyClicks(dialog.to, "Bawaslu Provinsi")
    qtbot.keyClicks(dialog.basis, "Surat 1/2024")
    path = tmp_path / "lampiran.zip"
    dialog.write_to(path)
    settle(window)
    with zipfile.ZipFile(path) as archive:
        assert {"annex.cbor", "periksa.py"} <= set(archive.namelist())

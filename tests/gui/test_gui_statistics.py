"""Statistik by keyboard: what is counted, periods compared, and what of it is written to files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from python_calamine import CalamineWorkbook

from sync.exchange import receive, send
from tests.crash.world import quick_lookup
from tests.gui import scene
from tests.gui.keys import Hands
from tests.world import complaint, warning
from ui.gui import opening
from ui.gui.main_window import MainWindow
from ui.gui.screens.statistics.recap_dialog import RecapDialog

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]
PARTY = [{"subject": "TNI", "description": "orang berseragam", "unit": "Lanal Bangka Belitung"}]


def cells(table: Any) -> list[list[str]]:
    return [[table.item(row, column).text() for column in range(table.columnCount())] for row in range(table.rowCount())]


def test_counting_comparing_and_writing(
    province: Path, post: Path, tmp_path: Path, opened: Opened, settle: Settle, qtbot: Any
) -> None:
    away = opening.unlock(post, bytearray(scene.PASSPHRASE.encode()))
    with quick_lookup():
        for place in ("19.01.01", "19.01.01", "19.01.02", "19.05.01"):
            scene.submit(away, complaint(reported=PARTY, place={"area": place}))
        scene.submit(away, warning())
    send(away, tmp_path)
    away.lock()
    window = opened(province)
    receive(window.desk.app, tmp_path)
    frame: Any = window.centralWidget()
    frame.open("statistics")
    settle(window)
    screen, words = frame.place, window.desk.t
    hands = Hands(screen, qtbot)
    assert screen.chart.figure[1] == "stacked"
    assert "Kab. Bangka: Pengaduan 3, Peringatan dini 1" in screen.chart.accessibleDescription()
    assert cells(screen.table)[-1] == [words("statistics.total"), "4", "1", "5"]

    hands.choose(words("statistics.choose.rows"), words("statistics.direction.district"))
    settle(window)
    assert screen.chart.figure[1] == "heat"
    shown = cells(screen.table)
    assert all(cell in ("0", "–") for row in shown[:-1] for cell in row[1:]), "nothing small is told"
    assert shown[-1][-1] == "5"

    hands.choose(words("statistics.choose.compare"), words("statistics.compare.previous"))
    settle(window)
    assert screen.chart.figure[1] == "pairs"
    hands.choose(words("statistics.choose.rows"), words("statistics.direction.kind"))
    settle(window)
    assert cells(screen.table)[0][1:] == ["4", "0", "+4"]

    hands.choose(words("statistics.choose.compare"), words("statistics.compare.none"))
    screen.chooser.since.put("31-02-2024")
    screen.refresh()
    settle(window)
    assert screen.fault.text(), "a day that is none is said, and nothing else changes"
    screen.chooser.since.put("")
    screen.refresh()
    settle(window)
    assert not screen.fault.text()

    written(window, screen, tmp_path, settle, qtbot)


def written(window: MainWindow, screen: Any, tmp_path: Path, settle: Settle, qtbot: Any) -> None:
    """Chart, table and periodic report as files."""
    words = window.desk.t
    screen.write_picture(tmp_path / "grafik.png")
    settle(window)
    screen.write_book(tmp_path / "tabel.xlsx")
    settle(window)
    assert "tabel.xlsx" in screen.said.text()
    Image.open(tmp_path / "grafik.png").verify()
    assert len(CalamineWorkbook.from_path(str(tmp_path / "tabel.xlsx")).sheet_names) == 2

    dialog = RecapDialog(window.desk, window)
    dialog.show()
    dialog.line.setText(str(tmp_path / "rekap.pdf"))
    dialog.first.put("2024-02-01")
    Hands(dialog, qtbot).press(words("recap.make"))
    settle(window)
    assert "RLS" in dialog.said.text(), dialog._field.said()
    assert (tmp_path / "rekap.pdf").read_bytes().startswith(b"%PDF")
    dialog.close()

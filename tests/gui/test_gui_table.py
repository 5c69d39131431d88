"""Tables of texts: the columns share the width that there is, and what is cut is told by a tip."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from tests.gui.laid_out import laid_out
from ui.gui.layouts import column
from ui.gui.widgets.table import Table, shared, unbroken

pytestmark = pytest.mark.qt_log_ignore("does not support")
WIDE, NARROW = 900, 420
HEADINGS = ("Nomor", "Nama", "Status", "Jabatan")
ROW = ("12/PI-NETRAL", "Budi Santoso Wirakusumah dari Pongok", "belum", "Kepala Bidang Pemberdayaan dan Desa <b>")


@given(some.lists(some.integers(0, 900), max_size=12), some.integers(0, 3000), some.integers(0, 60))
def test_columns_share_a_width(wanted: list[int], whole: int, least: int) -> None:
    widths = shared(wanted, whole, least)
    assert len(widths) == len(wanted) and all(has <= wants for has, wants in zip(widths, wanted, strict=True))
    assert sum(widths) <= max(whole, len(wanted) * least)
    cut = [has for has, wants in zip(widths, wanted, strict=True) if has < wants]
    assert len(set(cut)) <= 1 and all(has <= cut[0] for has in widths if cut), "none is wider than those that give way"
    assert cut or widths == wanted
    assert not cut or sum(widths) > whole - len(wanted) or cut[0] == least, "no more gives way than has to"


@given(
    some.lists(some.tuples(some.integers(0, 900), some.integers(0, 900)), max_size=12),
    some.integers(0, 3000),
    some.integers(0, 60),
)
def test_no_column_gives_way_to_less_than_its_longest_word(columns: list[tuple[int, int]], whole: int, least: int) -> None:
    wanted, words = [max(pair) for pair in columns], [min(pair) for pair in columns]
    widths = unbroken(wanted, words, whole, least)
    if sum(words) > whole:
        assert widths == shared(wanted, whole, least)
        return
    assert all(word <= has <= wants for word, has, wants in zip(words, widths, wanted, strict=True))
    assert sum(widths) <= max(whole, len(wanted) * least)


def test_a_long_number_keeps_its_room_and_texts_go_on_in_a_second_line(qtbot: Any) -> None:
    table = Table("Daftar", HEADINGS)
    table.fill([("199608182022211001", *ROW[1:])])
    window = laid_out(qtbot, column(table), WIDE, WIDE)
    around = window.width() - table.viewport().width()
    window.resize(around + sum(table._words) + 4, WIDE)
    qtbot.waitUntil(lambda: table.viewport().width() == sum(table._words) + 4 and table.horizontalScrollBar().maximum() == 0)
    assert [table.is_cut(table.item(0, place)) for place in range(4)] == [False, True, False, True]


def test_a_table_does_not_scroll_sideways_and_tells_what_is_cut(qtbot: Any) -> None:
    table = Table("Daftar", HEADINGS)
    table.fill([ROW])
    window = laid_out(qtbot, column(table), WIDE, WIDE)
    cells = [table.item(0, place) for place in range(len(HEADINGS))]
    assert table.horizontalScrollBar().maximum() == 0 and not any(map(table.is_cut, cells))
    one = table.rowHeight(0)
    window.resize(NARROW, WIDE)
    qtbot.waitUntil(lambda: table.viewport().width() < NARROW and table.horizontalScrollBar().maximum() == 0)
    assert table.is_cut(cells[1]) and not table.is_cut(cells[2]) and table.is_cut(cells[3])
    assert table.rowHeight(0) == one + table.fontMetrics().height(), "long words take two lines"
    for place in (0, 3):
        spot = table.visualItemRect(cells[place]).center()
        QApplication.sendEvent(table.viewport(), QHelpEvent(QEvent.Type.ToolTip, spot, table.viewport().mapToGlobal(spot)))
        assert QToolTip.isVisible() == table.is_cut(cells[place])
    assert QToolTip.text().replace("\u200b", "") == ROW[3] != QToolTip.text(), "letter by letter"
    QToolTip.hideText()
    window.resize(WIDE, WIDE)
    qtbot.waitUntil(lambda: table.rowHeight(0) == one)


def test_a_table_asks_for_room_for_a_few_letters_of_each_column(qtbot: Any) -> None:
    table = Table("Daftar", HEADINGS)
    bare = table.minimumSizeHint().width()
    table.fill([ROW])
    window = laid_out(qtbot, column(table), 0, WIDE)
    assert table.minimumSizeHint().width() > bare and window.width() >= table.minimumSizeHint().width()
    assert table.horizontalScrollBar().maximum() == 0


def test_spare_columns_are_let_go_of_and_told(qtbot: Any) -> None:
    table = Table("Daftar", HEADINGS, spare=2)
    table.fill([ROW])
    window = laid_out(qtbot, column(table), WIDE, WIDE)
    shown = [not table.isColumnHidden(place) for place in range(4)]
    assert shown == [True] * 4
    window.resize(table.fontMetrics().averageCharWidth() * 30, WIDE)
    qtbot.waitUntil(lambda: table.isColumnHidden(3) and table.horizontalScrollBar().maximum() == 0)
    assert not table.isColumnHidden(0) and not table.isColumnHidden(1)
    first = table.item(0, 0)
    assert f"{HEADINGS[3]}: {ROW[3]}" in table._untold(first) and table._untold(first).startswith(ROW[0])
    window.resize(WIDE, WIDE)
    qtbot.waitUntil(lambda: not table.isColumnHidden(3))
    assert table._untold(first) == ""


def test_a_table_of_figures_cuts_none_of_them(qtbot: Any) -> None:
    table = Table("Angka", [f"Kabupaten {number}" for number in range(9)], matrix=True)
    table.fill([[str(10**number) for number in range(9)]])
    window = laid_out(qtbot, column(table), NARROW, WIDE)
    assert window.isVisible() and table.horizontalScrollBar().maximum() > 0
    assert not any(table.is_cut(table.item(0, place)) for place in range(9))

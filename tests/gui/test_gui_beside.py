"""Parts that stand beside each other, and below each other where the room is narrow."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QTableView, QWidget

from tests.gui.laid_out import laid_out
from ui.gui.layouts import column, row
from ui.gui.widgets.beside import BELOW, BESIDE, beside
from ui.gui.widgets.tick import Tick

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
WIDE, EACH, GAP = 900, 200, "gap"


def parts(count: int) -> list[QLabel]:
    made = [QLabel(str(number)) for number in range(count)]
    for each in made:
        each.setMinimumWidth(EACH)
    return made


def test_where_there_is_no_room_they_stand_below_each_other(qtbot: Any) -> None:
    first, second, hidden = parts(3)
    layout = beside(first, 0, second, hidden, gap=GAP)
    window = laid_out(qtbot, layout, WIDE, WIDE)
    hidden.hide()
    qtbot.waitUntil(lambda: layout.direction() is BESIDE and first.y() == second.y())
    window.resize(EACH + EACH // 2, WIDE)
    qtbot.waitUntil(lambda: layout.direction() is BELOW and second.y() > first.y())
    assert window.minimumSizeHint().width() < 2 * EACH, "what lies around it may be as narrow as one part"
    assert second.y() - first.y() < 3 * first.height(), "the stretch between them takes no room of its own"
    window.resize(WIDE, WIDE)
    qtbot.waitUntil(lambda: first.y() == second.y())


def test_a_row_of_rows_turns_first(qtbot: Any) -> None:
    one, two, three, four = parts(4)
    left, right = beside(one, two, gap=GAP), beside(three, four, gap=GAP)
    window = laid_out(qtbot, beside(left, right, gap=GAP), WIDE, WIDE)
    qtbot.waitUntil(lambda: one.y() == four.y())
    window.resize(3 * EACH, WIDE)
    qtbot.waitUntil(lambda: one.y() == two.y() < three.y() == four.y())


def test_nothing_is_squeezed_where_there_is_little_height(qtbot: Any) -> None:
    made = parts(3)
    for each in made:
        each.setWordWrap(True)
    window = laid_out(qtbot, beside(*made, gap=GAP), WIDE, WIDE)
    layout = window.layout()
    high = made[0].minimumSizeHint().height()
    assert layout.totalMinimumHeightForWidth(EACH + EACH // 2) >= 3 * high
    assert layout.totalMinimumHeightForWidth(WIDE) < 3 * high


def test_a_box_to_tick_is_no_higher_than_its_line_and_its_words_stand_beside_it(qtbot: Any) -> None:
    window, tick, table = QWidget(), Tick("Lewat batas"), QTableView()
    window.setLayout(column(row(QComboBox(), tick), table))
    qtbot.addWidget(window)
    window.resize(WIDE, WIDE)
    window.show()
    qtbot.waitExposed(window)
    words = tick.findChild(QLabel)
    assert words is not None
    assert tick.height() <= 2 * words.sizeHint().height() and table.height() > WIDE - 3 * tick.height()
    assert abs(words.geometry().center().y() - tick.box.geometry().center().y()) < words.sizeHint().height() / 2

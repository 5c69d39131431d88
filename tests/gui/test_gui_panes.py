"""Two parts of a room: whatever becomes of their content, no words in them are cut."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QWidget

from tests.gui.laid_out import TURNS
from ui.gui.layouts import box, column
from ui.gui.widgets.held import Held
from ui.gui.widgets.labels import label
from ui.gui.widgets.panes import Panes

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
WORDS = "Pemilu atau pemilihan yang sedang berjalan di kabupaten ini "
WIDE, HIGH, LOW = 800, 400, 200


class Room(Held):
    """Panes as a room holds them: fields at the left, at the right what comes later."""

    def __init__(self, qtbot: Any, lines: int) -> None:
        self.fields, self.answer = [label(WORDS) for _ in range(lines)], label("")
        self.end = QWidget()
        left, right = box(*self.fields, 0), box(self.answer, self.end, 0)
        self.panes = Panes(left, right, shares=(40, 60), gap="gap")
        place = QWidget()
        place.setLayout(column(self.panes, margin="gap"))
        super().__init__(place)
        qtbot.addWidget(self)
        self.resize(WIDE, LOW)
        with qtbot.waitExposed(self):
            self.show()
        self.rest()

    def rest(self) -> None:
        for _ in range(3 * TURNS):
            QCoreApplication.processEvents()

    def cut(self) -> list[str]:
        shown: list[QLabel] = [*self.fields, self.answer]
        return [each.text()[:20] for each in shown if each.height() < each.heightForWidth(each.width())]


@pytest.mark.usefixtures("qtbot")
def test_a_text_that_wraps_says_that_its_height_follows_from_its_width() -> None:
    assert label(WORDS).hasHeightForWidth() and not label(WORDS, wrap=False).hasHeightForWidth()


def test_a_part_that_grows_narrower_beside_another_is_as_high_as_its_words(qtbot: Any) -> None:
    room = Room(qtbot, 8)
    wide = room.fields[0].width()
    assert not room.cut()
    room.end.setMinimumWidth(WIDE - 330)  # another answer is wider
    room.rest()
    assert room.fields[0].width() < wide and not room.cut()


def test_parts_below_each_other_grow_with_what_they_hold(qtbot: Any) -> None:
    room = Room(qtbot, 8)
    room.end.setMinimumWidth(WIDE - 40)
    room.rest()
    assert room.answer.y() == room.fields[0].y() and room.panes.widget(1).y() > 0, "there is no room beside each other"
    assert not room.cut()
    room.answer.setText(WORDS * 30)
    room.rest()
    assert not room.cut()
    for each in room.fields:
        each.setText(WORDS * 3)
    room.rest()
    assert not room.cut()
    room.resize(WIDE, HIGH * 4)
    room.rest()
    assert not room.cut()

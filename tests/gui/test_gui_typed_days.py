"""Days as people type them: what is unmistakable is taken and shown in the house's form, what could be two days is not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication

from tests.gui.laid_out import laid_out
from ui.gui.layouts import column
from ui.gui.theme import Theme
from ui.gui.typed_days import read_day, read_moment, read_time
from ui.gui.widgets.inputs import DayInput, MomentInput

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")
DAY = date(2026, 11, 26)
WIDE = 700
ONE_DAY = (
    "26-11-2026", "26/11/2026", "26.11.2026", "26 11 2026", "26 - 11 - 2026", "26-11-26", "26112026", " 26112026 ",
    "2026-11-26", "2026/11/26", "20261126", "26 November 2026", "26 nov 2026", "26-Nov-2026", "26nov2026", "26 Nop. 2026",
)  # fmt: skip
NO_DAY = (
    "", "26", "26-11", "261126", "2611202", "26112126", "31022026", "11262026", "26-13-2026", "26 11 2026 14",
    "26 ma 2026", "26 sekarang 2026", "kemarin", "Rp26-11-2026", "26-11-2026,", "99999999", "٢٦-١١-٢٠٢٦",
)  # fmt: skip


@pytest.mark.parametrize("text", ONE_DAY)
def test_what_is_one_day_is_read(text: str) -> None:
    assert read_day(text) == DAY


@pytest.mark.parametrize("text", NO_DAY)
def test_what_is_none_or_could_be_two_is_not(text: str) -> None:
    assert read_day(text) is None


@given(strategies.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_eight_figures_are_one_day_in_either_order(day: date) -> None:
    assert read_day(f"{day:%d%m%Y}") == read_day(f"{day:%Y%m%d}") == day


def test_a_moment_is_a_day_and_an_hour() -> None:
    for text in ("26-11-2026 14.05", "26112026 1405", "26 11 2026 14:05", "26 November 2026 14.05"):
        assert read_moment(text) == datetime.fromisoformat("2026-11-26T14:05"), text
    assert read_moment("26 11 2026") == datetime.fromisoformat("2026-11-26T00:00")
    assert read_moment("26-11-2026 25.00") is None
    assert read_moment("14.05") is None
    assert read_time("١٤.٠٥") is None


class _Desk:
    """What a day's input asks of a desk."""

    theme = Theme()

    @staticmethod
    def now() -> datetime:
        return datetime(2026, 11, 27, 9, tzinfo=UTC)

    @staticmethod
    def t(key: str) -> str:
        return key


def test_a_day_that_is_left_stands_in_the_houses_form(qtbot: Any) -> None:
    made: Any = _Desk()
    day = DayInput(made, quick=False)
    qtbot.addWidget(day)
    told: list[str] = []
    day.edited.connect(lambda: told.append(day.value()))
    for text, shown, value in (("26112026", "26-11-2026", "2026-11-26"), ("26 september 2026", "26-09-2026", "2026-09-26")):
        day.line.clear()
        qtbot.keyClicks(day.line, text)
        assert told[-1] == value
        day.line.left.emit()
        assert (day.line.text(), day.value()) == (shown, value)
    day.line.setText("31022026")
    day.line.left.emit()
    assert (day.line.text(), day.readable()) == ("31022026", False)


def test_quick_days_stay_beside_each_other_where_there_is_little_room(qtbot: Any) -> None:
    made: Any = _Desk()
    day = DayInput(made)
    window = laid_out(qtbot, column(day), WIDE, WIDE)
    today, yesterday = day._buttons
    line, gap = day.line, yesterday.x() - today.geometry().right()
    assert line.y() + line.height() // 2 == pytest.approx(today.geometry().center().y(), abs=2), "all in one row"
    assert line.width() > 2 * today.width() and line.geometry().right() < today.x()
    both = today.sizeHint().width() + gap + yesterday.sizeHint().width()
    window.setMinimumWidth(0)
    window.resize(both + line.minimumSizeHint().width(), WIDE)
    qtbot.waitUntil(lambda: today.y() > line.geometry().bottom())
    assert today.y() == yesterday.y() and today.x() == line.x()
    assert [each.width() for each in (today, yesterday)] == [each.sizeHint().width() for each in (today, yesterday)]


def test_a_moment_that_is_left_stands_in_the_houses_form(qtbot: Any) -> None:
    line = MomentInput(_Desk.now() - timedelta(days=1))
    qtbot.addWidget(line)
    assert line.text() == "26-11-2026 09.00"
    for typed, shown in (("25112026 1405", "25-11-2026 14.05"), ("besok", "besok")):
        line.setText(typed)
        QApplication.sendEvent(line, QFocusEvent(QEvent.Type.FocusOut))
        assert line.text() == shown

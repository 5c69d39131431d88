"""The courier schedule by keyboard: wrong lines are told at their fields, right ones move the departures at home."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.app.report_clock import COURIER
from core.domain.transit import read_schedule
from tests.gui.keys import Hands
from ui.gui.main_window import MainWindow
from ui.gui.screens.courier_card import MOST_MINUTES, read_duration, show_duration

Opened = Callable[[Path], MainWindow]
Settle = Callable[[MainWindow], None]


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("3", 180), ("1.30", 90), ("0:45", 45), (" 12 ", 720), ("336", MOST_MINUTES)]
    + [(wrong, None) for wrong in ("", "0", "0.00", "1.75", "tiga", "336.01", "-3", "3,5")],
)
def test_durations(typed: str, minutes: int | None) -> None:
    assert read_duration(typed) == minutes
    if minutes is not None:
        assert read_duration(show_duration(minutes)) == minutes


def test_a_schedule_is_typed_corrected_and_kept(post: Path, opened: Opened, settle: Settle, qtbot: Any) -> None:
    window = opened(post)
    frame: Any = window.centralWidget()
    frame.open("settings", None)
    t, hands, card = window.desk.t, Hands(window, qtbot), frame.place.courier
    hands.press(t("courier.add"))
    hands.choose(t("courier.to"), t("counter.kabkota"))
    hands.press(t("courier.save"))
    assert card._said.text() == t("courier.wrong")
    (entry,) = card.trips.entries
    assert (entry._days.said(), entry._leaves.said(), entry._hours.said()) == (
        t("courier.no_day"), t("time.unreadable"), t("courier.no_hours"),
    )  # fmt: skip
    assert window.desk.app.settings.get(COURIER, "") == ""
    for day in (1, 4):
        hands.press(t(f"weekday.{day}"))
    hands.write(t("courier.leaves"), "0730")
    hands.write(t("courier.hours"), "5")
    hands.write(t("courier.by"), "Kapal perintis")
    hands.press(t("courier.save"))
    assert card._said.text() == t("courier.saved") and entry._days.said() == ""
    (trip,) = read_schedule(window.desk.app.settings.get(COURIER, ""))
    assert (trip.to, trip.days, trip.leaves, trip.minutes, trip.by) == ("kabkota", (1, 4), "07:30", 300, "Kapal perintis")
    frame.open("home", None)
    settle(window)
    frame.open("settings", None)
    again = frame.place.courier.trips.entries
    assert [each.trip() for each in again] == [trip]
    hands.press(f"{t('button.remove')} {t('courier.one', n=1)}")
    hands.press(t("courier.save"))
    assert window.desk.app.settings.get(COURIER, "x") == ""


def test_an_unreadable_schedule_is_told_and_left_alone(post: Path, opened: Opened) -> None:
    window = opened(post)
    window.desk.app.settings.put(COURIER, "[{]")
    frame: Any = window.centralWidget()
    frame.open("settings", None)
    assert frame.place.courier.unreadable
    assert window.desk.app.settings.get(COURIER, "") == "[{]"

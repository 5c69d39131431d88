"""When Bawaslu's counter takes reports in: working days, round the clock near the vote, the last hour before a deadline."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from core.domain.counter_hours import LAST_MINUTE, LOOK_BACK_DAYS, CounterHours, end_of_day, hours_of
from core.domain.reference import ReferenceData
from core.domain.working_days import HOLIDAY, JOINT_LEAVE, Calendar, DayKind
from tests.world import reference

DATA = reference()
JAKARTA = ZoneInfo("Asia/Jakarta")
PLAIN = CounterHours(time(8), time(16))
CALENDAR = Calendar(frozenset({2024}), {date(2024, 2, 8): DayKind(HOLIDAY), date(2024, 2, 9): DayKind(JOINT_LEAVE)})


def at(day: int, hour: int, minute: int = 0, month: int = 2) -> datetime:
    return datetime(2024, month, day, hour, minute, tzinfo=JAKARTA)


def hours() -> CounterHours:
    found = hours_of(DATA, "PEMILU")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("until", "last"),
    [
        (at(7, 12), at(7, 12)),  # Wednesday, open
        (at(7, 8), at(7, 8)),
        (at(7, 16), at(7, 16)),
        (at(7, 16, 1), at(7, 16)),
        (at(7, 23, 59), at(7, 16)),
        (at(7, 7, 59), at(6, 16)),
        (at(8, 12), at(7, 16)),  # a holiday
        (at(9, 12), at(7, 16)),  # joint leave closes it too
        (at(11, 23, 59), at(7, 16)),  # and the weekend behind them
        (at(12, 7), at(7, 16)),
        (at(12, 8), at(12, 8)),
    ],
)
def test_the_last_moment_at_which_a_report_is_taken_in(until: datetime, last: datetime) -> None:
    assert PLAIN.last_open(until, CALENDAR) == last


def test_round_the_clock_in_the_quiet_days_at_the_vote_and_the_count() -> None:
    found = hours()
    assert (found.opens, found.closes) == (time(8), time(16))
    assert {stage.code for stage in found.round_the_clock} == {"MASA_TENANG", "PEMUNGUTAN", "PENGHITUNGAN"}
    told = {day: found.never_closes(date(2024, 2, day)) for day in (10, 11, 14, 15, 16)}
    assert told == {10: False, 11: True, 14: True, 15: True, 16: False}
    sunday, friday = date(2024, 2, 11), date(2024, 2, 16)
    assert (found.opening(sunday), found.closing(sunday)) == (time(0, 0), time(23, 59)) == (time(0, 0), LAST_MINUTE)
    assert (found.opening(friday), found.closing(friday)) == (time(8), time(16))
    assert found.open_on(sunday, CALENDAR) and not PLAIN.open_on(sunday, CALENDAR) and PLAIN.open_on(friday, CALENDAR)
    assert found.last_open(at(11, 0), CALENDAR) == at(11, 0)
    assert found.last_open(at(11, 3, 30), CALENDAR) == at(11, 3, 30)
    assert found.last_open(at(16, 7), CALENDAR) == at(15, 23, 59)


def test_a_counter_that_was_closed_for_two_months_has_no_last_hour() -> None:
    first = date(2024, 3, 1)
    shut = {first + timedelta(days=number): DayKind(HOLIDAY) for number in range(LOOK_BACK_DAYS)}
    closed = Calendar(frozenset({2024}), shut)
    last = first + timedelta(days=LOOK_BACK_DAYS - 1)
    noon = datetime.combine(last, time(12), JAKARTA)
    assert PLAIN.last_open(noon, closed) is None
    assert PLAIN.last_open(noon - timedelta(days=1), closed) == at(29, 16), "sixty days are looked at"


def test_the_hours_of_each_book_and_of_duties_outside_it() -> None:
    pilkada = hours_of(DATA, "pilkada")
    assert pilkada == PLAIN
    for plain in ("TNI_POSKO", "tni_posko", "INTERNAL", ""):
        assert hours_of(DATA, plain) == PLAIN
    assert hours_of(DATA, "ADAT") is None
    assert hours_of(counted(()), "TNI_POSKO") is None and hours_of(counted(()), "PEMILU") is None


def counted(counters: Any) -> ReferenceData:
    head = msgspec.structs.replace(DATA.heads["deadlines"], counters=counters)
    return replace(DATA, heads=dict(DATA.heads) | {"deadlines": head})


def test_hours_are_those_that_the_data_say_and_a_stage_without_days_opens_nothing() -> None:
    pemilu = DATA.heads["deadlines"].counters[0]
    early = msgspec.structs.replace(
        pemilu, opens="07:30", closes="15:45", round_the_clock_stages=("SENGKETA_HASIL", "PERENCANAAN", "PEMUNGUTAN")
    )
    found = hours_of(counted((early,)), "PEMILU")
    assert found is not None and (found.opens, found.closes) == (time(7, 30), time(15, 45))
    assert [stage.code for stage in found.round_the_clock] == ["PERENCANAAN", "PEMUNGUTAN"]
    local = hours_of(counted((msgspec.structs.replace(early, regime="PILKADA"),)), "PILKADA")
    assert local is not None and [stage.code for stage in local.round_the_clock] == ["PEMUNGUTAN"], "no first day, no last day"
    assert hours_of(counted((early,)), "INTERNAL") == CounterHours(time(7, 30), time(15, 45))


def test_a_day_ends_with_its_last_minute_in_its_own_zone() -> None:
    assert end_of_day(date(2024, 2, 5), "Asia/Jayapura").isoformat() == "2024-02-05T23:59:00+09:00"

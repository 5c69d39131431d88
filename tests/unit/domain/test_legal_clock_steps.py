"""Every unit of the law counted step by step: each day with its number or the reason why it has none, and every warning."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import msgspec
import pytest

from core.domain.counter_hours import CounterHours
from core.domain.errors import Invalid
from core.domain.legal_clock import Column, Deadline, Due, Trigger, compute
from core.domain.reference_items import Clause, Holiday
from core.domain.working_days import Calendar
from tests.world import reference

WIB, ZONE = "Asia/Jakarta", ZoneInfo("Asia/Jakarta")
OFFICE = CounterHours(time(8), time(16))
ANY = reference().clauses[0]


def off(day: str, kind: str, name: str) -> Holiday:
    found = next(each for each in reference().holidays if each.kind == kind)
    return msgspec.structs.replace(found, date=date.fromisoformat(day), name_id=name, regencies=None)


CALENDAR = Calendar.build([2024], [off("2024-10-02", "nasional", "Raya"), off("2024-10-03", "cuti_bersama", "Bersama")])
"""2024-10-01 is a Tuesday; nobody has published 2025."""


def clause(unit: str, amount: int | None, code: str = "X") -> Clause:
    return msgspec.structs.replace(ANY, unit=unit, amount=amount, code=code)  # type: ignore[arg-type]


def counted(
    unit: str, amount: int | None, day: str, *, at: str = "", code: str = "X", hours: CounterHours | None = None
) -> Deadline:
    moment = datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=ZONE) if at else None
    return compute(clause(unit, amount, code), Trigger(date.fromisoformat(day), WIB, moment), CALENDAR, hours)


def steps(found: Deadline, column: Column) -> str:
    """Month-day, the number or a dash, the reason and a holiday's name."""
    told = [each for each in found.steps if each.column == column]
    return ", ".join(f"{each.day:%m-%d} {each.number or '-'} {each.why} {each.name}".strip() for each in told)


@pytest.mark.parametrize(
    ("unit", "amount", "day", "at", "safe", "latest"),
    [
        (
            "hari_kerja", 2, "2024-10-01", "",
            "10-01 1 working, 10-02 - holiday Raya, 10-03 2 joint_leave Bersama",
            "10-01 - day_zero, 10-02 - holiday Raya, 10-03 - joint_leave Bersama, 10-04 1 working, 10-05 - weekend, "
            "10-06 - weekend, 10-07 2 working",
        ),
        (
            "hari_kerja", 1, "2024-10-05", "",
            "10-05 - weekend, 10-06 - weekend, 10-07 1 working",
            "10-05 - day_zero, 10-06 - weekend, 10-07 1 working",
        ),
        ("hari_kerja", 1, "2024-12-31", "", "12-31 1 working", "12-31 - day_zero, 01-01 - unpublished"),
        ("hari_kerja", 2, "2024-12-30", "", "12-30 1 working, 12-31 2 working", "12-30 - day_zero, 01-01 - unpublished"),
        ("hari_kerja", 1, "2025-01-01", "", "01-01 1 unpublished", "01-01 - day_zero, 01-02 - unpublished"),
        (
            "hari_kalender", 2, "2024-10-01", "",
            "10-01 1 calendar_day, 10-02 2 calendar_day",
            "10-01 - day_zero, 10-02 1 calendar_day, 10-03 2 calendar_day",
        ),
        (
            "hari", 1, "2024-10-01", "",
            "10-01 1 calendar_day",
            "10-01 - day_zero, 10-02 - holiday Raya, 10-03 - joint_leave Bersama, 10-04 1 working",
        ),
        ("jam", 24, "2024-10-01", "10:30", "10-01 - start, 10-02 24 hours", "10-01 - start, 10-02 24 hours"),
        ("jam", 24, "2024-10-01", "", "10-01 - start, 10-02 24 hours", "10-02 - start, 10-03 24 hours"),
        ("jam", None, "2024-10-01", "", "10-01 - start, 10-01 - hours", "10-02 - start, 10-02 - hours"),
    ],
)  # fmt: skip
def test_each_day_is_counted_or_says_why_not(unit: str, amount: int | None, day: str, at: str, safe: str, latest: str) -> None:
    found = counted(unit, amount, day, at=at)
    assert (steps(found, "safe"), steps(found, "latest")) == (safe, latest)
    assert found.counted("safe") == tuple(each.day for each in found.steps if each.column == "safe" and each.number)


@pytest.mark.parametrize(
    ("unit", "amount", "day", "at", "safe", "latest"),
    [
        ("hari_kerja", 2, "2024-10-01", "", "2024-10-03", "2024-10-07"),
        ("hari_kerja", 1, "2024-12-31", "", "2024-12-31", None),
        ("hari_kalender", 3, "2024-10-01", "", "2024-10-03", "2024-10-04"),
        ("hari", 3, "2024-10-01", "", "2024-10-03", "2024-10-08"),
        ("jam", 24, "2024-10-01", "10:30", "2024-10-02T10:30:00+07:00", "2024-10-02T10:30:00+07:00"),
        ("jam", 24, "2024-10-01", "", "2024-10-02T00:00:00+07:00", "2024-10-03T00:00:00+07:00"),
    ],
)
def test_the_two_ends(unit: str, amount: int, day: str, at: str, safe: str, latest: str | None) -> None:
    found = counted(unit, amount, day, at=at)
    assert (found.safe.text, None if found.latest is None else found.latest.text) == (safe, latest)
    assert found.safe.end == (found.safe.moment or datetime.combine(found.safe.day, time(23, 59), ZONE))
    assert found.safe.zone == WIB and found.safe.hand_in is None, "nobody asked for a counter"


@pytest.mark.parametrize(
    ("code", "day", "end"),
    [
        ("B04", "2024-04-30", "2024-04-30"), ("B04", "2024-05-01", "2025-04-30"), ("B04", "2024-01-01", "2024-04-30"),
        ("B12", "2024-12-01", "2024-12-31"), ("B12", "2024-01-31", "2024-12-31"), ("B02", "2024-02-01", "2024-02-29"),
        ("B11", "2024-12-01", "2025-11-30"), ("B01", "2024-02-01", "2025-01-31"),
    ],
)  # fmt: skip
def test_a_period_ends_with_the_month_of_its_code(code: str, day: str, end: str) -> None:
    found = counted("periode", None, day, code=code)
    assert found.latest is not None and found.safe.text == found.latest.text == end
    assert [(each.column, each.day.isoformat(), each.number, each.why) for each in found.steps] == [
        (column, end, 1, "month_end") for column in ("safe", "latest")
    ]


@pytest.mark.parametrize(
    ("unit", "amount", "day", "at", "warned"),
    [
        ("hari_kerja", 1, "2024-10-01", "", ""),
        ("hari_kerja", 1, "2024-12-31", "", "unpublished"),
        ("hari", 1, "2024-10-01", "", "unit_not_verified"),
        ("jam", 24, "2024-10-01", "10:30", ""),
        ("jam", 24, "2024-10-01", "", "from_day_only"),
        ("jam", 24, "2024-12-31", "", "unpublished from_day_only"),
        ("hari_kalender", 1, "2024-12-31", "", "unpublished"),
    ],
)
def test_what_is_doubtful_is_said(unit: str, amount: int, day: str, at: str, warned: str) -> None:
    assert counted(unit, amount, day, at=at).warnings == tuple(warned.split())


@pytest.mark.parametrize(
    ("unit", "amount", "day", "at", "hand_in", "warned"),
    [
        ("hari_kerja", 1, "2024-10-01", "", "10-01 16:00 10-04 16:00", ""),
        ("hari_kalender", 5, "2024-10-01", "", "10-04 16:00 10-04 16:00", "hand_in_earlier"),
        ("hari_kalender", 1, "2024-10-05", "", "- -", "no_open_counter"),
        ("jam", 1, "2024-10-01", "09:00", "10-01 10:00 10-01 10:00", ""),
        ("jam", 1, "2024-10-01", "06:30", "- -", "no_open_counter"),
        ("jam", 1, "2024-10-01", "07:00", "10-01 08:00 10-01 08:00", ""),
        ("jam", 24, "2024-10-01", "16:00", "10-01 16:00 10-01 16:00", "hand_in_earlier"),
        ("jam", 24, "2024-10-01", "16:01", "- -", "no_open_counter"),
        ("jam", 0, "2024-10-01", "", "- 10-01 16:00", "hand_in_earlier no_open_counter from_day_only"),
        ("hari", 1, "2024-12-31", "", "12-31 16:00 -", "unpublished unit_not_verified"),
    ],
)
def test_a_report_is_handed_in_while_the_counter_is_open_and_not_before_it_began(
    unit: str, amount: int, day: str, at: str, hand_in: str, warned: str
) -> None:
    found = counted(unit, amount, day, at=at, hours=OFFICE)

    def shown(due: Due | None) -> str:
        return "-" if due is None or due.hand_in is None else f"{due.hand_in:%m-%d %H:%M}"

    assert f"{shown(found.safe)} {shown(found.latest)}" == hand_in
    assert found.warnings == tuple(warned.split())


def test_a_unit_that_nobody_counts_is_refused() -> None:
    with pytest.raises(Invalid) as caught:
        counted("bulan", 1, "2024-10-01")
    assert (caught.value.code, caught.value.details) == ("deadline.unit", {"value": "bulan"})


def test_a_trigger_is_a_day_of_its_zone() -> None:
    late = datetime(2024, 10, 1, 17, 30, tzinfo=ZoneInfo("UTC"))
    assert [Trigger.at(late, zone).day.day for zone in ("UTC", WIB, "Asia/Jayapura")] == [1, 2, 2]
    assert Trigger.at(late, WIB) == Trigger(date(2024, 10, 2), WIB, late.astimezone(ZONE))

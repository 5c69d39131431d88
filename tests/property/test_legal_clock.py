"""The law's clock over made-up calendars: monotone in its inputs, never on a closed day, steps that add up."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from core.domain.counter_hours import CounterHours
from core.domain.legal_clock import Column, Deadline, Due, Trigger, compute
from core.domain.reference_items import Clause, Holiday, Stage
from core.domain.working_days import Calendar
from tests.world import reference

FIRST, LAST = date(2023, 1, 1), date(2025, 12, 31)
BASE = msgspec.structs.replace(reference().clauses[0], code="TIMDU_B04")
COLUMNS: tuple[Column, ...] = ("safe", "latest")

days = st.dates(FIRST, date(2025, 10, 1))
kinds = st.sampled_from(["nasional", "cuti_bersama", "libur_pemilu", "daerah"])
off = st.builds(
    lambda day, kind: Holiday(date=day, name_id="Libur", kind=kind, regencies=None, confidence=""), st.dates(FIRST, LAST), kinds
)
holidays = st.lists(off, max_size=60)
clauses = st.builds(
    lambda amount, unit: msgspec.structs.replace(BASE, amount=amount, unit=unit),
    st.integers(1, 20),
    st.sampled_from(["hari_kerja", "hari_kalender", "hari", "jam", "periode"]),
)
stages = st.lists(
    st.builds(
        lambda start, length: Stage(
            code="X", name_id="", name_en="", start=start, end=start + timedelta(days=length), is_substage=False, confidence="",
            note="",
        ),
        st.dates(FIRST, LAST),
        st.integers(0, 5),
    ),
    max_size=3,
)  # fmt: skip
counters = st.builds(lambda found: CounterHours(time(8), time(16), tuple(found)), stages)
zones = st.sampled_from(["Asia/Jakarta", "Asia/Makassar"])
moments = st.datetimes(datetime.combine(FIRST, time()), datetime.combine(date(2025, 10, 1), time()))


def calendar(found: list[Holiday], years: tuple[int, ...] = (2023, 2024, 2025)) -> Calendar:
    return Calendar.build(years, found)


def ends(found: Deadline) -> list[Due]:
    return [due for due in (found.safe, found.latest) if due is not None]


@given(clauses, days, days, holidays, zones)
def test_a_later_trigger_never_gives_an_earlier_end(
    clause: Clause, one: date, two: date, found: list[Holiday], zone: str
) -> None:
    early, late = (compute(clause, Trigger(day, zone), calendar(found)) for day in sorted((one, two)))
    for before, after in zip(ends(early), ends(late), strict=False):
        assert before.end <= after.end


@given(clauses, moments, moments, zones, holidays, counters)
def test_a_later_hour_never_gives_an_earlier_end_or_hand_in(
    clause: Clause, one: datetime, two: datetime, zone: str, found: list[Holiday], hours: CounterHours
) -> None:
    triggers = [Trigger.at(each.replace(tzinfo=ZoneInfo(zone)), zone) for each in sorted((one, two))]
    early, late = (compute(clause, trigger, calendar(found), hours) for trigger in triggers)
    for before, after in zip(ends(early), ends(late), strict=False):
        assert before.end <= after.end
        assert before.hand_in is None or after.hand_in is None or before.hand_in <= after.hand_in


@given(clauses, days, holidays, holidays)
def test_more_days_off_never_make_an_end_earlier(clause: Clause, day: date, some: list[Holiday], more: list[Holiday]) -> None:
    few, many = (compute(clause, Trigger(day, "Asia/Jakarta"), calendar(found)) for found in (some, some + more))
    for before, after in zip(ends(few), ends(many), strict=False):
        assert before.end <= after.end


@given(clauses, days, holidays, counters, zones)
def test_aman_is_never_after_paling_akhir(
    clause: Clause, day: date, found: list[Holiday], hours: CounterHours, zone: str
) -> None:
    due = compute(clause, Trigger(day, zone), calendar(found), hours)
    assert due.latest is not None
    assert due.safe.end <= due.latest.end
    assert due.safe.hand_in is None or due.latest.hand_in is None or due.safe.hand_in <= due.latest.hand_in


@given(st.integers(1, 20), days, holidays)
def test_a_working_day_clause_never_ends_on_a_day_off(amount: int, day: date, found: list[Holiday]) -> None:
    clause = msgspec.structs.replace(BASE, amount=amount, unit="hari_kerja")
    known = calendar(found)
    due = compute(clause, Trigger(day, "Asia/Jakarta"), known)
    surely = {h.date for h in found if h.kind in ("nasional", "libur_pemilu")}
    assert due.safe.day.weekday() < 5 and due.safe.day not in surely
    assert due.latest is not None
    assert due.latest.day.weekday() < 5 and due.latest.day not in {h.date for h in found}


@given(st.integers(1, 20), st.sampled_from(["hari_kerja", "hari_kalender", "hari"]), days, holidays)
def test_steps_add_up(amount: int, unit: str, day: date, found: list[Holiday]) -> None:
    """Every day from the trigger to the end is named once, and the counted ones are numbered 1 to the amount."""
    due = compute(msgspec.structs.replace(BASE, amount=amount, unit=unit), Trigger(day, "Asia/Jakarta"), calendar(found))
    for column, end in zip(COLUMNS, ends(due), strict=True):
        steps = [step for step in due.steps if step.column == column]
        assert [step.day for step in steps] == [day + timedelta(days=n) for n in range(len(steps))]
        assert steps[-1].day == end.day
        assert [step.number for step in steps if step.number is not None] == list(range(1, amount + 1))
        assert all(step.why for step in steps)


@given(clauses, days, holidays, counters, zones)
def test_the_hand_in_is_at_an_open_counter_between_trigger_and_end(
    clause: Clause, day: date, found: list[Holiday], hours: CounterHours, zone: str
) -> None:
    known = calendar(found)
    for due in ends(compute(clause, Trigger(day, zone), known, hours)):
        if due.hand_in is None:
            continue
        assert due.hand_in <= due.end and due.hand_in.date() >= day
        assert hours.never_closes(due.hand_in.date()) or (
            known.surely_working(due.hand_in.date()) and time(8) <= due.hand_in.time() <= time(16)
        )


@given(st.integers(1, 20), days, holidays)
def test_without_a_calendar_aman_counts_monday_to_friday(amount: int, day: date, found: list[Holiday]) -> None:
    clause = msgspec.structs.replace(BASE, amount=amount, unit="hari_kerja")
    bare = compute(clause, Trigger(day, "Asia/Jakarta"), calendar([], ()))
    assert bare.latest is None and "unpublished" in bare.warnings
    assert all(each.weekday() < 5 for each in bare.counted("safe"))
    full = compute(clause, Trigger(day, "Asia/Jakarta"), calendar(found))
    assert bare.safe.end <= full.safe.end, "what is not known is taken against the reporter"

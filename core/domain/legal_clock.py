"""The law's clock: what is due when, "aman" and "paling akhir", and why, each counted and each skipped day named.

Two dates, because it is not verified whether the day of knowledge counts and whether joint leave is a working day:
"aman" (safe) takes every doubt against the reporter, "paling akhir" (latest) for him. Only Bawaslu's own receipt stops
the clock. Nothing here is ever stored; days are those of the zone, never of UTC.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Literal
from zoneinfo import ZoneInfo

from core.domain.counter_hours import CounterHours, end_of_day
from core.domain.errors import Invalid
from core.domain.reference_items import Clause
from core.domain.working_days import UNPUBLISHED, WORKING, Calendar

Column = Literal["safe", "latest"]
FIRST_YEAR, LAST_YEAR = 1945, 2999
DAY_ZERO, CALENDAR_DAY, START, HOURS, MONTH_END = "day_zero", "calendar_day", "start", "hours", "month_end"
W_UNPUBLISHED, W_EARLIER, W_NO_COUNTER = "unpublished", "hand_in_earlier", "no_open_counter"
W_UNIT, W_FROM_DAY, W_CHAIN = "unit_not_verified", "from_day_only", "chain"

CHAINS: Mapping[str, str] = MappingProxyType({"PILKADA_TAMBAH": "PILKADA_PUTUS"})
"""Time limits that begin where another ends: counted in one run from the first one's trigger."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """What the counting begins from: a day, with the hour where it is known, in the zone of the place."""

    day: date
    zone: str
    moment: datetime | None = None

    @classmethod
    def at(cls, moment: datetime, zone: str) -> Trigger:
        """From an aware moment, seen in the zone."""
        local = moment.astimezone(ZoneInfo(zone))
        return cls(local.date(), zone, local)


@dataclass(frozen=True, slots=True)
class Step:
    """One day of the counting; ``number`` is None for a day that is named but not counted, and ``why`` says why."""

    column: Column
    day: date
    number: int | None
    why: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """One end: its day, the hour where the law counts hours, and "serahkan paling lambat" (None: no open counter)."""

    day: date
    zone: str
    moment: datetime | None = None
    hand_in: datetime | None = None

    @property
    def end(self) -> datetime:
        """The last moment of it."""
        return self.moment or end_of_day(self.day, self.zone)

    @property
    def text(self) -> str:
        """A date, or RFC 3339 where the law counts hours."""
        return self.day.isoformat() if self.moment is None else self.moment.isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a clause demands; ``latest`` is None where it cannot be known (no published calendar)."""

    clause: Clause
    trigger: Trigger
    safe: Due
    latest: Due | None
    steps: tuple[Step, ...]
    warnings: tuple[str, ...]

    def counted(self, column: Column) -> tuple[date, ...]:
        """The days that were counted, in order."""
        return tuple(step.day for step in self.steps if step.column == column and step.number)


@dataclass(frozen=True, slots=True)
class _End:
    day: date
    steps: tuple[Step, ...]
    moment: datetime | None = None


def compute(
    clause: Clause, trigger: Trigger, calendar: Calendar, hours: CounterHours | None = None, *, before: Clause | None = None
) -> Deadline:
    """Count a clause from its trigger; ``before`` is the clause that it continues (see :data:`CHAINS`).

    Raises ``Invalid('deadline.date')`` for a day outside any calendar of ours.
    """
    if not FIRST_YEAR <= trigger.day.year <= LAST_YEAR:
        raise Invalid("deadline.date", value=trigger.day.isoformat())
    amount = (clause.amount or 0) + ((before.amount or 0) if before is not None else 0)
    safe, latest = _ends(clause, amount, trigger, calendar)
    due_safe = _due(safe, trigger, calendar, hours)
    due_latest = None if latest is None else _due(latest, trigger, calendar, hours)
    steps = (*safe.steps, *(_stopped(trigger.day, calendar) if latest is None else latest.steps))
    codes = {W_CHAIN: before is not None, W_UNPUBLISHED: not all(calendar.published(step.day) for step in steps)}
    codes |= _warnings(clause, trigger, [due for due in (due_safe, due_latest) if due is not None], counter=hours is not None)
    return Deadline(clause, trigger, due_safe, due_latest, steps, tuple(code for code, holds in codes.items() if holds))


def _ends(clause: Clause, amount: int, trigger: Trigger, calendar: Calendar) -> tuple[_End, _End | None]:
    match clause.unit:
        case "jam":
            return _hours("safe", amount, trigger), _hours("latest", amount, trigger)
        case "hari_kerja":
            return _working_safe(amount, trigger.day, calendar), _working_latest(amount, trigger.day, calendar)
        case "hari_kalender":
            return _calendar("safe", amount, trigger.day), _calendar("latest", amount, trigger.day)
        case "hari":
            return _calendar("safe", amount, trigger.day), _working_latest(amount, trigger.day, calendar)
        case "periode":
            return _month_end("safe", clause, trigger.day), _month_end("latest", clause, trigger.day)
    raise Invalid("deadline.unit", value=clause.unit)


def _working_safe(amount: int, first: date, calendar: Calendar) -> _End:
    """The trigger's day is day 1, or the next working day where it is none."""
    steps: list[Step] = []
    number, day = 0, first - timedelta(days=1)
    while number < amount:
        day += timedelta(days=1)
        kind = calendar.kind(day)
        counts = calendar.counts_for_safe(day)
        number += counts
        steps.append(Step("safe", day, number if counts else None, kind.kind, kind.name))
    return _End(day, tuple(steps))


def _working_latest(amount: int, zero: date, calendar: Calendar) -> _End | None:
    """The trigger's day is day 0; no answer where the counting runs into a year without a published calendar."""
    steps = [Step("latest", zero, None, DAY_ZERO)]
    number, day = 0, zero
    while number < amount:
        day += timedelta(days=1)
        if not calendar.published(day):
            return None
        kind = calendar.kind(day)
        counts = kind.kind == WORKING
        number += counts
        steps.append(Step("latest", day, number if counts else None, kind.kind, kind.name))
    return _End(day, tuple(steps))


def _stopped(zero: date, calendar: Calendar) -> tuple[Step, ...]:
    """What "paling akhir" can say without a calendar: the first day of which nobody knows whether it is a working day."""
    day = zero + timedelta(days=1)
    while calendar.published(day):
        day += timedelta(days=1)
    return Step("latest", zero, None, DAY_ZERO), Step("latest", day, None, UNPUBLISHED)


def _calendar(column: Column, amount: int, trigger: date) -> _End:
    zero = trigger if column == "latest" else trigger - timedelta(days=1)
    steps = [Step(column, zero, None, DAY_ZERO)] if column == "latest" else []
    steps += [Step(column, zero + timedelta(days=n), n, CALENDAR_DAY) for n in range(1, amount + 1)]
    return _End(zero + timedelta(days=amount), tuple(steps))


def _hours(column: Column, amount: int, trigger: Trigger) -> _End:
    """Hours on the wall clock of the zone; from a day alone, "aman" begins at its first and "paling akhir" at its last hour."""
    start = trigger.moment
    if start is None:
        start = datetime.combine(trigger.day, datetime.min.time(), ZoneInfo(trigger.zone))
        start += timedelta(days=1 if column == "latest" else 0)
    end = start + timedelta(hours=amount)
    return _End(end.date(), (Step(column, start.date(), None, START), Step(column, end.date(), amount, HOURS)), end)


def _month_end(column: Column, clause: Clause, trigger: date) -> _End:
    """The end of the month that the clause's code names, at or after the trigger."""
    month = int(clause.code[-2:])
    year = trigger.year + (trigger.month > month)
    day = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return _End(day, (Step(column, day, 1, MONTH_END),))


def _due(end: _End, trigger: Trigger, calendar: Calendar, hours: CounterHours | None) -> Due:
    bare = Due(end.day, trigger.zone, end.moment)
    if hours is None:
        return bare
    hand_in = hours.last_open(bare.end, calendar)
    begin = trigger.moment or datetime.combine(trigger.day, datetime.min.time(), ZoneInfo(trigger.zone))
    return Due(end.day, trigger.zone, end.moment, hand_in if hand_in is not None and hand_in >= begin else None)


def _warnings(clause: Clause, trigger: Trigger, dues: Sequence[Due], *, counter: bool) -> dict[str, bool]:
    return {
        W_EARLIER: any(due.hand_in is not None and due.hand_in.date() < due.day for due in dues),
        W_NO_COUNTER: counter and any(due.hand_in is None for due in dues),
        W_UNIT: clause.unit == "hari",
        W_FROM_DAY: clause.unit == "jam" and trigger.moment is None,
    }


State = Literal["stopped", "open", "near", "after_safe", "passed"]
NEAR = timedelta(hours=48)


def standing(deadline: Deadline, now: datetime, *, stopped: bool = False) -> State:
    """How a deadline stands at this moment; only Bawaslu's own receipt makes it ``stopped``.

    ``after_safe``: the safe date is over, the latest reading not yet (or not known). ``passed``: what comes now is taken
    all the same, and goes as initial information.
    """
    if stopped:
        return "stopped"
    if deadline.latest is not None and now > deadline.latest.end:
        return "passed"
    if now > deadline.safe.end:
        return "after_safe"
    return "near" if now + NEAR >= (deadline.safe.hand_in or deadline.safe.end) else "open"


def days_left(deadline: Deadline, now: datetime) -> int:
    """Whole days of the zone until the safe date; negative when it is over."""
    return (deadline.safe.day - now.astimezone(ZoneInfo(deadline.safe.zone)).date()).days

"""When a counter of Bawaslu takes reports in, and the last moment before a deadline at which it does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.domain.reference import ReferenceData
from core.domain.reference_items import Stage
from core.domain.working_days import Calendar

LAST_MINUTE = time(23, 59)
LOOK_BACK_DAYS = 60
"""Far longer than any row of days off; a counter that was closed that long has no last hour."""


@dataclass(frozen=True, slots=True)
class CounterHours:
    """Opening hours on working days, local wall clock, and the stages in which the counter never closes."""

    opens: time
    closes: time
    round_the_clock: tuple[Stage, ...] = ()

    def never_closes(self, day: date) -> bool:
        """Whether the law book has the counter open round the clock on that day."""
        return any(stage.covers(day) for stage in self.round_the_clock)

    def open_on(self, day: date, calendar: Calendar) -> bool:
        """Whether the counter surely is open at some hour of that day; joint leave and local holidays close it."""
        return self.never_closes(day) or calendar.surely_working(day)

    def closing(self, day: date) -> time:
        """The last minute of a day on which the counter is open."""
        return LAST_MINUTE if self.never_closes(day) else self.closes

    def opening(self, day: date) -> time:
        """The first minute of a day on which the counter is open."""
        return time(0, 0) if self.never_closes(day) else self.opens

    def last_open(self, until: datetime, calendar: Calendar) -> datetime | None:
        """The last moment at or before ``until`` (aware, in the counter's zone) when a report is taken in."""
        for back in range(LOOK_BACK_DAYS):
            day = until.date() - timedelta(days=back)
            if not self.open_on(day, calendar):
                continue
            closing = datetime.combine(day, self.closing(day), until.tzinfo)
            if back or closing <= until:
                return closing
            if datetime.combine(day, self.opening(day), until.tzinfo) <= until:
                return until
        return None


def hours_of(reference: ReferenceData, regime: str) -> CounterHours | None:
    """The counter's hours under a regime; duties towards Bawaslu outside an election's book use its plain hours."""
    counter = reference.counter(regime)
    if counter is None:
        plain = reference.heads["deadlines"].counters
        if regime.upper() not in ("TNI_POSKO", "INTERNAL", "") or not plain:
            return None
        return CounterHours(time.fromisoformat(plain[0].opens), time.fromisoformat(plain[0].closes))
    stages = tuple(
        stage
        for election in reference.elections
        if election.regime == counter.regime
        for stage in election.stages
        if stage.code in counter.round_the_clock_stages and stage.start is not None and stage.end is not None
    )
    return CounterHours(time.fromisoformat(counter.opens), time.fromisoformat(counter.closes), stages)


def end_of_day(day: date, zone: str) -> datetime:
    """The last minute of a day in a zone."""
    return datetime.combine(day, LAST_MINUTE, ZoneInfo(zone))

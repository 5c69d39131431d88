"""What kind of day a day is: working, weekend, holiday, joint leave, voting day, or of a year nobody has published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from core.domain.reference import ReferenceData
from core.domain.reference_items import Holiday

WORKING, WEEKEND, HOLIDAY = "working", "weekend", "holiday"
JOINT_LEAVE, LOCAL, VOTING, UNPUBLISHED = "joint_leave", "local", "voting_day", "unpublished"

_KINDS = {"libur_pemilu": VOTING, "nasional": HOLIDAY, "daerah": LOCAL, "cuti_bersama": JOINT_LEAVE}
_STRENGTH = tuple(_KINDS.values())
_UNSURE = frozenset({JOINT_LEAVE, LOCAL})
"""Days off of which it is not verified that they stop a time limit: they count for "aman", not for "paling akhir"."""

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DayKind:
    """One day: its kind, the holiday's name, and how sure the calendar is of it."""

    kind: str
    name: str = ""
    confidence: str = ""


@dataclass(frozen=True)
class Calendar:
    """The working days of one regency; ``years`` are those with a published calendar."""

    years: frozenset[int]
    days: Mapping[date, DayKind] = field(repr=False)

    @classmethod
    def build(cls, years: Iterable[int], holidays: Iterable[Holiday], regency: str | None = None) -> Calendar:
        """Holidays of everywhere and of that regency; of two on one day the one that surely is a day off counts."""
        days: dict[date, DayKind] = {}
        for item in holidays:
            kind = _KINDS.get(item.kind)
            if kind is None or (item.regencies is not None and regency not in item.regencies):
                continue
            known = days.get(item.date)
            if known is None or _STRENGTH.index(kind) < _STRENGTH.index(known.kind):
                days[item.date] = DayKind(kind, item.name_id, item.confidence)
        return cls(frozenset(years), days)

    def kind(self, day: date) -> DayKind:
        """What the day is. A year without a calendar knows weekdays and weekends only, and says so."""
        known = self.days.get(day)
        if known is not None:
            return known
        if day.weekday() >= SATURDAY:
            return DayKind(WEEKEND)
        return DayKind(WORKING if self.published(day) else UNPUBLISHED)

    def published(self, day: date) -> bool:
        """Whether the day's year has a published calendar."""
        return day.year in self.years

    def counts_for_safe(self, day: date) -> bool:
        """Whether "aman" counts the day: joint leave is working there, and unpublished weekdays are."""
        kind = self.kind(day).kind
        return kind in (WORKING, UNPUBLISHED) or (kind in _UNSURE and day.weekday() < SATURDAY)

    def surely_working(self, day: date) -> bool:
        """Whether it is a working day in every reading: "paling akhir" counts these, and counters are open."""
        return self.kind(day).kind in (WORKING, UNPUBLISHED)


def calendar_of(reference: ReferenceData, regency: str | None = None) -> Calendar:
    """The calendar as the reference data have it, with a regency's own days off."""
    made: Calendar | None = reference.derived.get((Calendar, regency))
    if made is None:
        made = reference.derived[Calendar, regency] = Calendar.build(reference.holiday_years(), reference.holidays, regency)
    return made

"""How long a report may be lodged, and whether that time is over: by the law's clock, from the day of knowledge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from core.domain.counter_hours import hours_of
from core.domain.errors import Invalid
from core.domain.forms import ComplaintForm
from core.domain.legal_clock import Trigger, compute
from core.domain.reference import ReferenceData
from core.domain.reference_items import Clause
from core.domain.working_days import calendar_of

OTHERWISE = "Asia/Jakarta"


@dataclass(frozen=True, slots=True)
class LodgingDays:
    """The days "aman" and "paling akhir" of the regime's first clause, each with the last open counter hour before it.

    ``latest`` is None where no calendar of that year is published; then "aman" is all that can be relied on.
    """

    safe: date
    latest: date | None
    hand_in_safe: datetime | None
    clause: Clause

    def late(self, today: date) -> bool:
        """Whether the time is over."""
        return today > (self.latest or self.safe)


def lodging_days(reference: ReferenceData, regime: str, known: date, area: str) -> LodgingDays | None:
    """The days for something that became known on ``known`` and happened in ``area``; None for an unknown regime."""
    clauses = reference.clauses_of(regime.upper())
    if not clauses:
        return None
    place = reference.area(area) if area else None
    try:
        zone = reference.zone_of(area) if area else OTHERWISE
        calendar = calendar_of(reference, None if place is None else place.regency)
        found = compute(clauses[0], Trigger(known, zone), calendar, hours_of(reference, clauses[0].regime))
    except Invalid:
        return None
    latest = None if found.latest is None else found.latest.day
    return LodgingDays(found.safe.day, latest, found.safe.hand_in, found.clause)


def is_late(reference: ReferenceData, form: ComplaintForm, today: date) -> bool:
    """Whether a complaint comes after the law's time."""
    days = lodging_days(reference, form.regime, form.known, form.place.area)
    return days is not None and days.late(today)

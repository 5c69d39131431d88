"""Deadlines as screens, verbs and papers ask for them: the law's clock fed with the reference data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from core.app.device import Device
from core.domain.area import Area
from core.domain.counter_hours import hours_of
from core.domain.errors import Invalid
from core.domain.geo import read_point_code
from core.domain.legal_clock import CHAINS, Deadline, Trigger, compute
from core.domain.near import area_near
from core.domain.reference import ReferenceData
from core.domain.reference_items import Clause
from core.domain.working_days import calendar_of


@dataclass(frozen=True, slots=True)
class LegalDays:
    """The two dates of a reporter's own time limit, with the last open counter hour before each (None: none is).

    ``latest`` is None where no calendar of that year is published. ``confidence`` is the clause's own.
    """

    safe: date
    latest: date | None
    hand_in_safe: datetime | None
    hand_in_latest: datetime | None
    clause: Clause
    confidence: str


def legal_days(device: Device, regime: str, known: date, area: str) -> LegalDays:
    """The dates for a report that became known on ``known`` about something that happened in ``area`` (may be empty).

    Raises ``Invalid``: ``deadline.regime``, ``deadline.date``.
    """
    reference = device.reference
    zone = zone_at(reference, area, device.belongings.zone)
    found = explain(reference, clause_of(reference, regime), Trigger(known, zone), area)
    latest = found.latest
    return LegalDays(
        safe=found.safe.day,
        latest=None if latest is None else latest.day,
        hand_in_safe=found.safe.hand_in,
        hand_in_latest=None if latest is None else latest.hand_in,
        clause=found.clause,
        confidence=found.clause.confidence,
    )


def clause_of(reference: ReferenceData, regime: str, code: str = "") -> Clause:
    """A clause of a regime, the first where none is named.

    Raises ``Invalid``: ``deadline.regime``, ``deadline.clause``.
    """
    own = reference.clauses_of(regime)
    if not own:
        raise Invalid("deadline.regime", value=regime)
    if not code.strip():
        return own[0]
    found = next((clause for clause in own if clause.code == code.strip().upper()), None)
    if found is None:
        raise Invalid("deadline.clause", value=code, regime=regime)
    return found


def explain(reference: ReferenceData, clause: Clause, trigger: Trigger, area: str = "", regime: str = "") -> Deadline:
    """Count a clause with the holidays of the area's regency and the hours of the counter under ``regime``."""
    place = place_at(reference, area)
    calendar = calendar_of(reference, None if place is None else place.regency)
    before = reference.clause(CHAINS[clause.code]) if clause.code in CHAINS else None
    return compute(clause, trigger, calendar, hours_of(reference, regime or clause.regime), before=before)


def zone_at(reference: ReferenceData, area: str, otherwise: str) -> str:
    """The zone whose clock counts: that of the place of the event, else the post's."""
    place = place_at(reference, area)
    return otherwise if place is None else reference.zone_of(place)


def place_at(reference: ReferenceData, code: str) -> Area | None:
    """The area of that code; for a point's code the nearest named island."""
    point = read_point_code(code)
    if point is not None:
        return area_near(reference, point)
    return reference.area(code) if code else None

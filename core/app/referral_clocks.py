"""The clocks of referrals: each time limit that runs, counted by the law's clock with the reference data in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from core.app.at_report import AtReport
from core.app.deadlines import explain, zone_at
from core.app.device import Device
from core.app.referral_views import ReferralClock
from core.domain.legal_clock import Deadline, Trigger, days_left, standing
from core.domain.reference_items import Clause
from core.domain.referral_clock import OFFICE, Running, Standing, running, standing_of
from core.domain.referral_routes import BAWASLU
from core.domain.referring import Referral
from core.domain.report import ReportState

HOURS: Final = "jam"
URGENCY: Final = ("passed", "after_safe", "near", "open")
"""What is over comes first: nobody but this office asks an institution for what it owes."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a report's clocks are read: its area, the zone of its entry, its regime."""

    area: str
    zone: str
    regime: str


class Clocks:
    """Computes for one question; the same counting is done once, for many referrals share their days."""

    def __init__(self, device: Device) -> None:
        self._reference, self.now = device.reference, device.moment().when
        self._done: dict[tuple[object, ...], ReferralClock] = {}
        self._clauses = {clause.code: clause for clause in device.reference.clauses}
        self._places: dict[Place, tuple[str, str | None]] = {}

    def of(self, told: Standing, place: Place) -> tuple[ReferralClock, ...]:
        """The clocks that run, the most pressing first."""
        found = [clock for each in running(told) if (clock := self._clock(each, told, place)) is not None]
        return tuple(sorted(found, key=pressing))

    def _clock(self, each: Running, told: Standing, place: Place) -> ReferralClock | None:
        clause = self._clauses.get(each.clause)
        if clause is None:
            return None
        zone, regency = self._placed(place)
        moment = datetime.fromtimestamp(each.at / 1000, ZoneInfo(zone))
        # What counts in days is the same for all of one day.
        trigger = Trigger(moment.date(), zone, moment if clause.unit == HOURS else None)
        # Only what must be handed in at Bawaslu's counter has its hours.
        book = place.regime or clause.regime if told.institution == BAWASLU and each.duty == OFFICE else "-"
        key = (each.clause, each.duty, trigger, book, regency)
        if key not in self._done:
            self._done[key] = self._counted(clause, each.duty, explain(self._reference, clause, trigger, place.area, book))
        return self._done[key]

    def _placed(self, place: Place) -> tuple[str, str | None]:
        """The zone whose clock counts, and the regency whose holidays do."""
        if place not in self._places:
            area = self._reference.area(place.area) if place.area else None
            self._places[place] = zone_at(self._reference, place.area, place.zone), None if area is None else area.regency
        return self._places[place]

    def _counted(self, clause: Clause, duty: str, found: Deadline) -> ReferralClock:
        trigger = found.trigger
        return ReferralClock(
            clause=clause.code,
            step_id=clause.step_id,
            step_en=clause.step_en,
            duty=duty,
            basis=clause.basis,
            confidence=clause.confidence,
            counted_from=trigger.day.isoformat() if trigger.moment is None else trigger.moment.isoformat(timespec="seconds"),
            zone=trigger.zone,
            safe=found.safe.text,
            latest=None if found.latest is None else found.latest.text,
            hand_in_by=None if found.safe.hand_in is None else found.safe.hand_in.isoformat(timespec="seconds"),
            state=standing(found, self.now),
            days_left=days_left(found, self.now),
        )


def pressing(clock: ReferralClock) -> tuple[int, str]:
    """What sorts the most pressing first."""
    return URGENCY.index(clock.state) if clock.state in URGENCY else len(URGENCY), clock.safe


def place_of(state: ReportState) -> Place:
    """Where the clocks of a report are read."""
    form: dict[str, Any] = {} if state.story is None else state.story.form
    place = form.get("place")
    area = str(place.get("area") or "") if isinstance(place, dict) else ""
    zone = "" if state.received is None else state.received.source.zone
    return Place(area, zone, str(form.get("regime") or ""))


def clocks_of(at: AtReport, referral: Referral) -> tuple[ReferralClock, ...]:
    """The clocks of one referral."""
    place = place_of(at.state)
    taken = 0 if at.state.received is None else at.state.received.source.at
    return Clocks(at.device).of(standing_of(referral, place.regime, referral.facts.deadline, taken), place)


def due_of(at: AtReport, referral: Referral) -> str:
    """The safe date of what presses most, empty where nothing is waited for."""
    return next((clock.safe for clock in clocks_of(at, referral)), "")


def row_standing(row: Any) -> Standing:
    """The same from a row of the list."""
    return Standing(
        institution=row.institution,
        stage=row.stage,
        regime=row.regime or "",
        deadline=row.deadline,
        reported_at=row.reported_at,
        sent_at=row.at,
        stage_at=row.stage_at,
        step=row.step,
        step_at=row.step_at,
        declared=row.declared,
        police=row.police,
    )


def within(clock: ReferralClock, wanted: str) -> bool:
    """Whether a clock is near, over or open; "over" begins with the safe date."""
    return clock.state in {"near": ("near",), "over": ("after_safe", "passed"), "open": ("open",)}[wanted]

"""Which days of knowledge have a deadline that is open, near or over: filters ask by day, for no deadline is ever stored."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from core.app.deadlines import clause_of, explain
from core.app.device import Device
from core.domain.legal_clock import Trigger

OPEN, NEAR, OVER = "open", "near", "over"
DEADLINES = (NEAR, OPEN, OVER)
NEAR_DAYS = 3
REGIMES = ("PEMILU", "PILKADA")
LOOK_BACK = 60
FIRST = "0000-00-00"


@dataclass(frozen=True, slots=True)
class Days:
    """Days of knowledge of one regime, as ISO texts, first and last included."""

    regime: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Dates:
    """Safe and latest day for a day of knowledge, without the holidays of a single regency."""

    safe: date
    latest: date | None


def days_of(device: Device, name: str) -> tuple[Days, ...]:
    """The days of knowledge whose deadline is ``near`` (or between "aman" and "paling akhir"), ``open`` or ``over``.

    Ends move with the day of knowledge, so each answer is one run of days per regime.
    """
    today = device.moment().day
    found = []
    for regime in REGIMES:
        # The further back a day lies, the sooner its end: first none is near, then some are, then all are over.
        over = _first_back(lambda known: _is_over(known, today), device, regime, today)
        near = _first_back(lambda known: known.safe <= today + timedelta(days=NEAR_DAYS), device, regime, today)
        newest, oldest = {OVER: (over, LOOK_BACK), NEAR: (near, over - 1), OPEN: (0, over - 1)}[name]
        if newest <= oldest:
            first = FIRST if name == OVER else (today - timedelta(days=oldest)).isoformat()
            found.append(Days(regime, first, (today - timedelta(days=newest)).isoformat()))
    return tuple(found)


def _first_back(holds: Callable[[Dates], bool], device: Device, regime: str, today: date) -> int:
    """How many days before today the first day of knowledge lies for which this holds, as for all before it."""
    return bisect_left(range(LOOK_BACK), True, key=lambda back: holds(dates(device, regime, today - timedelta(days=back))))


def _is_over(known: Dates, today: date) -> bool:
    return today > (known.latest or known.safe)


def dates(device: Device, regime: str, known: date) -> Dates:
    """The two dates of the reporter's own time limit."""
    reference = device.reference
    found = explain(reference, clause_of(reference, regime), Trigger(known, device.belongings.zone))
    return Dates(found.safe.day, None if found.latest is None else found.latest.day)

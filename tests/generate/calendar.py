"""When invented reports come in: two elections with their stages, and bursts around the days of voting."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from core.domain.reference import ReferenceData

FIRST, LAST = date(2022, 7, 1), date(2025, 3, 20)
QUIET, CAMPAIGN, SILENCE, VOTING, AFTER = 1, 5, 8, 80, 25
"""How many reports come in on a day of each kind, against an ordinary one."""
WITA = 8
"""Hours before UTC of the province's clocks."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One moment of taking in, with the election and stage that it falls into."""

    at: datetime
    election: str
    regime: str
    stage: str

    @property
    def day(self) -> date:
        """The day where the post is."""
        return (self.at + timedelta(hours=WITA)).date()


def arrivals(reference: ReferenceData, dice: random.Random, count: int) -> list[Arrival]:
    """So many moments in the order of time."""
    days = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
    stages = {day: _stage(reference, day) for day in days}
    weights = [_weight(*stages[day][2:]) for day in days]
    found = []
    for day in sorted(dice.choices(days, weights, k=count)):
        election, regime, stage, _ = stages[day]
        # Offices open at eight; on the day of voting people come until midnight.
        hours = dice.triangular(8, 23 if stage == "PEMUNGUTAN" else 17, 10)
        begin = datetime.combine(day, time(0), UTC) - timedelta(hours=WITA)
        found.append(Arrival(begin + timedelta(hours=hours), election, regime, stage))
    return sorted(found, key=lambda arrival: arrival.at)


def _stage(reference: ReferenceData, day: date) -> tuple[str, str, str, int]:
    """Election, regime, the stage begun last, and days since the vote (-1 before it)."""
    running = [each for each in reference.elections if day <= each.voting_day + timedelta(days=120)]
    election = min(running, key=lambda each: each.voting_day)
    begun = [stage for stage in election.stages if stage.start is not None and stage.start <= day <= (stage.end or day)]
    stage = max(begun, key=lambda each: each.start or day, default=None)
    since = (day - election.voting_day).days
    return election.code, election.regime, stage.code if stage is not None else "PERENCANAAN", since if since >= 0 else -1


def _weight(stage: str, since: int) -> float:
    if stage == "PEMUNGUTAN":
        return VOTING
    if 0 < since <= 10:
        return AFTER / since
    return {"KAMPANYE": CAMPAIGN, "MASA_TENANG": SILENCE}.get(stage, QUIET)

"""What the province tells a regency's desk of its own area: counts of warnings, levels, and whether its posts were heard.

Nothing else of what posts wrote goes there. A warning is a number by day, district, kind and level; a level comes without
the words of whoever gave it; of a post only what its situation reports say: that it reported, said NIHIL or is silent.
"""

from __future__ import annotations

from typing import Final

import msgspec

from core.domain.post_board import NOBODY

MOST_COUNTS: Final = 300
"""So many counts go into one entry; more go into several."""


class WarningCount(msgspec.Struct, frozen=True, array_like=True):
    """Warnings that are alike, by district (or regency, where no district was told); the last number that was told counts."""

    day: str
    area: str
    kind: str
    level: str
    grade: str
    confirmed: bool
    election: str
    stage: str
    number: int = 0


class ToldLevel(msgspec.Struct, frozen=True, array_like=True):
    """The level that the province gave an area, when (day, and milliseconds UTC), and the kinds that are the reason."""

    area: str
    level: str
    day: str
    at: int
    election: str
    stage: str
    reasons: list[str]


class ToldPost(msgspec.Struct, frozen=True, array_like=True):
    """A post of the area: its state in the period, and the day it was last heard (empty: never)."""

    code: str
    state: str
    contact: str


class AreaState(msgspec.Struct, frozen=True, kw_only=True):
    """Levels and posts of an area at one time; each telling holds all of it, and the latest counts."""

    levels: list[ToldLevel] = []
    posts: list[ToldPost] = []
    first: str = ""
    last: str = ""
    recap: str = NOBODY


class AreaToldFacts(msgspec.Struct, frozen=True, kw_only=True):
    """To which regency, the counts that changed since the last telling, and how things stand."""

    regency: str
    counts: list[WarningCount] = []
    state: AreaState = AreaState()


class AreaTold(msgspec.Struct, frozen=True):
    """The province told a regency's desk of its area."""

    facts: AreaToldFacts | None

"""Is a calendar of stages whole? From its first day to the voting day every day has a stage, and the last ones join."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from core.domain.reference_items import Election, Stage

JOINED: Final = ("KAMPANYE", "MASA_TENANG", "PEMUNGUTAN")
"""Campaign, quiet period and voting: where all have their days, none may lie between them."""
DAY: Final = timedelta(days=1)
Span = tuple[date, date]


def holes(election: Election) -> tuple[Span, ...]:
    """Spans of days before the voting day on which no stage runs, and those between campaign, quiet period and voting."""
    return tuple(dict.fromkeys(_holes(election)))


def _holes(election: Election) -> Iterator[Span]:
    dated = sorted((each.start, each.end) for each in election.stages if each.start is not None and each.end is not None)
    if dated:
        yield from _uncovered(dated, election.voting_day)
    for before, after in _joined(election):
        if after.start is not None and before.end is not None and before.end + DAY < after.start:
            yield before.end + DAY, after.start - DAY


def _uncovered(dated: list[Span], last: date) -> Iterator[Span]:
    reached = dated[0][0] - DAY
    for start, end in dated:
        if start > last:
            break
        if start > reached + DAY:
            yield reached + DAY, start - DAY
        reached = max(reached, end)
    if reached < last:
        yield reached + DAY, last


def overlaps(election: Election) -> Iterator[tuple[Stage, Stage]]:
    """Campaign, quiet period and voting that run on one day."""
    for before, after in _joined(election):
        if after.start is not None and before.end is not None and before.end >= after.start:
            yield before, after


def reversed_stages(election: Election) -> Iterator[Stage]:
    """Stages that end before they begin."""
    for each in election.stages:
        if each.start is not None and each.end is not None and each.end < each.start:
            yield each


def undated(election: Election) -> Iterator[Stage]:
    """Main stages without a day: they never run, and no report can lie in them."""
    for each in election.stages:
        if not each.is_substage and each.start is None and each.end is None:
            yield each


def _joined(election: Election) -> Iterator[tuple[Stage, Stage]]:
    named = {each.code: each for each in election.stages}
    return pairwise(named[code] for code in JOINED if code in named)

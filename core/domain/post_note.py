"""What the office keeps about a post: when a courier calls, and that it was told to be out of work or at work again.

These are the office's own words, written for the desks alone; a post is asked nothing and shown nothing of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import msgspec

from core.domain.errors import Invalid
from core.domain.ids import CommandId
from core.domain.post_board import Down
from core.domain.text import check_line

CAUSES: Final = ("power", "weather", "laptop", "staff", "place", "other")
"""Why a post is out of work: no current, weather or boats, the laptop, nobody there, the place itself, something else."""
MOST_DAYS: Final = 90
"""A courier calls at least so often."""


class CourierFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A plan: the first day, every so many days (0: that day alone), the road as the office calls it."""

    post: str
    first: str
    every: int
    road: str = ""


class CourierPlanned(msgspec.Struct, frozen=True):
    """The office planned when a courier calls at a post; a later plan takes the place of an earlier one."""

    facts: CourierFacts | None


class DownFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Days as ``YYYY-MM-DD``; ``until`` empty while nobody knows."""

    post: str
    since: str
    until: str
    cause: str


class PostDownTold(msgspec.Struct, frozen=True):
    """The office heard that a post is, or will be, out of work."""

    facts: DownFacts | None


class UpFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The day on which the post works again."""

    post: str
    day: str


class PostUpTold(msgspec.Struct, frozen=True):
    """The office heard that a post works again."""

    facts: UpFacts | None


@dataclass(frozen=True, slots=True)
class PlanCourier:
    """Keep when a courier calls at a post."""

    command: CommandId
    post: str
    first: str
    every: int
    road: str = ""


@dataclass(frozen=True, slots=True)
class TellDown:
    """Keep that a post is out of work."""

    command: CommandId
    post: str
    since: str
    until: str
    cause: str


@dataclass(frozen=True, slots=True)
class TellUp:
    """Keep that a post works again."""

    command: CommandId
    post: str
    day: str


PostNoteCommand = PlanCourier | TellDown | TellUp
PostNote = CourierPlanned | PostDownTold | PostUpTold


def note(command: PostNoteCommand) -> PostNote:
    """The event, or a refusal: ``Invalid`` with ``post.day``, ``post.span``, ``courier.every``, ``post.cause``, ``text.*``."""
    match command:
        case PlanCourier():
            check_line(command.road, "road")
            if not 0 <= command.every <= MOST_DAYS:
                raise Invalid("courier.every", most=MOST_DAYS)
            first = _day(command.first)
            return CourierPlanned(CourierFacts(post=command.post, first=first, every=command.every, road=command.road.strip()))
        case TellDown():
            since, until = _day(command.since), _day(command.until) if command.until else ""
            if until and until < since:
                raise Invalid("post.span")
            if command.cause not in CAUSES:
                raise Invalid("post.cause", cause=command.cause)
            return PostDownTold(DownFacts(post=command.post, since=since, until=until, cause=command.cause))
        case TellUp():
            return PostUpTold(UpFacts(post=command.post, day=_day(command.day)))


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Invalid("post.day", day=text) from None


def spans(down: Iterable[Down], up: Iterable[str]) -> tuple[Down, ...]:
    """Every span of being out of work, ended by the first day on which the post was said to work again."""
    days = sorted(up)
    made = []
    for each in down:
        ended = next((day for day in days if day > each.since), "")
        before = _before(ended) if ended else ""
        until = min((day for day in (each.until, before) if day), default="")
        made.append(Down(each.since, until, each.cause))
    return tuple(made)


def _before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def next_call(first: str, every: int, today: str) -> str:
    """The courier's next day, today included; empty where the plan is over."""
    start, now = date.fromisoformat(first), date.fromisoformat(today)
    if start >= now:
        return first
    if every <= 0:
        return ""
    return (start + timedelta(days=-(-(now - start).days // every) * every)).isoformat()


def missed_call(first: str, every: int, today: str, heard: str) -> str:
    """The last planned day before today since which nothing came (``heard``: day of the last arrival); else empty."""
    start, now = date.fromisoformat(first), date.fromisoformat(today)
    if start >= now:
        return ""
    steps = ((now - start).days - 1) // every if every > 0 else 0
    planned = (start + timedelta(days=steps * every)).isoformat()
    return "" if heard >= planned else planned

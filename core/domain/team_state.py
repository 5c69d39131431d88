"""Where a record of the integrated team stands: pure folds over its history.

What somebody had no right to add changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from core.domain.action_item import CLOSED, OPEN, ActionMoved, ActionSet
from core.domain.ancestry import Ancestry
from core.domain.errors import Invalid
from core.domain.events import UNAUTHORISED, Fact
from core.domain.meeting import (
    CANCELLED,
    HELD,
    MINUTED,
    PLANNED,
    MeetingCancelled,
    MeetingHeld,
    MeetingMinuted,
    MeetingPlanned,
)
from core.domain.team_act import RecordLinked, RecordWithdrawn, TermEnded
from core.domain.team_records import BEGUN_BY

TEAM_KINDS: Final = frozenset(
    {
        "team.decreed",
        "member.named",
        "meeting.planned",
        "meeting.held",
        "meeting.cancelled",
        "meeting.minuted",
        "action.set",
        "action.moved",
        "agreement.recorded",
        "outreach.held",
        "rule.recorded",
        "release.made",
        "team.ended",
        "team.withdrawn",
        "team.linked",
    }
)

_NAMES: Final = {kind: name for name, kind in BEGUN_BY.items()}


@dataclass(frozen=True, slots=True)
class Life:
    """What happened to a record after it began: its end, whether it was a mistake, and what belongs to it."""

    last_day: str = ""
    ended_for: str = ""
    withdrawn: str = ""
    links: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingState:
    """A meeting with its newest word on what happened; ``doubled`` where two desks closed it without knowing of each other."""

    planned: MeetingPlanned
    status: str = PLANNED
    held: MeetingHeld | None = None
    cancelled: MeetingCancelled | None = None
    minuted: MeetingMinuted | None = None
    doubled: bool = False


@dataclass(frozen=True, slots=True)
class ActionState:
    """An item, where it stands since which day, and the due date that holds."""

    begun: ActionSet
    status: str = OPEN
    since: str = ""
    due: str = ""
    note: str = ""


def lawful(history: Sequence[Fact]) -> list[Fact]:
    """The facts that count."""
    return [fact for fact in history if UNAUTHORISED not in fact.source.marks]


def begun_by(history: Sequence[Fact], record: str) -> Any:
    """The event that a record began with; raises ``Invalid('team.unknown')`` where it is no such record."""
    found: Any = next((event for name, event in _beginnings(history) if name == record), None)
    if found is None:
        raise Invalid("team.unknown")
    return found


def record_of(history: Sequence[Fact]) -> str:
    """The name of the record that began here, or empty."""
    return next((name for name, _ in _beginnings(history)), "")


def _beginnings(history: Sequence[Fact]) -> Iterator[tuple[str, Any]]:
    for fact in lawful(history):
        event: Any = fact.event
        name = _NAMES.get(type(event))
        if name is not None and event.facts is not None:
            yield name, event


def life_of(history: Sequence[Fact]) -> Life:
    """Fold of the acts that any record may have; the latest word on its end counts, the first withdrawal stays."""
    last_day = ended_for = withdrawn = ""
    links: dict[bytes, str] = {}
    for fact in lawful(history):
        match fact.event:
            case TermEnded(facts) if facts is not None:
                last_day, ended_for = facts.last_day, facts.reason
            case RecordWithdrawn(facts) if facts is not None:
                withdrawn = withdrawn or facts.reason
            case RecordLinked(facts) if facts is not None:
                links.setdefault(facts.other, facts.what)
    return Life(last_day, ended_for, withdrawn, tuple((what, other) for other, what in links.items()))


def meeting_of(history: Sequence[Fact]) -> MeetingState:
    """Fold of a meeting: minutes before held before cancelled, so that what two desks did at once hides nothing that was.

    A step after the minutes, or a meeting held by who knew that it was cancelled, changes nothing.
    Raises ``Invalid('team.unknown')``.
    """
    planned: MeetingPlanned = begun_by(history, "meeting")
    facts = lawful(history)
    ancestry = Ancestry(facts)
    cancels = [fact for fact in facts if isinstance(fact.event, MeetingCancelled) and fact.event.facts is not None]
    minutes = [fact for fact in facts if isinstance(fact.event, MeetingMinuted) and fact.event.facts is not None]
    holds = [
        fact
        for fact in facts
        if isinstance(fact.event, MeetingHeld)
        and fact.event.facts is not None
        and not any(ancestry.descends(fact, end) for end in (*cancels, *minutes))
    ]
    closing = [*cancels, *holds]
    doubled = any(ancestry.concurrent(one, other) for place, one in enumerate(closing) for other in closing[:place])
    status = MINUTED if minutes else HELD if holds else CANCELLED if cancels else PLANNED
    return MeetingState(planned, status, _last(holds), _last(cancels), _first(minutes), doubled)


def action_of(history: Sequence[Fact]) -> ActionState:
    """Fold of an item: the latest word counts, but what was done or dropped stays so. Raises ``Invalid('team.unknown')``."""
    begun: ActionSet = begun_by(history, "action")
    began = begun.facts
    status, since, due, note = OPEN, began.day if began else "", began.due if began else "", ""
    for fact in lawful(history):
        event = fact.event
        if not isinstance(event, ActionMoved) or event.facts is None or status in CLOSED:
            continue
        status, since, due = event.facts.status, event.facts.day, event.facts.due or due
        note = event.story.note if event.story is not None else ""
    return ActionState(begun, status, since, due, note)


def _last(facts: Sequence[Fact]) -> Any:
    return facts[-1].event if facts else None


def _first(facts: Sequence[Fact]) -> Any:
    return facts[0].event if facts else None

"""Which reports tell of the same incident: stated by desks pair by pair, linked and never merged away.

A statement about two reports stands on the subject of the one whose id comes first, whichever of them was looked at:
so two desks that state something of the same pair at the same time write on one subject, and their entries tell by their
parents who had seen whom. A pair is one incident as long as a statement that says so was not overruled by a later one
whose author had seen it; where neither had seen the other's both are shown, and the link holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.domain.ancestry import Ancestry
from core.domain.errors import Invalid, NotAllowed
from core.domain.events import UNAUTHORISED, Fact
from core.domain.incident import IncidentCompared
from core.domain.joined import Joined


@dataclass(frozen=True, slots=True)
class Pair:
    """What was stated of two reports. ``statements`` are those that nobody who had seen them overruled, oldest first."""

    low: bytes
    high: bytes
    statements: tuple[Fact, ...]

    @property
    def same(self) -> bool:
        """Whether they count as one incident: a link gives way only to a later statement that saw it."""
        return any(_says(fact) for fact in self.statements)

    @property
    def contested(self) -> bool:
        """Whether desks stated both at once, neither knowing of the other."""
        return len({_says(fact) for fact in self.statements}) > 1


def pair_of(one: bytes, other: bytes) -> tuple[bytes, bytes]:
    """The pair in its one order; raises ``Invalid('incident.itself')``."""
    if one == other:
        raise Invalid("incident.itself")
    return (one, other) if one < other else (other, one)


def compare(kind: str, guarded: bool) -> None:
    """Refuse what has no incident of its own, and what stays out of every list (SAFEGUARDS 8).

    Raises ``NotAllowed`` (``incident.situation``, ``incident.guarded``).
    """
    if kind == "situation":
        raise NotAllowed("incident.situation")
    if guarded:
        raise NotAllowed("incident.guarded")


def pairs_of(subject: bytes, history: Sequence[Fact]) -> tuple[Pair, ...]:
    """Every pair of which something was lawfully stated on this subject, by the other report's id."""
    stated: dict[bytes, list[Fact]] = {}
    for fact in history:
        other = _other(fact)
        # On the other report's subject, or on itself, a statement would escape the one order of the pair.
        if other is not None and subject < other and UNAUTHORISED not in fact.source.marks:
            stated.setdefault(other, []).append(fact)
    if not stated:
        return ()
    ancestry = Ancestry(history)
    return tuple(Pair(subject, other, _standing(facts, ancestry)) for other, facts in sorted(stated.items()))


def _standing(facts: list[Fact], ancestry: Ancestry) -> tuple[Fact, ...]:
    def overruled(fact: Fact) -> bool:
        return any(later is not fact and ancestry.descends(later, fact) for later in facts)

    return tuple(fact for fact in facts if not overruled(fact))


def _other(fact: Fact) -> bytes | None:
    event = fact.event
    return event.facts.other if isinstance(event, IncidentCompared) and event.facts is not None else None


def _says(fact: Fact) -> bool:
    event = fact.event
    return isinstance(event, IncidentCompared) and event.facts is not None and event.facts.same


def groups_of(nodes: Iterable[bytes], links: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """The group of every report that is linked to another, named after the member whose id comes first."""
    joined = Joined(nodes)
    for one, other in links:
        joined.join(one, other)
    return {member: first for first, members in joined.sets() if len(members) > 1 for member in members}

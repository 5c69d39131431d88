"""The state of one pact: a fold of its facts in causal order, the same on every laptop that holds the same entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfoNotFoundError

from core.domain.events import UNAUTHORISED, Fact
from core.domain.moment import Moment
from core.domain.pact import (
    AWAY,
    ISSUED,
    REFUSED,
    SIGNED,
    TOLD,
    PactAct,
    PactAway,
    PactFacts,
    PactIssued,
    PactParties,
    PactRefused,
    PactSigned,
    PactTold,
)


@dataclass(frozen=True, slots=True)
class PactState:
    """What the facts say of one pact; ``lawful`` are the acts of those who may write them, in order."""

    issued: Fact | None = None
    facts: PactFacts | None = None
    parties: PactParties | None = None
    lawful: tuple[Fact, ...] = ()
    history: tuple[Fact, ...] = ()

    @property
    def acts(self) -> tuple[PactAct, ...]:
        """The events of the lawful acts."""
        return tuple(fact.event for fact in self.lawful if isinstance(fact.event, PactAct))

    @property
    def status(self) -> str:
        """Signed wins; then the latest of refused and away; then told; else issued."""
        if any(isinstance(act, PactSigned) for act in self.acts):
            return SIGNED
        for act in reversed(self.acts):
            if isinstance(act, PactRefused | PactAway):
                return REFUSED if isinstance(act, PactRefused) else AWAY
        return TOLD if self.acts else ISSUED

    @property
    def methods(self) -> frozenset[str]:
        """How it was signed."""
        return frozenset(act.facts.method for act in self.acts if isinstance(act, PactSigned) and act.facts is not None)

    @property
    def told_day(self) -> str:
        """The first day on which the person was told, or empty."""
        return min((act.facts.day for act in self.acts if isinstance(act, PactTold) and act.facts is not None), default="")

    @property
    def signed_day(self) -> str:
        """The first day on which it was signed, or empty."""
        return min((act.facts.day for act in self.acts if isinstance(act, PactSigned) and act.facts is not None), default="")

    @property
    def issued_day(self) -> date:
        """The day of issue where it was issued; the first of all days where that cannot be told."""
        if self.issued is None:
            return date.min
        try:
            return Moment(self.issued.source.at, self.issued.source.zone, "").day
        except (ValueError, OSError, ZoneInfoNotFoundError):
            return date.min


def evolve(state: PactState, fact: Fact) -> PactState:
    """Take one more fact in; never refuses."""
    state = replace(state, history=(*state.history, fact))
    if UNAUTHORISED in fact.source.marks:
        return state
    match fact.event:
        case PactIssued() if state.issued is None and fact.source.digest[:16] == fact.source.subject:
            return replace(state, issued=fact, facts=fact.event.facts, parties=fact.event.parties)
        case PactTold() | PactSigned() | PactRefused() | PactAway():
            return replace(state, lawful=(*state.lawful, fact))
    return state


def fold(facts: Iterable[Fact]) -> PactState:
    """The state that these facts add up to, in the order given (Lamport, stream, sequence)."""
    state = PactState()
    for fact in facts:
        state = evolve(state, fact)
    return state

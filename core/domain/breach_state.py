"""A breach as a fold over its facts: what was done about it, who was told when, and how it ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.domain.breach import OWED, BreachClosed, BreachFacts, BreachFound, BreachStepFacts, BreachStepped
from core.domain.events import UNAUTHORISED, Fact


@dataclass(frozen=True, slots=True)
class BreachState:
    """What is held of one breach; steps in the order of entries."""

    found: BreachFound
    source: Fact
    steps: tuple[Fact, ...]
    closed: Fact | None

    @property
    def facts(self) -> BreachFacts:
        """When, what, how many."""
        return self.found.facts or BreachFacts(known=0, zone="UTC", data=[])

    @property
    def end(self) -> str:
        """How it ended; empty while it is open."""
        event = None if self.closed is None else self.closed.event
        return event.facts.end if isinstance(event, BreachClosed) and event.facts is not None else ""

    def told_at(self, step: str) -> int | None:
        """When somebody was told first."""
        return min((each.at for each in _steps(self.steps) if each.step == step), default=None)

    @property
    def owed(self) -> tuple[str, ...]:
        """Who must still be told."""
        return tuple(step for step in OWED if self.told_at(step) is None)

    @property
    def stopped(self) -> int | None:
        """When the last of those whom the law wants told was told."""
        told = [self.told_at(step) for step in OWED]
        return None if None in told else max(each for each in told if each is not None)


def breach_of(history: Sequence[Fact]) -> BreachState | None:
    """The breach that these facts tell; None where nobody who may began one."""
    lawful = [fact for fact in history if UNAUTHORISED not in fact.source.marks]
    for fact in lawful:
        if isinstance(fact.event, BreachFound) and fact.event.facts is not None:
            steps = tuple(each for each in lawful if isinstance(each.event, BreachStepped) and each.event.facts is not None)
            closed = next((each for each in lawful if isinstance(each.event, BreachClosed) and each.event.facts), None)
            return BreachState(fact.event, fact, steps, closed)
    return None


def _steps(facts: Iterable[Fact]) -> list[BreachStepFacts]:
    return [fact.event.facts for fact in facts if isinstance(fact.event, BreachStepped) and fact.event.facts is not None]

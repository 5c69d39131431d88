"""Sanctions as a fold over their report's facts: which stand, what each came to, and who wrote beside whom.

A function of the set of entries alone. What two desks wrote of one sanction without knowing of each other is all here, and
the sanction is *disputed* where it differs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from core.domain.ancestry import Ancestry
from core.domain.events import UNAUTHORISED, Fact
from core.domain.sanction import (
    ANNULLED,
    LOWERED,
    AppealedFacts,
    ExecutedFacts,
    ImposedFacts,
    InformedFacts,
    NotImposedFacts,
    ProposedFacts,
    ReviewedFacts,
    SanctionImposed,
    SanctionNotImposed,
    SanctionProposed,
    SanctionReviewed,
)

T = TypeVar("T")
ID_BYTES = 16
PROPOSED, IMPOSED, APPEALED, EXECUTED = "proposed", "imposed", "appealed", "executed"
STATUSES = (PROPOSED, IMPOSED, APPEALED, LOWERED, EXECUTED, ANNULLED, "unproven", "not_followed")
"""Where a sanction stands; computed, never set. The last three and *executed* end it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One lawful entry about a sanction."""

    fact: Fact
    note: str = ""
    files: int = 0


@dataclass(frozen=True, slots=True)
class Sanction:
    """One sanction; ``rung`` is the rung that holds now, ``imposed_rung`` the one of the authority's document."""

    id: bytes
    steps: tuple[Step, ...]
    party: int
    proposal: ProposedFacts | None
    imposed: ImposedFacts | None
    not_imposed: NotImposedFacts | None
    executed: ExecutedFacts | None
    appeal: AppealedFacts | None
    review: ReviewedFacts | None
    informed: InformedFacts | None
    disputed: bool

    @property
    def rung(self) -> str:
        """The code of the rung that holds."""
        if self.review is not None and self.review.outcome == LOWERED:
            return self.review.rung
        return self.imposed_rung

    @property
    def imposed_rung(self) -> str:
        """The code in the authority's document; the proposed one before there is any."""
        if self.imposed is not None:
            return self.imposed.rung
        return "" if self.proposal is None else self.proposal.rung

    @property
    def status(self) -> str:
        """One of :data:`STATUSES`. A document that imposes outweighs one that does not, until somebody settles it."""
        if self.imposed is None:
            return PROPOSED if self.not_imposed is None else self.not_imposed.outcome
        if self.review is not None and self.review.outcome == ANNULLED:
            return ANNULLED
        if self.appeal is not None and self.review is None:
            return APPEALED
        if self.executed is not None:
            return EXECUTED
        return LOWERED if self.review is not None and self.review.outcome == LOWERED else IMPOSED

    @property
    def proven(self) -> bool:
        """Whether an authority's document stands: what a repeat is counted from (SAFEGUARDS 23)."""
        return self.imposed is not None and self.status != ANNULLED


def sanctions_of(history: Sequence[Fact]) -> tuple[Sanction, ...]:
    """Every sanction of a report's facts, in the order in which they began."""
    lawful = [fact for fact in history if UNAUTHORISED not in fact.source.marks and fact.source.kind.startswith("sanction.")]
    if not lawful:
        return ()
    ancestry = Ancestry(history)
    begun: dict[bytes, list[Fact]] = {}
    for fact in lawful:
        name = _name(fact)
        if name in begun or _begins(fact):
            begun.setdefault(name, []).append(fact)
    return tuple(_folded(name, facts, ancestry) for name, facts in begun.items())


def _begins(fact: Fact) -> bool:
    event = fact.event
    if isinstance(event, SanctionProposed):
        return event.facts is not None
    return isinstance(event, SanctionImposed) and event.facts is not None and not event.facts.sanction


def _name(fact: Fact) -> bytes:
    facts = getattr(fact.event, "facts", None)
    return bytes(getattr(facts, "sanction", b"")) or fact.source.digest[:ID_BYTES]


def _folded(name: bytes, facts: list[Fact], ancestry: Ancestry) -> Sanction:
    """The last of each kind counts, in the order of entries; what differs and was written side by side is a dispute."""
    proposal = _last(facts, ProposedFacts)
    imposed = _last(facts, ImposedFacts)
    first = proposal or imposed
    return Sanction(
        id=name,
        steps=tuple(_steps(facts)),
        party=0 if first is None else first.party,
        proposal=proposal,
        imposed=imposed,
        not_imposed=_last(facts, NotImposedFacts),
        executed=_last(facts, ExecutedFacts),
        appeal=_last(facts, AppealedFacts),
        review=_last(facts, ReviewedFacts),
        informed=_last(facts, InformedFacts),
        disputed=_disputed(facts, ancestry),
    )


def _last(facts: list[Fact], kind: type[T]) -> T | None:
    told = [getattr(fact.event, "facts", None) for fact in facts]
    return next((each for each in reversed(told) if isinstance(each, kind)), None)


def _steps(facts: list[Fact]) -> Iterator[Step]:
    for fact in facts:
        story = getattr(fact.event, "story", None)
        yield Step(fact, "" if story is None else story.note, 0 if story is None else len(story.attached))


_DECIDING = (SanctionImposed, SanctionNotImposed, SanctionReviewed)


def _disputed(facts: list[Fact], ancestry: Ancestry) -> bool:
    """Two documents of one step that differ, neither author knowing of the other's, and nobody who knew both after them."""
    deciding = [fact for fact in facts if isinstance(fact.event, _DECIDING)]
    for one, other in combinations(deciding, 2):
        if getattr(one.event, "facts", None) == getattr(other.event, "facts", None) or not ancestry.concurrent(one, other):
            continue
        settled = any(
            ancestry.descends(later, one) and ancestry.descends(later, other) for later in deciding if later not in (one, other)
        )
        if not settled:
            return True
    return False

"""Erasure orders and legal holds: what stands, what has effect, and what a desk may order.

An order has effect when another key agreed and no hold stands against it. A hold stands against an order unless the
one who agreed knew that it was lifted, or the hold came after the agreement. What was destroyed stays destroyed.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.ancestry import Ancestry
from core.domain.correcting import APPROVED, DECLINED, PROPOSED, answers_in
from core.domain.correction import AnswerFacts
from core.domain.erasure import (
    ERASABLE,
    GROUNDS,
    ErasureApproved,
    ErasureDeclined,
    ErasureFacts,
    ErasureOrdered,
    HoldFacts,
    HoldLifted,
    HoldPlaced,
    LiftFacts,
)
from core.domain.errors import Invalid, NotAllowed
from core.domain.events import UNAUTHORISED, Fact
from core.domain.text import check_line, is_blank

HELD = "held"


@dataclass(frozen=True, slots=True)
class Hold:
    """A legal hold; ``lifts`` are the entries that end it."""

    fact: Fact
    lifts: tuple[Fact, ...]

    @property
    def stands(self) -> bool:
        """Whether nobody has lifted it yet."""
        return not self.lifts


@dataclass(frozen=True, slots=True)
class Erasure:
    """An order and what became of it: proposed, approved, declined, or held."""

    fact: Fact
    facts: ErasureFacts
    answer: Fact | None
    status: str

    @property
    def effective(self) -> bool:
        """Whether every device has to destroy what it names."""
        return self.status == APPROVED


def holds_of(history: tuple[Fact, ...]) -> tuple[Hold, ...]:
    """Every lawful hold with what lifted it."""
    lawful = [fact for fact in history if UNAUTHORISED not in fact.source.marks]
    lifts: dict[bytes, list[Fact]] = {}
    for fact in lawful:
        if isinstance(fact.event, HoldLifted) and fact.event.facts is not None:
            lifts.setdefault(fact.event.facts.hold, []).append(fact)
    return tuple(Hold(fact, tuple(lifts.get(fact.source.digest, ()))) for fact in lawful if isinstance(fact.event, HoldPlaced))


def erasures_of(history: tuple[Fact, ...]) -> tuple[Erasure, ...]:
    """Every lawful order with what became of it."""
    orders = [
        (fact, fact.event.facts)
        for fact in history
        if isinstance(fact.event, ErasureOrdered) and fact.event.facts is not None and UNAUTHORISED not in fact.source.marks
    ]
    if not orders:
        return ()
    answers = answers_in(history, ErasureApproved, ErasureDeclined)
    holds, ancestry = holds_of(history), Ancestry(history)
    return tuple(
        Erasure(fact, facts, answers.get(fact.source.digest), _status(answers.get(fact.source.digest), holds, ancestry))
        for fact, facts in orders
    )


def _status(answer: Fact | None, holds: tuple[Hold, ...], ancestry: Ancestry) -> str:
    if answer is None:
        return PROPOSED
    if isinstance(answer.event, ErasureDeclined):
        return DECLINED
    return HELD if any(_forbids(hold, answer, ancestry) for hold in holds) else APPROVED


def _forbids(hold: Hold, approval: Fact, ancestry: Ancestry) -> bool:
    known_to_be_lifted = any(ancestry.descends(approval, lift) for lift in hold.lifts)
    return not known_to_be_lifted and not ancestry.descends(hold.fact, approval)


def order_erasure(
    holds: tuple[Hold, ...], ground: str, basis: str, parts: list[str], *, attachments: bool, sealed_files: bool = False
) -> ErasureOrdered:
    """Order it; raises ``NotAllowed('erasure.held')``, ``Invalid`` (``erasure.ground``, ``erasure.basis``, ``erasure.parts``)."""
    _require_unheld(holds)
    if ground not in GROUNDS:
        raise Invalid("erasure.ground", value=ground)
    if not parts or set(parts) - set(ERASABLE):
        raise Invalid("erasure.parts")
    named, rule = sorted(set(parts)), _basis(basis)
    facts = ErasureFacts(parts=named, attachments=attachments, ground=ground, basis=rule, sealed_files=sealed_files)
    return ErasureOrdered(facts)


def answer_erasure(holds: tuple[Hold, ...], order: bytes, *, approve: bool) -> ErasureApproved | ErasureDeclined:
    """The second officer's answer; raises ``NotAllowed('erasure.held')``."""
    facts = AnswerFacts(proposal=order)
    if not approve:
        return ErasureDeclined(facts)
    _require_unheld(holds)
    return ErasureApproved(facts)


def _require_unheld(holds: tuple[Hold, ...]) -> None:
    if any(hold.stands for hold in holds):
        raise NotAllowed("erasure.held")


def place_hold(holds: tuple[Hold, ...], basis: str) -> HoldPlaced:
    """Forbid erasure; raises ``NotAllowed('hold.stands')`` where that is forbidden already."""
    if any(hold.stands for hold in holds):
        raise NotAllowed("hold.stands")
    return HoldPlaced(HoldFacts(basis=_basis(basis)))


def lift_holds(holds: tuple[Hold, ...], basis: str) -> list[HoldLifted]:
    """End every hold that stands; raises ``NotAllowed('hold.none')``."""
    standing = [hold for hold in holds if hold.stands]
    if not standing:
        raise NotAllowed("hold.none")
    return [HoldLifted(LiftFacts(hold=hold.fact.source.digest, basis=_basis(basis))) for hold in standing]


def _basis(basis: str) -> str:
    check_line(basis, "basis")
    if is_blank(basis):
        raise Invalid("erasure.basis")
    return basis.strip()

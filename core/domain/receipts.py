"""Which of Bawaslu's receipts stand on a report: each one that was recorded and that nobody took back.

A taking back names entries, not a number: so it means the same in whatever order the two arrive, and the same number
recorded anew stands whoever took the first one back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from core.domain.bawaslu import (
    LEVELS,
    BawasluReceiptRecorded,
    BawasluReceiptWithdrawn,
    WithdrawBawasluReceipt,
    WithdrawnFacts,
    WithdrawnStory,
)
from core.domain.errors import Invalid, NotAllowed
from core.domain.events import UNAUTHORISED, Fact
from core.domain.text import check_line, check_narrative, is_blank

if TYPE_CHECKING:
    from core.domain.report import ReportState

RECORDED: Final = "bawaslu.receipt_recorded"
Paper = tuple[str, str]
"""A receipt as Bawaslu numbers it: number and level."""


def standing_receipts(history: Sequence[Fact]) -> tuple[Fact, ...]:
    """The entries of receipts that count, in the order of entries; also those of which nothing can be read here."""
    back = _taken_back(history)
    return tuple(fact for fact in _recorded(history) if fact.source.digest not in back)


def papers_taken_back(history: Sequence[Fact]) -> frozenset[Paper]:
    """Receipts that were taken back and stand nowhere else on the report."""
    back = _taken_back(history)
    if not back:
        return frozenset()
    recorded = list(_recorded(history))
    gone = {paper for fact in recorded if fact.source.digest in back for paper in _papers(fact)}
    stands = {paper for fact in recorded if fact.source.digest not in back for paper in _papers(fact)}
    return frozenset(gone - stands)


def withdraw(state: ReportState, command: WithdrawBawasluReceipt) -> BawasluReceiptWithdrawn:
    """The event that takes back every standing receipt with that number and level, or a refusal.

    Raises ``Invalid`` (``report.unknown``, ``report.missing``, ``bawaslu.level``, ``bawaslu.reason``, ``bawaslu.none``,
    ``text.*``) and ``NotAllowed('bawaslu.withdrawn')`` for one that was taken back before.
    """
    if state.received is None:
        raise Invalid("report.unknown")
    check_line(command.number, "receipt_number")
    check_narrative(command.reason, "reason")
    number, reason = command.number.strip(), command.reason.strip()
    if is_blank(number):
        raise Invalid("report.missing", field="receipt_number")
    if command.level not in LEVELS:
        raise Invalid("bawaslu.level", value=command.level)
    if is_blank(reason):
        raise Invalid("bawaslu.reason")
    named = [fact for fact in _recorded(state.history) if (number, command.level) in _papers(fact)]
    if not named:
        raise Invalid("bawaslu.none", number=number)
    back = _taken_back(state.history)
    digests = [fact.source.digest for fact in named if fact.source.digest not in back]
    if not digests:
        raise NotAllowed("bawaslu.withdrawn", number=number)
    return BawasluReceiptWithdrawn(
        WithdrawnFacts(receipts=digests, number=number, level=command.level), WithdrawnStory(reason=reason)
    )


def _taken_back(history: Iterable[Fact]) -> frozenset[bytes]:
    events = (fact.event for fact in history if UNAUTHORISED not in fact.source.marks)
    named = (event.facts.receipts for event in events if isinstance(event, BawasluReceiptWithdrawn) and event.facts is not None)
    return frozenset(digest for receipts in named for digest in receipts)


def _recorded(history: Iterable[Fact]) -> Iterator[Fact]:
    return (fact for fact in history if fact.source.kind == RECORDED and UNAUTHORISED not in fact.source.marks)


def _papers(fact: Fact) -> set[Paper]:
    facts = fact.event.facts if isinstance(fact.event, BawasluReceiptRecorded) else None
    return set() if facts is None else {(facts.number, facts.level)}

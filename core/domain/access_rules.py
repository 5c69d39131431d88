"""A request for access as a fold over its facts, and what may be answered to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.access import OPEN, REPORTED, AccessAnswered, AccessFacts, AccessRequested, AnsweredFacts, RequestAccess
from core.domain.case import DECIDED_OUTSIDE, VOIDED
from core.domain.case_state import CaseState
from core.domain.errors import Invalid, NotAllowed
from core.domain.events import UNAUTHORISED, Fact
from core.domain.text import check_line, is_blank


@dataclass(frozen=True, slots=True)
class AccessState:
    """A request and its answer."""

    source: Fact
    facts: AccessFacts
    answer: AnsweredFacts | None

    @property
    def status(self) -> str:
        """One of :data:`STATUSES`."""
        return OPEN if self.answer is None else self.answer.result


def access_of(history: Sequence[Fact]) -> AccessState | None:
    """The request that these facts tell; None where nobody who may began one."""
    lawful = [fact for fact in history if UNAUTHORISED not in fact.source.marks]
    begun = next((fact for fact in lawful if isinstance(fact.event, AccessRequested)), None)
    if begun is None or not isinstance(begun.event, AccessRequested) or begun.event.facts is None:
        return None
    answers = [fact.event.facts for fact in lawful if isinstance(fact.event, AccessAnswered)]
    return AccessState(begun, begun.event.facts, next((each for each in answers if each is not None), None))


def request(command: RequestAccess, about: bytes, parties: int, day: str) -> AccessRequested:
    """The event, or ``Invalid``: ``access.party`` where the report has no such party, ``access.how``, ``text.*``."""
    check_line(command.how, "how")
    if command.who == REPORTED:
        if about and not 0 <= command.party < parties:
            raise Invalid("access.party", parties=parties)
        if is_blank(command.how):
            raise Invalid("access.how")
    party = command.party if command.who == REPORTED and about else 0
    return AccessRequested(AccessFacts(who=command.who, day=day, about=about, party=party, how=command.how.strip()))


def require_decided(case: CaseState) -> None:
    """Raise ``NotAllowed('access.pending')`` unless an outside body decided and the case is closed by that decision."""
    closing = case.closing
    if case.outcome == VOIDED or closing is None or closing.facts.outcome not in DECIDED_OUTSIDE:
        raise NotAllowed("access.pending")


def require_same(state: AccessState, result: str, digest: bytes | None = None) -> None:
    """Raise ``NotAllowed('access.answered')`` where another answer was given; the same one may be written again, for its file
    may not have come onto the medium."""
    answer = state.answer
    if answer is not None and (answer.result != result or digest not in (None, answer.digest)):
        raise NotAllowed("access.answered")


def answered(result: str, day: str, digest: bytes) -> AccessAnswered:
    """The event."""
    return AccessAnswered(AnsweredFacts(result=result, day=day, digest=digest))

"""A case as a fold over its report's facts: what was decided, by whom, beside whom, and at which stage it stands.

A function of the set of entries alone: two desks that decided at once are both here, each with the other ``beside`` it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.domain.ancestry import Ancestry
from core.domain.case import (
    AT_INSTITUTION,
    BEYOND_REMIT,
    CLOSED,
    COMPLETING,
    DECIDED,
    NEW,
    READY,
    REFERRED,
    VOIDED,
    AskedFacts,
    AssignedFacts,
    CaseAssigned,
    CaseClassified,
    CaseClosed,
    CaseCompleted,
    CaseNoted,
    CaseReopened,
    ClassifiedFacts,
    ClosedFacts,
    ClosingApproved,
    ClosingDeclined,
    CompletionAsked,
    WordsStory,
)
from core.domain.correcting import APPROVED, DECLINED, PROPOSED, is_another
from core.domain.events import UNAUTHORISED, Fact
from core.domain.referral import VIEWS, ClosingViewed
from core.domain.referring import stage_of_referrals
from core.domain.report import RECORDED, ReportState
from core.domain.sanctioning import sanctions_of

RETURNED, COMPLETED = "returned", "completed"
"""What an institution says of an incomplete referral: the completion clock starts; and that what lacked has come since."""

KINDS = ("complaint", "early_warning", "information")
"""Kinds of report that become a case; a situation report tells of a period and ends by itself."""

_STEPS = ("case.classified", "case.completion_asked", "case.completed", "case.closed", "case.reopened")
"""What a closing contradicts where neither knew of the other, besides every act about a referral or a sanction."""


@dataclass(frozen=True, slots=True)
class Classification:
    """A confirmed classification; ``beside`` are those that did not know of it, nor it of them."""

    fact: Fact
    facts: ClassifiedFacts
    words: str
    beside: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who has the case; ``beside`` as above."""

    fact: Fact
    facts: AssignedFacts
    beside: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the desks."""

    fact: Fact
    words: str


@dataclass(frozen=True, slots=True)
class Completion:
    """What was asked for, and the entry that says that it came or is given up."""

    fact: Fact
    facts: AskedFacts
    words: str
    done: Fact | None = None

    @property
    def stands(self) -> bool:
        """Whether the case still waits for it."""
        return self.done is None


@dataclass(frozen=True, slots=True)
class Closing:
    """An end that was written, what became of it, what was done beside it without knowing of it, and the liaison's first view."""

    fact: Fact
    facts: ClosedFacts
    words: str
    answer: Fact | None
    answer_words: str
    status: str
    reopened: Fact | None
    beside: tuple[bytes, ...] = ()
    viewed: Fact | None = None

    @property
    def effective(self) -> bool:
        """Whether the case is closed by it now."""
        return self.status == APPROVED and self.reopened is None

    @property
    def waits(self) -> bool:
        """Whether another officer must still agree."""
        return self.status == PROPOSED and self.reopened is None


@dataclass(frozen=True, slots=True)
class CaseState:
    """One case. ``outside`` is what other bodies have of it, see :func:`outside_of`."""

    report: ReportState
    classifications: tuple[Classification, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    notes: tuple[Note, ...] = ()
    completions: tuple[Completion, ...] = ()
    closings: tuple[Closing, ...] = ()
    outside: str = ""

    @property
    def kind(self) -> str:
        """The report's kind."""
        return "" if self.report.facts is None else self.report.facts.kind

    @property
    def agenda(self) -> str:
        """The office's own number; empty until the case is opened."""
        return self.report.agenda

    @property
    def classification(self) -> Classification | None:
        """The one that holds: the last in the order of all."""
        return self.classifications[-1] if self.classifications else None

    @property
    def assignment(self) -> AssignedFacts:
        """Who has it now."""
        return self.assignments[-1].facts if self.assignments else AssignedFacts()

    @property
    def asked(self) -> tuple[Completion, ...]:
        """What the case still waits for."""
        return tuple(completion for completion in self.completions if completion.stands)

    @property
    def returned(self) -> tuple[Fact, ...]:
        """The returns of institutions that nothing has answered yet."""
        waits = (each.last(RETURNED) for each in self.report.referrals if each.stage == RETURNED)
        return tuple(told.fact for told in waits if told is not None)

    @property
    def closing(self) -> Closing | None:
        """The end that holds, the last of them where there are more."""
        return next((closing for closing in reversed(self.closings) if closing.effective), None)

    @property
    def waiting(self) -> Closing | None:
        """A closing that another officer must answer."""
        return next((closing for closing in reversed(self.closings) if closing.waits), None)

    @property
    def disputed(self) -> bool:
        """Whether desks decided differently without knowing of each other, and nobody has settled it since."""
        last, closing = self.classification, self.closing
        return bool((last is not None and last.beside) or (closing is not None and closing.beside))

    @property
    def alleges_violation(self) -> bool:
        """Whether it can end only by an outside body's decision, a withdrawal, or as beyond the office's remit."""
        last = self.classification
        return self.kind == "complaint" or (last is not None and bool(last.facts.classes or last.facts.act))

    @property
    def outcome(self) -> str:
        """How it ended; empty while it goes on."""
        if self.report.voided:
            return VOIDED
        return "" if self.closing is None else self.closing.facts.outcome


def is_case(state: ReportState) -> bool:
    """Whether a report has a place on the board."""
    return state.facts is not None and state.facts.kind in KINDS


def case_of(state: ReportState) -> CaseState:
    """The case that a report's facts tell."""
    lawful = tuple(fact for fact in state.history if UNAUTHORISED not in fact.source.marks)
    if not any(fact.source.kind.startswith("case.") for fact in lawful):
        return CaseState(state, outside=outside_of(state))
    ancestry = Ancestry(state.history)
    classifications = tuple(_classifications(lawful, ancestry))
    return CaseState(
        report=state,
        classifications=classifications,
        assignments=tuple(_assignments(lawful, ancestry)),
        notes=tuple(Note(fact, _words(fact.event.story)) for fact in lawful if isinstance(fact.event, CaseNoted)),
        completions=tuple(_completions(lawful)),
        closings=tuple(_closings(lawful, ancestry)),
        outside=outside_of(state),
    )


def outside_of(state: ReportState) -> str:
    """What other bodies have of the case: nothing, ``referred``, ``returned``, ``completed``, ``at_institution``, ``decided``.

    Bawaslu's own receipt shows that the report lies there, whoever carried it. An authority that imposed a sanction decided.
    """
    if any(sanction.proven for sanction in sanctions_of(state.history)):
        return DECIDED
    told = stage_of_referrals(state.referrals)
    return AT_INSTITUTION if state.receipts and told in ("", REFERRED) else told


def stage_of(case: CaseState) -> str:
    """Where the case stands on the board, one of :data:`core.domain.case.STAGES`."""
    if case.outcome:
        return CLOSED
    if case.outside == DECIDED:
        return DECIDED
    if case.outside == RETURNED or (case.asked and case.outside in ("", COMPLETED)):
        return COMPLETING
    if case.outside == COMPLETED:
        return READY
    if case.outside in (REFERRED, AT_INSTITUTION):
        return case.outside
    return NEW if case.classification is None else READY


def status_of_stage(stage: str) -> str:
    """What a post may know of a stage: ``at_province``, ``referred``, ``decided`` or ``closed``."""
    if stage in (DECIDED, CLOSED):
        return stage
    return "referred" if stage in (REFERRED, AT_INSTITUTION) else "at_province"


def untold(case: CaseState) -> str:
    """The status that the post must still hear of; empty where it knows already, or nothing may be known yet."""
    status, told = status_of_stage(stage_of(case)), case.report.case_status
    known = bool(case.agenda or case.outside) or told != RECORDED
    return status if known and status != told else ""


def _words(story: WordsStory | None) -> str:
    return "" if story is None else story.words


def _classifications(lawful: tuple[Fact, ...], ancestry: Ancestry) -> Iterator[Classification]:
    found = [
        (fact, fact.event.facts, fact.event.story)
        for fact in lawful
        if isinstance(fact.event, CaseClassified) and fact.event.facts is not None
    ]
    for fact, facts, story in found:
        yield Classification(fact, facts, _words(story), _beside(fact, [other for other, *_ in found], ancestry))


def _assignments(lawful: tuple[Fact, ...], ancestry: Ancestry) -> Iterator[Assignment]:
    found = [(fact, fact.event.facts) for fact in lawful if isinstance(fact.event, CaseAssigned) and fact.event.facts is not None]
    for fact, facts in found:
        yield Assignment(fact, facts, _beside(fact, [other for other, _ in found], ancestry))


def _beside(fact: Fact, others: list[Fact], ancestry: Ancestry) -> tuple[bytes, ...]:
    return tuple(other.source.digest for other in others if other is not fact and ancestry.concurrent(fact, other))


def _completions(lawful: tuple[Fact, ...]) -> Iterator[Completion]:
    done: dict[bytes, Fact] = {}
    for fact in lawful:
        if isinstance(fact.event, CaseCompleted) and fact.event.facts is not None:
            for asked in fact.event.facts.asked:
                done.setdefault(asked, fact)
    for fact in lawful:
        event = fact.event
        if isinstance(event, CompletionAsked) and event.facts is not None:
            yield Completion(fact, event.facts, _words(event.story), done.get(fact.source.digest))


def _closings(lawful: tuple[Fact, ...], ancestry: Ancestry) -> Iterator[Closing]:
    answers, reopened, seen = _answers(lawful), _reopened(lawful), _seen(lawful)
    steps = [fact for fact in lawful if _contradicts(fact)]
    for fact in lawful:
        event = fact.event
        if not isinstance(event, CaseClosed) or event.facts is None:
            continue
        answer = answers.get(fact.source.digest)
        story = answer.event.story if answer is not None and isinstance(answer.event, ClosingApproved | ClosingDeclined) else None
        yield Closing(
            fact,
            event.facts,
            _words(event.story),
            answer,
            _words(story),
            _status(event.facts, answer),
            reopened.get(fact.source.digest),
            _beside(fact, steps, ancestry),
            seen.get(fact.source.digest),
        )


def _contradicts(fact: Fact) -> bool:
    kind = fact.source.kind
    return kind in _STEPS or (kind.startswith(("referral.", "sanction.")) and kind not in VIEWS)


def _seen(lawful: tuple[Fact, ...]) -> dict[bytes, Fact]:
    """The liaison's first view of each closing."""
    found: dict[bytes, Fact] = {}
    for fact in lawful:
        if isinstance(fact.event, ClosingViewed) and fact.event.facts is not None:
            found.setdefault(fact.event.facts.closing, fact)
    return found


def _status(facts: ClosedFacts, answer: Fact | None) -> str:
    if answer is not None:
        return APPROVED if isinstance(answer.event, ClosingApproved) else DECLINED
    return PROPOSED if facts.outcome == BEYOND_REMIT else APPROVED


def _answers(lawful: tuple[Fact, ...]) -> dict[bytes, Fact]:
    """The first answer to each closing that needs one; to agree takes another key than the one that proposed it."""
    proposed = {
        fact.source.digest: fact.source.signer
        for fact in lawful
        if isinstance(fact.event, CaseClosed) and fact.event.facts is not None and fact.event.facts.outcome == BEYOND_REMIT
    }
    found: dict[bytes, Fact] = {}
    for fact in lawful:
        event = fact.event
        if not isinstance(event, ClosingApproved | ClosingDeclined) or event.facts is None:
            continue
        closing = event.facts.closing
        if closing not in proposed or closing in found:
            continue
        if isinstance(event, ClosingDeclined) or is_another(proposed[closing], fact.source.signer):
            found[closing] = fact
    return found


def _reopened(lawful: tuple[Fact, ...]) -> dict[bytes, Fact]:
    found: dict[bytes, Fact] = {}
    for fact in lawful:
        if isinstance(fact.event, CaseReopened) and fact.event.facts is not None:
            for closing in fact.event.facts.closings:
                found.setdefault(closing, fact)
    return found

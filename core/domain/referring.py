"""What became of a case at the institutions it went to, read out of the report's history, and what may be written next.

The order of entries decides, not that of clocks: two desks that record at once are both kept. A decision stands whatever
came in beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from core.domain.bawaslu import CLOCK_SLACK, counter_level
from core.domain.case import CaseCompleted
from core.domain.errors import Invalid, NotAllowed
from core.domain.events import UNAUTHORISED, Fact
from core.domain.receipts import Paper, papers_taken_back
from core.domain.referral import (
    COMPLETED,
    DECIDED,
    DISCIPLINE,
    GROUNDS,
    LACKS,
    MEANS,
    OUTCOMES,
    RECEIVED,
    REJECTED,
    RETURNED,
    SENT,
    SENT_AGAIN,
    STEPS,
    AnswerCommand,
    AnswerFacts,
    EscalateReferral,
    RecordDecision,
    RecordReceipt,
    RecordRejection,
    RecordReturn,
    RecordStep,
    ReferralDecided,
    ReferralEscalated,
    ReferralReceiptRecorded,
    ReferralRejected,
    ReferralReminded,
    ReferralReturned,
    ReferralSent,
    ReferralStepped,
    ReferralViewed,
    RemindInstitution,
    SentFacts,
    UrgedFacts,
    Words,
)
from core.domain.referral_routes import BAWASLU
from core.domain.text import check_line, check_narrative, is_blank

Answered = ReferralReceiptRecorded | ReferralReturned | ReferralRejected | ReferralDecided | ReferralStepped
ID_BYTES: Final = 16
REFERRED, AT_INSTITUTION = "referred", "at_institution"
LEFT: Final = frozenset({REJECTED, COMPLETED, SENT_AGAIN})
"""Stages after which the same addressee may be written to again."""
_STAGE: Final[dict[type, str]] = {
    ReferralReceiptRecorded: RECEIVED,
    ReferralReturned: RETURNED,
    ReferralRejected: REJECTED,
    ReferralDecided: DECIDED,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that the institution said, with the entry that recorded it."""

    stage: str
    facts: AnswerFacts
    words: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Referral:
    """One referral to one addressee. ``answers`` and ``urged`` in the order of entries; ``viewed`` the liaison's first view.

    ``completed`` says that its last return is answered; ``again`` that a later referral to the same addressee took its place.
    """

    fact: Fact
    facts: SentFacts
    reason: str
    answers: tuple[Answer, ...] = ()
    urged: tuple[Fact, ...] = ()
    viewed: Fact | None = None
    completed: Fact | None = None
    again: bool = False

    @property
    def id(self) -> bytes:
        """Its name: the first bytes of its first entry's digest."""
        return self.fact.source.digest[:ID_BYTES]

    @property
    def stage(self) -> str:
        """Where it stands: a decision stands; else what was said last, and whether a return was completed since."""
        told = [answer.stage for answer in self.answers if answer.stage]
        if DECIDED in told:
            return DECIDED
        if told and told[-1] == RETURNED and self.completed is not None:
            return SENT_AGAIN if self.again else COMPLETED
        return told[-1] if told else SENT

    def last(self, stage: str) -> Answer | None:
        """The last answer of a kind."""
        return next((answer for answer in reversed(self.answers) if answer.stage == stage), None)

    def step(self, *codes: str) -> Answer | None:
        """The last step of these codes."""
        return next((a for a in reversed(self.answers) if not a.stage and a.facts.code in codes), None)

    @property
    def outcome(self) -> str:
        """The outcome of the last decision, empty before one."""
        decided = self.last(DECIDED)
        return "" if decided is None else decided.facts.code

    @property
    def over(self) -> bool:
        """Whether nothing is waited for any more from this addressee."""
        return self.stage in (DECIDED, REJECTED, SENT_AGAIN)


def referrals_of(history: Sequence[Fact]) -> tuple[Referral, ...]:
    """Every lawful referral of a report with what became of it, in the order of entries."""
    lawful = [fact for fact in history if UNAUTHORISED not in fact.source.marks]
    begun = [(fact, fact.event) for fact in lawful if isinstance(fact.event, ReferralSent) and fact.event.facts is not None]
    if not begun:
        return ()
    lost = papers_taken_back(history)
    about: dict[bytes, list[Fact]] = {}
    completed: dict[bytes, Fact] = {}
    for fact in lawful:
        told = _told(fact)
        if told is not None:
            about.setdefault(told.referral, []).append(fact)
        if isinstance(fact.event, CaseCompleted) and fact.event.facts is not None:
            for asked in fact.event.facts.asked:
                completed.setdefault(asked, fact)
    found = [
        _read(fact, event, [each for each in about.get(fact.source.digest, []) if not _is_lost(each, event, lost)], completed)
        for fact, event in begun
    ]
    last = {(each.facts.institution, each.facts.level): each.id for each in found}
    return tuple(replace(each, again=last[each.facts.institution, each.facts.level] != each.id) for each in found)


def _is_lost(fact: Fact, to: ReferralSent, lost: Collection[Paper]) -> bool:
    """Whether it records the very receipt of Bawaslu that was taken back from the report."""
    told, sent = fact.event, to.facts
    if not isinstance(told, ReferralReceiptRecorded) or told.facts is None or sent is None or sent.institution != BAWASLU:
        return False
    return (told.facts.number, counter_level(sent.level)) in lost


def _told(fact: Fact) -> AnswerFacts | UrgedFacts | None:
    event = fact.event
    if isinstance(event, Answered | ReferralReminded | ReferralEscalated | ReferralViewed):
        return event.facts
    return None


def _read(fact: Fact, event: ReferralSent, about: list[Fact], completed: Mapping[bytes, Fact]) -> Referral:
    if event.facts is None:
        raise ValueError("a referral without facts is none")
    returned = [each for each in about if isinstance(each.event, ReferralReturned)]
    return Referral(
        fact=fact,
        facts=event.facts,
        reason="" if event.story is None else event.story.words,
        answers=tuple(answer for each in about if (answer := _answer(each)) is not None),
        urged=tuple(each for each in about if isinstance(each.event, ReferralReminded | ReferralEscalated)),
        viewed=next((each for each in about if isinstance(each.event, ReferralViewed)), None),
        completed=completed.get(returned[-1].source.digest) if returned else None,
    )


def _answer(fact: Fact) -> Answer | None:
    event = fact.event
    if not isinstance(event, Answered) or event.facts is None:
        return None
    words = "" if event.story is None else event.story.words
    return Answer(_STAGE.get(type(event), ""), event.facts, words, fact)


def sent_to(referrals: Sequence[Referral]) -> frozenset[str]:
    """The institutions that were written to."""
    return frozenset(each.facts.institution for each in referrals)


def result_is_discipline(referrals: Sequence[Referral]) -> bool:
    """Whether Bawaslu's result says "disiplin"."""
    return any(each.facts.institution == BAWASLU and each.outcome == DISCIPLINE for each in referrals)


def stage_of_referrals(referrals: Sequence[Referral]) -> str:
    """What the referrals say of the case: nothing, ``referred``, ``returned``, ``completed``, ``at_institution``, ``decided``.

    Bawaslu's word counts where it was written to, else that of all. Where everybody rejected it, the case is with the
    office again.
    """
    first = [each for each in referrals if each.facts.institution == BAWASLU] or list(referrals)
    stages = {each.stage for each in first} - {REJECTED, SENT_AGAIN}
    if not stages:
        return ""
    if stages == {DECIDED}:
        return DECIDED
    for waits in (RETURNED, COMPLETED):
        if waits in stages:
            return waits
    return REFERRED if stages == {SENT} else AT_INSTITUTION


def require_new(referrals: Sequence[Referral], institution: str, level: str) -> None:
    """Refuse a second referral to the same addressee, unless it was rejected there or completed after a return.

    Raises ``NotAllowed('referral.known')``.
    """
    for each in referrals:
        if (each.facts.institution, each.facts.level) == (institution, level) and each.stage not in LEFT:
            raise NotAllowed("referral.known", institution=institution, day=each.facts.day)


def answered(referral: Referral, command: AnswerCommand, now: datetime, zone: str, received_at: int) -> Answered:
    """The event of an institution's answer, or a refusal.

    Raises ``Invalid``: ``referral.number``, ``referral.zone``, ``referral.ahead``, ``referral.early``, ``referral.code``,
    ``referral.lacks``, ``text.*``; ``NotAllowed``: ``referral.over``, ``referral.told``.
    """
    number = _line(command.number, "number")
    words = "" if isinstance(command, RecordStep) else command.words.strip()
    check_narrative(words, "words")
    at = _instant(referral, command.at, now, received_at)
    facts = AnswerFacts(referral=referral.fact.source.digest, number=number, at=at, zone=zone)
    story = Words(words=words)
    match command:
        case RecordReceipt():
            return ReferralReceiptRecorded(_receipt(referral, facts), story)
        case RecordReturn(lacks=lacks):
            return ReferralReturned(_returned(referral, facts, lacks), story)
        case RecordRejection(ground=ground):
            _require_waiting(referral)
            return ReferralRejected(_coded(facts, ground, GROUNDS, "ground"), story)
        case RecordDecision(outcome=outcome):
            return ReferralDecided(_decided(referral, _coded(facts, outcome, OUTCOMES, "outcome")), story)
        case RecordStep(step=step):
            if referral.stage == REJECTED or (referral.over and step not in STEPS[1:]):
                raise NotAllowed("referral.over", institution=referral.facts.institution)
            return ReferralStepped(_coded(facts, step, STEPS, "step"))


def _receipt(referral: Referral, facts: AnswerFacts) -> AnswerFacts:
    _require_waiting(referral)
    if not facts.number:
        raise Invalid("referral.number")
    if any(each.stage == RECEIVED and each.facts.number == facts.number for each in referral.answers):
        raise NotAllowed("referral.told", number=facts.number)
    return facts


def _returned(referral: Referral, facts: AnswerFacts, lacks: Sequence[str]) -> AnswerFacts:
    _require_waiting(referral)
    if not lacks or set(lacks) - set(LACKS):
        raise Invalid("referral.lacks", allowed=", ".join(LACKS))
    return AnswerFacts(referral=facts.referral, number=facts.number, at=facts.at, zone=facts.zone, lacks=sorted(set(lacks)))


def _decided(referral: Referral, facts: AnswerFacts) -> AnswerFacts:
    if referral.stage == REJECTED:
        raise NotAllowed("referral.over", institution=referral.facts.institution)
    if not facts.number:
        raise Invalid("referral.number")
    if any(each.stage == DECIDED and each.facts.number == facts.number for each in referral.answers):
        raise NotAllowed("referral.told", number=facts.number)
    return facts


def _require_waiting(referral: Referral) -> None:
    if referral.over:
        raise NotAllowed("referral.over", institution=referral.facts.institution)


def _coded(facts: AnswerFacts, code: str, known: Sequence[str], name: str) -> AnswerFacts:
    code = code.strip().lower()
    if code not in known:
        raise Invalid("referral.code", field=name, value=code, allowed=", ".join(known))
    return AnswerFacts(referral=facts.referral, number=facts.number, at=facts.at, zone=facts.zone, code=code)


def _instant(referral: Referral, at: datetime, now: datetime, received_at: int) -> int:
    """A time that lies neither ahead nor before the report or its referral."""
    if at.tzinfo is None:
        raise Invalid("referral.zone")
    if at > now + CLOCK_SLACK:
        raise Invalid("referral.ahead")
    told = int(at.timestamp() * 1000)
    slack = int(CLOCK_SLACK.total_seconds() * 1000)
    if told + slack < max(received_at, referral.fact.source.at):
        raise Invalid("referral.early", day=referral.facts.day)
    return told


def reminded(referral: Referral, command: RemindInstitution, day: str) -> ReferralReminded:
    """The event, or a refusal: ``Invalid('referral.code')``, ``NotAllowed('referral.over')``."""
    _require_waiting(referral)
    if command.means not in MEANS:
        raise Invalid("referral.code", field="means", value=command.means, allowed=", ".join(MEANS))
    check_narrative(command.words, "words")
    facts = UrgedFacts(referral=referral.fact.source.digest, day=day, means=command.means)
    return ReferralReminded(facts, Words(words=command.words.strip()))


def escalated(referral: Referral, command: EscalateReferral, day: str) -> ReferralEscalated:
    """The event, or a refusal: ``Invalid`` (``referral.above``, ``referral.reason``), ``NotAllowed('referral.over')``."""
    _require_waiting(referral)
    to = _line(command.to, "to")
    check_narrative(command.words, "words")
    if not to:
        raise Invalid("referral.above")
    if is_blank(command.words):
        raise Invalid("referral.reason", institution=referral.facts.institution)
    facts = UrgedFacts(referral=referral.fact.source.digest, day=day, to=to)
    return ReferralEscalated(facts, Words(words=command.words.strip()))


def viewed(referral: Referral, day: str) -> ReferralViewed | None:
    """The liaison's first view; None where it was recorded before."""
    return None if referral.viewed is not None else ReferralViewed(UrgedFacts(referral=referral.fact.source.digest, day=day))


def _line(text: str, name: str) -> str:
    check_line(text, name)
    return text.strip()

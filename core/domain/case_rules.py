"""What may be done to a case: every step by name, allowed or refused with a code. No stage is a dead end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from msgspec.structs import replace

from core.domain.act_law import acts_instead, is_of_regime
from core.domain.case import (
    BEYOND_REMIT,
    CLASSES,
    DECIDED_OUTSIDE,
    HANDLED,
    OUTCOMES,
    SEVERITIES,
    WITHDRAWN,
    AskCompletion,
    AskedFacts,
    AssignCase,
    AssignedFacts,
    CaseAssigned,
    CaseClassified,
    CaseClosed,
    CaseCompleted,
    CaseNoted,
    CaseReopened,
    ClassifiedFacts,
    ClassifyCase,
    CloseCase,
    ClosedFacts,
    ClosingAnswered,
    ClosingApproved,
    ClosingDeclined,
    CompleteCase,
    CompletedFacts,
    CompletionAsked,
    NotedFacts,
    ReopenCase,
    ReopenedFacts,
    WordsStory,
)
from core.domain.case_state import KINDS, CaseState
from core.domain.correcting import is_another
from core.domain.errors import Invalid, NotAllowed
from core.domain.reference import ReferenceData
from core.domain.reference_items import LegalRef, Subject
from core.domain.requirements import requirements
from core.domain.text import check_line, check_narrative, is_blank
from core.domain.triage import Proposal, agrees, vote_of_other

ANYTHING = "other"
"""What may lack besides the requirements by name: then it is said in words."""
MAX_CODES = 20


def require_case(case: CaseState) -> None:
    """Refuse what has no place on the board: ``report.unknown``, ``case.situation``, ``case.voided``."""
    if case.report.received is None:
        raise Invalid("report.unknown")
    if case.kind not in KINDS:
        raise NotAllowed("case.situation")
    if case.report.voided:
        raise NotAllowed("case.voided")


def _require_going_on(case: CaseState) -> None:
    require_case(case)
    if not case.agenda:
        raise NotAllowed("case.not_open")
    if case.closing is not None:
        raise NotAllowed("case.closed")


def classify(case: CaseState, command: ClassifyCase, proposal: Proposal, reference: ReferenceData) -> CaseClassified:
    """Confirm what is alleged.

    Raises ``Invalid`` (``case.act``, ``case.class``, ``case.law``, ``case.route``, ``case.subject``, ``case.severity``,
    ``case.words``) and ``NotAllowed`` (``case.clarify``, ``case.vote``, ``case.other_regime``, ``case.wrong_regime`` and what
    :func:`require_case` refuses).
    """
    _require_going_on(case)
    words = _words(command.words)
    act = _act(case, command, reference)
    subject = _code(reference.subject, command.subject or proposal.subject, "case.subject")
    _require_regime(reference, act, subject, proposal.regime)
    if vote_of_other(reference, act, subject):
        raise NotAllowed("case.vote")
    facts = ClassifiedFacts(
        act=act,
        subject=subject,
        classes=list(_known(command.classes, CLASSES, "case.class")),
        laws=[_code(reference.legal_ref, law, "case.law") for law in _few(command.laws, "case.law")],
        law_version=reference.heads["legal_refs"].version,
        regime=proposal.regime,
        election=proposal.election,
        route=_route(command.route, reference),
        severity=_severity(command.severity),
        reference=reference.digest(),
        proposed=proposal.tree(),
    )
    agreed = agrees(proposal, facts)
    if not agreed and is_blank(words):
        raise Invalid("case.words")
    return CaseClassified(replace(facts, agreed=agreed), WordsStory(words=words))


def _act(case: CaseState, command: ClassifyCase, reference: ReferenceData) -> str:
    if case.kind == "early_warning" and not command.act:
        if command.classes:
            raise NotAllowed("case.clarify")
        return ""
    act = reference.violation(command.act)
    if act is None:
        raise Invalid("case.act", value=command.act)
    if act.needs_clarification and command.classes:
        raise NotAllowed("case.clarify")
    return act.code


def _require_regime(reference: ReferenceData, code: str, subject: str, regime: str) -> None:
    """An act of the Pilkada's book alone is none in a Pemilu, and the other way round; what fits instead is said."""
    act = reference.violation(code) if code else None
    if act is None or is_of_regime(act, regime):
        return
    fitting = ", ".join(each.code for each in acts_instead(reference, act, subject, regime))
    if fitting:
        raise NotAllowed("case.other_regime", act=act.code, regime=regime, instead=fitting)
    raise NotAllowed("case.wrong_regime", act=act.code, regime=regime)


def _route(code: str, reference: ReferenceData) -> str:
    if not code:
        return ""
    found = next((route.code for route in reference.routes if route.code == code.strip().upper()), None)
    if found is None:
        raise Invalid("case.route", value=code)
    return found


def _severity(code: str) -> str:
    if code and code not in SEVERITIES:
        raise Invalid("case.severity", value=code)
    return code


def _few(values: tuple[str, ...], code: str) -> tuple[str, ...]:
    if len(values) > MAX_CODES:
        raise Invalid(code, value=str(len(values)))
    return tuple(dict.fromkeys(values))


def _known(values: tuple[str, ...], allowed: tuple[str, ...], code: str) -> tuple[str, ...]:
    for value in values:
        if value not in allowed:
            raise Invalid(code, value=value)
    return tuple(value for value in allowed if value in values)


def _code(find: Callable[[str], LegalRef | Subject | None], value: str, code: str) -> str:
    if not value:
        return ""
    found = find(value)
    if found is None:
        raise Invalid(code, value=value)
    return found.code


def _words(text: str) -> str:
    check_narrative(text, "words")
    return text.strip()


def _said(text: str) -> str:
    words = _words(text)
    if is_blank(words):
        raise Invalid("case.words")
    return words


def assign(case: CaseState, command: AssignCase) -> CaseAssigned:
    """Give the case to somebody; raises ``NotAllowed`` (``case.same``, and what :func:`require_case` refuses)."""
    require_case(case)
    if case.closing is not None:
        raise NotAllowed("case.closed")
    for name, text in (("desk", command.desk), ("officer", command.officer)):
        check_line(text, name)
    facts = AssignedFacts(desk=command.desk.strip(), officer=command.officer.strip())
    if facts == case.assignment and not (case.assignments and case.assignments[-1].beside):
        raise NotAllowed("case.same")
    return CaseAssigned(facts)


def note(case: CaseState, words: str, today: date) -> CaseNoted:
    """Note something, at any stage; raises ``Invalid('case.words')``."""
    require_case(case)
    return CaseNoted(NotedFacts(day=today.isoformat()), WordsStory(words=_said(words)))


def ask_completion(case: CaseState, command: AskCompletion, today: date) -> CompletionAsked:
    """Ask for what lacks.

    Raises ``Invalid`` (``case.lacks``, ``case.due``, ``case.words``) and what :func:`require_case` refuses.
    """
    _require_going_on(case)
    names = {requirement.key for requirement in requirements(case.kind, {})} | {ANYTHING}
    lacks = tuple(dict.fromkeys(command.lacks))
    if not lacks or set(lacks) - names:
        raise Invalid("case.lacks", value=", ".join(sorted(set(lacks) - names)))
    due = _day(command.due, "case.due")
    if due < today:
        raise Invalid("case.due", value=command.due)
    words = _said(command.words) if ANYTHING in lacks else _words(command.words)
    return CompletionAsked(AskedFacts(lacks=list(lacks), due=due.isoformat()), WordsStory(words=words))


def complete(case: CaseState, command: CompleteCase) -> CaseCompleted:
    """Everything that the office or an institution asked for is there, or given up (then say why).

    Raises ``NotAllowed('case.nothing_asked')``, ``Invalid('case.words')``.
    """
    _require_going_on(case)
    if not case.asked and not case.returned:
        raise NotAllowed("case.nothing_asked")
    words = _words(command.words) if command.met else _said(command.words)
    asked = [fact.source.digest for fact in (*(completion.fact for completion in case.asked), *case.returned)]
    return CaseCompleted(CompletedFacts(asked=asked, met=command.met), WordsStory(words=words))


def close(
    case: CaseState, command: CloseCase, reference: ReferenceData, today: date, *, withdrawn: bool, received: date
) -> CaseClosed:
    """End a case. ``withdrawn`` says that the reporter himself asked so before registration.

    Raises ``Invalid`` (``case.outcome``, ``case.words``, ``case.decision``, ``case.institution``, ``case.decided_before``,
    ``case.decided_ahead``) and ``NotAllowed`` (``case.judged``, ``case.not_withdrawn``, ``case.waits``, and what
    :func:`require_case` refuses).
    """
    _require_going_on(case)
    if command.outcome not in OUTCOMES:
        raise Invalid("case.outcome", value=command.outcome)
    if case.waiting is not None:
        raise NotAllowed("case.waits")
    if command.outcome == HANDLED and case.alleges_violation:
        raise NotAllowed("case.judged")
    if command.outcome == WITHDRAWN and not withdrawn:
        raise NotAllowed("case.not_withdrawn")
    facts = (
        _decision(command, reference, received, today)
        if command.outcome in DECIDED_OUTSIDE
        else ClosedFacts(outcome=command.outcome)
    )
    needs_words = command.outcome in (BEYOND_REMIT, HANDLED)
    return CaseClosed(facts, WordsStory(words=_said(command.words) if needs_words else _words(command.words)))


def _decision(command: CloseCase, reference: ReferenceData, received: date, today: date) -> ClosedFacts:
    """Whose decision it is, by which document."""
    for name, text in (("institution", command.institution), ("number", command.number)):
        check_line(text, name)
    if is_blank(command.institution) or is_blank(command.number) or is_blank(command.day):
        raise Invalid("case.decision")
    institution = reference.institution(command.institution)
    if institution is None:
        raise Invalid("case.institution", value=command.institution)
    day = _day(command.day, "case.decision")
    if day < received:
        raise Invalid("case.decided_before", day=day.isoformat(), received=received.isoformat())
    if day > today:
        raise Invalid("case.decided_ahead", day=day.isoformat())
    return ClosedFacts(outcome=command.outcome, institution=institution.code, number=command.number.strip(), day=day.isoformat())


def answer_closing(
    case: CaseState, closing: bytes, signer: bytes, words: str, *, approve: bool
) -> ClosingApproved | ClosingDeclined:
    """The second officer's answer, with reasons of his own.

    Raises ``NotAllowed`` (``approval.done``, ``approval.own``), ``Invalid`` (``approval.unknown``, ``case.words``).
    """
    require_case(case)
    asked = next((each for each in case.closings if each.fact.source.digest == closing), None)
    if asked is None:
        raise Invalid("approval.unknown")
    if not asked.waits:
        raise NotAllowed("approval.done")
    if not approve:
        return ClosingDeclined(ClosingAnswered(closing=closing), WordsStory(words=_words(words)))
    if not is_another(asked.fact.source.signer, signer):
        raise NotAllowed("approval.own")
    return ClosingApproved(ClosingAnswered(closing=closing), WordsStory(words=_said(words)))


def reopen(case: CaseState, command: ReopenCase) -> CaseReopened:
    """Take it up again: every end that stands goes.

    Raises ``NotAllowed('case.not_closed')``, ``Invalid('case.words')``.
    """
    require_case(case)
    standing = [closing.fact.source.digest for closing in case.closings if closing.effective]
    if not standing:
        raise NotAllowed("case.not_closed")
    return CaseReopened(ReopenedFacts(closings=standing), WordsStory(words=_said(command.words)))


def steps_of(case: CaseState) -> Mapping[str, bool]:
    """Which steps the case allows now, by the word of the command line."""
    if case.report.voided or case.kind not in KINDS:
        return dict.fromkeys(("open", "classify", "assign", "note", "ask", "complete", "close", "reopen"), False)
    going_on = bool(case.agenda) and case.closing is None
    return {
        "open": not case.agenda,
        "classify": going_on,
        "assign": case.closing is None,
        "note": True,
        "ask": going_on,
        "complete": going_on and bool(case.asked or case.returned),
        "close": going_on and case.waiting is None,
        "reopen": case.closing is not None,
    }


def _day(text: str, code: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Invalid(code, value=text) from None

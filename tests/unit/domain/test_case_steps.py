"""Every step of a case: what it writes, each reason for which it is refused, and which steps a case allows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from core.domain import case_rules as rules
from core.domain.case import (
    SEVERITIES,
    AskCompletion,
    AskedFacts,
    AssignCase,
    AssignedFacts,
    CaseAssigned,
    CaseClassified,
    CaseClosed,
    ClassifiedFacts,
    ClassifyCase,
    CloseCase,
    ClosedFacts,
    ClosingAnswered,
    ClosingApproved,
    ClosingDeclined,
    CompleteCase,
    CompletionAsked,
    ReopenCase,
)
from core.domain.errors import Invalid, NotAllowed, Refused
from core.domain.ids import CommandId, SubjectId
from core.domain.reference import ReferenceData
from core.domain.triage import Asked, Proposal, propose
from tests.case_facts import SUBJECT, Paper, taken
from tests.world import reference

HEAD = (CommandId(b"c" * 16), SubjectId(SUBJECT))
TODAY = date(2024, 10, 5)
NAMES = ("open", "classify", "assign", "note", "ask", "complete", "close", "reopen")


@pytest.fixture
def data() -> ReferenceData:
    return reference()


@pytest.fixture
def proposal(data: ReferenceData) -> Proposal:
    asked = Asked("complaint", "ASN-D04", ("PNS",), date(2024, 10, 1), "PILKADA", "PILKADA_2024", "KAMPANYE", TODAY)
    return propose(data, asked)


def refused(call: Any, *given: Any, **named: Any) -> str:
    """The code, and its details as text."""
    with pytest.raises(Refused) as caught:
        call(*given, **named)
    kind = {Invalid: "", NotAllowed: "not "}[type(caught.value)]
    return f"{kind}{caught.value.code} {caught.value.details or ''}".strip()


def closed(paper: Paper, outcome: str = "not_proven", officer: str = "Ani") -> bytes:
    """Write an end; its digest."""
    facts = ClosedFacts(outcome=outcome, institution="BAWASLU", number="7", day="2024-10-04")
    return paper.write(CaseClosed(facts), officer=officer).source.digest


def classify_command(**changes: Any) -> ClassifyCase:
    return ClassifyCase(*HEAD, **({"act": "ASN-D04", "classes": ("discipline",), "laws": (), "words": "sebab"} | changes))


def test_a_classification_holds_what_was_said_and_what_the_law_was(data: ReferenceData, proposal: Proposal) -> None:
    laws = tuple(proposal.laws)
    command = classify_command(
        laws=laws + laws, subject="PNS", severity="high", words=" sebab ", route=data.routes[0].code.lower()
    )
    made = rules.classify(taken().case(), command, proposal, data)
    facts = made.facts
    assert facts is not None and made.story is not None
    assert (facts.act, facts.subject, facts.classes, facts.laws) == ("ASN-D04", "PNS", ["discipline"], list(laws))
    assert (facts.law_version, facts.reference) == (data.heads["legal_refs"].version, data.digest())
    assert (facts.regime, facts.election, facts.severity) == ("PILKADA", "PILKADA_2024", "high")
    assert (facts.route, facts.proposed, made.story.words) == (data.routes[0].code, proposal.tree(), "sebab")


def test_what_differs_from_the_proposal_wants_words(data: ReferenceData, proposal: Proposal) -> None:
    other = classify_command(classes=("ethics",), words=" ")
    assert refused(rules.classify, taken().case(), other, proposal, data) == "case.words"
    same = classify_command(
        classes=proposal.classes, laws=proposal.laws, severity=proposal.severity, route=proposal.route, subject="", words=""
    )
    made = rules.classify(taken().case(), same, proposal, data)
    assert made.facts is not None and made.facts.agreed is True and made.facts.subject == proposal.subject
    differing = rules.classify(taken().case(), classify_command(classes=("ethics",)), proposal, data)
    assert differing.facts is not None and differing.facts.agreed is False


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"act": "NONE"}, "case.act {'value': 'NONE'}"),
        ({"act": ""}, "case.act {'value': ''}"),
        ({"classes": ("none",)}, "case.class {'value': 'none'}"),
        ({"laws": ("NONE",)}, "case.law {'value': 'NONE'}"),
        ({"laws": ("x",) * 21}, "case.law {'value': '21'}"),
        ({"subject": "NONE"}, "case.subject {'value': 'NONE'}"),
        ({"route": "none"}, "case.route {'value': 'none'}"),
        ({"severity": "none"}, "case.severity {'value': 'none'}"),
        ({"act": "HDR-01"}, "not case.clarify"),
    ],
)
def test_a_classification_is_refused(data: ReferenceData, proposal: Proposal, changes: Any, code: str) -> None:
    assert refused(rules.classify, taken().case(), classify_command(**changes), proposal, data) == code


def test_twenty_laws_are_not_too_many(data: ReferenceData, proposal: Proposal) -> None:
    law = proposal.laws[0]
    made = rules.classify(taken().case(), classify_command(laws=(law,) * 20), proposal, data)
    assert made.facts is not None and made.facts.laws == [law]


def test_classes_stand_in_their_own_order_and_every_severity_may_be_said(data: ReferenceData, proposal: Proposal) -> None:
    for severity in ("", *SEVERITIES):
        command = classify_command(classes=("ethics", "discipline"), severity=severity)
        made = rules.classify(taken().case(), command, proposal, data)
        assert made.facts is not None
        assert (made.facts.severity, made.facts.classes) == (severity, [one for one in rules.CLASSES if one in command.classes])


def test_an_early_warning_may_be_classified_without_an_act_and_then_has_no_class(data: ReferenceData, proposal: Proposal) -> None:
    case = taken("early_warning").case()
    made = rules.classify(case, classify_command(act="", classes=()), proposal, data)
    assert made.facts is not None and (made.facts.act, made.facts.classes) == ("", [])
    assert refused(rules.classify, case, classify_command(act=""), proposal, data) == "not case.clarify"


def test_an_act_of_the_other_election_is_refused_with_what_fits(data: ReferenceData, proposal: Proposal) -> None:
    foreign = [one for one in data.violations if not rules.is_of_regime(one, "PILKADA")]
    assert foreign
    told = {refused(rules.classify, taken().case(), classify_command(act=one.code), proposal, data).split()[1] for one in foreign}
    assert told <= {"case.other_regime", "case.wrong_regime", "case.vote", "case.clarify"}
    assert "case.other_regime" in told


def test_nothing_goes_on_before_the_agenda_or_after_the_end(data: ReferenceData, proposal: Proposal) -> None:
    fresh, ended = taken(opened=False), taken()
    closed(ended)
    steps = (
        (rules.classify, (classify_command(), proposal, data)),
        (rules.ask_completion, (AskCompletion(*HEAD, lacks=("other",), due="2024-10-09", words="x"), TODAY)),
        (rules.complete, (CompleteCase(*HEAD, met=True, words=""),)),
    )
    for step, given in steps:
        assert refused(step, fresh.case(), *given) == "not case.not_open"
        assert refused(step, ended.case(), *given) == "not case.closed"
        assert refused(step, Paper().case(), *given) == "report.unknown"
        assert refused(step, taken("situation").case(), *given) == "not case.situation"
    assert refused(rules.assign, ended.case(), AssignCase(*HEAD, desk="", officer="Ani")) == "not case.closed"
    assert refused(rules.note, Paper().case(), "x", TODAY) == "report.unknown"
    assert refused(rules.reopen, fresh.case(), ReopenCase(*HEAD, words="x")) == "not case.not_closed"


def test_a_case_is_given_to_somebody_else_and_not_to_the_same_again() -> None:
    paper = taken()
    made = rules.assign(paper.case(), AssignCase(*HEAD, desk=" Meja A ", officer=" Ani "))
    assert made.facts == AssignedFacts(desk="Meja A", officer="Ani")
    paper.write(made)
    assert refused(rules.assign, paper.case(), AssignCase(*HEAD, desk="Meja A", officer="Ani")) == "not case.same"
    assert rules.assign(paper.case(), AssignCase(*HEAD, desk="Meja A", officer="Budi")).facts
    assert "desk" in refused(rules.assign, paper.case(), AssignCase(*HEAD, desk="a\x00b", officer="Ani"))
    assert "officer" in refused(rules.assign, paper.case(), AssignCase(*HEAD, desk="a", officer="a\x00b"))


def test_what_two_desks_gave_at_once_may_be_said_once_more() -> None:
    paper = taken()
    paper.write(CaseAssigned(AssignedFacts(officer="Ani")), "A")
    paper.write(CaseAssigned(AssignedFacts(officer="Budi")), "B")
    paper.meet()
    last = paper.case().assignment
    again = rules.assign(paper.case(), AssignCase(*HEAD, desk=last.desk, officer=last.officer))
    assert again.facts == last


def test_a_note_has_a_day_and_words() -> None:
    made = rules.note(taken().case(), "  catatan ", TODAY)
    assert (made.facts and made.facts.day, made.story and made.story.words) == ("2024-10-05", "catatan")
    assert refused(rules.note, taken().case(), " \n", TODAY) == "case.words"


def test_what_lacks_is_asked_for_by_name_until_a_day_not_gone_by() -> None:
    case = taken().case()

    def ask(**changes: Any) -> CompletionAsked:
        command = AskCompletion(*HEAD, **({"lacks": ("other", "other"), "due": "2024-10-05", "words": " kurang "} | changes))
        return rules.ask_completion(case, command, TODAY)

    made = ask()
    assert made.facts == AskedFacts(lacks=["other"], due="2024-10-05") and made.story and made.story.words == "kurang"
    known = next(iter(one.key for one in rules.requirements("complaint", {})))
    plain = ask(lacks=(known,), words="")
    assert plain.facts and plain.facts.lacks == [known] and plain.story and plain.story.words == ""
    assert refused(ask, lacks=()) == "case.lacks {'value': ''}"
    assert refused(ask, lacks=("zz", "yy", known)) == "case.lacks {'value': 'yy, zz'}"
    assert refused(ask, due="2024-10-04") == "case.due {'value': '2024-10-04'}"
    assert refused(ask, due="soon") == "case.due {'value': 'soon'}"
    assert refused(ask, words=" ") == "case.words"


def test_what_was_asked_for_is_there_or_given_up_with_a_reason() -> None:
    paper = taken()
    assert refused(rules.complete, paper.case(), CompleteCase(*HEAD, met=True, words="")) == "not case.nothing_asked"
    asked = paper.write(CompletionAsked(AskedFacts(lacks=["other"], due="2024-10-09")))
    made = rules.complete(paper.case(), CompleteCase(*HEAD, met=True, words=""))
    assert made.facts and (made.facts.asked, made.facts.met) == ([asked.source.digest], True)
    assert refused(rules.complete, paper.case(), CompleteCase(*HEAD, met=False, words="")) == "case.words"
    given_up = rules.complete(paper.case(), CompleteCase(*HEAD, met=False, words="tidak ada"))
    assert given_up.facts and given_up.facts.met is False and given_up.story and given_up.story.words == "tidak ada"


def end(paper: Paper, data: ReferenceData, *, withdrawn: bool = False, received: date = TODAY, **changes: Any) -> CaseClosed:
    said = {"outcome": "proven", "words": "", "institution": "BAWASLU", "number": " 7/X ", "day": "2024-10-05"}
    return rules.close(paper.case(), CloseCase(*HEAD, **(said | changes)), data, TODAY, withdrawn=withdrawn, received=received)


def test_a_decision_from_outside_is_named_by_its_paper(data: ReferenceData) -> None:
    made = end(taken(), data)
    assert made.facts == ClosedFacts(outcome="proven", institution="BAWASLU", number="7/X", day="2024-10-05")
    before = end(taken(), data, received=date(2024, 10, 1), day="2024-10-01")
    assert before.facts and before.facts.day == "2024-10-01"
    for lacking in ("institution", "number", "day"):
        assert refused(end, taken(), data, **{lacking: " "}) == "case.decision"
    assert refused(end, taken(), data, institution="NONE") == "case.institution {'value': 'NONE'}"
    assert refused(end, taken(), data, day="x") == "case.decision {'value': 'x'}"
    assert refused(end, taken(), data, day="2024-10-06") == "case.decided_ahead {'day': '2024-10-06'}"
    early = "case.decided_before {'day': '2024-10-04', 'received': '2024-10-05'}"
    assert refused(end, taken(), data, day="2024-10-04") == early
    assert "institution" in refused(end, taken(), data, institution="a\x00b")
    assert "number" in refused(end, taken(), data, number="a\x00b")


def test_other_ends_and_their_reasons(data: ReferenceData) -> None:
    assert refused(end, taken(), data, outcome="none") == "case.outcome {'value': 'none'}"
    assert refused(end, taken(), data, outcome=rules.WITHDRAWN) == "not case.not_withdrawn"
    gone = end(taken(), data, outcome=rules.WITHDRAWN, withdrawn=True)
    assert gone.facts == ClosedFacts(outcome=rules.WITHDRAWN)
    assert refused(end, taken(), data, outcome=rules.BEYOND_REMIT) == "case.words"
    beyond = end(taken(), data, outcome=rules.BEYOND_REMIT, words=" bukan ranah ")
    assert beyond.story and beyond.story.words == "bukan ranah"
    judged = taken()
    judged.write(CaseClassified(ClassifiedFacts(act="ASN-D04", classes=["discipline"])))
    assert refused(end, judged, data, outcome=rules.HANDLED, words="x") == "not case.judged"
    waiting = taken()
    closed(waiting, "beyond_remit")
    assert refused(end, waiting, data) == "not case.waits"
    ended = taken()
    closed(ended)
    assert refused(end, ended, data) == "not case.closed"


def test_a_second_officer_answers_an_end_that_waits() -> None:
    paper = taken()
    asked = closed(paper, "beyond_remit")

    def answer(signer: bytes = b"Budi", words: str = " ya ", *, approve: bool = True, closing: bytes = asked) -> Any:
        return rules.answer_closing(paper.case(), closing, signer, words, approve=approve)

    made = answer()
    assert isinstance(made, ClosingApproved) and made.facts == ClosingAnswered(closing=asked)
    assert made.story and made.story.words == "ya"
    assert refused(answer, b"Ani") == "not approval.own"
    assert refused(answer, words=" ") == "case.words"
    assert refused(answer, closing=b"x" * 32) == "approval.unknown"
    declined = answer(b"Ani", "", approve=False)
    assert isinstance(declined, ClosingDeclined) and declined.facts == ClosingAnswered(closing=asked)
    paper.write(declined)
    assert refused(answer) == "not approval.done"


def test_every_end_that_stands_goes_when_a_case_is_taken_up_again() -> None:
    paper = taken()
    ends = [closed(paper)]
    made = rules.reopen(paper.case(), ReopenCase(*HEAD, words=" lagi "))
    assert made.facts and made.facts.closings == ends and made.story and made.story.words == "lagi"
    assert refused(rules.reopen, paper.case(), ReopenCase(*HEAD, words="")) == "case.words"


def allowed(paper: Paper) -> set[str]:
    steps = rules.steps_of(paper.case())
    assert tuple(steps) == NAMES
    return {name for name, may in steps.items() if may}


def test_the_steps_that_each_state_allows() -> None:
    assert allowed(taken("situation")) == set()
    assert allowed(taken(opened=False)) == {"open", "assign", "note"}
    paper = taken()
    assert allowed(paper) == {"classify", "assign", "note", "ask", "close"}
    paper.write(CompletionAsked(AskedFacts(lacks=["other"], due="2024-10-09")))
    assert allowed(paper) == {"classify", "assign", "note", "ask", "complete", "close"}
    waiting = taken()
    closed(waiting, "beyond_remit")
    assert allowed(waiting) == {"classify", "assign", "note", "ask"}
    ended = taken()
    closed(ended)
    assert allowed(ended) == {"note", "reopen"}


def test_a_day_of_tomorrow_is_one_day_too_late(data: ReferenceData) -> None:
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    assert refused(end, taken(), data, day=tomorrow).startswith("case.decided_ahead")

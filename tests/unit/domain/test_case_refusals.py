"""Every refusal of a case's steps with all that it says, and the order in which a step is looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
import pytest

from core.domain import case_rules as rules
from core.domain.case import (
    BEYOND_REMIT,
    HANDLED,
    AskCompletion,
    AssignCase,
    CaseCompleted,
    CaseReopened,
    ClassifyCase,
    CloseCase,
    CompleteCase,
    CompletedFacts,
    CompletionAsked,
    ReopenCase,
    WordsStory,
)
from core.domain.case_state import CaseState
from core.domain.errors import Invalid, NotAllowed, Refused
from core.domain.ids import CommandId, SubjectId
from core.domain.triage import Asked, propose
from tests.case_facts import SUBJECT, taken
from tests.unit.domain.test_where_a_case_stands import ASKED, BEYOND, DECISION, JUDGED, SENT, ReferralReturned, ReferralSent, said
from tests.world import reference

HEAD = (CommandId(b"c" * 16), SubjectId(SUBJECT))
TODAY = date(2024, 10, 5)
DATA = reference()
PROPOSAL = propose(DATA, Asked("complaint", "ASN-D04", ("PNS",), date(2024, 10, 1), "PILKADA", "PILKADA_2024", "KAMPANYE", TODAY))
FORBIDDEN = "text.forbidden"


def refused(act: Any, /, *given: Any, **named: Any) -> tuple[type, str, dict[str, Any]]:
    with pytest.raises(Refused) as caught:
        act(*given, **named)
    return type(caught.value), caught.value.code, dict(caught.value.details)


def invalid(code: str, **details: Any) -> tuple[type, str, dict[str, Any]]:
    return Invalid, code, details


def forbidden(code: str, **details: Any) -> tuple[type, str, dict[str, Any]]:
    return NotAllowed, code, details


def voided(case: CaseState) -> CaseState:
    return replace(case, report=msgspec.structs.replace(case.report, voided=True))


def classify(case: CaseState | None = None, regime: str = "PILKADA", **changes: Any) -> Any:
    said = {"act": "ASN-D04", "classes": ("discipline",), "laws": (), "words": "sebab"} | changes
    return rules.classify(case or taken().case(), ClassifyCase(*HEAD, **said), replace(PROPOSAL, regime=regime), DATA)


def ask(case: CaseState | None = None, **changes: Any) -> CompletionAsked:
    said = {"lacks": ("other",), "due": "2024-10-09", "words": "kurang"} | changes
    return rules.ask_completion(case or taken().case(), AskCompletion(*HEAD, **said), TODAY)


def close(case: CaseState | None = None, *, withdrawn: bool = False, received: date = TODAY, **changes: Any) -> Any:
    said = {"outcome": "proven", "words": "", "institution": "BAWASLU", "number": "7", "day": "2024-10-05"} | changes
    return rules.close(case or taken().case(), CloseCase(*HEAD, **said), DATA, TODAY, withdrawn=withdrawn, received=received)


def assign(case: CaseState | None = None, desk: str = "A", officer: str = "Ani") -> Any:
    return rules.assign(case or taken().case(), AssignCase(*HEAD, desk=desk, officer=officer))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"act": "TNI-06"}, forbidden("case.vote")),
        ({"act": "TNI-06", "subject": "TNI"}, None),
        ({"act": "ASN-P01"}, forbidden("case.other_regime", act="ASN-P01", regime="PILKADA", instead="ASN-P02")),
        ({"act": "ASN-P01", "subject": "BPD"}, forbidden("case.wrong_regime", act="ASN-P01", regime="PILKADA")),
        ({"act": "TNI-07", "regime": "PEMILU", "subject": "TNI"},
         forbidden("case.other_regime", act="TNI-07", regime="PEMILU", instead="TNI-02")),
        ({"act": "ASN-P01", "regime": ""}, None),
        ({"act": "HDR-01", "classes": ()}, None),
        ({"act": "HDR-01"}, forbidden("case.clarify")),
        ({"act": "x"}, invalid("case.act", value="x")),
        ({"classes": ("discipline", "x")}, invalid("case.class", value="x")),
        ({"laws": ("x",)}, invalid("case.law", value="x")),
        ({"laws": tuple("abcdefghijklmnopqrstu")}, invalid("case.law", value="21")),
        ({"subject": "x"}, invalid("case.subject", value="x")),
        ({"route": "x"}, invalid("case.route", value="x")),
        ({"severity": "x"}, invalid("case.severity", value="x")),
        ({"words": "a\x00"}, invalid(FORBIDDEN, field="words")),
        ({"words": " "}, invalid("case.words")),
        ({"route": " "}, invalid("case.route", value=" ")),
    ],
)  # fmt: skip
def test_a_classification(changes: dict[str, Any], told: Any) -> None:
    if told is None:
        assert classify(**changes).facts.act == changes["act"]
    else:
        assert refused(classify, **changes) == told


def test_all_acts_that_fit_instead_are_named_where_nobody_is() -> None:
    nobody = replace(PROPOSAL, regime="PEMILU", subject="")
    command = ClassifyCase(*HEAD, act="TNI-07", classes=("discipline",), laws=(), words="sebab")
    fitting = "PJB-01, DES-03, ASN-K05, TNI-02, POL-01"
    told = forbidden("case.other_regime", act="TNI-07", regime="PEMILU", instead=fitting)
    assert refused(rules.classify, taken().case(), command, nobody, DATA) == told


def test_a_classification_without_a_route_has_none_and_one_without_a_person_takes_the_proposed() -> None:
    facts = classify(route="", subject="", severity="", laws=()).facts
    assert (facts.route, facts.subject, facts.severity, facts.laws, facts.agreed) == ("", "PNS", "", [], False)
    assert classify(route=f" {DATA.routes[0].code.lower()} ").facts.route == DATA.routes[0].code
    assert classify(subject="tni").facts.subject == "TNI"
    command = ClassifyCase(*HEAD, act="ASN-D04", classes=("discipline",), laws=(), words="sebab")
    nobody = rules.classify(taken().case(), command, replace(PROPOSAL, subject=""), DATA).facts
    assert nobody is not None and nobody.subject == ""


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda: assign(desk="a\nb"), invalid(FORBIDDEN, field="desk")),
        (lambda: assign(officer="a\nb"), invalid(FORBIDDEN, field="officer")),
        (lambda: assign(desk=" ", officer=" "), forbidden("case.same")),
        (lambda: rules.note(taken().case(), "a\x00", TODAY), invalid(FORBIDDEN, field="words")),
        (lambda: rules.note(taken().case(), " ", TODAY), invalid("case.words")),
        (lambda: ask(lacks=()), invalid("case.lacks", value="")),
        (lambda: ask(lacks=("z", "other", "a")), invalid("case.lacks", value="a, z")),
        (lambda: ask(due="x"), invalid("case.due", value="x")),
        (lambda: ask(due="2024-10-04"), invalid("case.due", value="2024-10-04")),
        (lambda: ask(words=" "), invalid("case.words")),
        (lambda: ask(lacks=("place",), words="a\x00"), invalid(FORBIDDEN, field="words")),
        (lambda: close(outcome="x"), invalid("case.outcome", value="x")),
        (lambda: close(outcome="withdrawn"), forbidden("case.not_withdrawn")),
        (lambda: close(outcome=HANDLED, words="x"), forbidden("case.judged")),
        (lambda: close(outcome=BEYOND_REMIT), invalid("case.words")),
        (lambda: close(taken("information").case(), outcome=HANDLED), invalid("case.words")),
        (lambda: close(institution="a\nb"), invalid(FORBIDDEN, field="institution")),
        (lambda: close(number="a\nb"), invalid(FORBIDDEN, field="number")),
        (lambda: close(words="a\x00"), invalid(FORBIDDEN, field="words")),
        (lambda: close(institution=" "), invalid("case.decision")),
        (lambda: close(number=" "), invalid("case.decision")),
        (lambda: close(day=" "), invalid("case.decision")),
        (lambda: close(day="x"), invalid("case.decision", value="x")),
        (lambda: close(institution="X"), invalid("case.institution", value="X")),
        (lambda: close(day="2024-10-04"), invalid("case.decided_before", day="2024-10-04", received="2024-10-05")),
        (lambda: close(day="2024-10-06"), invalid("case.decided_ahead", day="2024-10-06")),
        (lambda: rules.complete(taken().case(), CompleteCase(*HEAD, met=True, words="")), forbidden("case.nothing_asked")),
        (lambda: rules.reopen(taken().case(), ReopenCase(*HEAD, words="x")), forbidden("case.not_closed")),
        (lambda: rules.answer_closing(taken().case(), b"x", b"B", "x", approve=True), invalid("approval.unknown")),
    ],
)
def test_a_step_is_refused(act: Any, told: tuple[type, str, dict[str, Any]]) -> None:
    assert refused(act) == told


def steps(case: CaseState) -> list[Any]:
    return [
        lambda: classify(case), lambda: assign(case), lambda: rules.note(case, "x", TODAY), lambda: ask(case),
        lambda: rules.complete(case, CompleteCase(*HEAD, met=True, words="")), lambda: close(case),
        lambda: rules.answer_closing(case, b"x", b"B", "x", approve=True),
        lambda: rules.reopen(case, ReopenCase(*HEAD, words="x")),
    ]  # fmt: skip


def test_nothing_is_done_to_what_was_voided_and_no_step_is_offered() -> None:
    case = voided(taken().case())
    for step in steps(case):
        assert refused(step) == forbidden("case.voided")
    for step in steps(taken("situation").case()):
        assert refused(step) == forbidden("case.situation")
    assert not any(rules.steps_of(case).values()) and not any(rules.steps_of(taken("situation").case()).values())
    assert rules.steps_of(taken().case())["note"] is True


def test_an_early_warning_or_an_information_may_be_handled_unless_a_violation_was_classified() -> None:
    for kind in ("early_warning", "information"):
        paper = taken(kind)
        made = close(paper.case(), outcome=HANDLED, words=" selesai ")
        assert (made.facts.outcome, made.facts.institution, made.story) == (HANDLED, "", WordsStory(words="selesai"))
        paper.write(JUDGED)
        assert refused(close, paper.case(), outcome=HANDLED, words="x") == forbidden("case.judged")
        assert classify(taken(kind).case()).facts.act == "ASN-D04"
    quiet = classify(taken("early_warning").case(), act="", classes=()).facts
    assert (quiet.act, quiet.classes) == ("", [])
    assert refused(classify, taken("information").case(), act="", classes=()) == invalid("case.act", value="")
    assert refused(classify, taken("early_warning").case(), act="") == forbidden("case.clarify")


def test_everything_that_was_asked_for_and_returned_is_answered_at_once() -> None:
    paper = taken()
    sent = paper.write(ReferralSent(SENT))
    asked, returned = paper.write(ASKED), paper.write(ReferralReturned(said(sent)))
    made = rules.complete(paper.case(), CompleteCase(*HEAD, met=True, words=" ada "))
    assert made == CaseCompleted(
        CompletedFacts(asked=[asked.source.digest, returned.source.digest], met=True), WordsStory(words="ada")
    )
    paper.write(made)
    assert refused(rules.complete, paper.case(), CompleteCase(*HEAD, met=True, words="")) == forbidden("case.nothing_asked")
    alone = taken()
    alone.write(ReferralReturned(said(alone.write(ReferralSent(SENT)))))
    assert rules.steps_of(alone.case())["complete"] is True
    assert rules.complete(alone.case(), CompleteCase(*HEAD, met=False, words="x")).facts == CompletedFacts(
        asked=[alone.facts[-1].source.digest], met=False
    )


def test_ends_are_answered_once_and_only_those_that_wait() -> None:
    paper = taken()
    end = paper.write(BEYOND, officer="Ani")

    def answer(signer: bytes = b"Budi", words: str = "ya", *, approve: bool = True) -> Any:
        return rules.answer_closing(paper.case(), end.source.digest, signer, words, approve=approve)

    assert refused(answer, words="a\x00") == invalid(FORBIDDEN, field="words")
    assert refused(answer, words="a\x00", approve=False) == invalid(FORBIDDEN, field="words")
    assert refused(answer, signer=b"Ani") == forbidden("approval.own")
    assert answer(approve=False).story == WordsStory(words="ya")
    paper.write(answer(), officer="Budi")
    assert refused(answer) == refused(answer, approve=False) == forbidden("approval.done")
    made = rules.reopen(paper.case(), ReopenCase(*HEAD, words="lagi"))
    assert isinstance(made, CaseReopened) and made.story == WordsStory(words="lagi")
    paper.write(made)
    assert paper.case().closings[0].effective is False
    declined = taken()
    declined.write(DECISION)
    assert rules.steps_of(declined.case())["reopen"] is True and rules.steps_of(declined.case())["assign"] is False

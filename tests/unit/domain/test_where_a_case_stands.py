"""Where a case stands, what its post may know of it, what it waits for, and what counts of what was written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import pytest

from core.domain.bawaslu import BawasluFacts, BawasluReceiptRecorded
from core.domain.case import (
    STAGES,
    AskedFacts,
    AssignedFacts,
    CaseAssigned,
    CaseClassified,
    CaseClosed,
    CaseCompleted,
    CaseNoted,
    CaseReopened,
    CaseTold,
    ClassifiedFacts,
    ClosedFacts,
    ClosingAnswered,
    ClosingApproved,
    ClosingDeclined,
    CompletedFacts,
    CompletionAsked,
    NotedFacts,
    ReopenedFacts,
    ToldFacts,
    WordsStory,
)
from core.domain.case_state import CaseState, case_of, is_case, outside_of, stage_of, status_of_stage, untold
from core.domain.events import UNAUTHORISED, Event, Fact
from core.domain.referral import (
    AnswerFacts,
    ClosingSeenFacts,
    ClosingViewed,
    ReferralDecided,
    ReferralRejected,
    ReferralReturned,
    ReferralSent,
    ReferralViewed,
    SentFacts,
    UrgedFacts,
)
from core.domain.report import ReportState, fold
from core.domain.sanction import ImposedFacts, SanctionImposed
from tests.case_facts import Paper, taken

ASKED = CompletionAsked(AskedFacts(lacks=["other"], due="2024-10-09"), WordsStory(words="kurang"))
JUDGED = CaseClassified(ClassifiedFacts(act="ASN-D04"), WordsStory(words="sebab"))
DECISION = CaseClosed(
    ClosedFacts(outcome="proven", institution="BAWASLU", number="7", day="2024-10-04"), WordsStory(words="putusan")
)
BEYOND = CaseClosed(ClosedFacts(outcome="beyond_remit"), WordsStory(words="bukan ranah"))
RECEIPT = BawasluReceiptRecorded(BawasluFacts(number="1/LP", at=1, zone="Asia/Jakarta", level="kabkota"))
SENT = SentFacts(
    institution="BAWASLU", level="", to="Ketua", route="R-TNI", routes="2024.2", basis="", day="2024-10-04", identity="withheld"
)
IMPOSED = SanctionImposed(
    ImposedFacts(sanction=b"", rung="S-PNS-B1", party=1, authority="Bupati", number="1", day="2024-11-01", rules="")
)


def said(referral: Fact) -> AnswerFacts:
    return AnswerFacts(referral=referral.source.digest, number="2", at=2, zone="Asia/Jakarta")


def written(*events: Event, kind: str = "complaint", opened: bool = True) -> Paper:
    paper = taken(kind, opened=opened)
    for event in events:
        paper.write(event)
    return paper


def without_right(paper: Paper, kind: type) -> CaseState:
    """The case where nobody who wrote such an entry had the right to."""
    facts = [
        Fact(fact.event, msgspec.structs.replace(fact.source, marks=(UNAUTHORISED,))) if isinstance(fact.event, kind) else fact
        for fact in paper.held("A")
    ]
    return case_of(fold(facts))


# --- stages and statuses -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outside", "classified", "asked", "stage", "status"),
    [
        ("", False, False, "new", "at_province"),
        ("", True, False, "ready", "at_province"),
        ("", False, True, "completing", "at_province"),
        ("", True, True, "completing", "at_province"),
        ("referred", True, False, "referred", "referred"),
        ("referred", True, True, "referred", "referred"),
        ("at_institution", False, True, "at_institution", "referred"),
        ("returned", True, False, "completing", "at_province"),
        ("completed", True, True, "completing", "at_province"),
        ("completed", False, False, "ready", "at_province"),
        ("decided", False, True, "decided", "decided"),
    ],
)
def test_the_stage_and_what_the_post_may_know_of_it(outside: str, classified: bool, asked: bool, stage: str, status: str) -> None:
    case = written(*[JUDGED] * classified, *[ASKED] * asked).case()
    case = replace(case, outside=outside)
    assert (stage_of(case), status_of_stage(stage_of(case))) == (stage, status)
    told = msgspec.structs.replace(case.report, case_status=status)
    assert untold(replace(case, report=told)) == ""
    assert untold(replace(case, report=msgspec.structs.replace(told, case_status="recorded"))) == status


def test_a_case_that_ended_is_closed_wherever_it_lay() -> None:
    for outside in ("", "referred", "decided", "returned"):
        case = replace(written(DECISION).case(), outside=outside)
        assert (stage_of(case), case.outcome, status_of_stage("closed")) == ("closed", "proven", "closed")
    voided = written().case()
    voided = replace(voided, report=msgspec.structs.replace(voided.report, voided=True))
    assert (voided.outcome, stage_of(voided)) == ("voided", "closed")
    assert {status_of_stage(stage) for stage in STAGES} == {"at_province", "referred", "decided", "closed"}


def test_a_post_hears_of_a_case_once_it_is_taken_up_or_gone_on() -> None:
    assert untold(written(opened=False).case()) == "", "nothing may be known yet"
    assert untold(written(RECEIPT, opened=False).case()) == "referred"
    assert untold(written(CaseTold(ToldFacts(status="referred", day="2024-10-04")), opened=False).case()) == "at_province"
    assert untold(written(CaseTold(ToldFacts(status="at_province", day="2024-10-04"))).case()) == ""
    assert untold(written(DECISION).case()) == "closed"


def test_what_other_bodies_have_of_a_case() -> None:
    def outside(paper: Paper) -> str:
        assert outside_of(paper.case().report) == paper.case().outside
        return paper.case().outside

    assert outside(written()) == outside(written(opened=False)) == ""
    assert outside(written(RECEIPT)) == outside(written(RECEIPT, ReferralSent(SENT))) == "at_institution"
    paper = written(ReferralSent(SENT))
    sent = paper.facts[-1]
    assert outside(paper) == "referred"
    paper.write(RECEIPT)
    assert outside(paper) == "at_institution"
    paper.write(ReferralReturned(said(sent)))
    assert outside(paper) == "returned" and [fact.event for fact in paper.case().returned] == [ReferralReturned(said(sent))]
    paper.write(CaseCompleted(CompletedFacts(asked=[paper.facts[-1].source.digest])))
    assert outside(paper) == "completed" and paper.case().returned == ()
    paper.write(ReferralDecided(said(sent)))
    assert outside(paper) == "decided"
    rejected = written(ReferralSent(SENT))
    rejected.write(ReferralRejected(said(rejected.facts[-1])))
    assert outside(rejected) == ""
    assert outside(written(ReferralSent(SENT), IMPOSED)) == "decided"
    bare = written(IMPOSED, opened=False)
    assert bare.case() == CaseState(bare.case().report, outside="decided")


# --- what holds of what was written --------------------------------------------------------------------------------------


def test_a_case_keeps_every_decision_with_its_words() -> None:
    paper = written(
        JUDGED, CaseClassified(ClassifiedFacts(act="ASN-D08")), CaseAssigned(AssignedFacts(desk="A", officer="Ani")), ASKED,
        CaseNoted(NotedFacts(day="2024-10-05"), WordsStory(words="catatan")), CaseNoted(NotedFacts(day="2024-10-06")), DECISION,
    )  # fmt: skip
    case = paper.case()
    assert [(one.facts.act, one.words, one.beside) for one in case.classifications] == [
        ("ASN-D04", "sebab", ()), ("ASN-D08", "", ()),
    ]  # fmt: skip
    assert case.classification == case.classifications[-1] and case.assignment == AssignedFacts(desk="A", officer="Ani")
    assert [one.words for one in case.notes] == ["catatan", ""]
    assert [(one.words, one.stands, one.done) for one in case.completions] == [("kurang", True, None)] and case.asked
    assert [(one.words, one.answer, one.answer_words, one.status, one.effective) for one in case.closings] == [
        ("putusan", None, "", "approved", True)
    ]
    assert (case.kind, case.agenda, is_case(case.report)) == ("complaint", "1/X/2024", True)
    nothing = CaseState(ReportState())
    assert (nothing.kind, nothing.agenda, nothing.classification, nothing.closing, nothing.waiting) == ("", "", None, None, None)
    assert (nothing.assignment, nothing.outcome, nothing.disputed, is_case(nothing.report)) == (AssignedFacts(), "", False, False)
    assert [is_case(taken(kind).case().report) for kind in ("early_warning", "information", "situation")] == [True, True, False]


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (JUDGED, "classifications"), (CaseAssigned(AssignedFacts(desk="A")), "assignments"), (ASKED, "completions"),
        (CaseNoted(NotedFacts(day="2024-10-05")), "notes"), (DECISION, "closings"),
    ],
)  # fmt: skip
def test_what_was_written_without_the_right_or_cannot_be_read_is_no_decision(event: Any, told: str) -> None:
    assert len(getattr(written(event).case(), told)) == 1
    assert getattr(without_right(written(event), type(event)), told) == ()
    if told != "notes":
        unread = written(type(event)(None), event)
        assert len(getattr(unread.case(), told)) == 1
        assert case_of(unread.case().report) == unread.case()


def test_what_was_asked_for_waits_until_the_first_answer_to_it() -> None:
    paper = taken()
    one, two = paper.write(ASKED), paper.write(ASKED)
    assert [each.fact for each in paper.case().asked] == [one, two]
    paper.write(CaseCompleted(None))
    done = paper.write(CaseCompleted(CompletedFacts(asked=[one.source.digest, b"x" * 32])))
    paper.write(CaseCompleted(CompletedFacts(asked=[one.source.digest], met=False)))
    case = paper.case()
    assert [(each.fact, each.done, each.stands) for each in case.completions] == [(one, done, False), (two, None, True)]
    assert [each.fact for each in case.asked] == [two] and stage_of(case) == "completing"


@pytest.mark.parametrize(
    ("kind", "facts", "alleges"),
    [
        ("complaint", None, True),
        ("information", None, False),
        ("information", ClassifiedFacts(act=""), False),
        ("information", ClassifiedFacts(act="ASN-D04"), True),
        ("early_warning", ClassifiedFacts(act="", classes=["ethics"]), True),
    ],
)
def test_a_complaint_or_what_was_classified_so_alleges_a_violation(
    kind: str, facts: ClassifiedFacts | None, alleges: bool
) -> None:
    assert written(*([CaseClassified(facts)] if facts else []), kind=kind).case().alleges_violation is alleges


# --- ends ----------------------------------------------------------------------------------------------------------------


def test_an_end_beyond_remit_waits_for_the_first_answer_that_counts() -> None:
    paper = taken()
    early = ClosingApproved(ClosingAnswered(closing=b"x" * 32))
    paper.write(early, officer="Budi")
    one, two = paper.write(BEYOND, officer="Ani"), paper.write(BEYOND, officer="Ani")
    assert [each.waits for each in paper.case().closings] == [True, True]
    waiting = paper.case().waiting
    assert waiting is not None and waiting.fact == two, "the last of them"
    paper.write(ClosingApproved(None), officer="Budi")
    paper.write(ClosingApproved(ClosingAnswered(closing=one.source.digest)), officer="Ani")
    assert paper.case().closings[0].status == "proposed", "nobody agrees with himself"
    answer = ClosingApproved(ClosingAnswered(closing=one.source.digest), WordsStory(words="ya"))
    agreed = paper.write(answer, officer="Budi")
    paper.write(ClosingDeclined(ClosingAnswered(closing=one.source.digest)), officer="Citra")
    refusal = ClosingDeclined(ClosingAnswered(closing=two.source.digest), WordsStory(words="tidak"))
    declined = paper.write(refusal, officer="Ani")
    case = paper.case()
    assert [(each.answer, each.answer_words, each.status, each.effective, each.waits) for each in case.closings] == [
        (agreed, "ya", "approved", True, False),
        (declined, "tidak", "declined", False, False),
    ]
    assert (case.outcome, case.waiting) == ("beyond_remit", None)
    assert case.closing is not None and case.closing.fact == one
    assert without_right(paper, ClosingApproved).closings[0].status == "declined"


def test_an_end_that_an_outside_body_decided_needs_no_answer_and_takes_none() -> None:
    paper = taken()
    end = paper.write(DECISION)
    paper.write(ClosingDeclined(ClosingAnswered(closing=end.source.digest)), officer="Budi")
    (closing,) = paper.case().closings
    assert (closing.status, closing.answer, closing.waits) == ("approved", None, False)


def test_an_end_goes_with_the_first_entry_that_takes_the_case_up_again() -> None:
    paper = taken()
    end, waits = paper.write(DECISION), paper.write(BEYOND)
    paper.write(CaseReopened(None))
    again = paper.write(CaseReopened(ReopenedFacts(closings=[end.source.digest, waits.source.digest])))
    paper.write(CaseReopened(ReopenedFacts(closings=[end.source.digest])))
    case = paper.case()
    assert [(each.reopened, each.effective, each.waits) for each in case.closings] == [(again, False, False)] * 2
    assert (case.closing, case.waiting, case.outcome) == (None, None, "")
    later = paper.write(DECISION)
    closing = paper.case().closing
    assert closing is not None and (closing.fact, closing.reopened) == (later, None)


def test_the_liaison_sees_each_end_first_once() -> None:
    paper = taken()
    one, two = paper.write(DECISION), paper.write(DECISION)
    paper.write(ClosingViewed(None))
    first = paper.write(ClosingViewed(ClosingSeenFacts(closing=one.source.digest, day="2024-10-06")))
    paper.write(ClosingViewed(ClosingSeenFacts(closing=one.source.digest, day="2024-10-07")))
    assert [each.viewed for each in paper.case().closings] == [first, None]
    closing = paper.case().closing
    assert closing is not None and closing.fact == two, "the last end holds"


@pytest.mark.parametrize(
    ("event", "beside"),
    [
        (JUDGED, True),
        (ASKED, True),
        (CaseCompleted(CompletedFacts(asked=[])), True),
        (DECISION, True),
        (CaseReopened(ReopenedFacts(closings=[])), True),
        (ReferralSent(SENT), True),
        (IMPOSED, True),
        (CaseNoted(NotedFacts(day="2024-10-05")), False),
        (CaseAssigned(AssignedFacts(officer="Budi")), False),
        (ReferralViewed(UrgedFacts(referral=b"r" * 16, day="2024-10-05")), False),
        (ClosingViewed(ClosingSeenFacts(closing=b"c" * 32, day="2024-10-05")), False),
        (RECEIPT, False),
    ],
)
def test_an_end_is_disputed_by_a_step_that_knew_nothing_of_it(event: Event, beside: bool) -> None:
    paper = taken()
    paper.write(DECISION, "A")
    other = paper.write(event, "B")
    paper.meet()
    case = paper.case()
    assert case.closings[0].beside == ((other.source.digest,) if beside else ())
    assert case.disputed is beside
    known = taken()
    known.write(event, "A")
    known.write(DECISION, "A")
    assert known.case().closings[-1].beside == () and not known.case().disputed

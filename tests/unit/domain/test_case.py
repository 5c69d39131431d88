"""Two desks at once: both decisions are seen, neither is lost, a later one settles it; and what takes two officers."""

from __future__ import annotations

import pytest

from core.domain.case import (
    AskedFacts,
    AssignedFacts,
    CaseAssigned,
    CaseClassified,
    CaseClosed,
    CaseReopened,
    ClassifiedFacts,
    ClosedFacts,
    ClosingAnswered,
    ClosingApproved,
    ClosingDeclined,
    CompletionAsked,
    ReopenedFacts,
)
from core.domain.case_rules import require_case
from core.domain.case_state import stage_of
from core.domain.errors import Refused
from tests.case_facts import Paper, taken


def classified(act: str) -> CaseClassified:
    return CaseClassified(ClassifiedFacts(act=act, classes=["discipline"]))


def closed(outcome: str, number: str = "") -> CaseClosed:
    return CaseClosed(ClosedFacts(outcome=outcome, institution="BAWASLU", number=number, day="2024-10-04"))


def test_two_desks_classify_at_once_and_a_third_decision_settles_it() -> None:
    paper = taken()
    one = paper.write(classified("ASN-D04"), "A", "Ani")
    other = paper.write(classified("ASN-D08"), "B", "Budi")
    assert not paper.case("A").disputed and not paper.case("B").disputed, "nobody knows yet"
    paper.meet()
    case = paper.case("A")
    assert case == paper.case("B") and case.disputed
    assert [(each.fact, each.beside) for each in case.classifications] == [
        (one, (other.source.digest,)),
        (other, (one.source.digest,)),
    ]
    paper.write(classified("ASN-D04"), "B", "Budi")
    paper.meet()
    assert not paper.case().disputed and len(paper.case().classifications) == 3


def test_one_desk_closes_while_the_other_asks_for_more() -> None:
    paper = taken()
    paper.write(classified("ASN-D04"), "A")
    paper.meet()
    paper.write(closed("not_proven", "7/X"), "A")
    asked = paper.write(CompletionAsked(AskedFacts(lacks=["other"], due="2024-10-09")), "B")
    paper.meet()
    case = paper.case()
    assert (stage_of(case), case.outcome, case.disputed) == ("closed", "not_proven", True)
    assert case.closings[0].beside == (asked.source.digest,) and len(case.asked) == 1
    paper.write(CaseReopened(ReopenedFacts(closings=[case.closings[0].fact.source.digest])), "B")
    paper.meet()
    assert stage_of(paper.case()) == "completing" and not paper.case().disputed


def test_two_ends_at_once_both_stand_until_both_are_reopened() -> None:
    paper = taken()
    first = paper.write(closed("proven", "1"), "A")
    second = paper.write(closed("not_proven", "2"), "B")
    paper.meet()
    case = paper.case()
    assert case.disputed and {each.fact for each in case.closings if each.effective} == {first, second}
    paper.write(CaseReopened(ReopenedFacts(closings=[first.source.digest])), "A")
    paper.meet()
    assert paper.case().outcome == "not_proven"


@pytest.mark.parametrize(("by", "status"), [("Ani", "proposed"), ("Budi", "approved")])
def test_beyond_remit_counts_only_by_another_key(by: str, status: str) -> None:
    paper = taken()
    closing = paper.write(closed("beyond_remit"), "A", "Ani")
    paper.write(ClosingApproved(ClosingAnswered(closing=closing.source.digest)), "A", by)
    assert paper.case().closings[0].status == status
    assert (stage_of(paper.case()) == "closed") == (status == "approved")
    paper.write(ClosingDeclined(ClosingAnswered(closing=closing.source.digest)), "A", "Ani")
    assert paper.case().closings[0].status == ("approved" if status == "approved" else "declined"), "the first answer counts"


def test_who_has_it_is_said_by_the_last_and_a_situation_report_is_no_case() -> None:
    paper = taken()
    paper.write(CaseAssigned(AssignedFacts(officer="Ani")), "A")
    paper.write(CaseAssigned(AssignedFacts(officer="Budi")), "B")
    paper.meet()
    assert paper.case().assignment.officer == "Budi" and paper.case().assignments[-1].beside
    for nothing, code in ((taken("situation"), "case.situation"), (Paper(), "report.unknown")):
        with pytest.raises(Refused) as refused:
            require_case(nothing.case())
        assert refused.value.code == code

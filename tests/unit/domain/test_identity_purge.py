"""When a sealed identity goes: by the earlier of the two rules, as long as there is one, and what stands before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
import pytest

from core.domain.case import CaseClosed, ClosedFacts
from core.domain.case_state import CaseState
from core.domain.correction import AnswerFacts
from core.domain.erasure import ERASABLE, ErasureDeclined, ErasureFacts, ErasureOrdered, HoldFacts, HoldPlaced
from core.domain.identity_purge import IdentityPurge, holds_identity, identity_purge_of
from core.domain.names import name_due_of
from core.domain.report import ReportState
from tests.case_facts import Paper, taken


def closed(outcome: str, day: str = "2024-10-20") -> Paper:
    paper = taken()
    paper.write(CaseClosed(ClosedFacts(outcome=outcome, institution="BAWASLU", number="1", day=day)))
    return paper


def case(paper: Paper, **changes: Any) -> CaseState:
    """The case with a sealed identity beside its report."""
    found = paper.case()
    return replace(found, report=msgspec.structs.replace(found.report, **({"boxes": (b"box",)} | changes)))


def test_an_identity_lies_there_until_the_parties_are_gone() -> None:
    assert holds_identity(ReportState(boxes=(b"box",))) and holds_identity(ReportState(boxes=(b"box",), gone=("story",)))
    assert not holds_identity(ReportState()) and not holds_identity(ReportState(boxes=(b"box",), gone=("parties",)))


def test_the_earlier_of_the_two_rules_names_the_day() -> None:
    paper = closed("not_proven", "1969-01-01")
    assert identity_purge_of(case(paper), 365, 3650) == IdentityPurge(
        "name", "1969-01-01", date(1970, 1, 1), held=False, ordered=False
    )
    assert identity_purge_of(case(paper), 3650, 30) == IdentityPurge(
        "report", "1970-01-01", date(1970, 1, 31), held=False, ordered=False
    )
    other = identity_purge_of(case(closed("proven")), 365, 365)
    assert other == IdentityPurge("report", "1970-01-01", date(1971, 1, 1), held=False, ordered=False), (
        "what was proven keeps the name"
    )
    assert identity_purge_of(case(taken()), 365, 365) is None, "the case goes on"
    assert (
        identity_purge_of(case(paper, boxes=()), 365, 365) is identity_purge_of(case(paper, gone=("parties",)), 365, 365) is None
    )


def test_a_hold_and_an_order_stand_before_each_rule() -> None:
    paper = closed("not_proven")
    paper.write(HoldPlaced(HoldFacts(basis="Surat")))
    for days in ((1, 99_999), (99_999, 1)):
        found = identity_purge_of(case(paper), *days)
        assert found is not None and (found.held, found.ordered) == (True, False)
    for parts, ordered in ((["parties"], (True, False)), (list(ERASABLE), (True, True)), (["story"], (False, False))):
        paper = closed("not_proven")
        paper.write(ErasureOrdered(ErasureFacts(parts=parts, attachments=False, ground="not_proven", basis="x")))
        told = [identity_purge_of(case(paper), *days) for days in ((1, 99_999), (99_999, 1))]
        assert [(each.what, each.ordered, each.held) for each in told if each] == [
            ("name", ordered[0], False), ("report", ordered[1], False),
        ]  # fmt: skip


def test_an_order_that_was_declined_waits_no_more() -> None:
    paper = closed("not_proven")
    parts = list(ERASABLE)
    ordered = paper.write(
        ErasureOrdered(ErasureFacts(parts=parts, attachments=False, ground="not_proven", basis="x")), officer="Ani"
    )
    paper.write(ErasureDeclined(AnswerFacts(proposal=ordered.source.digest)), officer="Budi")
    for days in ((1, 99_999), (99_999, 1)):
        found = identity_purge_of(case(paper), *days)
        assert found is not None and not found.ordered


@pytest.mark.parametrize("outcome", ["not_proven", "not_registered"])
def test_a_name_goes_where_nothing_was_proven_or_registered(outcome: str) -> None:
    due = name_due_of(closed(outcome).case())
    assert due is not None and (due.since, due.outcome, due.held, due.ordered) == ("2024-10-20", outcome, False, False)
    undated = name_due_of(closed(outcome, "").case())
    assert undated is not None and undated.since == "1970-01-01", "the day on which it was written"


def test_a_name_stays_where_it_was_proven_and_where_there_is_none() -> None:
    assert name_due_of(closed("proven").case()) is None
    paper = closed("not_proven")
    found = paper.case()
    nobody = msgspec.structs.replace(found.report.parties, reported=[]) if found.report.parties else None
    for changes in ({"parties": None}, {"parties": nobody}, {"gone": ("parties",)}):
        assert name_due_of(case(paper, **changes)) is None
    assert name_due_of(case(paper, gone=("story",))) is not None

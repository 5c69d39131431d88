"""Bawaslu's receipt and the notice before it: what is kept, and every refusal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from core.domain import bawaslu, receipts, report
from core.domain.bawaslu import (
    LEVELS,
    MEANS,
    BawasluFacts,
    BawasluReceiptWithdrawn,
    GiveNotice,
    NoticeFacts,
    RecordBawasluReceipt,
    WithdrawBawasluReceipt,
    WithdrawnFacts,
    WithdrawnStory,
)
from core.domain.errors import Refused
from core.domain.events import UNAUTHORISED, Fact
from core.domain.ids import CommandId, SubjectId
from core.domain.report import ReportState
from tests.case_facts import SUBJECT, taken
from tests.world import reference

NOW = datetime(2024, 10, 5, 3, 0, tzinfo=UTC)
HEAD = (CommandId(b"c" * 16), SubjectId(SUBJECT))
ZONE = "Asia/Jakarta"
DATA = reference()


def refused(call: Any, *given: Any) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Refused) as caught:
        call(*given)
    return caught.value.code, dict(caught.value.details)


def state(kind: str = "complaint") -> ReportState:
    return report.fold(taken(kind).held("A"))


def receipt(of: ReportState | None = None, **changes: Any) -> Any:
    said = {"number": " 1/LP ", "at": NOW, "level": "kabkota", "counter": " loket 2 ", "note": " catatan "}
    return bawaslu.record_receipt(of or state(), RecordBawasluReceipt(*HEAD, **(said | changes)), NOW, ZONE)


def back(of: ReportState, **changes: Any) -> BawasluReceiptWithdrawn:
    said = {"number": " 1/LP ", "level": "kabkota", "reason": " milik laporan lain "}
    return receipts.withdraw(of, WithdrawBawasluReceipt(*HEAD, **(said | changes)))


def notice(of: ReportState | None = None, **changes: Any) -> Any:
    said = {"to": "BAWASLU", "at": NOW, "means": "phone"}
    return bawaslu.give_notice(of or state(), GiveNotice(*HEAD, **(said | changes)), NOW, ZONE, DATA)


def test_a_receipt_is_kept_as_it_was_said() -> None:
    made = receipt()
    at = int(NOW.timestamp() * 1000)
    assert made.facts == BawasluFacts(number="1/LP", at=at, zone=ZONE, level="kabkota", counter="loket 2")
    assert made.story.note == "catatan"
    for level in LEVELS:
        assert receipt(level=level).facts.level == level


def test_a_receipt_may_lie_ten_minutes_ahead_and_no_more() -> None:
    ahead = NOW + timedelta(minutes=10)
    assert receipt(at=ahead).facts.at == int(ahead.timestamp() * 1000)
    assert refused(lambda: receipt(at=ahead + timedelta(seconds=1))) == ("bawaslu.ahead", {})
    assert refused(lambda: receipt(at=NOW.replace(tzinfo=None))) == ("bawaslu.zone", {})
    assert refused(lambda: notice(at=ahead + timedelta(seconds=1))) == ("bawaslu.ahead", {})


def test_a_receipt_is_refused() -> None:
    assert refused(lambda: receipt(number=" ")) == ("report.missing", {"field": "receipt_number"})
    assert refused(lambda: receipt(level="none")) == ("bawaslu.level", {"value": "none"})
    assert refused(lambda: receipt(number="a\x00")) == ("text.forbidden", {"field": "receipt_number"})
    assert refused(lambda: receipt(counter="a\x00")) == ("text.forbidden", {"field": "counter"})
    assert refused(lambda: receipt(note="a\x00")) == ("text.forbidden", {"field": "note"})
    assert refused(lambda: receipt(ReportState())) == ("report.unknown", {})
    assert refused(lambda: receipt(state("situation"))) == ("bawaslu.situation", {})


def test_a_report_of_which_the_facts_are_not_held_takes_no_receipt() -> None:
    half = replace(state(), facts=None)
    assert half.received is not None
    assert refused(lambda: receipt(half)) == refused(lambda: notice(half)) == ("report.unknown", {})
    assert refused(lambda: receipt(replace(state(), received=None))) == ("report.unknown", {})


def test_the_same_receipt_is_known_and_another_level_is_another_receipt() -> None:
    paper = taken()
    paper.write(receipt())
    held = report.fold(paper.held("A"))
    assert refused(lambda: receipt(held)) == ("bawaslu.known", {})
    assert receipt(held, level="provinsi").facts.level == "provinsi"
    assert receipt(held, number="2/LP").facts.number == "2/LP"


def test_a_receipt_is_taken_back_once_and_may_be_recorded_anew() -> None:
    paper = taken()
    first = paper.write(receipt())
    paper.write(receipt(number="2/LP"))
    made = back(report.fold(paper.held("A")))
    assert made.facts == WithdrawnFacts(receipts=[first.source.digest], number="1/LP", level="kabkota")
    assert made.story == WithdrawnStory(reason="milik laporan lain")
    paper.write(made)
    held = report.fold(paper.held("A"))
    assert [each.number for each in held.receipts] == ["2/LP"]
    assert refused(back, held) == ("bawaslu.withdrawn", {"number": "1/LP"})
    again = paper.write(receipt(held))
    held = report.fold(paper.held("A"))
    assert [each.number for each in held.receipts] == ["2/LP", "1/LP"]
    assert back(held).facts == WithdrawnFacts(receipts=[again.source.digest], number="1/LP", level="kabkota")


def test_a_taking_back_is_refused() -> None:
    paper = taken()
    paper.write(receipt())
    held = report.fold(paper.held("A"))
    assert refused(lambda: back(held, number=" ")) == ("report.missing", {"field": "receipt_number"})
    assert refused(lambda: back(held, number="1\x00")) == ("text.forbidden", {"field": "receipt_number"})
    assert refused(lambda: back(held, level="none")) == ("bawaslu.level", {"value": "none"})
    assert refused(lambda: back(held, reason=" ")) == ("bawaslu.reason", {})
    assert refused(lambda: back(held, reason="a\x00")) == ("text.forbidden", {"field": "reason"})
    assert refused(lambda: back(held, number="2/LP")) == ("bawaslu.none", {"number": "2/LP"})
    assert refused(lambda: back(held, level="ri")) == ("bawaslu.none", {"number": "1/LP"})
    assert refused(lambda: back(ReportState())) == ("report.unknown", {})


def test_a_taking_back_means_the_same_whatever_came_first() -> None:
    """Two desks take the same receipt back, one of them records it anew: what each knew counts, not when it came."""
    paper = taken()
    first = paper.write(receipt())
    paper.meet()
    paper.write(back(report.fold(paper.held("A"))), "A")
    again = paper.write(receipt(report.fold(paper.held("A"))), "A")
    paper.write(back(report.fold(paper.held("B"))), "B")
    assert report.fold(paper.held("B")).receipts == ()
    paper.meet()
    told = paper.held("A")
    for order in (told, told[::-1], [*told[3:], *told[:3]]):
        assert [fact.source.digest for fact in receipts.standing_receipts(order)] == [again.source.digest]
    without = [fact for fact in told if fact is not again]
    assert report.fold(without).receipts == () and receipts.papers_taken_back(without) == {("1/LP", "kabkota")}
    assert receipts.papers_taken_back(told) == frozenset()
    unlawful = [_marked(fact) if isinstance(fact.event, BawasluReceiptWithdrawn) else fact for fact in without]
    assert [fact.source.digest for fact in receipts.standing_receipts(unlawful)] == [first.source.digest], "control"


def _marked(fact: Fact) -> Fact:
    return replace(fact, source=replace(fact.source, marks=(UNAUTHORISED,)))


def test_a_notice_names_institution_means_and_number() -> None:
    made = notice()
    number = state().facts.number  # type: ignore[union-attr]
    assert made.facts == NoticeFacts(to="BAWASLU", at=int(NOW.timestamp() * 1000), zone=ZONE, means="phone", number=number)
    for means in MEANS:
        assert notice(means=means).facts.means == means
    assert refused(lambda: notice(to="NONE")) == ("notice.institution", {"value": "NONE"})
    assert refused(lambda: notice(means="none")) == ("notice.means", {"value": "none"})
    assert refused(lambda: notice(ReportState())) == ("report.unknown", {})
    assert refused(lambda: notice(state("situation"))) == ("bawaslu.situation", {})

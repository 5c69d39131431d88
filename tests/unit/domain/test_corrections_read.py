"""Corrections one by one: what is proposed, what differs, how the report reads after them, and every refusal."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from core.domain import correcting
from core.domain.correcting import PROPOSED, UNNAMED, Corrected, Correction
from core.domain.correction import (
    ACTS,
    AMEND,
    REASONS,
    RESTORE,
    VOID,
    AnswerFacts,
    CorrectionApproved,
    CorrectionDeclined,
    CorrectionFacts,
    CorrectionParties,
    CorrectionProposed,
    CorrectionStory,
)
from core.domain.errors import Refused
from core.domain.events import UNAUTHORISED, Fact, ReportParties, ReportStory
from tests.case_facts import Paper, taken

REASON = next(reason for reason in REASONS if reason != "other")
STORY = ReportStory(form={"kind": "complaint", "summary": "a", "notes": "n"})
PARTIES = ReportParties(reported=[{"name": "Fulan"}], lane="open", reporter_status="voter", witnesses=2, identity=b"first")


def refused(call: Any, *given: Any, **named: Any) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Refused) as caught:
        call(*given, **named)
    return caught.value.code, dict(caught.value.details)


def propose(
    act: str = AMEND, reason: str = REASON, words: str = " salah ", identity: bytes = b"", reported: Any = None, **changes: Any
) -> Any:
    return correcting.propose(act, reason, words, changes, identity, reported)


def corrections(paper: Paper, barred: str = "") -> tuple[Correction, ...]:
    return correcting.corrections_of(tuple(paper.held("A")), barred)


def approved(paper: Paper, event: CorrectionProposed) -> Fact:
    fact = paper.write(event, officer="Ani")
    paper.write(CorrectionApproved(AnswerFacts(proposal=fact.source.digest)), officer="Budi")
    return fact


def read(paper: Paper, story: ReportStory | None = STORY, parties: ReportParties | None = PARTIES) -> Corrected:
    return correcting.corrected(story, parties, corrections(paper))


def test_a_proposal_is_parted_like_a_report() -> None:
    made = propose(summary="b", notes=None, stage=None)
    assert made.facts == CorrectionFacts(act=AMEND, reason=REASON, fields=["notes", "stage", "summary"])
    assert made.story == CorrectionStory(words="salah", values={"summary": "b"}, cleared=["notes", "stage"])
    assert made.parties is None
    persons = propose(
        reporter={"lane": "sealed", "status": "voter", "name": "X"},
        witnesses=[{"name": "Y"}],
        reported=[{"name": "Z"}],
        identity=b"box",
    )
    told = [{"name": "Z"}]
    assert persons.facts.fields == ["reporter", "witnesses"], "the parties reported come in by a way of their own"
    with_all = correcting.propose(AMEND, REASON, "", {"reported": told, "witnesses": None}, b"", told)
    assert with_all.parties == CorrectionParties(reported=told, lane="", reporter_status="", witnesses=0, identity=b"")
    assert persons.parties == CorrectionParties(
        reported=None, lane="sealed", reporter_status="voter", witnesses=1, identity=b"box"
    )
    assert persons.story == CorrectionStory(words="salah", values={}, cleared=[])
    unsaid = propose(reporter={"name": "X"}).parties
    assert (unsaid.lane, unsaid.reporter_status, unsaid.witnesses) == ("", "", None)
    lane = propose(reporter="nobody")
    assert lane.parties == CorrectionParties(reported=None, lane="", reporter_status="", witnesses=None, identity=b"")


def test_a_proposal_is_refused() -> None:
    for act in ACTS:
        assert propose(act).facts.act == act
    for reason in REASONS:
        assert propose(reason=reason).facts.reason == reason
    assert refused(propose, "none") == ("correction.act", {"value": "none"})
    assert refused(propose, reason="none") == ("correction.reason", {})
    assert refused(propose, reason="other", words=" ") == ("correction.reason", {})
    assert refused(propose, words="a\x00") == ("text.forbidden", {"field": "reason"})


def test_what_was_typed_differs_or_is_nothing() -> None:
    standing = {"kind": "complaint", "summary": "a", "notes": "n"}

    def changes(**typed: Any) -> Any:
        return correcting.changes_of(standing, typed)

    assert changes(kind="complaint", summary="b", notes="n") == {"summary": "b"}
    assert changes(notes=None) == {"notes": None}
    assert changes(stage="x", weather=None) == {"stage": "x"}
    assert changes(summary="b", reporter={"sealed": True}, witnesses=[{"sealed": True}]) == {"summary": "b"}
    assert changes(witnesses=[]) == {"witnesses": []}
    assert changes(witnesses=[{"sealed": True}, {"name": "X"}]) == {"witnesses": [{"sealed": True}, {"name": "X"}]}
    assert changes(reporter={"sealed": 1}) == {"reporter": {"sealed": 1}}
    assert refused(changes, summary="a") == ("correction.nothing", {})
    assert refused(changes, kind="situation", summary="b") == ("correction.kind", {})


def test_a_report_reads_as_corrected() -> None:
    paper = taken()
    approved(paper, CorrectionProposed(
        CorrectionFacts(act=AMEND, reason=REASON, fields=["summary", "notes", "reporter"]),
        CorrectionStory(words="", values={"summary": "b", "kind": "situation"}, cleared=["notes"]),
        CorrectionParties(reported=[{"name": "Baru"}], lane="sealed", reporter_status="monitor", witnesses=0, identity=b"second"),
    ))  # fmt: skip
    found = read(paper)
    assert found.story is not None and found.story.form == {"kind": "complaint", "summary": "b"}
    assert found.parties == replace(PARTIES, reported=[{"name": "Baru"}], lane="sealed", reporter_status="monitor", witnesses=0)
    assert (found.voided, found.boxes) == (False, (b"first", b"second"))
    empty = CorrectionParties(reported=None, lane="", reporter_status="", witnesses=None, identity=b"")
    paper = taken()
    approved(paper, CorrectionProposed(CorrectionFacts(act=AMEND, reason=REASON, fields=["reporter"]), None, empty))
    assert read(paper) == Corrected(STORY, PARTIES, False, (b"first",))
    assert read(paper, None, None) == Corrected(None, None, False, ())
    assert read(paper, parties=replace(PARTIES, identity=b"")).boxes == ()


def test_what_is_only_proposed_or_declined_changes_nothing_and_a_void_is_restored() -> None:
    paper = taken()
    open_one = paper.write(propose(summary="b"), officer="Ani")
    assert read(paper).story == STORY and corrections(paper)[0].status == PROPOSED
    paper.write(CorrectionDeclined(AnswerFacts(proposal=open_one.source.digest)), officer="Ani")
    assert read(paper).story == STORY and corrections(paper)[0].status == "declined"
    approved(paper, propose(VOID))
    assert read(paper).voided is True
    approved(paper, propose(summary="c"))
    assert read(paper).voided is True
    approved(paper, propose(RESTORE))
    assert read(paper).voided is False


def test_answers_count_once_by_another_key_and_after_the_proposal() -> None:
    paper = taken()
    fact = paper.write(propose(summary="b"), officer="Ani")
    digest = fact.source.digest
    paper.write(CorrectionApproved(AnswerFacts(proposal=b"x" * 32)), officer="Budi")
    paper.write(CorrectionApproved(AnswerFacts(proposal=digest)), officer="Ani")
    assert corrections(paper)[0].status == PROPOSED
    first = paper.write(CorrectionDeclined(AnswerFacts(proposal=digest)), officer="Ani")
    paper.write(CorrectionApproved(AnswerFacts(proposal=digest)), officer="Budi")
    assert (corrections(paper)[0].status, corrections(paper)[0].answer) == ("declined", first)
    assert correcting.is_another(b"a", b"b") is True
    for pair in ((b"a", b"a"), (b"", b"b"), (b"a", b"")):
        assert correcting.is_another(*pair) is False


def test_an_answer_is_found_behind_what_counts_for_nothing() -> None:
    paper = taken()
    digest = paper.write(propose(summary="b"), officer="Ani").source.digest
    stolen = paper.write(CorrectionApproved(AnswerFacts(proposal=digest)), officer="Citra")
    paper.write(CorrectionApproved(None), officer="Budi")
    agreed = paper.write(CorrectionApproved(AnswerFacts(proposal=digest)), officer="Budi")
    facts = [replace(f, source=replace(f.source, marks=(UNAUTHORISED,))) if f == stolen else f for f in paper.held("A")]
    assert correcting.answers_in(facts, CorrectionApproved, CorrectionDeclined) == {digest: agreed}
    (one,) = correcting.corrections_of(tuple(facts))
    assert (one.status, one.answer, one.facts) == ("approved", agreed, propose(summary="b").facts)


def test_who_may_not_write_or_only_carries_counts_for_nothing() -> None:
    paper = taken()
    assert corrections(paper) == ()
    paper.write(CorrectionProposed(None))
    assert corrections(paper) == ()
    fact = approved(paper, propose(summary="b"))
    assert corrections(paper, "KSB") == () and len(corrections(paper, "K1")) == 1
    stolen = tuple(replace(f, source=replace(f.source, marks=(UNAUTHORISED,))) if f == fact else f for f in paper.held("A"))
    assert correcting.corrections_of(stolen) == ()
    unheard = tuple(
        replace(f, source=replace(f.source, marks=(UNAUTHORISED,))) if isinstance(f.event, CorrectionApproved) else f
        for f in paper.held("A")
    )
    assert [one.status for one in correcting.corrections_of(unheard)] == [PROPOSED]


@pytest.mark.parametrize(
    ("mine", "theirs", "meet"),
    [
        ({"summary": "b"}, {"summary": "c"}, True),
        ({"summary": "b"}, {"notes": "c"}, False),
        ({"act": VOID}, {"notes": "c"}, True),
        ({"summary": "b"}, {"act": VOID}, True),
    ],
)
def test_two_proposals_at_once_stand_beside_each_other_where_they_meet(mine: Any, theirs: Any, meet: bool) -> None:
    paper = taken()
    one = paper.write(propose(**mine), "A", "Ani")
    other = paper.write(propose(**theirs), "B", "Budi")
    paper.meet()
    assert [found.beside for found in corrections(paper)] == (
        [(other.source.digest,), (one.source.digest,)] if meet else [(), ()]
    )
    later = paper.write(propose(**mine), "A", "Ani")
    assert [found.beside for found in corrections(paper) if found.fact == later] == [()]


def test_an_open_proposal_counts_for_the_clock_where_its_day_is_the_earlier_one() -> None:
    form = {"known": "2024-10-05", "happened": {"date": "2024-10-04"}}

    def clock(story: ReportStory | None = None, *, agree: bool = False, **changes: Any) -> Any:
        paper = taken()
        (approved if agree else paper.write)(*((paper,) if agree else ()), propose(**changes))  # type: ignore[operator]
        return correcting.clock_form(story or ReportStory(form=form), corrections(paper))

    assert clock(known="2024-10-03")["known"] == "2024-10-03"
    assert clock(known="2024-10-05")["known"] == clock(known="2024-10-06")["known"] == "2024-10-05"
    assert clock(happened={"date": "2024-10-01"})["happened"] == {"date": "2024-10-01"}
    assert clock(happened={"date": ""})["happened"] == form["happened"]
    assert clock(observed={"date": "2024-10-09"})["observed"] == {"date": "2024-10-09"}
    assert clock(known=7)["known"] == "2024-10-05"
    assert clock(happened={"date": "2024-10-04", "time": "07:00"})["happened"] == form["happened"], "no earlier day"
    assert clock(happened={"time": "07:00"})["happened"] == form["happened"]
    for silent in ({"known": 7, "happened": {}}, {"happened": {"time": "07:00"}}, {"happened": {"date": None}}):
        told = clock(ReportStory(form=silent), known="2024-10-06", happened={"date": "2024-10-05"})
        assert (told["known"], told["happened"]) == ("2024-10-06", {"date": "2024-10-05"}), (
            "where no day stands, every day counts"
        )
    undated = ReportStory(form={"happened": {"time": "07:00"}})
    told = clock(undated, happened={"time": "08:00"}, known=7)
    assert told == {"happened": {"time": "08:00"}, "known": 7}, "where no day stands, what is proposed does"
    assert clock(summary="x") == form
    assert clock(known="2024-10-01", agree=True) == form, "an answer makes it the report's own"
    assert correcting.clock_form(None, ()) == {}


def test_a_whole_form_stands_for_checking_with_persons_unnamed() -> None:
    assert correcting.standing_form(STORY, None) == STORY.form
    assert correcting.standing_form(STORY, PARTIES) == STORY.form | {
        "reported": [{"name": "Fulan"}],
        "reporter": {"lane": "open", "name": UNNAMED, "address": UNNAMED, "status": "voter"},
        "witnesses": [{"name": UNNAMED}, {"name": UNNAMED}],
    }
    bare = replace(PARTIES, reported=[], reporter_status="", witnesses=0)
    assert correcting.standing_form(STORY, bare) == STORY.form | {
        "reporter": {"lane": "open", "name": UNNAMED, "address": UNNAMED}
    }
    assert correcting.standing_form(STORY, replace(bare, lane="")) == STORY.form


def test_an_answer_that_would_count_for_nothing_is_refused() -> None:
    correcting.require_open(b"a", PROPOSED, b"b", approve=True)
    correcting.require_open(b"a", PROPOSED, b"a", approve=False)
    assert refused(correcting.require_open, b"a", PROPOSED, b"a", approve=True) == ("approval.own", {})
    assert refused(correcting.require_open, b"a", "approved", b"b", approve=False) == ("approval.done", {})
    agreed = correcting.answer_correction(b"p" * 32, " x ", approve=True)
    assert isinstance(agreed, CorrectionApproved) and agreed.facts == AnswerFacts(proposal=b"p" * 32)
    declined = correcting.answer_correction(b"p" * 32, " x ", approve=False)
    assert isinstance(declined, CorrectionDeclined) and declined.facts == AnswerFacts(proposal=b"p" * 32)
    assert declined.story is not None and declined.story.words == "x"
    assert refused(correcting.answer_correction, b"p" * 32, "a\x00", approve=True) == ("text.forbidden", {"field": "reason"})

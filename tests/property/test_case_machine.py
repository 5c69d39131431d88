"""The state machine of a case: no dead end, no illegal step, every refusal coded, and two desks always add up to one case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain import case_rules
from core.domain.case import (
    CLOSED,
    COMPLETING,
    STAGES,
    AskCompletion,
    AssignCase,
    CaseTold,
    ClassifyCase,
    CloseCase,
    CompleteCase,
    ReopenCase,
    ToldFacts,
)
from core.domain.case_state import CaseState, stage_of, status_of_stage, untold
from core.domain.errors import Invalid, Refused
from core.domain.events import CaseFacts, CaseOpened, Event, ReportReceived
from core.domain.ids import CommandId, SubjectId
from core.domain.referral import RecordReturn, ReferralSent, SentFacts
from core.domain.referral_clock import running, standing_of
from core.domain.referring import LEFT, answered, require_new
from core.domain.report import RECORDED, fold, open_case
from core.domain.triage import asked_of, propose
from tests.case_facts import SUBJECT, Paper, taken
from tests.world import reference
from ui.messages import SENTENCES

DATA, TODAY = reference(), date(2024, 10, 5)
HEAD = (CommandId(b"c" * 16), SubjectId(SUBJECT))
ENDS = ("proven", "not_proven", "not_registered", "withdrawn", "beyond_remit", "handled", "guilty")
STEPS = ("open", "classify", "assign", "note", "ask", "complete", "close", "reopen", "approve", "decline", "send", "return")
BESIDE = frozenset({"approve", "decline", "send", "return"})
"""Steps that do not belong to the case's own."""
NOW = datetime(2024, 10, 5, 3, 0, tzinfo=UTC)


def _classify(case: CaseState, choice: int) -> Event:
    story = case.report.story
    assert story is not None
    proposal = propose(DATA, asked_of(story.form, case.kind, ("PNS",), TODAY))
    law = proposal.laws if choice % 2 else ()
    command = ClassifyCase(*HEAD, act=proposal.act, classes=proposal.classes, laws=law, words="sebab")
    return case_rules.classify(case, command, proposal, DATA)


def _ask(case: CaseState, choice: int) -> Event:
    due = date(2024, 10, 9 + choice % 3).isoformat()
    return case_rules.ask_completion(case, AskCompletion(*HEAD, lacks=("other",), due=due, words="KTP"), TODAY)


def _close(case: CaseState, choice: int) -> Event:
    command = CloseCase(*HEAD, ENDS[choice % len(ENDS)], "BAWASLU", "12/X", "2024-10-04", "sebab")
    return case_rules.close(case, command, DATA, TODAY, withdrawn=choice % 2 == 0, received=date(2024, 10, 3))


DO: dict[str, Callable[[CaseState, int], Event]] = {
    "open": lambda case, choice: open_case(case.report, f"{choice}/X"),
    "classify": _classify,
    "assign": lambda case, choice: case_rules.assign(case, AssignCase(*HEAD, desk=f"Meja {choice % 3}")),
    "note": lambda case, choice: case_rules.note(case, f"catatan {choice}", TODAY),
    "ask": _ask,
    "complete": lambda case, choice: case_rules.complete(case, CompleteCase(*HEAD, words="sudah", met=bool(choice % 2))),
    "close": _close,
    "reopen": lambda case, choice: case_rules.reopen(case, ReopenCase(*HEAD, words=f"bukti {choice}")),
}


def _send(case: CaseState, choice: int) -> Event:
    institution = ("BAWASLU", "DKPP")[choice % 2]
    require_new(case.report.referrals, institution, "")
    told = {"institution": institution, "level": "", "to": "Ketua", "route": "R-ASN", "routes": "1", "basis": ""}
    return ReferralSent(SentFacts(**told, day="2024-10-05", identity="withheld"))


def _return(case: CaseState, choice: int) -> Event:
    waiting = [each for each in case.report.referrals if not each.over]
    if not waiting:
        raise Invalid("referral.unknown")
    return answered(
        waiting[choice % len(waiting)], RecordReturn(*HEAD, NOW, (("identity", "event")[choice % 2],)), NOW, "Asia/Jakarta", 0
    )


OUTSIDE: dict[str, Callable[[CaseState, int], Event]] = {"send": _send, "return": _return}


def step(case: CaseState, name: str, choice: int, officer: str) -> Event:
    """The event of one step with well-formed words, or its refusal."""
    if name in DO:
        return DO[name](case, choice)
    if name in ("send", "return"):
        return OUTSIDE[name](case, choice)
    closing = case.waiting or (case.closings[-1] if case.closings else None)
    digest = b"?" * 32 if closing is None else closing.fact.source.digest
    return case_rules.answer_closing(case, digest, officer.encode(), "setuju", approve=name == "approve")


MOVES = st.lists(
    st.tuples(st.sampled_from(STEPS), st.integers(0, 41), st.sampled_from("AB"), st.sampled_from(["Ani", "Budi"]), st.booleans()),
    max_size=14,
)


@pytest.mark.fault("MU-7")
@settings(max_examples=120, deadline=None)
@given(MOVES, st.sampled_from(["complaint", "early_warning", "information"]))
def test_two_desks_may_do_anything_and_no_case_is_ever_stuck(moves: list[tuple[str, int, str, str, bool]], kind: str) -> None:
    paper = taken(kind, opened=False)
    for name, choice, desk, officer, meet in moves:
        case = paper.case(desk)
        allowed = case_rules.steps_of(case)
        try:
            event = step(case, name, choice, officer)
        except Refused as refused:
            assert refused.code in SENTENCES, "every refusal has its sentence"
            arguments = ("case.outcome", "case.judged", "case.not_withdrawn", "case.same", "approval.own")
            assert name in BESIDE or not allowed[name] or refused.code in arguments, refused.code
        else:
            assert name in BESIDE or allowed[name], "no illegal step"
            paper.write(event, desk, officer)
        if meet:
            paper.meet()
    paper.meet()
    one, other = paper.case("A"), paper.case("B")
    assert one == other, "both desks see the same case"
    written = [fact for fact in paper.facts if fact.source.kind == "case.closed"]
    assert [closing.fact for closing in one.closings] == sorted(
        written, key=lambda f: (f.source.lamport, f.source.stream, f.source.sequence)
    ), "no desk's end is lost"
    assert stage_of(one) in STAGES and status_of_stage(stage_of(one)) in ("at_province", "referred", "decided", "closed")
    _completes_and_goes_out_again(paper)
    _ends_and_begins_again(paper)


@settings(max_examples=80, deadline=None)
@given(MOVES, st.sampled_from(["A", "B", "AB"]))
def test_the_post_ends_on_the_status_that_follows_from_all_acts(moves: list[tuple[str, int, str, str, bool]], first: str) -> None:
    """Every act tells the post what follows from what its desk knows; whoever meets the other's acts settles at once."""
    paper = taken("complaint", opened=False)
    for name, choice, desk, officer, meet in moves:
        try:
            paper.write(step(paper.case(desk), name, choice, officer), desk, officer)
        except Refused:
            continue
        _tell(paper, desk)
        if meet:
            paper.meet()
            _tell(paper, desk)
    paper.meet()
    for desk in first:
        _tell(paper, desk)
    paper.meet()
    case = paper.case()
    assert untold(case) == "" and paper.case("B") == case
    shown = [fact for fact in case.report.history if isinstance(fact.event, ReportReceived | CaseOpened | CaseTold)]
    assert fold(shown).case_status == case.report.case_status, "a post that reads nothing else stands there too"
    assert case.report.case_status in (RECORDED, status_of_stage(stage_of(case)))


def _tell(paper: Paper, desk: str) -> None:
    status = untold(paper.case(desk))
    if status:
        paper.write(CaseTold(ToldFacts(status=status, day="2024-10-05")), desk)


def _completes_and_goes_out_again(paper: Paper) -> None:
    """What institutions returned is no dead end: it is completed in one step and sent again, with a clock of its own."""
    case = paper.case()
    if not case.agenda or case.closing is not None or not case.returned:
        return
    back = {(each.facts.institution, each.facts.level) for each in case.report.referrals if each.stage == "returned"}
    paper.write(step(case, "complete", 0, "Ani"))
    case = paper.case()
    assert not case.returned and stage_of(case) not in (COMPLETING, CLOSED)
    for institution, level in sorted(back):
        require_new(case.report.referrals, institution, level)
        paper.write(_send(paper.case(), ("BAWASLU", "DKPP").index(institution)))
    referrals = paper.case().report.referrals
    waiting = [each for each in referrals if each.stage not in LEFT and (each.facts.institution, each.facts.level) in back]
    assert len(waiting) == len(back), "one referral to each addressee stands"
    for each in referrals:
        clocks = list(running(standing_of(each, "PEMILU", "", 0)))
        assert (not clocks) == each.over, each.stage


def _ends_and_begins_again(paper: Paper) -> None:
    """From anywhere a case can be ended lawfully, and taken up again."""
    case = paper.case()
    if not case.agenda:
        paper.write(CaseOpened(CaseFacts(agenda="9/X")))
    if case.waiting is not None:
        paper.write(step(paper.case(), "decline", 0, "Ani"))
    if paper.case().closing is None:
        paper.write(step(paper.case(), "close", 1, "Ani"))
    assert stage_of(paper.case()) == CLOSED
    paper.write(step(paper.case(), "reopen", 0, "Ani"))
    assert stage_of(paper.case()) != CLOSED

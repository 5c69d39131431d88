"""A case from the post to its end: what the desks do, what the post is told, what the board shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from core.app.case_queries import Board, BoardFilter, Case, CaseAgenda, CountBoard
from core.app.case_views import CaseView
from core.app.views import Pending
from core.domain.case import (
    STAGES,
    AskCompletion,
    AssignCase,
    CaseCommand,
    ClassifyCase,
    CloseCase,
    CompleteCase,
    NoteCase,
    ReopenCase,
)
from core.domain.commands import AnswerProposal
from core.domain.errors import Refused
from core.domain.ids import CommandId, SubjectId, read_id
from core.domain.referral import Addressee, SendReferral
from tests.changes import second
from tests.world import Laptop, World, complaint, found, situation, titip, warning

SECRET = "KATARAHASIAMEJA"


@pytest.fixture(scope="module")
def office() -> Iterator[World]:
    """A province that holds reports of one post."""
    made = found("cases", "a")
    for tree in (
        complaint(),
        complaint(known="2024-01-05", happened={"date": "2024-01-05"}),
        warning(),
        titip(),
        situation(),
        complaint(),
    ):
        made.a.submit(tree)
    made.trip(made.a, made.province)
    yield made
    made.close()


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(Refused) as caught:
        act()
    assert caught.value.code == code


def ids(laptop: Laptop, kind: str) -> list[str]:
    return [row.id for row in reversed(laptop.rows()) if row.kind == kind]


def case(laptop: Laptop, report: str) -> CaseView:
    return laptop.app.ask(Case(report))


def do(laptop: Laptop, make: Callable[[CommandId, SubjectId], CaseCommand], report: str) -> Pending:
    reply = laptop.app.execute(make(laptop.app.new_command(), read_id(report))).reply
    assert isinstance(reply, Pending)
    return reply


def classify(laptop: Laptop, report: str, **changes: object) -> Pending:
    made = case(laptop, report).proposal
    values = {"act": made.act, "classes": made.classes, "laws": made.laws, "route": made.route, "severity": made.severity}
    return do(laptop, lambda command, subject: ClassifyCase(command, subject, **(values | changes)), report)  # type: ignore[arg-type]


def test_from_new_to_closed_and_what_the_post_reads_of_it(office: World) -> None:
    desk = office.province
    report = ids(desk, "complaint")[0]
    assert case(desk, report).row.board_stage == "new"
    refused("case.not_open", lambda: classify(desk, report))
    desk.open_case(report)
    refused("case.words", lambda: classify(desk, report, severity="urgent"))
    classify(desk, report, severity="urgent", words=f"{SECRET} dekat hari pemungutan")
    do(desk, lambda c, s: AssignCase(c, s, officer="Ani"), report)
    do(desk, lambda c, s: NoteCase(c, s, f"{SECRET} di meja"), report)
    shown = case(desk, report)
    assert (shown.row.board_stage, shown.row.severity, shown.row.officer) == ("ready", "urgent", "Ani")
    assert not shown.classifications[0].agreed and shown.classifications[0].law_version
    do(desk, lambda c, s: AskCompletion(c, s, ("other",), "2024-02-09", "Salinan KTP"), report)
    assert case(desk, report).row.board_stage == "completing"
    assert [item.number for item in desk.app.ask(CaseAgenda("2024-02-10")) if item.what == "completion"] == [shown.row.number]
    do(desk, lambda c, s: CompleteCase(c, s), report)
    refused("case.judged", lambda: do(desk, lambda c, s: CloseCase(c, s, "handled", words="selesai"), report))
    refused("case.decision", lambda: do(desk, lambda c, s: CloseCase(c, s, "not_proven"), report))
    early = CloseCase(desk.app.new_command(), read_id(report), "not_proven", "BAWASLU", "7/II", "2023-12-31")
    refused("case.decided_before", lambda: desk.app.execute(early))
    do(desk, lambda c, s: CloseCase(c, s, "not_proven", "BAWASLU", "7/II", "2024-02-05"), report)
    assert (case(desk, report).row.board_stage, case(desk, report).told) == ("closed", "closed")
    office.trip(desk, office.a)
    read = office.a.report(report)
    assert read.row.case_status == "closed"
    assert [line.kind for line in read.history] == ["complaint.received", "case.opened", "case.told"]
    held = b"".join(office.a.entries().values())
    assert SECRET.encode() not in held and b"case.classified" not in held and b"case.noted" not in held
    assert SECRET.encode() in b"".join(desk.entries().values()), "control: the desks do hold it"
    do(desk, lambda c, s: ReopenCase(c, s, "bukti baru"), report)
    assert (case(desk, report).row.board_stage, case(desk, report).told) == ("ready", "at_province")


def test_beyond_remit_takes_two_officers_with_two_reasons(office: World) -> None:
    desk = office.province
    report = ids(desk, "complaint")[1]
    desk.open_case(report, "13/A/2024")
    made = do(desk, lambda c, s: CloseCase(c, s, "beyond_remit", words="Lalu lintas"), report)
    assert made.status == "proposed" and case(desk, report).row.waiting and case(desk, report).row.board_stage == "new"
    refused("case.waits", lambda: do(desk, lambda c, s: CloseCase(c, s, "beyond_remit", words="lagi"), report))
    other = second(desk, "triage")
    answer = AnswerProposal(desk.app.new_command(), read_id(made.id), approve=True, words="Bukan urusan kami")
    refused("approval.own", lambda: desk.app.execute(answer))
    silent = AnswerProposal(desk.app.new_command(), read_id(made.id), approve=True)
    refused("case.words", lambda: desk.app.execute(silent, by=other))
    desk.app.execute(AnswerProposal(desk.app.new_command(), read_id(made.id), approve=True, words="Bukan urusan kami"), by=other)
    (closing,) = case(desk, report).closings
    assert (closing.status, closing.answer_words) == ("approved", "Bukan urusan kami")
    assert (case(desk, report).row.outcome, case(desk, report).told) == ("beyond_remit", "closed")


def test_a_warning_ends_as_followed_up_and_a_situation_report_is_no_case(office: World) -> None:
    desk = office.province
    (report,) = ids(desk, "early_warning")
    desk.open_case(report, "14/A/2024")
    classify(desk, report)
    assert case(desk, report).row.board_stage == "ready"
    do(desk, lambda c, s: CloseCase(c, s, "handled", words="Dua massa dipisah"), report)
    (period,) = ids(desk, "situation")
    refused("case.situation", lambda: desk.app.ask(Case(period)))
    refused("case.situation", lambda: do(desk, lambda c, s: NoteCase(c, s, "x"), period))


def test_a_post_does_nothing_to_a_case_and_twice_the_same_command_is_one_act(office: World) -> None:
    report = ids(office.a, "complaint")[0]
    refused("authority.refused", lambda: do(office.a, lambda c, s: NoteCase(c, s, "x"), report))
    desk = office.province
    again = NoteCase(desk.app.new_command(), read_id(report), "sekali")
    assert desk.app.execute(again).reply == desk.app.execute(again).reply
    assert [note.words for note in case(desk, report).notes].count("sekali") == 1
    refused("case.not_withdrawn", lambda: do(desk, lambda c, s: CloseCase(c, s, "withdrawn"), report))


def test_what_an_institution_owes_stands_on_the_agenda_and_on_the_board(office: World) -> None:
    desk = office.province
    report = ids(desk, "complaint")[3]
    if not case(desk, report).row.agenda:
        desk.open_case(report, "15/A/2024")
    desk.app.execute(SendReferral(desk.app.new_command(), read_id(report), (Addressee("BAWASLU"),)))
    shown = case(desk, report)
    (referral,) = shown.referrals
    assert (shown.row.board_stage, shown.told, referral.institution) == ("referred", "referred", "BAWASLU")
    assert referral.clock is not None
    due = [item for item in desk.app.ask(CaseAgenda(referral.clock.safe[:10])) if item.number == shown.row.number]
    assert referral.clock.clause in [item.what for item in due]
    assert shown.decision == ("", "", "")


def test_the_board_is_counted_narrowed_and_walked(office: World) -> None:
    desk = office.province
    counts = desk.app.ask(CountBoard())
    pages = {stage: desk.app.ask(Board(stage)).rows for stage in STAGES}
    assert {stage: len(rows) for stage, rows in pages.items()} == dict(counts.stages)
    assert sum(counts.stages.values()) == 5, "the situation report is none"
    walked, after = [], None
    while True:
        page = desk.app.ask(Board("new", limit=1, after=after))
        walked += page.rows
        if (after := page.next) is None:
            break
    assert walked == list(pages["new"]) and len({row.id for row in walked}) == len(walked)
    assert all("Budi" not in repr(row) and "Mengenakan" not in repr(row) for row in walked)
    assert [row.kind for row in desk.app.ask(Board(narrowed=BoardFilter(kind="early_warning"))).rows] == ["early_warning"]
    assert all(row.light in ("near", "after_safe") for row in desk.app.ask(Board(narrowed=BoardFilter(deadline="near"))).rows)
    assert desk.app.ask(Board(narrowed=BoardFilter(area="52"))).rows == ()
    for wrong in (BoardFilter(kind="x"), BoardFilter(only="x"), BoardFilter(deadline="x")):
        refused("query.filter", lambda wrong=wrong: desk.app.ask(Board(narrowed=wrong)))  # type: ignore[misc]
    for cursor in ("x", "a~2024~y", "q~2024-01-01~1"):
        refused("query.cursor", lambda cursor=cursor: desk.app.ask(Board("new", after=cursor)))  # type: ignore[misc]
    assert desk.problems() == (), "a replay gives the same rows"

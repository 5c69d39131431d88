"""Verbs about cases: the board, one case, the day's agenda, and every step from registering to the end."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING, cast

from core.app.case_queries import Board, BoardFilter, Case, CaseAgenda, CountBoard
from core.app.case_views import BoardRow, CaseView
from core.app.views import Pending
from core.domain.case import (
    CLASSES,
    OUTCOMES,
    SEVERITIES,
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
from core.domain.commands import AnswerProposal, OpenCase
from core.domain.ids import read_id
from ui import case_words as words
from ui.cli.change_verbs import add_second, second_officer
from ui.cli.console import LOOK, Answer
from ui.cli.deadline_verbs import deadline_tree
from ui.cli.parser import Grammar, Run
from ui.cli.session import Session

if TYPE_CHECKING:
    from core.app.application import Application

FILTERS = ("kind", "severity", "regime", "election", "stage", "area", "desk", "deadline", "outcome", "only")


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    case = grammar.family("case", "perkara", "cases")
    listing = case.verb("list", list_cases, "papan perkara satu tahap, yang paling mendesak dahulu", "a stage of the board")
    listing.add_argument("--at", default="", metavar="STAGE", choices=("", *STAGES), help=", ".join(STAGES))
    listing.add_argument("--limit", type=int, default=50, metavar="N")
    listing.add_argument("--after", metavar="CURSOR")
    for name in FILTERS:
        listing.add_argument(f"--{name}", default="", metavar="CODE")
    listing.add_argument("--assigned", default="", metavar="NAME", help=say("petugas yang memegang", "the officer who has it"))
    _on_case(case, "show", show_case, ("satu perkara dengan usul dan alasannya", "one case with the proposal and its reasons"))
    agenda = case.verb("agenda", show_agenda, "yang diminta jam hukum hari ini, menurut jam", "what the law's clock asks today")
    agenda.add_argument("--day", default="", metavar="YYYY-MM-DD")
    opening = _on_case(case, "open", open_case, ("daftarkan laporan dengan nomor agenda", "register under an agenda number"))
    opening.add_argument("--agenda", required=True, metavar="N")
    _classifying(case, say("sebab bila lain dari usul", "why, where it differs"))
    assign = _on_case(case, "assign", assign_case, ("bagikan ke meja atau petugas", "give it to a desk or an officer"))
    assign.add_argument("--desk", default="", metavar="NAME")
    assign.add_argument("--to", default="", metavar="NAME", help=say("petugas", "an officer"))
    note = _on_case(case, "note", note_case, ("catat sesuatu untuk meja", "note something for the desks"))
    note.add_argument("--words", required=True, metavar="TEXT")
    ask = _on_case(case, "ask-completion", ask_completion, ("minta kelengkapan", "ask for what lacks"))
    ask.add_argument(
        "--lacks", action="append", required=True, metavar="KEY", help=say("kunci syarat, atau other", "a key, or other")
    )
    ask.add_argument("--due", required=True, metavar="YYYY-MM-DD")
    ask.add_argument("--words", default="", metavar="TEXT")
    complete = _on_case(case, "complete", complete_case, ("kelengkapan sudah datang", "what was asked for has come"))
    complete.add_argument("--given-up", action="store_true", help=say("tidak ditunggu lagi", "not waited for any longer"))
    complete.add_argument("--words", default="", metavar="TEXT")
    _ending(case)
    reopen = _on_case(case, "reopen", reopen_case, ("buka kembali", "take it up again"))
    reopen.add_argument("--words", required=True, metavar="TEXT")


def _on_case(case: Grammar, name: str, run: Run, told: tuple[str, str]) -> argparse.ArgumentParser:
    verb = case.verb(name, run, *told)
    verb.add_argument("report", metavar="REPORT")
    return verb


def _classifying(case: Grammar, why: str) -> None:
    told = ("pastikan dugaan; tanpa pilihan berarti setuju dengan usul", "confirm what is alleged; without options as proposed")
    verb = _on_case(case, "classify", classify_case, told)
    verb.add_argument("--act", metavar="CODE")
    verb.add_argument("--subject", metavar="CODE")
    verb.add_argument("--class", action="append", dest="classes", metavar="CODE", help=", ".join(CLASSES))
    verb.add_argument("--no-class", action="store_true")
    verb.add_argument("--law", action="append", dest="laws", metavar="CODE")
    verb.add_argument("--route", metavar="CODE")
    verb.add_argument("--severity", metavar="CODE", help=", ".join(SEVERITIES))
    verb.add_argument("--words", default="", metavar="TEXT", help=why)


def _ending(case: Grammar) -> None:
    verb = _on_case(case, "close", close_case, ("tutup perkara", "end a case"))
    verb.add_argument("--outcome", required=True, metavar="CODE", help=", ".join(OUTCOMES))
    verb.add_argument("--institution", default="", metavar="CODE")
    verb.add_argument("--number", default="", metavar="TEXT", help=case.say("nomor putusan", "number of the decision"))
    verb.add_argument("--day", default="", metavar="YYYY-MM-DD")
    verb.add_argument("--words", default="", metavar="TEXT")
    verb.add_argument(
        "--second-words", default="", metavar="TEXT", help=case.say("alasan petugas kedua", "the second one's reason")
    )
    add_second(verb, case)


def list_cases(session: Session) -> Answer:
    """``case list``: a page of the board, and how many cases stand at each stage."""
    options, language = session.options, session.console.language
    narrowed = BoardFilter(officer=options.assigned, **{name: getattr(options, name) for name in FILTERS})
    with session.profile() as app:
        page = app.ask(Board(options.at, narrowed, options.limit, options.after))
        counts = app.ask(CountBoard(narrowed))
        lines = [_line(app, row, language) for row in page.rows]
    tree = {"cases": [row_tree(row, language) for row in page.rows], "next": page.next, "counts": asdict(counts)}
    head = ", ".join(f"{words.of(words.STAGES, stage, language)} {number}" for stage, number in counts.stages.items())
    return Answer(tree, [head, *lines])


def row_tree(row: BoardRow, language: str) -> dict[str, object]:
    """A row as JSON; its time limit as everywhere else."""
    deadline = None if row.deadline is None else deadline_tree(row.deadline, language)
    return asdict(row) | {"deadline": deadline}


def _line(app: Application, row: BoardRow, language: str) -> str:
    parts = (
        row.number,
        words.of(words.STAGES, row.board_stage, language),
        words.light_words(row, language),
        words.name_of_act(app.reference, row.act, language) if row.act else "",
        words.alleged(row.classes, language) if row.classes else "",
        row.place,
        row.officer or row.desk,
        words.of(words.OUTCOMES, row.outcome, language) if row.outcome else "",
    )
    return " | ".join(part for part in parts if part)


def show_case(session: Session) -> Answer:
    """``case show``: everything that the desks know of it; the report's words stand in ``report show``."""
    language = session.console.language
    with session.profile() as app:
        view = app.ask(Case(session.options.report))
        reasons = words.explanation(view.proposal, app.reference, language)
        line = _line(app, view.row, language)
    told = _told(view, language)
    return Answer(_tree(view, reasons, language), [line, *(f"- {reason}" for reason in reasons), *told])


def _tree(view: CaseView, reasons: list[str], language: str) -> dict[str, object]:
    return {
        **row_tree(view.row, language),
        "case_status": view.told,
        "outside": view.outside,
        "withdrawn": view.withdrawn,
        "allowed": dict(view.steps),
        "proposal": view.proposal.tree()
        | {
            "routes": list(view.proposal.routes),
            "reasons": reasons,
            "steps": [asdict(step) for step in view.proposal.steps],
        },
        "classifications": [asdict(row) for row in view.classifications],
        "notes": [asdict(row) for row in view.notes],
        "completions": [asdict(row) for row in view.completions],
        "closings": [asdict(row) for row in view.closings],
        "referrals": [asdict(row) for row in view.referrals],
        "lacking": [each.key for each in view.lacking],
    }


def _told(view: CaseView, language: str) -> list[str]:
    lines = []
    for row in view.classifications:
        act = row.act or "-"
        lines.append(
            f"{row.at} {row.officer}: {act}, {words.alleged(row.classes, language)}, {', '.join(row.laws)} {row.words}".rstrip()
        )
    lines += [f"{row.at} {row.officer}: {row.words}" for row in view.notes]
    lines += [f"{row.at} {row.officer}: {', '.join(row.lacks)} -> {row.due} {row.words}".rstrip() for row in view.completions]
    for closing in view.closings:
        end = words.of(words.OUTCOMES, closing.outcome, language)
        status = words.of(words.CLOSING_STATUS, closing.status, language)
        lines.append(f"{closing.at} {closing.officer}: {end} ({status}) {closing.words}".rstrip())
    return lines


def show_agenda(session: Session) -> Answer:
    """``case agenda``: exit code 1 where something ends that day."""
    language = session.console.language
    with session.profile() as app:
        items = app.ask(CaseAgenda(session.options.day))
    lines = [
        f"{item.at or '--.--'} {item.number} | {item.step_en if language == 'en' else item.step_id} | "
        f"{words.of(words.LIGHTS, item.state, language)} | {item.officer or item.desk or '-'}"
        for item in items
    ]
    empty = session.say("Tidak ada batas waktu yang berakhir hari itu.", "Nothing ends on that day.")
    return Answer({"items": [asdict(item) for item in items]}, lines or [empty], LOOK if items else 0)


def open_case(session: Session) -> Answer:
    """``case open``: the province registers a report under its own number."""
    options = session.options
    with session.profile() as app:
        row = app.ask(Case(options.report)).row
        app.execute(OpenCase(app.new_command(), read_id(row.id), options.agenda))
    return Answer({"id": row.id, "number": row.number, "agenda": options.agenda}, [f"{row.number}: {options.agenda}"])


def classify_case(session: Session) -> Answer:
    """``case classify``: what is not given is taken from the proposal."""
    options = session.options
    with session.profile() as app:
        view = app.ask(Case(options.report))
        made = view.proposal
        classes = () if options.no_class else made.classes if options.classes is None else tuple(options.classes)
        command = ClassifyCase(
            app.new_command(),
            read_id(view.row.id),
            act=made.act if options.act is None else options.act,
            classes=classes,
            laws=made.laws if options.laws is None else tuple(options.laws),
            subject=options.subject or "",
            route=made.route if options.route is None else options.route,
            severity=made.severity if options.severity is None else options.severity,
            words=options.words,
        )
        return _done(session, app, command)


def assign_case(session: Session) -> Answer:
    """``case assign``: without ``--desk`` and ``--to`` nobody has it any more."""
    options = session.options
    with session.profile() as app:
        report = read_id(app.ask(Case(options.report)).row.id)
        return _done(session, app, AssignCase(app.new_command(), report, options.desk, options.to))


def note_case(session: Session) -> Answer:
    """``case note``."""
    with session.profile() as app:
        report = read_id(app.ask(Case(session.options.report)).row.id)
        return _done(session, app, NoteCase(app.new_command(), report, session.options.words))


def ask_completion(session: Session) -> Answer:
    """``case ask-completion``."""
    options = session.options
    with session.profile() as app:
        report = read_id(app.ask(Case(options.report)).row.id)
        command = AskCompletion(app.new_command(), report, tuple(options.lacks), options.due, options.words)
        return _done(session, app, command)


def complete_case(session: Session) -> Answer:
    """``case complete``."""
    options = session.options
    with session.profile() as app:
        report = read_id(app.ask(Case(options.report)).row.id)
        return _done(session, app, CompleteCase(app.new_command(), report, options.words, not options.given_up))


def close_case(session: Session) -> Answer:
    """``case close``: "beyond our remit" waits for a second officer, who may answer at once with a reason of his own."""
    options = session.options
    with session.profile() as app:
        second = second_officer(session, app)
        report = read_id(app.ask(Case(options.report)).row.id)
        ending = (options.outcome, options.institution, options.number, options.day, options.words)
        command = CloseCase(app.new_command(), report, *ending)
        made = cast("Pending", app.execute(command).reply)
        if second is not None and made.status == "proposed":
            answer = AnswerProposal(app.new_command(), read_id(made.id), approve=True, words=options.second_words)
            made = cast("Pending", app.execute(answer, by=second).reply)
        return _after(session, app, made)


def reopen_case(session: Session) -> Answer:
    """``case reopen``."""
    with session.profile() as app:
        report = read_id(app.ask(Case(session.options.report)).row.id)
        return _done(session, app, ReopenCase(app.new_command(), report, session.options.words))


def _done(session: Session, app: Application, command: CaseCommand) -> Answer:
    return _after(session, app, cast("Pending", app.execute(command).reply))


def _after(session: Session, app: Application, made: Pending) -> Answer:
    view = app.ask(Case(made.report))
    language = session.console.language
    tree: dict[str, object] = {
        "id": made.report,
        "number": made.number,
        "board_stage": view.row.board_stage,
        "case_status": view.told,
        "disputed": view.row.disputed,
        "outcome": view.row.outcome,
    }
    line = f"{made.number}: {words.of(words.STAGES, view.row.board_stage, language)}"
    if made.status == "proposed":
        tree["pending"] = made.id
        line += session.say(
            f", menunggu petugas lain: approve {made.id} --reason", f", waits for another officer: approve {made.id} --reason"
        )
    return Answer(tree, [line])

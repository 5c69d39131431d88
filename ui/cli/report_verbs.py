"""Verbs about reports: take in, list, show."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from core.app import queries
from core.app.views import ReportRow, ReportView, Submitted
from core.domain.commands import ReportItem, SubmitReports
from core.domain.errors import Invalid, Refused, Unavailable
from core.domain.forms import KINDS, ReportForm, report_schema
from ui import compose
from ui.cli import change_verbs, evidence_verbs, list_filters, reporter_verbs
from ui.cli.console import LOOK, Answer
from ui.cli.deadline_verbs import deadline_tree, register_report
from ui.cli.parser import Grammar
from ui.cli.report_files import attached, example, read_forms, told_of
from ui.cli.session import Session
from ui.messages import sentence

if TYPE_CHECKING:
    from core.app.application import Application

STATUS = {
    "queued": ("menunggu", "waiting"),
    "sent": ("di media", "on a medium"),
    "received": ("diterima provinsi", "received by the province"),
}


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    report = grammar.family("report", "laporan", "reports")
    add = report.verb("add", add_reports, "masukkan laporan, semua atau tidak sama sekali", "take reports in, all or none")
    add.add_argument("file", nargs="?", metavar="FILE", help=say("JSON atau NDJSON; - dari masukan baku", "JSON or NDJSON"))
    add.add_argument("--attach", action="append", default=[], type=Path, metavar="PATH")
    add.add_argument("--print", type=Path, metavar="DIR", dest="slips", help=say("cetak tanda terima", "print receipts"))
    add.add_argument("--schema", action="store_true", help=say("bentuk JSON laporan", "a report's JSON Schema"))
    add.add_argument("--example", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    listing = report.verb("list", list_reports, "daftar laporan, terbaru dahulu", "a page of reports, newest first")
    listing.add_argument("--limit", type=int, default=50, metavar="N")
    listing.add_argument("--after", metavar="CURSOR")
    outgoing = report.verb("export-list", export_reports, "daftar laporan ke berkas XLSX atau CSV", "the list as XLSX or CSV")
    outgoing.add_argument("--out", required=True, type=Path, metavar="FILE")
    for narrowed in (listing, outgoing):
        list_filters.add(narrowed)
    show = report.verb("show", show_report, "satu laporan dengan riwayatnya", "one report with its history")
    show.add_argument("report", metavar="ID")
    register_report(report)
    evidence_verbs.register(report)
    reporter_verbs.register(report)
    change_verbs.register(grammar, report)


def add_reports(session: Session) -> Answer:
    """``report add``, ``--schema``, ``--example``."""
    options = session.options
    if options.schema:
        return _document(report_schema())
    if options.example is not None:
        return _document(example(options.example))
    if options.file is None:
        raise Invalid("usage", detail="FILE")
    forms = read_forms(options.file, sys.stdin.buffer)
    if options.attach and len(forms) > 1:
        raise Invalid("report.attach_one", count=len(forms))
    if options.slips is not None:
        _make_folder(options.slips)
    with session.profile() as app:
        replies = _submit(session, app, forms)
        today = datetime.fromtimestamp(app.now_ms() / 1000, tz=ZoneInfo(app.facts.zone)).date()
        told = [_submitted(reply) | told_of(app.reference, form, today) for form, reply in zip(forms, replies, strict=True)]
        printed, unprinted = _print_slips(app, forms, replies, options.slips)
        warnings = [sentence(refusal, session.console.language) for refusal in unprinted]
    tree: dict[str, object] = {"reports": told}
    if options.slips is not None:
        tree["files"] = printed
    lines = [_taken_in(session, reply) for reply in replies] + printed
    return Answer(tree, lines, LOOK if warnings else 0, warnings)


def _document(tree: dict[str, object]) -> Answer:
    return Answer(tree, [json.dumps(tree, ensure_ascii=False, indent=2)])


def _submit(session: Session, app: Application, forms: list[ReportForm]) -> tuple[Submitted, ...]:
    with attached(app, forms[0], session.options.attach, session.console.watch) as files:
        items = (ReportItem(forms[0], tuple(files)), *(ReportItem(form) for form in forms[1:]))
        return cast("tuple[Submitted, ...]", app.execute(SubmitReports(app.new_command(), items)).reply)


def _print_slips(
    app: Application, forms: list[ReportForm], replies: tuple[Submitted, ...], folder: Path | None
) -> tuple[list[str], list[Refused]]:
    """Print while the codes are still in memory; the reports are saved by now, so a failure only warns."""
    printed: list[str] = []
    failed: list[Refused] = []
    for form, reply in zip(forms, replies, strict=True):
        if folder is None or not reply.code:
            continue
        path = folder / f"tanda-terima-{reply.id[:10]}.pdf"
        try:
            compose.write_file(path, app.ask(queries.Receipt(reply.id, reply.code, form, guarded=bool(reply.guard))))
            printed.append(str(path))
        except Refused as refusal:
            failed.append(refusal)
    return printed, failed


def _submitted(reply: Submitted) -> dict[str, object]:
    return {"id": reply.id, "number": reply.number, "code": reply.code, "status": reply.status, "sealed": reply.sealed} | (
        ({"handling": reply.handling} if reply.handling else {}) | ({"guard": reply.guard} if reply.guard else {})
    )


def _taken_in(session: Session, reply: Submitted) -> str:
    code = session.say(f", kode periksa {reply.code}", f", look-up code {reply.code}") if reply.code else ""
    sealed = session.say(", titip (tersegel untuk provinsi)", ", sealed to the province") if reply.sealed else ""
    if reply.guard:
        return session.say(
            f"tersegel untuk {reply.guard}, tidak tampak lagi di laptop ini{code}",
            f"sealed to {reply.guard}, not to be seen on this laptop again{code}",
        )
    return f"{reply.number}{code}{sealed}"


def list_reports(session: Session) -> Answer:
    """``report list``."""
    options = session.options
    with session.profile() as app:
        page = app.ask(list_filters.query_of(options, options.limit, options.after))
        near = app.ask(queries.NearWords(options.query)) if options.query and not page.rows else ()
    tree = {"reports": [asdict(row) for row in page.rows], "next": page.next}
    if near:
        return Answer(
            tree | {"perhaps": list(near)}, [f"{session.say('Mungkin maksud Anda:', 'Perhaps you meant:')} {', '.join(near)}"]
        )
    return Answer(tree, [_row(session, row) for row in page.rows])


def export_reports(session: Session) -> Answer:
    """``report export-list``: what the same filters list, all of it; the journal notes that it went out."""
    options = session.options
    from ui.listing_words import listing_words

    form = options.out.suffix.removeprefix(".").casefold()
    with session.profile() as app, compose.writing_file(options.out) as sink:
        words = listing_words(app.reference, session.console.language)
        count = app.export_reports(list_filters.query_of(options), sink, (), form, words, session.console.watch)
    return Answer({"file": str(options.out), "count": count}, [f"{options.out}: {count}"])


def _row(session: Session, row: ReportRow) -> str:
    words = session.say("titip", "sealed") if row.sealed else row.summary
    if row.erased and not words:
        words = session.say("isi dihapus", "words erased")
    if row.voided:
        words = session.say(f"BATAL  {words}", f"VOID  {words}")
    if row.revoked:
        words = session.say(f"SESUDAH DICABUT  {words}", f"AFTER REVOCATION  {words}")
    return f"{row.number}  {row.day}  {row.kind:13}  {session.say(*STATUS[row.status]):17}  {words}"


def show_report(session: Session) -> Answer:
    """``report show``: the form as it was put in, with what became of it."""
    with session.profile() as app:
        view = app.ask(queries.Report(session.options.report))
    tree = _shown(view, session.console.language)
    return Answer(tree, [json.dumps(tree, ensure_ascii=False, indent=2)])


def _shown(view: ReportView, language: str) -> dict[str, object]:
    row = view.row
    return {
        "id": row.id,
        "number": row.number,
        "kind": row.kind,
        "post": row.post,
        "received_at": row.received_at,
        "day": row.day,
        "status": row.status,
        "case_status": row.case_status,
        "sealed": row.sealed,
        "forked": row.forked,
        "revoked": row.revoked,
        "voided": row.voided,
        "erased": list(view.gone),
        "held": view.held,
        **view.form,
        **view.other,
        "proposals": [asdict(proposal) for proposal in view.proposals],
        "original": view.original,
        "history": [asdict(line) for line in view.history],
        "deadlines": [deadline_tree(each, language) for each in view.deadlines],
        "receipts": [asdict(each) for each in view.receipts],
        "withdrawn_receipts": [asdict(each) for each in view.withdrawn],
        "notices": [asdict(each) for each in view.notices],
        "attachments": [asdict(file) for file in view.attachments],
    }


def _make_folder(folder: Path) -> None:
    """Before anything is taken in, so that a code is never left without its paper."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise Unavailable("file.unwritable", file=folder.name) from None

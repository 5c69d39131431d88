"""Verbs about a report's files: who had them in hand, and taking one out with its trace in the journal."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from core.app import queries
from core.app.views import AttachmentRow, CustodyLine
from core.domain.commands import ExportEvidence
from core.domain.evidence import PURPOSES
from core.domain.ids import read_id
from ui import compose
from ui.cli.console import Answer
from ui.cli.parser import Grammar
from ui.cli.session import Session

ACTS = {
    "taken": ("diterima dan dienkripsi", "taken in and encrypted"),
    "seen": ("dilihat", "looked at"),
    "exported": ("berkas asli diekspor", "original exported"),
    "copied": ("salinan untuk dibagikan diekspor", "copy for sharing exported"),
}


def register(report: Grammar) -> None:
    """Add the verbs to the family ``report``."""
    say = report.say
    listing = report.verb("evidence", list_evidence, "berkas laporan dan siapa memegangnya", "a report's files and their custody")
    listing.add_argument("report", metavar="ID")
    out = report.verb("export", export_evidence, "keluarkan satu berkas, tercatat", "take one file out, on record")
    out.add_argument("report", metavar="ID")
    out.add_argument("--attachment", required=True, metavar="TOKEN")
    out.add_argument("--out", required=True, type=Path, metavar="FILE")
    out.add_argument("--purpose", required=True, choices=PURPOSES, help=say("untuk apa", "what for"))
    out.add_argument("--copy", action="store_true", help=say("tanpa metadata, hanya gambar", "without metadata, pictures only"))


def list_evidence(session: Session) -> Answer:
    """``report evidence``: an addition."""
    with session.profile() as app:
        view = app.ask(queries.Report(session.options.report))
    tree = {"id": view.row.id, "number": view.row.number, "attachments": [asdict(file) for file in view.attachments]}
    return Answer(tree, [line for file in view.attachments for line in _lines(session, file)])


def _lines(session: Session, file: AttachmentRow) -> list[str]:
    first = f"{file.id}  {file.size:>14,}  {file.media_type}  {file.name}"
    return [first, f"  SHA-256 {file.digest}", *(f"  {_step(session, step)}" for step in file.custody)]


def _step(session: Session, step: CustodyLine) -> str:
    words = session.say(*ACTS[step.act])
    purpose = f" ({step.purpose})" if step.purpose else ""
    return f"{step.at}  {words}{purpose}: {step.officer}, {step.post}"


def export_evidence(session: Session) -> Answer:
    """``report export``: an addition; the entry is written before the first byte."""
    options = session.options
    with session.profile() as app:
        row = app.ask(queries.Report(options.report)).row
        command = ExportEvidence(app.new_command(), read_id(row.id), options.attachment, options.purpose, options.copy)
        with compose.writing_file(options.out) as sink:
            made = app.evidence.export(command, sink, session.console.watch)
    warning = session.say(
        "Berkas itu kini di luar perlindungan Posko; hapus bila tidak diperlukan lagi.",
        "That file is now outside the protection of Posko; delete it when it is not needed any more.",
    )
    return Answer({"file": str(options.out), **asdict(made)}, [str(options.out)], warnings=[warning])

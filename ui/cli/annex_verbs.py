"""The verb that takes a case's journal extract out, for whoever must check it without this program."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from core.app import queries
from core.domain.annex import WITHHOLDABLE, ExportAnnex
from core.domain.ids import read_id
from ui import compose
from ui.cli.console import Answer
from ui.cli.parser import Grammar
from ui.cli.session import Session

NOT_SAID = "tidak disebut / not stated"


def register(grammar: Grammar) -> None:
    """Add the verb."""
    say = grammar.say
    verb = grammar.verb("annex", export_annex, "lampiran jurnal satu perkara", "a case's journal extract")
    verb.add_argument("report", metavar="REPORT")
    verb.add_argument("--out", required=True, type=Path, metavar="FILE")
    verb.add_argument("--to", default=NOT_SAID, metavar="TEXT", help=say("untuk siapa", "for whom"))
    verb.add_argument("--basis", default=NOT_SAID, metavar="TEXT", help=say("atas dasar apa", "on what basis"))
    verb.add_argument("--withhold", action="append", choices=WITHHOLDABLE, help=say("tahan bagian ini", "hold this part back"))
    words = say("sertakan pihak yang dilaporkan", "take the reported parties along")
    verb.add_argument("--with-parties", action="store_true", help=words)
    words = say("jangan sertakan jenis entri ini", "leave entries of this kind here")
    verb.add_argument("--leave-out", action="append", default=[], metavar="KIND", help=words)
    verb.add_argument("--attachments", action="store_true", help=say("sertakan berkas bukti", "take the evidence along"))


def export_annex(session: Session) -> Answer:
    """``annex``: the entry is written before the first byte."""
    options = session.options
    withheld = set(options.withhold or ()) | (set() if options.with_parties else {"parties"})
    with session.profile() as app:
        report = read_id(app.ask(queries.Report(options.report)).row.id)
        command = ExportAnnex(
            app.new_command(),
            report,
            options.to,
            options.basis,
            tuple(sorted(withheld)),
            tuple(options.leave_out),
            options.attachments,
        )
        with compose.writing_file(options.out) as sink:
            made = app.annex(command, sink, session.console.watch)
    warning = session.say(
        "Berkas itu kini di luar perlindungan Posko; serahkan langsung kepada yang dituju.",
        "That file is now outside the protection of Posko; hand it to its addressee.",
    )
    line = session.say(f"{options.out}: {made.entries} entri", f"{options.out}: {made.entries} entries")
    return Answer({"file": str(options.out), **asdict(made)}, [line], warnings=[warning])

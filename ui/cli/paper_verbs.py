"""Verbs that print: the receipt of a report, and the letters and forms that need no name of a visitor."""

from __future__ import annotations

from pathlib import Path

from core.app import queries
from core.domain.papers import KINDS
from ui import compose
from ui.cli.console import Answer
from ui.cli.parser import Grammar
from ui.cli.session import SMALL_FILE, Session


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    receipt = grammar.verb("receipt", print_receipt, "cetak tanda terima (T05)", "print the receipt (T05)")
    receipt.add_argument("report", metavar="REPORT")
    receipt.add_argument("--out", required=True, type=Path, metavar="PDF")
    receipt.add_argument("--code-file", type=Path, metavar="FILE", help=say("kode periksa dari berkas", "look-up code"))
    receipt.add_argument("--with-number", action="store_true", help=say("cetak nomor perkara", "print the case number"))
    paper = grammar.verb("paper", print_paper, "cetak formulir atau surat", "print a form or letter")
    paper.add_argument("kind", metavar="KIND", help=", ".join(KINDS))
    paper.add_argument("report", nargs="?", default="", metavar="REPORT", help=say("tanpa ini formulir kosong", "else blank"))
    paper.add_argument("--out", required=True, type=Path, metavar="PDF")


def print_receipt(session: Session) -> Answer:
    """``receipt``: without ``--code-file`` it carries no code, for the program keeps none."""
    options = session.options
    code = "" if options.code_file is None else compose.read_file(options.code_file, SMALL_FILE).decode("utf-8", "replace")
    with session.profile() as app:
        pdf = app.ask(queries.Receipt(options.report, code.strip("\ufeff \t\r\n"), None, options.with_number))
        compose.write_file(options.out, pdf)
    return Answer({"file": str(options.out)}, [str(options.out)])


def print_paper(session: Session) -> Answer:
    """``paper``: what names a visitor comes out blank, for only the window's open form knows him."""
    options = session.options
    with session.profile() as app:
        pdf = app.ask(queries.Paper(options.kind, options.report))
        compose.write_file(options.out, pdf)
    return Answer({"file": str(options.out), "kind": options.kind.casefold()}, [str(options.out)])

"""Verbs that print: the receipt of a report, and the letters and forms that need no name of a visitor."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from core.app import queries
from core.app.views import Submitted
from core.domain.commands import RenewLookup
from core.domain.errors import Refused
from core.domain.ids import read_id
from core.domain.papers import KINDS
from ui import compose
from ui.cli.console import Answer
from ui.cli.parser import Grammar
from ui.cli.session import SMALL_FILE, Session

if TYPE_CHECKING:
    from core.app.application import Application


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
    """``receipt``: with ``--code-file`` the code is printed again; without it a new one is printed, which ends the old."""
    options = session.options
    given = "" if options.code_file is None else compose.read_file(options.code_file, SMALL_FILE).decode("utf-8", "replace")
    with session.profile() as app:
        code = given.strip("\ufeff \t\r\n") or _renewed(session, app)
        pdf = app.ask(queries.Receipt(options.report, code, None, options.with_number))
        compose.write_file(options.out, pdf)
    told = {} if given.strip() else {"code": code}
    return Answer({"file": str(options.out), **told}, [str(options.out)])


def _renewed(session: Session, app: Application) -> str:
    """A new code, after a first print without any has shown that paper and file will do: a code must not be lost."""
    options = session.options
    compose.write_file(options.out, app.ask(queries.Receipt(options.report, "", None, options.with_number)))
    row = app.ask(queries.Report(options.report)).row
    try:
        reply = app.execute(RenewLookup(app.new_command(), read_id(row.id))).reply
    except Refused:
        compose.remove_file(options.out)
        raise
    return cast("Submitted", reply).code


def print_paper(session: Session) -> Answer:
    """``paper``: what names a visitor comes out blank, for only the window's open form knows him."""
    options = session.options
    with session.profile() as app:
        pdf = app.ask(queries.Paper(options.kind, options.report))
        compose.write_file(options.out, pdf)
    return Answer({"file": str(options.out), "kind": options.kind.casefold()}, [str(options.out)])

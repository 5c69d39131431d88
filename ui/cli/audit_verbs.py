"""The audit trail on the command line: every entry that is held here, by filter, with its proof where it is asked for."""

from __future__ import annotations

from dataclasses import asdict

from core.app.audit_queries import Audit, AuditRow
from ui.cli.console import DONE, LOOK, Answer
from ui.cli.parser import Grammar
from ui.cli.session import Session


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    family = grammar.family("audit", "jejak audit", "the audit trail")
    listing = family.verb("list", list_entries, "setiap catatan, yang terbaru dahulu", "every entry, the newest first")
    listing.add_argument("--kind", default="", metavar="KIND", help=say("jenis, atau rumpun: case.", "kind, or a family: case."))
    listing.add_argument("--by", default="", metavar="NAME", help=say("petugas", "officer"))
    listing.add_argument("--post", default="", metavar="CODE")
    listing.add_argument("--about", default="", metavar="ID", help=say("id atau nomor laporan", "id or case number"))
    listing.add_argument("--since", default="", metavar="DATE")
    listing.add_argument("--until", default="", metavar="DATE")
    listing.add_argument(
        "--prove", action="store_true", help=say("buktikan tanda tangan dan rantai", "prove signature and chain")
    )
    listing.add_argument("--limit", type=int, default=50, metavar="N")
    listing.add_argument("--after", default=None, metavar="CURSOR")


def list_entries(session: Session) -> Answer:
    """``audit list``: 1 where a proof failed."""
    options = session.options
    query = Audit(
        options.kind.casefold(),
        options.by,
        options.post,
        options.about,
        options.since,
        options.until,
        options.prove,
        options.limit,
        options.after,
    )
    with session.profile() as app:
        page = app.ask(query)
    problems = [row.id for row in page.rows if row.faults]
    tree = {"entries": [asdict(row) for row in page.rows], "next": page.next, "problems": problems}
    lines = [_line(session, row) for row in page.rows] or [session.say("Tidak ada catatan.", "No entries.")]
    return Answer(tree, lines, LOOK if problems else DONE)


def _line(session: Session, row: AuditRow) -> str:
    who = f"{row.officer or '-'} ({row.post or '-'})"
    proof = "" if row.faults is None else ("  " + (", ".join(row.faults) or session.say("terbukti", "proven")))
    return f"{row.at or '-'}  {row.kind}  {row.number or row.subject}  {who}{proof}"

"""Verbs of the identity desk: name its officers, open an identity by two of them, show it once, the list, the tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import cast

from core.app import identity_queries as queries
from core.app import queries as reports
from core.app.identity_views import DeskOfficer, OpenedIdentity
from core.domain.identity_opening import INSTITUTIONS, PURPOSES, NameIdentityOfficer, ProposeOpening
from core.domain.ids import read_id
from ui.cli.change_verbs import add_second, second_officer, with_second
from ui.cli.console import Answer
from ui.cli.parser import Grammar
from ui.cli.session import Session
from ui.opening_identity import open_together, show_once

WORDS = {
    "proposed": ("menunggu petugas kedua", "waits for the second officer"),
    "approved": ("disetujui, belum ditampilkan", "agreed to, not shown yet"),
    "declined": ("ditolak", "declined"),
    "opened": ("dibuka", "opened"),
}


def register(grammar: Grammar) -> None:
    """Add the family."""
    family = grammar.family("identity", "meja identitas", "identity desk")
    say = family.say
    officer = family.verb("officer", name_officer, "tunjuk petugas meja identitas", "name an officer of the identity desk")
    officer.add_argument("name", metavar="NAME")
    officer.add_argument("--institution", required=True, metavar="TEXT", help=say("instansi asal", "where he comes from"))
    family.verb("officers", list_officers, "petugas meja identitas", "officers of the identity desk")
    opening = family.verb("open", open_identity, "buka identitas (dua petugas)", "open an identity (two officers)")
    opening.add_argument("report", metavar="REPORT")
    opening.add_argument("--purpose", required=True, metavar="CODE", help=", ".join(PURPOSES))
    opening.add_argument("--to", required=True, metavar="INSTITUTION", help=", ".join(INSTITUTIONS))
    opening.add_argument("--reason", required=True, metavar="TEXT")
    add_second(opening, family)
    show = family.verb("show", show_identity, "tampilkan sekali yang sudah disetujui", "show once what was agreed to")
    show.add_argument("opening", metavar="ID")
    listing = family.verb("list", list_openings, "daftar pembukaan, tanpa isi", "the list of openings, without words")
    listing.add_argument("--limit", type=int, default=50, metavar="N")
    listing.add_argument("--after", metavar="CURSOR")
    family.verb("tasks", list_tasks, "pelapor yang harus dihubungi", "reporters who are to be reached")


def name_officer(session: Session) -> Answer:
    """``identity officer``: the administrator names him with the institution that he comes from."""
    options = session.options
    with session.profile() as app:
        command = NameIdentityOfficer(app.new_command(), options.name, options.institution)
        made = cast("DeskOfficer", app.execute(command).reply)
    return Answer(asdict(made), [f"{made.officer}: {made.institution}"])


def list_officers(session: Session) -> Answer:
    """``identity officers``."""
    with session.profile() as app:
        rows = app.ask(queries.IdentityOfficers())
    return Answer({"officers": [asdict(row) for row in rows]}, [f"{row.officer}: {row.institution}" for row in rows])


def open_identity(session: Session) -> Answer:
    """``identity open``: without a second officer the answer tells what waits; with one the identity is shown."""
    options = session.options
    with session.profile() as app:
        second = second_officer(session, app)
        report = read_id(app.ask(reports.Report(options.report)).row.id)
        command = ProposeOpening(app.new_command(), report, options.purpose, options.to, options.reason)
        if second is None:
            return with_second(session, app, command, None)
        return _told(session, open_together(app, command, second))


def show_identity(session: Session) -> Answer:
    """``identity show``: once, to one of the two officers."""
    with session.profile() as app:
        return _told(session, show_once(app, read_id(session.options.opening)))


def _told(session: Session, opened: OpenedIdentity) -> Answer:
    head = session.say(f"{opened.number}: identitas dibuka, tercatat", f"{opened.number}: identity opened, on record")
    tree = {"opening": opened.opening, "id": opened.report, "number": opened.number, "identity": dict(opened.persons)}
    return Answer(tree, [head, *_lines(opened.persons, "")])


def _lines(tree: object, path: str) -> Iterator[str]:
    if isinstance(tree, Mapping):
        for name, value in tree.items():
            yield from _lines(value, f"{path}.{name}" if path else str(name))
    elif isinstance(tree, list):
        for place, value in enumerate(tree, start=1):
            yield from _lines(value, f"{path} {place}")
    elif tree not in ("", None):
        yield f"  {path}: {tree}"


def list_openings(session: Session) -> Answer:
    """``identity list``."""
    options = session.options
    with session.profile() as app:
        page = app.ask(queries.Openings(limit=options.limit, after=options.after))
    lines = [
        f"{row.id}  {row.number}  {row.purpose} > {row.addressee}  {session.say(*WORDS[row.status])}  {row.opened_at or row.at}"
        for row in page.rows
    ]
    return Answer({"openings": [asdict(row) for row in page.rows], "next": page.next}, lines)


def list_tasks(session: Session) -> Answer:
    """``identity tasks``: reports that an institution returned incomplete."""
    with session.profile() as app:
        rows = app.ask(queries.IdentityTasks())
    lines = [f"{row.number}  {row.institution}  {row.returned_at}  {row.opening}" for row in rows]
    return Answer({"tasks": [asdict(row) for row in rows]}, lines)

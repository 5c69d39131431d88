"""Verbs of the identity desk: its officers and their key, opening by two of them at once, the list, the tasks, what is due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import zip_longest
from mimetypes import guess_extension
from pathlib import Path
from typing import TYPE_CHECKING, cast

from core.app import identity_queries as queries
from core.app import queries as reports
from core.app.identity_views import DeskOfficer, OpenedIdentity
from core.app.protection_queries import Retention
from core.app.protection_views import PurgeRow
from core.domain.errors import Invalid, Refused
from core.domain.identity_opening import (
    INSTITUTIONS,
    PURPOSES,
    NameIdentityOfficer,
    ProposeOpening,
    UnnameIdentityOfficer,
)
from core.domain.ids import read_id
from ui import compose
from ui.cli.change_verbs import add_second, second_officer, with_second
from ui.cli.console import DONE, LOOK, Answer
from ui.cli.parser import Grammar
from ui.cli.session import Session
from ui.cli.share_verbs import shares_in
from ui.messages import sentence
from ui.opening_identity import open_together, show_once

if TYPE_CHECKING:
    from core.app.application import Application
    from core.app.identity_files import IdentityFiles

NOBODYS = Path("-")
WORDS = {
    "proposed": ("menunggu petugas kedua", "waits for the second officer"),
    "approved": ("disetujui, belum ditampilkan", "agreed to, not shown yet"),
    "declined": ("ditolak", "declined"),
    "opened": ("dibuka", "opened"),
}
KEY_WORDS = {
    "administrator": (
        "Kunci identitas masih pada administrator; serahkan kepada pasangan petugas dengan: identity key",
        "The identities' key is still with the administrator; hand it over to pairs of officers with: identity key",
    ),
    "pairs": ("Kunci identitas ada pada pasangan petugas di laptop ini.", "The identities' key is with pairs at this laptop."),
    "elsewhere": (
        "Kunci identitas tidak ada pada Anda di laptop ini; dua bagian kunci pemulihan memberikannya kepada pasangan baru: "
        "identity key --share --share",
        "The identities' key is not with you at this laptop; two shares of the recovery key give it to a new pair: "
        "identity key --share --share",
    ),
}


def register(grammar: Grammar) -> None:
    """Add the family."""
    family = grammar.family("identity", "meja identitas", "identity desk")
    say = family.say
    officer = family.verb("officer", name_officer, "tunjuk petugas meja identitas", "name an officer of the identity desk")
    officer.add_argument("name", metavar="NAME")
    officer.add_argument("--institution", required=True, metavar="TEXT", help=say("instansi asal", "where he comes from"))
    ending = family.verb("unname", unname_officer, "akhiri penunjukan petugas", "end an officer's place at the desk")
    ending.add_argument("name", metavar="NAME")
    family.verb("officers", list_officers, "petugas meja identitas", "officers of the identity desk")
    _add_key(family)
    opening = family.verb("open", open_identity, "buka identitas (dua petugas)", "open an identity (two officers)")
    opening.add_argument("report", metavar="REPORT")
    opening.add_argument("--purpose", required=True, metavar="CODE", help=", ".join(PURPOSES))
    opening.add_argument("--to", required=True, metavar="INSTITUTION", help=", ".join(INSTITUTIONS))
    opening.add_argument("--reason", required=True, metavar="TEXT")
    add_second(opening, family)
    show = family.verb("show", show_identity, "tampilkan sekali yang sudah disetujui", "show once what was agreed to")
    show.add_argument("opening", metavar="ID")
    add_second(show, family)
    for verb in (opening, show):
        verb.add_argument("--files", type=Path, metavar="DIR", help=say("berkas tersegel ke sini", "sealed files go here"))
    listing = family.verb("list", list_openings, "daftar pembukaan, tanpa isi", "the list of openings, without words")
    listing.add_argument("--limit", type=int, default=50, metavar="N")
    listing.add_argument("--after", metavar="CURSOR")
    family.verb("tasks", list_tasks, "pelapor yang harus dihubungi", "reporters who are to be reached")
    family.verb("due", list_due, "identitas yang tiba waktu musnahnya", "identities that are due for purge")


def _add_key(family: Grammar) -> None:
    say = family.say
    key = family.verb("key", hand_over, "serahkan kunci kepada pasangan petugas", "hand the key over to pairs of officers")
    key.add_argument(
        "--passphrase-of", type=Path, action="append", default=[], metavar="FILE",
        help=say("frasa sandi setiap petugas lain yang hadir", "the passphrase of everybody else who is there"),
    )  # fmt: skip
    keys = say("berkas kunci mereka, dalam urutan yang sama; - bila tanpa", "their key files, in the same order; - for none")
    key.add_argument("--key-file-of", type=Path, action="append", default=[], metavar="FILE", help=keys)
    key.add_argument("--shares", type=Path, metavar="DIR", help=say("bagian kunci pemulihan ke sini", "recovery shares go here"))
    key.add_argument("--share", type=Path, action="append", default=[], metavar="FILE", help=say("dua bagian", "two shares"))
    key.add_argument(
        "--only-present", action="store_true",
        help=say("petugas lain kehilangan akses laptop ini", "everybody else loses his way into this laptop"),
    )  # fmt: skip


def name_officer(session: Session) -> Answer:
    """``identity officer``: the administrator names him with the institution that he comes from."""
    options = session.options
    with session.profile() as app:
        command = NameIdentityOfficer(app.new_command(), options.name, options.institution)
        made = cast("DeskOfficer", app.execute(command).reply)
        key = app.ask(queries.IdentityOfficers()).key
    return Answer({**asdict(made), "key": key}, [f"{made.officer}: {made.institution}", session.say(*KEY_WORDS[key])])


def unname_officer(session: Session) -> Answer:
    """``identity unname``: his pairs lose their copies of the key."""
    with session.profile() as app:
        made = cast("DeskOfficer", app.execute(UnnameIdentityOfficer(app.new_command(), session.options.name)).reply)
    return Answer(asdict(made), [session.say(f"{made.officer}: penunjukan berakhir", f"{made.officer}: place ended")])


def list_officers(session: Session) -> Answer:
    """``identity officers``."""
    with session.profile() as app:
        desk = app.ask(queries.IdentityOfficers())
    lines = [session.say(*KEY_WORDS[desk.key]), *(_officer(session, each) for each in desk.officers)]
    return Answer({"key": desk.key, "officers": [asdict(row) for row in desk.officers]}, lines)


def _officer(session: Session, each: DeskOfficer) -> str:
    line = session.say(
        f"{each.officer}: {each.institution}, sejak {each.named_at[:10]}, ditunjuk {each.named_by}",
        f"{each.officer}: {each.institution}, since {each.named_at[:10]}, named by {each.named_by}",
    )
    if each.ended_at:
        return session.say(f"{each.officer}: berakhir {each.ended_at[:10]}", f"{each.officer}: ended {each.ended_at[:10]}")
    partners = ", ".join(each.partners) or session.say("belum menerima kunci di laptop ini", "no share of the key at this laptop")
    return f"{line}; {session.say('membuka bersama', 'opens with')}: {partners}"


def hand_over(session: Session) -> Answer:
    """``identity key``: everybody who takes a share, or had the key, gives his passphrase."""
    options = session.options
    escrow = shares_in(options.share) if options.share else []
    with session.profile() as app:
        others = zip_longest(options.passphrase_of, options.key_file_of[: len(options.passphrase_of)])
        words = [session.way(), *(session.bring(session.read_passphrase(path), _key(key)) for path, key in others)]
        made = app.hand_over_identities(words, shares=options.shares, escrow=escrow, only_present=options.only_present)
    line = session.say(
        f"Kunci identitas kini pada {made.pairs} pasangan: {', '.join(made.officers)}. Tidak ada yang dapat membuka sendiri.",
        f"The identities' key is now with {made.pairs} pairs: {', '.join(made.officers)}. Nobody can open alone.",
    )
    return Answer(asdict(made), [line])


def _key(named: Path | None) -> Path | None:
    return None if named == NOBODYS else named


def open_identity(session: Session) -> Answer:
    """``identity open``: without a second officer the answer tells what waits; with one the identity is shown."""
    options = session.options
    with session.profile() as app:
        second = second_officer(session, app)
        report = read_id(app.ask(reports.Report(options.report)).row.id)
        command = ProposeOpening(app.new_command(), report, options.purpose, options.to, options.reason)
        if second is None:
            return with_second(session, app, command, None)
        return _told(session, app, *open_together(app, command, second))


def show_identity(session: Session) -> Answer:
    """``identity show``: once, to the two officers, who are both there."""
    with session.profile() as app:
        second = second_officer(session, app)
        if second is None:
            raise Invalid("usage", detail="--second-passphrase-file")
        return _told(session, app, *show_once(app, read_id(session.options.opening), second))


def _told(session: Session, app: Application, opened: OpenedIdentity, files: IdentityFiles) -> Answer:
    head = session.say(f"{opened.number}: identitas dibuka, tercatat", f"{opened.number}: identity opened, on record")
    try:
        written, missing = _write_files(session, app, opened, files)
    finally:
        files.close()
    tree: dict[str, object] = {"opening": opened.opening, "id": opened.report, "number": opened.number}
    tree |= {
        "identity": dict(opened.persons),
        "purpose": opened.purpose,
        "files": [asdict(file) for file in opened.files],
        "written": written,
    }
    named = [f"  {file.name} ({file.media_type}, {file.size} B)" for file in opened.files]
    lines = [head, *_lines(opened.persons, ""), *named, *written]
    return Answer(tree, lines, LOOK if len(written) < len(opened.files if session.options.files else ()) else DONE, missing)


def _write_files(session: Session, app: Application, opened: OpenedIdentity, files: IdentityFiles) -> tuple[list[str], list[str]]:
    """Paths, and what could not be written: the opening is on record by now, so it is shown whatever a disk says."""
    written, missing = list[str](), list[str]()
    for number, file in enumerate(opened.files if session.options.files else (), start=1):
        if not file.here:
            missing.append(session.say(f"Berkas {file.name} belum sampai.", f"File {file.name} is not here yet."))
            continue
        path = session.options.files / f"tersegel-{number}{guess_extension(file.media_type) or ''}"
        try:
            with compose.writing_file(path) as sink:
                files.export(file.token, sink, app.new_command(), session.console.watch)
            written.append(str(path))
        except Refused as refusal:
            missing.append(sentence(refusal, session.console.language))
    return written, missing


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


def list_due(session: Session) -> Answer:
    """``identity due``: those whose day has come; what a legal hold forbids is said."""
    rows, after, more = list[PurgeRow](), None, True
    with session.profile() as app:
        while more:
            page = app.ask(Retention(limit=200, after=after))
            rows += [row for row in page.rows if row.identity]
            after, more = page.next, page.next is not None
    held = session.say("ditahan, tidak dimusnahkan", "held, not purged")
    waits = session.say("menunggu petugas kedua", "waits for the second officer")
    lines = [f"{row.number}  {row.due}  {held if row.held else waits if row.ordered else ''}".rstrip() for row in rows]
    return Answer({"due": [asdict(row) for row in rows]}, lines)

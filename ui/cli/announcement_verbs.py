"""Verbs about announcements: the province tells its posts something, a post says that it has read it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from core.app import queries
from core.domain.announcement import Announce, MarkRead
from core.domain.ids import read_id
from ui import compose
from ui.cli.console import DONE, LOOK, Answer
from ui.cli.parser import Grammar
from ui.cli.session import SMALL_FILE, Session


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    family = grammar.family("announcement", "pemberitahuan provinsi", "the province's announcements")
    make = family.verb("make", make_one, "beri tahu semua posko, atau satu", "tell every post, or one, something")
    make.add_argument("title", metavar="TITLE", help=say("satu baris", "one line"))
    make.add_argument("--words-file", required=True, type=Path, metavar="FILE", help=say("isinya (teks)", "the words (text)"))
    make.add_argument("--to", default="", metavar="POST", help=say("hanya untuk satu posko", "for one post alone"))
    make.add_argument("--urgent", action="store_true", help=say("mendesak", "it must not wait"))
    listing = family.verb(
        "list", list_all, "yang diberitahukan dan siapa sudah membaca", "what was announced and who has read it"
    )
    listing.add_argument("--open", action="store_true", help=say("hanya yang belum dibaca", "what is not read yet alone"))
    read = family.verb("read", mark_read, "baca; provinsi diberi tahu", "read it; the province is told")
    read.add_argument("id", metavar="ID")


def make_one(session: Session) -> Answer:
    """``announcement make``: it goes along with the next medium."""
    options = session.options
    words = compose.read_file(options.words_file, SMALL_FILE).decode("utf-8-sig", "replace")
    with session.profile() as app:
        command = Announce(app.new_command(), options.title, words, options.to.strip().upper(), options.urgent)
        made = str(app.execute(command).reply)
    return Answer({"id": made}, [made])


def list_all(session: Session) -> Answer:
    """``announcement list``: at a post, one that nobody has read needs a look."""
    with session.profile() as app:
        rows, post = app.ask(queries.Announcements(session.options.open)), app.facts.kind == "post"
    lines = []
    for row in rows:
        urgent = session.say("MENDESAK  ", "URGENT  ") if row.urgent else ""
        lacking = session.say("belum dibaca", "not read by") + f" {', '.join(row.lacking)}" if row.lacking else ""
        lines.append(f"{row.id}  {row.at}  {urgent}{row.title}  {lacking}".rstrip())
    lines = lines or [session.say("Tidak ada pemberitahuan.", "No announcements.")]
    look = post and any(row.lacking for row in rows)
    return Answer({"announcements": [asdict(row) for row in rows]}, lines, LOOK if look else DONE)


def mark_read(session: Session) -> Answer:
    """``announcement read``: shows the words."""
    with session.profile() as app:
        subject = read_id(session.options.id)
        app.execute(MarkRead(app.new_command(), subject))
        row = next(each for each in app.ask(queries.Announcements()) if read_id(each.id) == subject)
    return Answer(asdict(row), [row.title, "", row.words])

"""Verbs about sticks: which are plugged in and how they are, who carries which, and letting one go."""

from __future__ import annotations

import os
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from core.app import queries
from core.app.custody_views import LATE
from core.app.handing import KIND, handing_over
from core.domain.document import IssueDocument
from core.domain.errors import Invalid, Unavailable
from ui.cli.console import DONE, LOOK, Answer
from ui.cli.document_verbs import write_issued
from ui.cli.parser import Grammar
from ui.cli.session import Session

if TYPE_CHECKING:
    from core.app.document_views import IssuedDocument

MILLISECONDS = 1000
WORDS = {
    "none": ("tidak ada stik", "no stick"),
    "wrong": ("hanya berisi kiriman kantor lain", "holds only what is for other offices"),
    "locked": ("terkunci atau belum dibuka sistem", "locked, or not opened by the system"),
    "full": ("penuh", "full"),
    "pulled": ("tercabut", "pulled out"),
    "name": ("ada berkas bernama DATA", "a file is named DATA"),
    "read_only": ("tidak dapat ditulisi", "cannot be written"),
    "fine": ("siap", "ready"),
}
STATES = {
    "out": ("di jalan", "under way"),
    "late": ("di jalan terlalu lama", "under way for too long"),
    "back": ("kembali ke sini", "here again"),
    "received": ("diterima, stik belum kembali", "received, the stick is still away"),
    "done": ("diterima dan kembali", "received and here again"),
}


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    stick = grammar.family("stick", "stik: keadaan, perjalanan, serah terima", "sticks: state, trips, handing over")
    stick.verb("list", list_sticks, "stik yang terpasang dan keadaannya", "sticks that are plugged in, and their state")
    gone = stick.verb("eject", eject_stick, "lepas sebuah stik", "let a stick go")
    gone.add_argument("place", type=Path, metavar="FOLDER")
    stick.verb("trips", list_trips, "stik di jalan, yang kembali, dan yang belum datang", "sticks under way, back, and missing")
    hand = stick.verb(
        "handover", hand_over, "terbitkan berita acara serah terima (T09)", "issue the record of handing over (T09)"
    )
    hand.add_argument("trip", type=int, metavar="NUMBER", help=say("nomor kiriman di daftar", "the number in the ledger"))
    for option, meaning in (
        ("--giver", say("yang menyerahkan", "who gives")),
        ("--taker", say("pembawa", "who carries it")),
        ("--venue", say("tempat", "where")),
    ):
        hand.add_argument(option, required=True, metavar="TEXT", help=meaning)
    for option in ("--next-hop", "--witness"):
        hand.add_argument(option, default="", metavar="TEXT")
    hand.add_argument("--out", required=True, type=Path, metavar="PDF")


def list_sticks(session: Session) -> Answer:
    """``stick list``."""
    from sync.sticks.finding import find_sticks
    from sync.sticks.state import NOTHING, known_names, look

    with session.profile() as app:
        survey, known = find_sticks(), known_names(app.shelf)
        found = [look(survey, each.root, NOTHING, known) for each in survey.volumes]
    rows = [{"place": str(each.root), "state": str(each.state), "free": each.free} for each in found]
    rows += [{"place": name, "state": "locked", "free": -1} for name in survey.locked]
    lines = [f"{row['place']}  {session.say(*WORDS[str(row['state'])])}" for row in rows]
    return Answer({"sticks": rows}, lines or [session.say(*WORDS["none"])])


def eject_stick(session: Session) -> Answer:
    """``stick eject``; raises ``stick.busy`` while somebody uses it."""
    from sync.sticks.finding import eject, find_sticks

    place = Path(os.path.realpath(session.options.place))  # which takes a link that leads to itself, too
    volume = find_sticks().at(place)
    if volume is None:
        raise Unavailable("medium.none", path=place.name)
    if not eject(volume):
        raise Unavailable("stick.busy")
    return Answer({"ejected": str(place)}, [session.say("aman dicabut", "safe to take out")])


def list_trips(session: Session) -> Answer:
    """``stick trips``: late sticks and missing runs are what somebody must look at."""
    with session.profile() as app:
        view = app.ask(queries.Custody())
    lines = [
        f"{each.number}  {each.at}  {each.medium}  {', '.join(each.runs)}  {each.carrier or '-'}  {each.paper or '-'}  "
        f"{session.say(*STATES[each.state])}  {each.days} {session.say('hari', 'days')}"
        for each in view.sticks
    ]
    warnings = [
        session.say(
            f"Kiriman ke-{each.number} sudah {each.days} hari tanpa jawaban; tanyakan pembawanya, lalu kirim lagi.",
            f"Trip {each.number} has had no answer for {each.days} days; ask who carries it, then send again on another stick.",
        )
        for each in view.sticks
        if each.state == LATE
    ]
    warnings += [
        session.say(
            f"Dari posko {each.post or '?'} belum datang urutan {each.first}-{each.last}; stiknya mungkin masih di jalan.",
            f"Of post {each.post or '?'} the run {each.first}-{each.last} has not come; its stick may be under way.",
        )
        for each in view.missing
    ]
    return Answer(asdict(view), lines, LOOK if warnings else DONE, warnings)


def hand_over(session: Session) -> Answer:
    """``stick handover``: the record is issued first, then the carrier stands in the ledger under its number."""
    options = session.options
    people = {name: getattr(options, name) for name in ("giver", "taker", "venue", "next_hop", "witness")}
    with session.profile() as app:
        stick = next((each for each in app.ask(queries.Custody()).sticks if each.number == options.trip), None)
        if stick is None:
            raise Invalid("stick.unknown", trip=str(options.trip))
        zone = app.facts.zone
        now = datetime.fromtimestamp(app.now_ms() / MILLISECONDS, ZoneInfo(zone))
        fields, media = handing_over(stick, {name: words for name, words in people.items() if words}, now, zone)
        command = IssueDocument(app.new_command(), KIND, fields, {"media": media}, None)
        made = cast("IssuedDocument", app.execute(command).reply)
        app.custody.hand_over(stick.trip, options.taker, made.number)
    return write_issued(made, options.out)

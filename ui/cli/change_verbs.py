"""Verbs of changes that take two officers: correct, approve, decline, erase; and the legal hold."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec

from core.app import queries
from core.app.views import Pending, WaitingRow
from core.domain.commands import AnswerProposal, Command, LiftHold, OrderErasure, PlaceHold, ProposeCorrection
from core.domain.correction import AMEND, REASONS, RESTORE, VOID
from core.domain.erasure import ERASABLE, GROUNDS
from core.domain.errors import Invalid
from core.domain.ids import SubjectId, read_id
from ui import compose
from ui.cli.console import Answer
from ui.cli.parser import Grammar
from ui.cli.session import Session

if TYPE_CHECKING:
    from core.app.application import Application
    from core.app.device import Device

LIMIT = 1024 * 1024
WORDS = {
    "proposed": ("diusulkan", "proposed"),
    "approved": ("disetujui", "approved"),
    "declined": ("ditolak", "declined"),
    "held": ("tertahan", "held"),
}


def register(grammar: Grammar, report: Grammar) -> None:
    """Add the verbs; ``report`` is the family of reports."""
    correct = report.verb("correct", correct_report, "usulkan perbaikan laporan", "propose a correction of a report")
    _report(correct)
    correct.add_argument("file", nargs="?", type=Path, metavar="FILE", help=grammar.say("bagian baru, JSON", "new fields, JSON"))
    correct.add_argument("--reason", required=True, metavar="TEXT", help=", ".join(REASONS))
    correct.add_argument("--void", action="store_true", help=grammar.say("batalkan laporan", "void the report"))
    correct.add_argument("--restore", action="store_true", help=grammar.say("pulihkan yang batal", "restore a voided report"))
    add_second(correct, grammar)
    report.verb("pending", list_pending, "usulan yang menunggu petugas lain", "proposals that wait for another officer")
    _answer(grammar, "approve", approve, "setujui usulan petugas lain", "approve another officer's proposal")
    _answer(grammar, "decline", decline, "tolak usulan", "decline a proposal")
    erase = grammar.family("erasure", "penghapusan", "erasure")
    order = erase.verb("order", order_erasure, "perintahkan hapus isi laporan", "order a report's words to be erased")
    _report(order)
    order.add_argument("--ground", required=True, metavar="CODE", help=", ".join(GROUNDS))
    order.add_argument("--basis", required=True, metavar="TEXT", help=grammar.say("dasar hukum", "legal basis"))
    order.add_argument("--part", action="append", choices=ERASABLE, default=[], metavar="PART", help=", ".join(ERASABLE))
    order.add_argument("--keep-files", action="store_true", help=grammar.say("lampiran tetap", "attachments stay"))
    add_second(order, grammar)
    hold = grammar.family("hold", "penahanan bukti", "legal holds")
    for name, run, words in (
        ("place", place_hold, ("tahan laporan sebagai bukti", "forbid to erase a report")),
        ("lift", lift_hold, ("cabut penahanan", "end the holds on a report")),
    ):
        verb = hold.verb(name, run, *words)
        _report(verb)
        verb.add_argument("--basis", required=True, metavar="TEXT", help=grammar.say("dasar hukum", "legal basis"))


def _report(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("report", metavar="REPORT")


def add_second(verb: argparse.ArgumentParser, grammar: Grammar) -> None:
    """The options by which a second officer answers at once."""
    verb.add_argument("--second-officer", metavar="NAME", help=grammar.say("petugas kedua", "the second officer"))
    verb.add_argument("--second-passphrase-file", type=Path, metavar="FILE")
    key = grammar.say("berkas kunci petugas kedua, bila ia memakainya", "the second officer's key file, where he uses one")
    verb.add_argument("--second-key-file", type=Path, metavar="FILE", help=key)


def _answer(grammar: Grammar, name: str, run: Any, indonesian: str, english: str) -> None:
    verb = grammar.verb(name, run, indonesian, english)
    verb.add_argument("proposal", metavar="ID")
    verb.add_argument("--reason", default="", metavar="TEXT")


def correct_report(session: Session) -> Answer:
    """``report correct``: without a second officer the answer tells what waits."""
    options = session.options
    act = VOID if options.void else RESTORE if options.restore else AMEND
    if options.void and options.restore:
        raise Invalid("usage", detail="--void --restore")
    if (options.file is None) == (act == AMEND):
        raise Invalid("usage", detail="FILE")
    changes = {} if options.file is None else _changes(options.file)
    reason, words = (options.reason, "") if options.reason in REASONS else ("other", options.reason)
    with session.profile() as app:
        second = second_officer(session, app)
        report = _subject(app, options.report)
        command = ProposeCorrection(app.new_command(), report, act, reason, words, changes)
        return with_second(session, app, command, second)


def _changes(path: Path) -> dict[str, object]:
    try:
        tree = msgspec.json.decode(compose.read_file(path, LIMIT).removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Invalid("report.not_json", line=1) from None
    if not isinstance(tree, dict):
        raise Invalid("report.not_json", line=1)
    return tree


def _subject(app: Application, name: str) -> SubjectId:
    return read_id(app.ask(queries.Report(name)).row.id)


def second_officer(session: Session, app: Application) -> Device | None:
    """Opened before anything is written: a wrong passphrase then leaves nothing behind."""
    options = session.options
    if options.second_officer is None and options.second_passphrase_file is None:
        return None
    if options.second_passphrase_file is None:
        raise Invalid("usage", detail="--second-passphrase-file")
    way = session.bring(session.read_passphrase(options.second_passphrase_file), options.second_key_file)
    return app.second(way, options.second_officer)


def with_second(session: Session, app: Application, command: Command, second: Device | None) -> Answer:
    """Carry out what is proposed; where the second officer is there, his agreement as well."""
    made = cast("Pending", app.execute(command).reply)
    if second is None:
        return _told(session, made)
    answer = AnswerProposal(app.new_command(), read_id(made.id), approve=True)
    return _told(session, cast("Pending", app.execute(answer, by=second).reply))


def _told(session: Session, made: Pending) -> Answer:
    tree: dict[str, object] = {"id": made.report, "number": made.number, "proposal": made.id, "status": made.status}
    line = f"{made.number}: {session.say(*WORDS[made.status])}"
    if made.status == "proposed":
        tree["pending"] = made.id
        line += session.say(f", menunggu petugas lain: approve {made.id}", f", waits for another officer: approve {made.id}")
    return Answer(tree, [line])


def list_pending(session: Session) -> Answer:
    """``report pending``."""
    with session.profile() as app:
        rows = app.ask(queries.Waiting())
    return Answer({"pending": [asdict(row) for row in rows]}, [_waiting(session, row) for row in rows])


def _waiting(session: Session, row: WaitingRow) -> str:
    own = session.say(" (usulan sendiri)", " (your own)") if row.mine else ""
    return f"{row.id}  {row.number}  {row.act}  {row.officer}{own}"


def approve(session: Session) -> Answer:
    """``approve``: of a correction or an erasure."""
    return _answered(session, agreed=True)


def decline(session: Session) -> Answer:
    """``decline``: also to take one's own proposal back."""
    return _answered(session, agreed=False)


def _answered(session: Session, *, agreed: bool) -> Answer:
    options = session.options
    with session.profile() as app:
        command = AnswerProposal(app.new_command(), read_id(options.proposal), agreed, options.reason)
        return _told(session, cast("Pending", app.execute(command).reply))


def order_erasure(session: Session) -> Answer:
    """``erasure order``: has effect once another officer of the province agreed."""
    options = session.options
    parts = tuple(options.part) or ERASABLE
    with session.profile() as app:
        second = second_officer(session, app)
        report = _subject(app, options.report)
        files = not options.keep_files
        command = OrderErasure(app.new_command(), report, options.ground, options.basis, parts, files)
        return with_second(session, app, command, second)


def place_hold(session: Session) -> Answer:
    """``hold place``."""
    return _held(session, PlaceHold, session.say("ditahan sebagai bukti", "under a legal hold"), held=True)


def lift_hold(session: Session) -> Answer:
    """``hold lift``."""
    return _held(session, LiftHold, session.say("penahanan dicabut", "no longer under a legal hold"), held=False)


def _held(session: Session, kind: type[PlaceHold | LiftHold], words: str, *, held: bool) -> Answer:
    options = session.options
    with session.profile() as app:
        command = kind(app.new_command(), _subject(app, options.report), options.basis)
        made = cast("Pending", app.execute(command).reply)
    return Answer({"id": made.report, "number": made.number, "held": held}, [f"{made.number}: {words}"])

"""Verbs of the reporter's look-up code: what it tells, what comes back with it, and what the province takes on."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, cast

from core.app import queries
from core.app.views import ReturnRow, ReturnTaken, Standing
from core.domain.commands import AttachedFile, HandleReturn, LookUp, ReturnWithCode
from core.domain.errors import Invalid
from core.domain.ids import read_id
from core.domain.reporter import COMPLETION, EVIDENCE, THREAT, WITHDRAWAL
from ui import compose
from ui.cli.console import LOOK, Answer
from ui.cli.parser import Grammar, Parser
from ui.cli.report_files import require_distinct
from ui.cli.session import SMALL_FILE, Session
from ui.messages import sentence

if TYPE_CHECKING:
    from core.app.application import Application

TEXT_LIMIT = 1024 * 1024
STANDINGS = {
    "recorded": ("tercatat di posko, belum sampai di provinsi", "recorded at the post, not yet at the province"),
    "at_province": ("sudah di provinsi", "at the province"),
    "referred": ("diteruskan ke lembaga yang berwenang", "referred to the authority in charge"),
    "decided": ("sudah diputus", "decided"),
    "closed": ("ditutup", "closed"),
}


def register(report: Grammar) -> None:
    """Add the verbs to the family of reports."""
    say = report.say
    look = report.verb("lookup", look_up, "status menurut kode periksa", "what the look-up code tells")
    look.add_argument("code", metavar="RECEIPT-CODE", help=say("- membaca kode dari masukan baku", "- reads it from stdin"))
    supplement = report.verb("supplement", add_evidence, "pelapor menambah bukti", "the reporter adds evidence")
    supplement.add_argument("--complete", action="store_true", help=say("melengkapi laporan", "completes a returned report"))
    threat = report.verb("threat", tell_threat, "pelapor melaporkan ancaman", "the reporter tells of a threat")
    withdraw = report.verb("withdraw", withdraw_report, "pelapor mencabut laporannya", "the reporter withdraws")
    for verb in (supplement, threat, withdraw):
        _options(
            verb,
            say("kode periksa dari berkas", "file with the look-up code"),
            say("berkas yang memperlihatkan pelapor atau saksi", "file that shows the reporter or a witness"),
        )
    returns = report.verb("returns", list_returns, "titipan pelapor untuk provinsi", "what reporters added (province)")
    returns.add_argument("--open", action="store_true", help=say("yang belum ditangani", "what nobody has taken on"))
    handle = report.verb("handle", handle_return, "tangani satu titipan pelapor", "take one of them on")
    handle.add_argument("id", metavar="ID")


def _options(verb: Parser, code_help: str, private_help: str) -> None:
    verb.add_argument("--code-file", required=True, type=Path, metavar="FILE", help=code_help)
    verb.add_argument("--text-file", type=Path, metavar="FILE")
    verb.add_argument("--attach", action="append", default=[], type=Path, metavar="PATH")
    verb.add_argument("--private", action="append", default=[], type=Path, metavar="PATH", help=private_help)


def look_up(session: Session) -> Answer:
    """``report lookup``: a status and a day, never more; an unknown code is exit 1."""
    typed = session.options.code
    if typed == "-":
        typed = sys.stdin.buffer.read(SMALL_FILE).decode("utf-8", "replace")
    with session.profile() as app:
        standing = cast("Standing", app.execute(LookUp(typed.strip("\ufeff \t\r\n"))).reply)
    tree = {"status": standing.status, "updated": standing.updated}
    if standing.status is None:
        return Answer(tree, [], LOOK, [sentence(Invalid("lookup.unknown"), session.console.language)])
    line = f"{session.say(*STANDINGS[standing.status])} ({standing.updated})"
    if standing.opened:
        tree["identity_opened"] = standing.opened
        line += session.say(f"; identitas dibuka pada {standing.opened}", f"; identity opened on {standing.opened}")
    return Answer(tree, [line])


def add_evidence(session: Session) -> Answer:
    """``report supplement``."""
    return _return(session, COMPLETION if session.options.complete else EVIDENCE)


def tell_threat(session: Session) -> Answer:
    """``report threat``."""
    return _return(session, THREAT)


def withdraw_report(session: Session) -> Answer:
    """``report withdraw``."""
    return _return(session, WITHDRAWAL)


def _return(session: Session, act: str) -> Answer:
    options = session.options
    code = _text(options.code_file, SMALL_FILE).strip()
    text = "" if options.text_file is None else _text(options.text_file, TEXT_LIMIT).strip()
    with session.profile() as app, _captured(session, app, options.attach, options.private) as files:
        command = ReturnWithCode(app.new_command(), code, act, text, tuple(files))
        taken = cast("ReturnTaken", app.execute(command).reply)
    line = session.say(
        "Disegel untuk provinsi. Berangkat dengan media berikutnya; posko ini tidak dapat membacanya.",
        "Sealed for the province. It leaves with the next medium; this post cannot read it.",
    )
    return Answer(asdict(taken), [line])


def _text(path: Path, limit: int) -> str:
    try:
        return compose.read_file(path, limit).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid("file.unreadable", file=path.name) from None


@contextmanager
def _captured(session: Session, app: Application, paths: Sequence[Path], private: Sequence[Path]) -> Iterator[list[AttachedFile]]:
    """The files captured; what is private goes to the identity desk alone (SAFEGUARDS 1)."""
    require_distinct([*paths, *private])
    wanted = [(path, False) for path in paths] + [(path, True) for path in private]
    files: list[AttachedFile] = []
    try:
        for path, shows in wanted:
            files.append(app.evidence.attach(path, path.name, shows_identity=shows, watch=session.console.watch))
        yield files
    except BaseException:
        for file in files:
            app.discard(file)
        raise


def list_returns(session: Session) -> Answer:
    """``report returns``: what the province reads; empty at a post."""
    with session.profile() as app:
        rows = app.ask(queries.Returns(open_only=session.options.open))
    return Answer({"returns": [asdict(row) for row in rows]}, [_line(row) for row in rows])


def _line(row: ReturnRow) -> str:
    return f"{row.id}  {row.at}  {row.act:10}  {row.post}  {row.number or '?'}  {row.text[:80]}"


def handle_return(session: Session) -> Answer:
    """``report handle``: an addition; the officer's name and the hour stand in the journal."""
    subject = read_id(session.options.id)
    with session.profile() as app:
        app.execute(HandleReturn(app.new_command(), subject))
    return Answer({"id": session.options.id}, [session.options.id])

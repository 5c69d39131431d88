"""Verbs about what became of a pact: told, signed, refused, away, and one pact with its history."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.app import queries
from core.domain.errors import Invalid
from core.domain.ids import SubjectId, read_id
from core.domain.pact import (
    AWAY_REASONS,
    MANNERS,
    METHODS,
    PactActCommand,
    RecordPactActs,
    RecordPactAway,
    RecordPactRefused,
    RecordPactSigned,
    RecordPactTold,
)
from ui import compose
from ui.cli.check_verbs import TRUST_LIMIT, VERDICTS
from ui.cli.console import DONE, LOOK, Answer
from ui.cli.parser import Grammar
from ui.cli.session import Session
from ui.messages import sentence

if TYPE_CHECKING:
    from core.app.application import Application
    from core.app.pact_views import PactView

Build = Callable[["Application", argparse.Namespace, SubjectId, date], PactActCommand]


def register(grammar: Grammar, pact: Grammar) -> None:
    """Add the verbs; ``pact`` is the family of pacts."""
    say = grammar.say
    told = _verb(grammar, pact, "told", _told, "catat sosialisasi pakta", "record that people were told")
    told.add_argument("--manner", default=MANNERS[0], metavar="CODE", help=", ".join(MANNERS))
    told.add_argument("--by", default="", metavar="TEXT", help=say("jabatan yang menyampaikan", "position of who told"))
    signed = _verb(grammar, pact, "signed", _signed, "catat pakta yang ditandatangani", "record a signature")
    signed.add_argument("--method", default=METHODS[0], metavar="CODE", help=", ".join(METHODS))
    signed.add_argument("--place", default="", metavar="TEXT", help=say("tempat", "place"))
    signed.add_argument("--stamp", default="", metavar="TEXT", help=say("nomor seri meterai", "serial of the duty stamp"))
    signed.add_argument("--witness", default="", metavar="TEXT", help=say("jabatan saksi", "witness's position"))
    signed.add_argument("--paper", type=Path, metavar="FILE", help=say("pindaian atau PDF BSrE", "scan or BSrE PDF"))
    refused = _verb(grammar, pact, "refused", _refused, "catat penolakan (meja saja)", "record a refusal (desks only)")
    refused.add_argument("--reason", default="", metavar="TEXT", help=say("alasan", "reason"))
    refused.add_argument("--witness", default="", metavar="TEXT", help=say("jabatan saksi", "witness's position"))
    away = _verb(grammar, pact, "away", _away, "catat yang berhalangan", "record who is away")
    away.add_argument("--reason", required=True, metavar="CODE", help=", ".join(AWAY_REASONS))
    away.add_argument("--until", metavar="DATE", help=say("sampai tanggal", "until"))
    away.add_argument("--note", default="", metavar="TEXT", help=say("keterangan", "note"))
    pact.verb("hindered", list_hindered, "yang menolak atau berhalangan, dan sebabnya", "who refused or is away, and why")
    bsre = pact.verb("bsre", judge_bsre, "periksa PDF BSrE sebuah pakta", "verify a pact's BSrE PDF")
    bsre.add_argument("pact", metavar="PACT")
    bsre.add_argument("--roots", type=Path, metavar="FILE", help=say("sertifikat induk BSrE (PEM)", "BSrE's roots (PEM)"))
    show = pact.verb("show", show_pact, "satu pakta dan riwayatnya", "one pact and its history")
    show.add_argument("pact", metavar="PACT")
    show.add_argument(
        "--paper", type=Path, metavar="FILE", help=say("tulis pindaian terbarunya ke sini", "write its newest scan")
    )


def _verb(grammar: Grammar, pact: Grammar, name: str, build: Build, *words: str) -> argparse.ArgumentParser:
    verb = pact.verb(name, partial(_record, build), *words)
    verb.add_argument("pacts", nargs="+", metavar="PACT", help=grammar.say("id atau nomor", "id or number"))
    verb.add_argument("--day", metavar="DATE", help=grammar.say("tanggal; tanpa ini hari ini", "day; today without"))
    return verb


def read_day(text: str) -> date:
    """A day as ``YYYY-MM-DD``; raises ``Invalid('usage')``."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("usage", detail=text[:40]) from None


def _record(build: Build, session: Session) -> Answer:
    options = session.options
    with session.profile() as app:
        day = read_day(options.day) if options.day else app.today
        subjects = [read_id(app.ask(queries.Pact(name)).row.id) for name in dict.fromkeys(options.pacts)]
        app.execute(RecordPactActs(app.new_command(), tuple(build(app, options, subject, day) for subject in subjects)))
        rows = [app.ask(queries.Pact(name)).row for name in dict.fromkeys(options.pacts)]
    return Answer({"pacts": [asdict(row) for row in rows]}, [f"{row.number}  {row.state}  {row.name}" for row in rows])


def _told(app: Application, options: Any, pact: SubjectId, day: date) -> PactActCommand:
    return RecordPactTold(app.new_command(), pact, day, options.manner, by=options.by)


def _signed(app: Application, options: Any, pact: SubjectId, day: date) -> PactActCommand:
    paper = None
    if options.paper is not None:
        paper = app.evidence.attach(options.paper, options.paper.name)
    return RecordPactSigned(
        app.new_command(),
        pact,
        day,
        options.method,
        place=options.place,
        stamp_serial=options.stamp,
        witness=options.witness,
        paper=paper,
    )


def _refused(app: Application, options: Any, pact: SubjectId, day: date) -> PactActCommand:
    return RecordPactRefused(app.new_command(), pact, day, options.reason, options.witness)


def _away(app: Application, options: Any, pact: SubjectId, day: date) -> PactActCommand:
    until = read_day(options.until) if options.until else None
    return RecordPactAway(app.new_command(), pact, day, options.reason, until, options.note)


def list_hindered(session: Session) -> Answer:
    """``pact hindered``: an addition."""
    with session.profile() as app:
        rows = app.ask(queries.Hindered())
    tree = [asdict(row.row) | {"day": row.act.day, "reason": row.act.method, "words": row.act.words} for row in rows]
    lines = [f"{row.row.state}  {row.act.day}  {row.row.name}  {row.act.method}  {row.act.words}" for row in rows]
    return Answer({"pacts": tree}, lines)


def show_pact(session: Session) -> Answer:
    """``pact show``: an addition."""
    with session.profile() as app:
        view = app.ask(queries.Pact(session.options.pact))
        if session.options.paper is not None:
            _write_paper(app, view, session.options.paper)
    tree = asdict(view)
    tree["content_digest"] = view.content_digest.hex()
    for act in tree["acts"]:
        act["signature"] = act["signature"].hex()
    lines = [f"{view.row.number}  {view.row.state}  {view.row.name}, {view.row.position}"]
    lines += [f"{act.day}  {act.kind}  {act.method}  {act.detail}  {act.words}".rstrip() for act in view.acts]
    return Answer(tree, lines)


def judge_bsre(session: Session) -> Answer:
    """``pact bsre``: by BSrE's own roots; the province's chain says nothing of this file, and revocation is not asked."""
    options = session.options
    roots = None if options.roots is None else compose.read_file(options.roots, TRUST_LIMIT)
    with session.profile() as app:
        result = app.judge_bsre(options.pact, roots)
    words = [sentence(Invalid(code), session.console.language) for code in result.reasons]
    lines = [session.say(*VERDICTS[result.verdict]), *words]
    lines += [f"{name}: {value}" for name, value in result.fields.items() if value]
    return Answer(asdict(result) | {"sentences": words}, lines, DONE if result.verdict == "valid" else LOOK)


def _write_paper(app: Application, view: PactView, path: Path) -> None:
    """The newest scan (or BSrE file) of a pact; raises ``Invalid('pact.no_paper')`` where there is none."""
    papers = [act.paper for act in view.acts if act.paper]
    if not papers:
        raise Invalid("pact.no_paper")
    with compose.writing_file(path) as sink:
        app.read_attachment(papers[-1], sink)

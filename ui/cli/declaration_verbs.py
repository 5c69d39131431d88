"""Verbs about declarations: open one, sign it, see who has, seal the list."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import cast

import msgspec

from core.app import queries
from core.app.document_views import IssuedDocument
from core.domain.declaration import ELEMENTS, OpenDeclaration, SealDeclaration, SignDeclaration
from core.domain.errors import Invalid
from core.domain.ids import read_id
from core.domain.signature import METHODS
from ui import compose
from ui.cli.console import Answer
from ui.cli.document_verbs import where_of, write_issued
from ui.cli.parser import Grammar
from ui.cli.session import Session

INK_LIMIT = 1024 * 1024
Strokes = tuple[tuple[tuple[int, int], ...], ...]


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    family = grammar.family("declaration", "deklarasi dengan banyak penanda tangan", "declarations with many signatories")
    begin = family.verb("open", open_declaration, "buka deklarasi", "open a declaration")
    begin.add_argument("--file", required=True, type=Path, metavar="JSON", help=say("isian naskah T04", "fields of T04"))
    sign = family.verb("sign", sign_declaration, "catat satu tanda tangan", "take one signature")
    sign.add_argument("declaration", metavar="DECLARATION")
    sign.add_argument("--name", required=True, metavar="TEXT")
    sign.add_argument("--position", required=True, metavar="TEXT")
    sign.add_argument("--element", required=True, metavar="CODE", help=", ".join(ELEMENTS))
    sign.add_argument("--method", default="", metavar="CODE", help=", ".join(METHODS))
    sign.add_argument("--ink", type=Path, metavar="JSON", help=say("goresan [[[x, y], ...], ...]", "strokes"))
    sign.add_argument("--day", default="", metavar="DATE")
    family.verb("list", list_declarations, "deklarasi yang dikenal", "declarations that are known")
    show = family.verb("show", show_declaration, "satu deklarasi dan penanda tangannya", "one declaration and who signed")
    show.add_argument("declaration", metavar="DECLARATION")
    seal = family.verb("seal", seal_declaration, "tutup daftar dan cetak", "close the list and print it")
    seal.add_argument("declaration", metavar="DECLARATION")
    seal.add_argument("--out", required=True, type=Path, metavar="PDF")


def open_declaration(session: Session) -> Answer:
    """``declaration open``."""
    try:
        tree = json.loads(compose.read_file(session.options.file, INK_LIMIT))
        fields = msgspec.convert(tree.get("fields", tree) if isinstance(tree, dict) else tree, dict[str, str])
    except (ValueError, RecursionError, msgspec.ValidationError) as error:
        raise Invalid("document.form", where=where_of(error)) from None
    with session.profile() as app:
        made = cast("str", app.execute(OpenDeclaration(app.new_command(), fields)).reply)
    return Answer({"id": made}, [made])


def sign_declaration(session: Session) -> Answer:
    """``declaration sign``: with ``--ink`` strokes of the screen, else ink on paper."""
    options = session.options
    strokes = read_strokes(options.ink) if options.ink is not None else ()
    with session.profile() as app:
        day = _day(options.day) if options.day else app.today
        method = options.method or ("layar" if strokes else "basah")
        subject = read_id(app.ask(queries.Declaration(options.declaration)).row.id)
        command = SignDeclaration(
            app.new_command(), subject, options.name, options.position, options.element.casefold(), day, method, strokes
        )
        made = cast("str", app.execute(command).reply)
    return Answer({"id": made}, [made])


def list_declarations(session: Session) -> Answer:
    """``declaration list``."""
    with session.profile() as app:
        rows = app.ask(queries.Declarations())
    lines = [f"{row.id}  {row.day}  {row.title}  {row.signed} ({row.listed})" for row in rows]
    return Answer({"declarations": [asdict(row) for row in rows]}, lines)


def show_declaration(session: Session) -> Answer:
    """``declaration show``."""
    with session.profile() as app:
        view = app.ask(queries.Declaration(session.options.declaration))
    lines = [f"{each.name}, {each.position} ({each.element}): {each.method}, {each.day}, {each.record}" for each in view.people]
    return Answer(asdict(view), lines)


def seal_declaration(session: Session) -> Answer:
    """``declaration seal``: those who sign later stand in a supplement."""
    options = session.options
    with session.profile() as app:
        subject = read_id(app.ask(queries.Declaration(options.declaration)).row.id)
        made = cast("IssuedDocument", app.execute(SealDeclaration(app.new_command(), subject)).reply)
    return write_issued(made, options.out)


def read_strokes(path: Path) -> Strokes:
    """Strokes from a JSON file; raises ``Invalid('ink.unreadable')``."""
    try:
        return msgspec.json.decode(compose.read_file(path, INK_LIMIT), type=Strokes)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Invalid("ink.unreadable") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("deadline.date", value=text) from None

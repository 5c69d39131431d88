"""Verbs of desks that share a server: where it is, and beginning one more desk from its kit."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

from core.domain.errors import Invalid
from ui import compose
from ui.cli.console import Answer
from ui.cli.parser import Grammar
from ui.cli.session import PROGRAM, SMALL_FILE, Session

if TYPE_CHECKING:
    from core.app.common_store import Server

KIT_LIMIT = 8 * 1024 * 1024


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    desk = grammar.family("desk", "meja provinsi yang berbagi server", "desks that share a server")
    begin = desk.verb("create", create_desk, "mulai meja dari kitnya", "begin a desk from its kit")
    begin.add_argument("--kit", required=True, type=Path, metavar="FILE")
    begin.add_argument("--kit-code-file", required=True, type=Path, metavar="FILE")
    add_database(grammar, begin)
    moved = desk.verb("moved", move, "server bersama pindah atau berganti sandi", "the shared server moved or has a new password")
    add_database(grammar, moved, required=True)
    serve = desk.verb("posts", serve_posts, "posko yang dilayani server ini", "posts whose home this server is")
    serve.add_argument("codes", nargs="*", metavar="CODE", help=grammar.say("kosong: semua", "none: all of them"))


def add_database(grammar: Grammar, verb: ArgumentParser, *, required: bool = False) -> None:
    """The option that names the server of a shared store."""
    words = grammar.say(
        "server bersama: postgresql://petugas@host/posko?sslrootcert=BERKAS, atau berkas JSON yang juga memuat kata sandi",
        "shared server: postgresql://user@host/posko?sslrootcert=FILE, or a JSON file that holds the password too",
    )
    verb.add_argument("--database", metavar="URL", required=required, help=words)


def serve_posts(session: Session) -> Answer:
    """``desk posts``: what other posts wrote stays on the medium, for the desk of their home."""
    codes = session.options.codes
    with session.profile() as app:
        app.serve_posts(codes)
    shown = " ".join(codes) or session.say("semua posko", "every post")
    return Answer({"posts": sorted(codes)}, [session.say(f"Dilayani di sini: {shown}", f"At home here: {shown}")])


def create_desk(session: Session) -> Answer:
    """``desk create``: the kit knows the server; ``--database`` names where it is now."""
    from core.app import profile

    options = session.options
    if profile.exists(session.folder):
        raise Invalid("profile.exists")
    code = compose.read_file(options.kit_code_file, SMALL_FILE).decode("utf-8-sig", "replace").strip()
    app = profile.join_desk(
        session.folder,
        kit=compose.read_file(options.kit, KIT_LIMIT),
        kit_code=code,
        officer=options.officer or profile.DEFAULT_OFFICER,
        passphrase=session.passphrase(new=True),
        reference=compose.load_reference(),
        ports=session.ports,
        program=PROGRAM,
        server=server_of(session),
    )
    with session.using(app):
        tree = {"device": app.facts.device, "profile": str(session.folder)}
        line = session.say(f"Meja siap di {session.folder}", f"The desk is ready in {session.folder}")
        return Answer(tree, [line])


def move(session: Session) -> Answer:
    """``desk moved``: the new address is kept once the store was opened there."""
    from core.app.moving import move_server

    server = _server(session.options.database)
    move_server(session.folder, session.way(), server, session.ports, PROGRAM)
    line = session.say(f"Meja ini sekarang memakai server {server.host}", f"This desk now uses the server {server.host}")
    return Answer({"server": server.host, "port": server.port}, [line])


def server_of(session: Session) -> Server | None:
    """The server that ``--database`` names, None where the store is the laptop's own file."""
    named = session.options.database
    return None if named is None else _server(named)


def _server(named: str) -> Server:
    from core.app import common_store

    if "://" not in named:
        return common_store.read_address(compose.read_file(Path(named), SMALL_FILE))
    return common_store.read_url(named, lambda file: compose.read_file(Path(file), SMALL_FILE))

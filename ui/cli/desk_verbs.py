"""Verbs of desks that share a server: where it is, the kit of another desk, joining by it."""

from __future__ import annotations

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
    make = desk.verb("kit", make_kit, "buat kit untuk satu meja lagi", "make the kit of one more desk")
    make.add_argument("--out", required=True, type=Path, metavar="FILE")
    join = desk.verb("join", join_desk, "mulai meja dari kitnya", "begin a desk from its kit")
    join.add_argument("--kit", required=True, type=Path, metavar="FILE")
    join.add_argument("--kit-code-file", required=True, type=Path, metavar="FILE")


def make_kit(session: Session) -> Answer:
    """``desk kit``: the code is shown this once."""
    out = session.options.out
    if out.exists():
        raise Invalid("file.exists", file=out.name)
    with session.profile() as app:
        kit = app.make_desk_kit()
        compose.write_file(out, kit.file)
    lines = [
        session.say(f"Kit meja: {out}", f"Desk kit: {out}"),
        session.say(f"Kode kit, hanya ditampilkan sekali: {kit.code}", f"Kit code, shown this once: {kit.code}"),
    ]
    return Answer({"file": str(out), "code": kit.code}, lines)


def join_desk(session: Session) -> Answer:
    """``desk join``."""
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
    )
    with session.using(app):
        tree = {"device": app.facts.device, "profile": str(session.folder)}
        line = session.say(f"Meja siap di {session.folder}", f"The desk is ready in {session.folder}")
        return Answer(tree, [line])


def server_of(session: Session) -> Server | None:
    """The server that ``--server FILE`` names, None where the store is the laptop's own file."""
    from core.app import common_store

    named = session.options.server
    return None if named is None else common_store.read_address(compose.read_file(named, SMALL_FILE))

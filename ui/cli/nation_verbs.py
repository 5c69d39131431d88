"""Verbs of a national office, and of a province that knows one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.app import queries
from core.domain.errors import Invalid
from ui import compose
from ui.cli import desk_verbs
from ui.cli.console import Answer
from ui.cli.parser import Grammar
from ui.cli.session import PROGRAM, SMALL_FILE, Session

if TYPE_CHECKING:
    from core.app.application import Application
    from core.app.nation_views import Introduced


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    nation = grammar.family("nation", "kantor nasional", "a national office")
    create = nation.verb("create", create_nation, "buat profil kantor nasional", "create a national office's profile")
    create.add_argument("--name", required=True, metavar="TEXT", help=say("nama kantor", "the office's name"))
    desk_verbs.add_database(grammar, create)
    told = say("sidik yang dibacakan provinsi lewat jalan lain", "the fingerprint that the province read out on another way")
    adopt = nation.verb("adopt", adopt_province, "terima sebuah provinsi", "adopt a province")
    adopt.add_argument("--file", required=True, type=Path, metavar="FILE", help=say("dari province introduce", "its file"))
    adopt.add_argument("--fingerprint", metavar="HEX", help=told)
    adopt.add_argument("--out", type=Path, metavar="FILE", help=say("jawaban untuk provinsi itu", "the answer for that province"))
    nation.verb("provinces", list_provinces, "provinsi yang diterima", "provinces that were adopted")
    ask = nation.verb("ask", ask_files, "minta lampiran sebuah laporan", "ask for a report's attachments")
    ask.add_argument("report", metavar="REPORT")


def register_province(province: Grammar) -> None:
    """Add the verbs of a province that knows a national office."""
    say = province.say
    introduce = province.verb("introduce", introduce_province, "berkas perkenalan untuk kantor nasional", "who this province is")
    introduce.add_argument("--out", required=True, type=Path, metavar="FILE")
    known = province.verb(
        "nation", know_nation, "kenal kantor nasional, atau lihat yang dikenal", "know a national office, or show it"
    )
    known.add_argument("--file", type=Path, metavar="FILE", help=say("jawaban dari kantor itu", "the answer of that office"))
    told = say("sidik yang dibacakan kantor itu lewat jalan lain", "the fingerprint that the office read out on another way")
    known.add_argument("--fingerprint", metavar="HEX", help=told)
    known.add_argument("--leave", action="store_true", help=say("tidak mengirim lagi ke sana", "send there no more"))


def create_nation(session: Session) -> Answer:
    """``nation create``: a root of its own; it reads nothing before it adopted a province."""
    from core.app import profile
    from core.app.nation_profile import create_nation as found

    options = session.options
    if profile.exists(session.folder):
        raise Invalid("profile.exists")
    app = found(
        session.folder,
        name=options.name,
        officer=options.officer or profile.DEFAULT_OFFICER,
        passphrase=session.passphrase(new=True),
        reference=compose.load_reference(),
        ports=session.ports,
        program=PROGRAM,
        server=desk_verbs.server_of(session),
    )
    with session.using(app):
        tree = {"device": app.facts.device, "fingerprint": app.nation.fingerprint, "profile": str(session.folder)}
        line = session.say(f"Kantor nasional dibuat di {session.folder}", f"National office created in {session.folder}")
        return Answer(tree, [line, _fingerprint(session, app.nation.fingerprint)])


def introduce_province(session: Session) -> Answer:
    """``province introduce``: the file, and the fingerprint to read out on another way."""
    out = session.options.out
    if out.exists():
        raise Invalid("file.exists", file=out.name)
    with session.profile() as app:
        made = app.nation.introduce()
        compose.write_file(out, made.file)
    return Answer({"file": str(out), "fingerprint": made.fingerprint}, [str(out), _fingerprint(session, made.fingerprint)])


def adopt_province(session: Session) -> Answer:
    """``nation adopt``: without a fingerprint it shows whose file it is, and nothing is believed."""
    options = session.options
    if options.fingerprint is not None and (options.out is None or options.out.exists()):
        raise Invalid("usage", detail="--out") if options.out is None else Invalid("file.exists", file=options.out.name)
    data = compose.read_file(options.file, SMALL_FILE)
    with session.profile() as app:
        if options.fingerprint is None:
            return _shown(session, app.nation.look_below(data), "adopted")
        made = app.nation.adopt(data, options.fingerprint)
        compose.write_file(options.out, made.file)
        line = session.say(f"{made.name} ({made.area}) diterima; jawabannya: {options.out}", f"Adopted; answer: {options.out}")
        own = app.nation.fingerprint
    tree = {**_tree(made), "adopted": True, "file": str(options.out), "own_fingerprint": own}
    return Answer(tree, [line, _fingerprint(session, own)])


def know_nation(session: Session) -> Answer:
    """``province nation``: take in the office's file by its fingerprint, show what is known of it, or leave."""
    options = session.options
    with session.profile() as app:
        if options.leave:
            app.nation.leave()
            return Answer(
                {"nation": None}, [session.say("Tidak ada lagi yang dikirim ke sana.", "Nothing is sent there any more.")]
            )
        if options.file is None:
            return _known(session, app)
        data = compose.read_file(options.file, SMALL_FILE)
        if options.fingerprint is None:
            return _shown(session, app.nation.look_above(data), "known")
        app.nation.know(data, options.fingerprint)
        return _known(session, app)


def _known(session: Session, app: Application) -> Answer:
    view = app.ask(queries.Above())
    if view is None:
        return Answer({"nation": None}, [session.say("Belum mengenal kantor nasional.", "No national office is known.")])
    tree = {
        "nation": view.name,
        "fingerprint": view.fingerprint,
        "held": view.held,
        "lacking": view.lacking,
        "told_at": view.told_at,
        "asked": view.asked,
    }
    state = session.say(
        f"{view.name}: {view.held} catatan diterima di sana, {view.lacking} belum; lampiran yang diminta: {view.asked}",
        f"{view.name}: {view.held} entries received there, {view.lacking} not yet; attachments asked for: {view.asked}",
    )
    return Answer(tree, [state, _fingerprint(session, view.fingerprint)])


def list_provinces(session: Session) -> Answer:
    """``nation provinces``."""
    with session.profile() as app:
        rows = app.ask(queries.Adopted())
    names = ("area", "name", "fingerprint", "posts", "reports", "entries", "last_contact")
    trees = [{name: getattr(row, name) for name in names} for row in rows]
    lines = [
        session.say(
            f"{row.area} {row.name}: {row.posts} posko, {row.reports} laporan, terakhir {row.last_contact or '-'}",
            f"{row.area} {row.name}: {row.posts} posts, {row.reports} reports, last contact {row.last_contact or '-'}",
        )
        for row in rows
    ]
    return Answer({"provinces": trees}, lines)


def ask_files(session: Session) -> Answer:
    """``nation ask``: the next answer tells the province, and its next medium brings them."""
    with session.profile() as app:
        count = app.nation.ask_files(session.options.report)
    return Answer({"asked": count}, [session.say(f"Lampiran diminta: {count}", f"Attachments asked for: {count}")])


def _shown(session: Session, seen: Introduced, done: str) -> Answer:
    words = session.say(
        f"{seen.name} {seen.area}: bandingkan sidik ini lewat jalan lain, lalu ulangi dengan --fingerprint.",
        f"{seen.name} {seen.area}: compare this fingerprint on another way, then again with --fingerprint.",
    )
    return Answer({**_tree(seen), done: False}, [words, _fingerprint(session, seen.fingerprint)])


def _tree(seen: Introduced) -> dict[str, object]:
    return {"name": seen.name, "area": seen.area, "fingerprint": seen.fingerprint, "known_before": seen.known}


def _fingerprint(session: Session, text: str) -> str:
    return session.say(f"Sidik: {text}", f"Fingerprint: {text}")

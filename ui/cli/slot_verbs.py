"""Verbs about the own way in: another passphrase, and a key file that is needed besides it."""

from __future__ import annotations

from pathlib import Path

from ui.cli.console import Answer
from ui.cli.parser import Grammar
from ui.cli.session import Session

COPIES = (
    "Salinan cadangan di laptop ini yang lebih lama dihapus begitu ada salinan baru; salinan di stik tetap dibuka dengan yang"
    " berlaku saat salinan itu dibuat.",
    "Older copies on this laptop go as soon as there is a newer one; a copy on a stick still opens with what was right when it"
    " was made.",
)
TOUCH = ("Sentuh kunci keamanan saat berkedip, dua kali.", "Touch the security key when it blinks, twice.")
LOSS = (
    "Tanpa berkas kunci ini frasa sandi Anda tidak membuka apa pun. Simpan salinannya terpisah dari laptop; bila hilang, hanya"
    " petugas lain atau kunci pemulihan provinsi yang membuka.",
    "Without this key file your passphrase opens nothing. Keep a copy of it apart from the laptop; if it is lost, only another"
    " officer or the province's recovery key opens.",
)


def register(officer: Grammar) -> None:
    """Add the verbs of this family."""
    say = officer.say
    changing = officer.verb(
        "passphrase", change_passphrase, "ganti frasa sandi sendiri", "change the own passphrase; the old one opens nothing more"
    )
    changing.add_argument("--new-passphrase-file", type=Path, metavar="FILE")
    keyed = officer.verb(
        "key-file",
        need_key_file,
        "buka hanya bersama sebuah berkas kunci, atau tidak lagi",
        "unlock only together with a key file, or no longer",
    )
    officer.verb(
        "security-key",
        need_token,
        "buka hanya bersama kunci keamanan (FIDO2) yang terpasang",
        "unlock only together with the security key (FIDO2) that is plugged in",
    )
    which = keyed.add_mutually_exclusive_group(required=True)
    which.add_argument("--make", type=Path, metavar="FILE", help=say("buat berkas kunci baru", "make a new key file"))
    which.add_argument("--use", type=Path, metavar="FILE", help=say("pakai berkas yang ada", "use a file that is there"))
    which.add_argument("--off", action="store_true", help=say("cukup frasa sandi", "the passphrase is enough"))


def need_token(session: Session) -> Answer:
    """``officer security-key``: turned off by ``officer key-file --off``, as every second thing."""
    way = session.way()
    with session.profile(way) as app:
        session.console.note(session.say(*TOUCH))
        app.own_slot.require_token(way)
        name = app.facts.officer
    line = session.say(f"{name}: kunci keamanan. {COPIES[0]}", f"{name}: security key. {COPIES[1]}")
    return Answer({"officer": name, "second": "fido2", "file": ""}, [line])


def change_passphrase(session: Session) -> Answer:
    """``officer passphrase``: the old one is what the profile is opened with."""
    named, way = session.options.new_passphrase_file, session.way()
    with session.profile(way) as app:
        new = session.ask_passphrase(new=True) if named is None else session.read_passphrase(named)
        app.own_slot.change_passphrase(way, new)
        name = app.facts.officer
    line = session.say(f"{name}: frasa sandi diganti. {COPIES[0]}", f"{name}: the passphrase was changed. {COPIES[1]}")
    return Answer({"officer": name}, [line])


def need_key_file(session: Session) -> Answer:
    """``officer key-file``."""
    options, way = session.options, session.way()
    with session.profile(way) as app:
        own, name = app.own_slot, app.facts.officer
        if options.make is not None:
            own.make_key_file(way, options.make)
        elif options.use is not None:
            own.require_key_file(way, options.use)
        else:
            own.need_passphrase_alone(way)
    file = options.make or options.use
    if file is None:
        line = session.say(f"{name}: cukup frasa sandi. {COPIES[0]}", f"{name}: the passphrase is enough. {COPIES[1]}")
        return Answer({"officer": name, "second": "", "file": ""}, [line])
    line = session.say(f"{name}: berkas kunci {file}. {LOSS[0]} {COPIES[0]}", f"{name}: key file {file}. {LOSS[1]} {COPIES[1]}")
    return Answer({"officer": name, "second": "keyfile", "file": str(file)}, [line])

"""Verbs about the store key of this laptop: who has it, and a new one."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from core.app.store_key_views import StoreKey
from ui import compose
from ui.cli.console import DONE, LOOK, Answer
from ui.cli.parser import Grammar
from ui.cli.session import PROGRAM, Session

if TYPE_CHECKING:
    from core.app.at_hand import Way
    from core.app.store_key_views import Rotated


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    say = grammar.say
    store = grammar.family("store", "penyimpanan di laptop ini", "the store of this laptop")
    store.verb("key", show_key, "siapa memegang kunci penyimpanan", "who has the store key")
    change = store.verb(
        "rotate",
        rotate,
        "kunci penyimpanan yang baru; kunci yang lama tidak membuka apa pun lagi",
        "a new store key; the old one opens nothing any more",
    )
    out = say("petugas yang tidak dapat diserahi kunci kehilangan jalan masuk", "who cannot be handed it loses his way in")
    change.add_argument("--leave-out", action="store_true", help=out)
    kept = say("salinan bertanggal dari sebelumnya tetap ada", "dated copies of before stay")
    change.add_argument("--keep-copies", action="store_true", help=kept)


def add_doubt(grammar: Grammar, verb: ArgumentParser) -> None:
    """What ``officer end`` may say besides."""
    say = grammar.say
    doubted = say("tidak dipercaya lagi: kunci penyimpanan juga diganti", "not trusted any more: a new store key as well")
    verb.add_argument("--distrusted", action="store_true", help=doubted)
    kept = say("bersama --distrusted: kunci penyimpanan tetap", "with --distrusted: the store key stays")
    verb.add_argument("--keep-store-key", action="store_true", help=kept)


def add_renewal(officer: Grammar) -> None:
    """``officer renew``, beside adding and ending one."""
    renewing = officer.verb(
        "renew",
        renew_officer,
        "kunci tanda tangan yang baru untuk seorang petugas; yang lama berakhir",
        "a new signing key for an officer; the old one ends",
    )
    renewing.add_argument(
        "name", nargs="?", metavar="NAME", help=officer.say("siapa; bila bukan dia, ditolak", "whose it must be")
    )
    whose = officer.say("frasa sandi petugas itu; tanpa ini: diri sendiri", "that officer's passphrase; without it: one's own")
    renewing.add_argument("--passphrase-of", type=Path, metavar="FILE", help=whose)
    renewing.add_argument("--key-file-of", type=Path, metavar="FILE", help=officer.say("berkas kuncinya", "his key file"))


def renew_officer(session: Session) -> Answer:
    """``officer renew``: his passphrase stays, and what he signed before stays as good as it was."""
    options, own = session.options, session.way()
    of = options.passphrase_of
    way = own if of is None else session.bring(session.read_passphrase(of), options.key_file_of)
    with session.profile(own) as app:
        row = app.renew_officer_key(app.new_command(), way, options.name)
    said = session.say(
        f"{row.name}: kunci tanda tangan yang baru berlaku, yang lama berakhir. Bila kunci lama mungkin disalin, minta provinsi "
        "mencabut sertifikatnya juga.",
        f"{row.name}: the new signing key is in force, the old one ended. If the old one may have been copied, ask the province "
        "to revoke its certificate too.",
    )
    return Answer({"officer": row.name, "role": row.role, "post": row.post, "since": row.since}, [said])


def show_key(session: Session) -> Answer:
    """``store key``: what a change would do; nothing is changed."""
    with session.profile() as app:
        facts = app.ask(StoreKey())
    never = session.say("belum pernah", "never")
    lines = [
        session.say(
            f"Terakhir diganti: {facts.changed or never} {facts.by}", f"Last changed: {facts.changed or never} {facts.by}"
        ),
        session.say(f"Tetap dapat masuk: {_names(facts.keeps)}", f"Keep a way in: {_names(facts.keeps)}"),
        session.say(
            f"Tidak dapat diserahi kunci: {_names(facts.loses)}, slot tanpa nama: {facts.nameless}",
            f"Cannot be handed the key: {_names(facts.loses)}, slots of nobody: {facts.nameless}",
        ),
        session.say(f"Salinan dari sebelumnya: {facts.copies}", f"Copies of before: {facts.copies}"),
    ]
    return Answer(asdict(facts), [line.rstrip() for line in lines])


def rotate(session: Session) -> Answer:
    """``store rotate``."""
    options = session.options
    told = rotate_now(session, session.way(), leave_out=options.leave_out, keep_copies=options.keep_copies)
    return Answer(asdict(told), lines_of(session, told), LOOK if told.loses or told.copies else DONE)


def rotate_now(session: Session, way: Way, *, leave_out: bool = False, keep_copies: bool = False) -> Rotated:
    """Change the store key of the profile that is meant, which nobody has open."""
    from core.app import store_key

    app, told = store_key.rotate(
        session.folder,
        way,
        reference=compose.load_reference(),
        ports=session.ports,
        program=PROGRAM,
        officer=session.options.officer,
        leave_out=leave_out,
        keep_copies=keep_copies,
    )
    with session.using(app):
        return told


def lines_of(session: Session, told: Rotated) -> list[str]:
    """What happened, in words."""
    lines = [session.say("Kunci penyimpanan yang baru berlaku.", "The new store key is in force.")]
    if told.keeps:
        lines.append(
            session.say(
                f"Menerima kunci baru saat masuk berikutnya: {_names(told.keeps)}",
                f"Find the new key at their next unlocking: {_names(told.keeps)}",
            )
        )
    if told.loses:
        lines.append(session.say(f"Daftarkan lagi: {_names(told.loses)}", f"To be enrolled anew: {_names(told.loses)}"))
    if told.copies:
        lines.append(
            session.say(
                f"{told.copies} salinan bertanggal masih terbuka dengan kunci yang lama",
                f"{told.copies} dated copies still open with the old key",
            )
        )
    return lines


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "-"

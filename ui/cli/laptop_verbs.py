"""Verbs about this laptop's own key: what it is known by, and a new one."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, cast

from core.app.device_key_views import DeviceKey
from core.domain.device_key import RenewDeviceKey
from ui.cli.console import Answer
from ui.cli.parser import Grammar
from ui.cli.session import Session

if TYPE_CHECKING:
    from core.app.device_key_views import DeviceKeyFacts, FormerKeyRow


def register(grammar: Grammar) -> None:
    """Add the verbs of this family."""
    laptop = grammar.family("laptop", "kunci laptop ini sendiri", "this laptop's own key")
    laptop.verb("key", show_key, "kunci yang berlaku dan kunci sebelumnya", "the key in force and those of before")
    change = laptop.verb(
        "renew",
        renew,
        "kunci laptop yang baru; yang lama tidak berlaku lagi",
        "a new key for this laptop; the old one is not good any more",
    )
    copied = grammar.say("kunci lama mungkin disalin orang", "somebody may have a copy of the old key")
    change.add_argument("--copied", action="store_true", help=copied)


def show_key(session: Session) -> Answer:
    """``laptop key``: nothing is changed."""
    with session.profile() as app:
        facts = app.ask(DeviceKey())
    return Answer(asdict(facts), _lines(session, facts))


def renew(session: Session) -> Answer:
    """``laptop renew``: what was written stays good; the province hears it with the next medium."""
    with session.profile() as app:
        facts = cast("DeviceKeyFacts", app.execute(RenewDeviceKey(app.new_command(), session.options.copied)).reply)
    done = session.say(
        "Kunci laptop yang baru berlaku; kantor lain mengetahuinya dari kiriman berikutnya.",
        "The laptop's new key is in force; other offices hear of it with the next medium.",
    )
    return Answer(asdict(facts), [done, *_lines(session, facts)])


def _lines(session: Session, facts: DeviceKeyFacts) -> list[str]:
    now = session.say(f"Kunci sekarang: {facts.key} ({facts.name})", f"Key in force: {facts.key} ({facts.name})")
    mine = session.say(f"Kunci petugas yang sedang bekerja: {facts.officer}", f"Key of the officer at work: {facts.officer}")
    return [now, mine, *(_line(session, each) for each in facts.former)]


def _line(session: Session, one: FormerKeyRow) -> str:
    ended = session.say(f"Sebelumnya: {one.key}, berakhir {one.ended}", f"Before: {one.key}, ended {one.ended}")
    if one.copied:
        ended += session.say(", mungkin disalin", ", may have been copied")
    if one.destroyed:
        return ended + session.say(f"; dihapus {one.destroyed}", f"; destroyed {one.destroyed}")
    if one.heard:
        return ended + session.say(f"; diketahui provinsi {one.heard}", f"; known to the province {one.heard}")
    return ended + session.say("; belum diketahui provinsi", "; not yet known to the province")

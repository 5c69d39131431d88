"""The own passphrase changed, when the machine dies: the old one opens or the new one, after the promise the new one alone."""

from __future__ import annotations

from itertools import pairwise

from core.app import profile
from core.app.application import Application
from core.app.device import SLOTS_FILE
from core.crypto import keyslots
from core.domain.commands import EnrolOfficer
from core.domain.errors import Unlockable
from tests.crash.operation import Operation, Say, ensure, first_two, numbers
from tests.crash.world import PASSPHRASE, POST, World, reference

NEW, NEWER = "payung merah di atas meja", "sepeda tua di bawah pohon"
IN_TURN = (PASSPHRASE, NEW, NEWER)
OTHER = "kata sandi petugas kedua"


def _prepare(world: World) -> None:
    """An older slot file lies beside the new one, as after every officer that was added."""
    first_two(world)
    with world.opened(POST) as app:
        app.execute(EnrolOfficer(app.new_command(), "Petugas 2", "officer", OTHER))


def _change(world: World, app: Application, say: Say) -> None:
    for before, after in pairwise(IN_TURN):
        app.own_slot.change_passphrase(before, after)
        say()


def _judge(world: World, done: int) -> None:
    folder = world.live / POST
    ways = [words for words in IN_TURN if _opens(world, words)]
    ensure(len(ways) == 1, f"{len(ways)} passphrases open")
    ensure(ways[0] in IN_TURN[done : done + 2], "the new passphrase was promised and the old one is in force")
    ensure(_opens(world, OTHER), "the other officer is locked out")
    ensure(not done or not (folder / f"{SLOTS_FILE}.old").exists(), "an older slot file lies beside the new one")
    app = profile.unlock(folder, ways[0], reference=reference(), ports=world.ports, program="crash")
    try:
        ensure(len(numbers(app)) == 2, "a report is lost")
    finally:
        app.lock()


def _opens(world: World, words: str) -> bool:
    try:
        keyslots.unlock(profile.read_slots(world.live / POST), words)
    except Unlockable as refusal:
        ensure(refusal.code == "passphrase.wrong", f"the slots read as {refusal.code}")
        return False
    return True


OPERATIONS = (Operation("passphrase", POST, _prepare, _change, _judge),)

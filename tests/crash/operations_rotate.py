"""A new store key, when the machine dies: the whole store is written anew and takes the old one's place in one moment."""

from __future__ import annotations

from core.app import profile, swapping
from core.app.application import Application
from core.app.common_store import database_key
from core.app.device import STORE_FILE
from core.domain.commands import EnrolOfficer
from core.domain.errors import Unavailable
from core.storage.database import Database
from tests.crash.operation import Operation, Say, ensure, first_two, numbers
from tests.crash.world import PASSPHRASE, POST, World, reference

SECOND_PASSPHRASE = "kata sandi petugas kedua"
DRAFT = {"summary": "Draf lama", "narrative": "Draf lama " * 500, "reporter": {"name": "Sari"}, "witnesses": []}
KEYS: list[bytes] = []
"""The store key of before, as the judge remembers it."""


def _prepare_rotate(world: World) -> None:
    first_two(world)
    with world.opened(POST) as app:
        app.execute(EnrolOfficer(app.new_command(), "Petugas 2", "officer", SECOND_PASSPHRASE))
        app.drafts.save(None, "complaint", DRAFT)
    KEYS[:] = [world.contents[POST].store_key]


def _rotate(world: World, app: Application, say: Say) -> None:
    app.renew_store_key(PASSPHRASE)
    say()
    app.lock()
    swapping.settle(world.live / POST, "crash")
    say()


def _judge_rotate(world: World, done: int) -> None:
    """Either key, and under it everything, for both officers; once the new one was promised the old one opens nothing."""
    folder = world.live / POST
    keys = set()
    for passphrase in (SECOND_PASSPHRASE, PASSPHRASE):
        app = profile.unlock(folder, passphrase, reference=reference(), ports=world.ports, program="crash")
        try:
            keys.add(app._device.store_key)
            ensure(len(numbers(app)) == 2, "a report is lost")
            ensure([app.drafts.load(row.id).tree for row in app.drafts.rows()] == [DRAFT], "the draft is lost")
            ensure(passphrase == PASSPHRASE or not app.check().problems, "the store is not sound")
        finally:
            app.lock()
    ensure(len(keys) == 1, "two officers hold two keys")
    changed = keys != set(KEYS)
    ensure(changed or not done, "the new key was promised and the old one is in force")
    names = {path.name for path in folder.iterdir()}
    ensure(not names & {swapping.STAGING, swapping.READY}, "what was begun still lies there")
    if changed:
        old = Database(folder / STORE_FILE, database_key(KEYS[0]))
        try:
            with old.reading():
                raise AssertionError("the old key opens the new store")
        except Unavailable:
            pass
        finally:
            old.close()


OPERATIONS = (Operation("rotate", POST, _prepare_rotate, _rotate, _judge_rotate),)

"""Dying while a copy goes onto a stick, and while the store of before an update is put back in its place."""

from __future__ import annotations

from pathlib import Path

from core.app import backup, restoring, stick_copies
from core.app.application import Application
from core.app.watch import silent
from core.domain.errors import Refused
from core.journal import store
from tests.crash.operation import Operation, Say, ensure, numbers, sound, submit
from tests.crash.world import POST, STICK, World
from ui.copying import copy_to_stick

# --- a copy onto a stick -----------------------------------------------------------------------------------------


def _prepare_stick(world: World) -> None:
    """An older copy lies on the stick, and something was written since."""
    with world.opened(POST) as app:
        submit(app, app.new_command(), 1)
        copy_to_stick(app, world.live / STICK, silent)
        world.clock.pass_hours(1)
        submit(app, app.new_command(), 2)


def _stick(world: World, app: Application, say: Say) -> None:
    copy_to_stick(app, world.live / STICK, silent)
    say()


def _judge_stick(world: World, done: int) -> None:
    with world.opened(POST) as app:
        sound(app)
        whole = []
        for path in stick_copies.lying(world.live / STICK):
            try:
                whole.append(app.copies.read_back(path).entries)
            except Refused:
                continue
        ensure(bool(whole), "neither the older copy nor the new one is whole")
        now = max(whole)
        ensure(not done or len(whole) == 1, "the older copy outlived the new one")
        copy_to_stick(app, world.live / STICK, silent)
        (only,) = stick_copies.lying(world.live / STICK)
        ensure(app.copies.read_back(only).entries >= now, "the next copy holds less")
        ensure([each.name for each in app.copies.away()] == [only.name], "what lies on sticks is remembered wrongly")


# --- the store of before an update ------------------------------------------------------------------------------


def _prepare_put_back(world: World) -> None:
    """A copy with one report; the store has two."""
    with world.opened(POST) as app:
        submit(app, app.new_command(), 1)
        app.copies.keep()
        world.clock.pass_hours(1)
        submit(app, app.new_command(), 2)


def _copy_of(world: World) -> Path:
    (copy,) = backup.dated(world.live / POST).values()
    return copy


def _put_back(world: World, _app: Application | None, say: Say) -> None:
    restoring.put_back(world.live / POST, _copy_of(world), world.contents[POST].store_key, "crash", world.ports)
    say()


def _judge_put_back(world: World, done: int) -> None:
    """One of the two stores is in place, whole; the one with two reports is somewhere."""
    folder, key = world.live / POST, world.contents[POST].store_key
    with backup.opened(_copy_of(world), key) as database, database.reading() as db:
        before = store.count(db)
    with world.opened(POST) as app:
        found = len(numbers(app))
        sound(app)
        ensure(found in (1, 2), "what is in place is not whole")
        ensure(not done or found == 1, "said to be put back and is not")
    counts = []
    for place in (folder, *folder.glob(f"{restoring.ASIDE}-*")):
        with backup.opened(place, key) as database, database.reading() as db:
            counts.append(store.count(db))
    ensure(max(counts) > before, "the store of today is gone")


OPERATIONS = (
    Operation("copy-stick", POST, _prepare_stick, _stick, _judge_stick),
    Operation("put-back", "", _prepare_put_back, _put_back, _judge_put_back),
)

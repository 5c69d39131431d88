"""Copies of a profile, and profiles out of them, when the machine dies."""

from __future__ import annotations

import io
import shutil
from contextlib import AbstractContextManager
from pathlib import Path

from core.app import backup, profile, queries, restoring
from core.app.application import Application
from core.app.rescue import rescue
from core.app.restoring import restore
from core.domain.commands import AttachedFile
from core.storage import copies
from tests.crash.operation import FILE_BYTES, Operation, Say, attachments_whole, ensure, numbers, sound, submit
from tests.crash.world import PASSPHRASE, POST, STICK, World, random_file, reference
from ui.copying import copy_to_file

COPY, OTHER, RESCUED, MERGED = "copy", "other", "rescued", "merged"
THREE = {"Atribut ke-1", "Atribut ke-2", "Atribut ke-3"}
NEWER = "Atribut ke-4"


def _three(world: World) -> None:
    """Three reports, one with a file."""
    with world.opened(POST) as app:
        submit(app, app.new_command(), 1)
        submit(app, app.new_command(), 2)
        submit(app, app.new_command(), 3, _attached(app))


def _attached(app: Application) -> AttachedFile:
    return app.attach(io.BytesIO(random_file(FILE_BYTES)), "foto.jpg", size=FILE_BYTES)


def _whole(app: Application, *more: str) -> None:
    """Everything that was there before is there."""
    found = set(numbers(app))
    ensure(found == THREE | set(more), f"reports are {sorted(found)}")
    ensure(attachments_whole(app) == 1, "the file is lost")
    sound(app)


def _proved(app: Application, copy: Path) -> None:
    """A copy by its name holds all that it says."""
    told = app.copies.drill(copy)
    ensure(told.entries >= len(THREE), "a copy lacks entries")


# --- a dated copy, at lock as well -----------------------------------------------------------------------------------


def _keep(_world: World, app: Application, say: Say) -> None:
    app.copies.keep_if_due(quick=True)
    say()
    app.lock()


def _judge_keep(world: World, done: int) -> None:
    base = world.live / POST / backup.FOLDER
    with world.opened(POST) as app:
        _whole(app)
        made = [Path(row.file) for row in app.copies.rows()]
        ensure(len(made) >= done, "a copy that was told made is not there")
        for each in made:
            _proved(app, each)
        world.clock.pass_hours(1)
        _proved(app, Path(app.copies.keep().file))
        ensure(not list(base.glob(f"*{copies.PART}")), "half a copy stays")


# --- a copy in one file, onto a stick --------------------------------------------------------------------------------


def _bind(world: World, app: Application, say: Say) -> None:
    copy_to_file(app, _on_stick(world), lambda *_: None)
    say()


def _on_stick(world: World) -> Path:
    return world.live / STICK / "K0413.posko-backup"


def _judge_bind(world: World, done: int) -> None:
    target = _on_stick(world)
    with world.opened(POST) as app:
        _whole(app)
        ensure(not done or target.exists(), "a copy that was told made is not there")
        if target.exists():
            app.copies.read_back(target)
            target.unlink()
        world.clock.pass_hours(1)
        copy_to_file(app, target, lambda *_: None)


# --- a profile out of a copy -----------------------------------------------------------------------------------------


def _prepare_restore(world: World) -> None:
    """A copy of three reports lies elsewhere; the laptop wrote a fourth since."""
    _three(world)
    with world.opened(POST) as app:
        app.copies.keep()
        submit(app, app.new_command(), 4)
    (world.live / POST / backup.FOLDER).rename(world.live / COPY)
    for name in (OTHER, MERGED, RESCUED):
        world.contents[name] = world.contents[POST]


def _restore(world: World, name: str, *, aside: bool) -> None:
    (source,) = (path for path in (world.live / COPY).iterdir() if path.name != copies.VAULT)
    where = {"reference": reference(), "ports": world.ports}
    app, _ = restore(world.live / name, source, PASSPHRASE, aside=aside, **where)  # type: ignore[arg-type]
    app.lock()


def _restore_new(world: World, _app: Application, say: Say) -> None:
    _restore(world, OTHER, aside=False)
    say()


def _judge_restore_new(world: World, done: int) -> None:
    ready = restoring._is_held(world.live / OTHER)
    ensure(ready or not done, "a restored profile is not there")
    if not ready:
        _restore(world, OTHER, aside=False)
    with world.opened(OTHER) as app:
        _whole(app)
        submit(app, app.new_command(), 5)
        _whole(app, "Atribut ke-5")
    with world.opened(POST) as app:
        _whole(app, NEWER)


def _restore_over(world: World, _app: Application, say: Say) -> None:
    _restore(world, POST, aside=True)
    say()


def _judge_restore_over(world: World, done: int) -> None:
    """The laptop is the old one or the restored one, or the same restore again makes it so; what was there is somewhere."""
    world.clock.pass_hours(1)
    if not profile.exists(world.live / POST) or not (world.live / POST / "keys.slots").exists():
        ensure(not done, "a restored profile is not there")
        _restore(world, POST, aside=True)
    with world.opened(POST) as app:
        still_old = NEWER in numbers(app)
        ensure(not (done and still_old), "restored, it said")
        _whole(app, *((NEWER,) if still_old else ()))
    if not still_old:
        with _merged(world) as app:
            _whole(app, NEWER)


def _merged(world: World) -> AbstractContextManager[Application]:
    """What was laid aside, put together where it was cut off between two folders."""
    for aside in sorted((world.live / POST).glob(f"{restoring.ASIDE}-*")):
        shutil.copytree(aside, world.live / MERGED, dirs_exist_ok=True)
    return world.opened(MERGED)


# --- rescue ----------------------------------------------------------------------------------------------------------


def _rescue(world: World, _app: Application, say: Say) -> None:
    rescue(world.live / POST, world.live / RESCUED, PASSPHRASE)
    say()


def _prepare_rescue(world: World) -> None:
    _three(world)
    world.contents[RESCUED] = world.contents[POST]


def _judge_rescue(world: World, done: int) -> None:
    ensure(not done or (world.live / RESCUED).is_dir(), "a rescued profile is not there")
    if not (world.live / RESCUED).is_dir():
        told = rescue(world.live / POST, world.live / RESCUED, PASSPHRASE)
        ensure(told.whole, f"a rescue of a whole profile lost something: {told}")
    for name in (RESCUED, POST):
        with world.opened(name) as app:
            _whole(app)
            ensure(len(app.ask(queries.Reports()).rows) == len(THREE), "a report too many")


OPERATIONS = (
    Operation("copy", POST, _three, _keep, _judge_keep),
    Operation("copy-file", POST, _three, _bind, _judge_bind),
    Operation("restore", "", _prepare_restore, _restore_new, _judge_restore_new),
    Operation("restore-over", "", _prepare_restore, _restore_over, _judge_restore_over),
    Operation("rescue", "", _prepare_rescue, _rescue, _judge_rescue),
)

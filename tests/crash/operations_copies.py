"""Copies of a profile, and profiles out of them, when the machine dies."""

from __future__ import annotations

import io
from pathlib import Path

from core.app import backup, queries, restoring
from core.app.application import Application
from core.app.rescue import rescue
from core.app.restoring import restore
from core.domain.commands import AttachedFile
from core.journal import store
from core.storage import copies
from tests.crash.operation import FILE_BYTES, Operation, Say, attachments_whole, ensure, first_two, numbers, sound, submit
from tests.crash.world import PASSPHRASE, POST, STICK, World, random_file, reference
from ui import compose
from ui.copying import copy_to_file

COPY, OTHER, RESCUED, LAID = "copy", "other", "rescued", "laid"
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
    """Whole under its name or not there; made again, it leaves nothing besides."""
    target = _on_stick(world)
    with world.opened(POST) as app:
        _whole(app)
        ensure(not done or target.exists(), "a copy that was told made is not there")
        if target.exists():
            app.copies.read_back(target)
            target.unlink()
        world.clock.pass_hours(1)
        copy_to_file(app, target, lambda *_: None)
    ensure(list(target.parent.iterdir()) == [target], "what was cut off still lies there")


# --- the same in the place of an older one ---------------------------------------------------------------------------


def _prepare_over(world: World) -> None:
    """A copy of two reports lies on the stick, and a third one was written since."""
    first_two(world)
    with world.opened(POST) as app:
        copy_to_file(app, _on_stick(world), lambda *_: None)
        world.clock.pass_hours(1)
        submit(app, app.new_command(), 3)


def _bind_over(world: World, app: Application, say: Say) -> None:
    copy_to_file(app, _on_stick(world), lambda *_: None, replace_own=True)
    say()


def _judge_over(world: World, done: int) -> None:
    """The older one or the new one lies there, whole, at any moment."""
    target = _on_stick(world)
    with world.opened(POST) as app:
        found = app.copies.read_back(target)
        with app._device.database.reading() as db:
            ensure(not done or found.entries == store.count(db), "told made, and the older one lies there")
        world.clock.pass_hours(1)
        copy_to_file(app, target, lambda *_: None, replace_own=True)
    ensure(list(target.parent.iterdir()) == [target], "what was cut off still lies there")


# --- any file that the user names ------------------------------------------------------------------------------------

PAPERS = ("Surat.pdf", "Daftar.csv", "Lampiran.zip")


def _old_papers(world: World) -> None:
    """One of them lies there already, with other content."""
    compose.write_file(world.live / STICK / PAPERS[0], b"lama")


def _paper(name: str) -> bytes:
    return name.encode() * 100_000


def _write_papers(world: World, _app: Application, say: Say) -> None:
    for name in PAPERS:
        with compose.writing_file(world.live / STICK / name) as sink:
            for at in range(0, len(data := _paper(name)), 250_000):
                sink.write(data[at : at + 250_000])
        say()


def _judge_papers(world: World, done: int) -> None:
    folder = world.live / STICK
    for number, name in enumerate(PAPERS, start=1):
        lies = (folder / name).read_bytes() if (folder / name).exists() else b""
        ensure(lies == _paper(name) or (number > done and lies == (b"lama" if number == 1 else b"")), f"{name} is not whole")
    _write_papers(world, None, lambda: None)  # type: ignore[arg-type]
    ensure({path.name for path in folder.iterdir()} == set(PAPERS), "what was cut off still lies there")


# --- a profile out of a copy -----------------------------------------------------------------------------------------


def _prepare_restore(world: World) -> None:
    """A copy of three reports lies elsewhere; the laptop wrote a fourth since."""
    _three(world)
    with world.opened(POST) as app:
        app.copies.keep()
        submit(app, app.new_command(), 4)
    (world.live / POST / backup.FOLDER).rename(world.live / COPY)
    for name in (OTHER, LAID, RESCUED):
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
    """The laptop is the old one or the restored one, and what was there is somewhere, whole."""
    world.clock.pass_hours(1)
    with world.opened(POST) as app:
        still_old = NEWER in numbers(app)
        ensure(not (done and still_old), "restored, it said")
        _whole(app, *((NEWER,) if still_old else ()))
    if not still_old:
        (aside,) = (world.live / POST).glob(f"{restoring.ASIDE}-*")
        aside.rename(world.live / LAID)
        with world.opened(LAID) as app:
            _whole(app, NEWER)


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
        ensure(not told.lacks, f"a rescue of a whole profile lost something: {told}")
    for name in (RESCUED, POST):
        with world.opened(name) as app:
            _whole(app)
            ensure(len(app.ask(queries.Reports()).rows) == len(THREE), "a report too many")


OPERATIONS = (
    Operation("copy", POST, _three, _keep, _judge_keep),
    Operation("copy-file", POST, _three, _bind, _judge_bind),
    Operation("copy-again", POST, _prepare_over, _bind_over, _judge_over),
    Operation("paper", "", _old_papers, _write_papers, _judge_papers),
    Operation("restore", "", _prepare_restore, _restore_new, _judge_restore_new),
    Operation("restore-over", "", _prepare_restore, _restore_over, _judge_restore_over),
    Operation("rescue", "", _prepare_rescue, _rescue, _judge_rescue),
)

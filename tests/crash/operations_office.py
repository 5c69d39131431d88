"""What an office does now and then, when the machine dies: pacts, an officer who leaves, rows made anew, versions that change."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from core.app import installed, profile, queries
from core.app.application import Application
from core.app.device import SLOTS_FILE
from core.crypto import keyslots
from core.domain.commands import EnrolOfficer, IssuePacts
from core.domain.errors import Unlockable
from core.domain.officer import EndOfficer
from tests.crash.operation import COMMAND, Operation, Say, ensure, first_two, numbers, sound
from tests.crash.world import PASSPHRASE, POST, PROVINCE, STICK, World, reference
from tests.interop.conftest import person
from tests.updates import DAY, SYSTEM, Custodians
from ui import compose, updating

# --- pacts -----------------------------------------------------------------------------------------------------------

PEOPLE = tuple(replace(person(), name=f"Orang {'I' * number}", identifier="") for number in range(1, 6))
PLACE = "Pangkalpinang"


def _prepare_issue(world: World) -> None:
    with world.opened(PROVINCE) as app:
        app.execute(IssuePacts(app.new_command(), (person(),), None, PLACE))


def _issue(_world: World, app: Application, say: Say) -> None:
    app.execute(IssuePacts(COMMAND, PEOPLE, None, PLACE))
    say()


def _judge_issue(world: World, done: int) -> None:
    with world.opened(PROVINCE) as app:
        count = len(_pacts(app))
        ensure(count in (1, 1 + len(PEOPLE)), f"half a batch of pacts: {count}")
        ensure(not done or count > 1, "issued pacts are lost")
        app.execute(IssuePacts(COMMAND, PEOPLE, None, PLACE))
        ensure(len(_pacts(app)) == 1 + len(PEOPLE), "the same command issued twice, or not all")
        sound(app)


def _pacts(app: Application) -> list[str]:
    """Numbers of all pacts, none twice, each a whole file."""
    rows = app.ask(queries.Pacts()).rows
    for row in rows:
        file = app.ask(queries.PactFile(row.id))
        ensure(file.startswith(b"%PDF") and file.rstrip().endswith(b"%%EOF"), "a pact is not whole")
    found = [row.number for row in rows]
    ensure(len(found) == len(set(found)), "a number was given twice")
    return found


# --- an officer leaves -----------------------------------------------------------------------------------------------

LEAVER, WORDS = "Petugas 2", "kata sandi petugas kedua"


def _prepare_leave(world: World) -> None:
    """Both officers have unlocked since slots are noted."""
    first_two(world)
    with world.opened(POST) as app:
        app.execute(EnrolOfficer(app.new_command(), LEAVER, "officer", WORDS))
    for words in (PASSPHRASE, WORDS):
        profile.unlock(world.live / POST, words, reference=reference(), ports=world.ports).lock()


def _leave(_world: World, app: Application, say: Say) -> None:
    app.execute(EndOfficer(COMMAND, LEAVER))
    say()


def _judge_leave(world: World, done: int) -> None:
    with world.opened(POST) as app:
        (told,) = (row for row in app.ask(queries.Officers()) if row.name == LEAVER)
        ensure(not done or told.ended, "an officer who was ended is not")
        ensure(set(numbers(app)) == {"Atribut ke-1", "Atribut ke-2"}, "a report is lost")
        sound(app)
    ensure(not done or not _opens(world), "his slot is still there")
    if told.ended and _opens(world):
        try:
            profile.unlock(world.live / POST, WORDS, reference=reference(), ports=world.ports).lock()
        except Unlockable as refusal:
            ensure(refusal.code == "officer.ended", f"he is told {refusal.code}")
        else:
            raise AssertionError("an officer who was ended got in")
    with world.opened(POST) as app:
        app.execute(EndOfficer(COMMAND, LEAVER))
        sound(app)
    ensure(not _opens(world), "the same command again did not complete it")


def _opens(world: World) -> bool:
    """Whether any slot file that lies there opens with his words."""
    for path in (world.live / POST).glob(f"{SLOTS_FILE}*"):
        try:
            keyslots.unlock(path.read_bytes(), WORDS)
        except Unlockable:
            continue
        return True
    return False


# --- rows made anew --------------------------------------------------------------------------------------------------


def _rebuild(_world: World, app: Application, say: Say) -> None:
    app.check(rebuild=True)
    say()


def _judge_rebuild(world: World, _done: int) -> None:
    with world.opened(POST) as app:
        ensure(set(numbers(app)) == {"Atribut ke-1", "Atribut ke-2"}, "a report is lost")
        sound(app)
        ensure(app.check(rebuild=True).problems == (), "rows cannot be made anew")


# --- a profile of an older program -----------------------------------------------------------------------------------

OLD = "old"
VECTOR = Path(__file__).resolve().parents[1] / "vectors" / "profile-0.1.0.zip"
OLD_WORDS = "Laporan dari versi 0.1.0"


def _prepare_migrate(world: World) -> None:
    with zipfile.ZipFile(VECTOR) as packed:
        packed.extractall(world.live / OLD)
    slots = (world.live / OLD / SLOTS_FILE).read_bytes()
    from tests.world import PASSPHRASE as words

    world.contents[OLD] = keyslots.unlock(slots, words).content


def _migrate(world: World, _app: Application, say: Say) -> None:
    app = world.open(OLD)
    say()
    app.lock()


def _judge_migrate(world: World, _done: int) -> None:
    with world.opened(OLD) as app:
        (row,) = app.ask(queries.Reports()).rows
        ensure(app.ask(queries.Report(row.id)).form["narrative"] == OLD_WORDS, "the old report is not whole")
        sound(app)


# --- an update, and back ---------------------------------------------------------------------------------------------

HOME, NEW_VERSION = "home", "9.9.9"


@contextmanager
def _frozen(world: World) -> Iterator[Path]:
    """A frozen program of the user's own in a home, that believes the custodians of this test."""
    home, root = world.live / HOME, (world.root / "custodians" / "root.json").read_bytes()
    real = compose.installation, compose.computer, compose.read_resource
    compose.installation, compose.computer = lambda: ("own", home), lambda: SYSTEM
    compose.read_resource = lambda name: root if name == updating.ROOT else real[2](name)
    try:
        yield home
    finally:
        compose.installation, compose.computer, compose.read_resource = real


def _prepare_update(world: World) -> None:
    first_two(world)
    Custodians(world.root / "custodians").release(world.live / STICK, NEW_VERSION)
    (world.live / HOME).mkdir()
    (world.live / HOME / "posko").write_text("lama", "utf-8")
    world.clock.at = int(datetime(2024, 6, 2, tzinfo=UTC).timestamp() * 1000)
    assert DAY.timestamp() * 1000 < world.clock.at


def _take(world: World, app: Application) -> None:
    ports = replace(world.ports, resource=lambda name: compose.read_resource(name))
    with _frozen(world):
        updating.take(world.live / STICK, world.live / POST, ports, lambda *_: None, lambda: nullcontext(app), drill=True)


def _update(world: World, app: Application, say: Say) -> None:
    _take(world, app)
    say()


def _runs(world: World) -> bool:
    """Whether a start goes to the new program; what it goes to is whole."""
    target = installed.pointed(world.live / HOME / "posko", "0.1.0")
    if target is None:
        ensure((world.live / HOME / "posko").read_text("utf-8") == "lama", "the old program is not whole")
        return False
    ensure(NEW_VERSION in target.read_text("utf-8"), "the new program is not whole")
    ensure((target.parent / "_internal" / "link.so").exists(), "the new program lacks a library")
    return True


def _judge_update(world: World, done: int) -> None:
    ensure(_runs(world) or not done, "updated, it said, and the old one starts")
    world.clock.pass_hours(1)
    with world.opened(POST) as app:
        ensure(set(numbers(app)) == {"Atribut ke-1", "Atribut ke-2"}, "a report is lost")
        sound(app)
        _take(world, app)
    ensure(_runs(world), "the same stick again did not complete it")


def _prepare_back(world: World) -> None:
    _prepare_update(world)
    with world.opened(POST) as app:
        _take(world, app)


def _go_back(world: World) -> None:
    updating.back(world.live / POST, world.ports, lambda: world.contents[POST].store_key, lambda *_: None)


def _back(world: World, _app: Application, say: Say) -> None:
    with _frozen(world):
        _go_back(world)
    say()


def _judge_back(world: World, done: int) -> None:
    ensure(not (done and _runs(world)), "taken back, it said, and the new one starts")
    with _frozen(world):
        if _runs(world):
            ensure(updating.can_go_back(), "the way back is lost")
            _go_back(world)
    ensure(not _runs(world), "the same once more did not complete it")


OPERATIONS = (
    Operation("issue", PROVINCE, _prepare_issue, _issue, _judge_issue),
    Operation("leave", POST, _prepare_leave, _leave, _judge_leave),
    Operation("rebuild", POST, first_two, _rebuild, _judge_rebuild),
    Operation("migrate", "", _prepare_migrate, _migrate, _judge_migrate),
    Operation("update", POST, _prepare_update, _update, _judge_update),
    Operation("update-back", "", _prepare_back, _back, _judge_back),
)

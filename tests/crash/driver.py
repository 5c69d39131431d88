"""The fork server: keys are unlocked once, then every kill-point gets its own child and its own judgement.

Started with the shim preloaded: ``python -m tests.crash.driver FOLDER PLAN`` with PLAN a file of JSON; answers with one
JSON line per operation. No store is open in the parent while it forks.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from core.app import swapping
from core.storage import atomic, database, vault
from tests.crash import shim, world
from tests.crash.operations import OPERATIONS, Operation
from tests.remembered import remember
from tests.world import stretched_once
from ui import copying

KILLED = -signal.SIGKILL


@dataclass(frozen=True)
class Job:
    """One operation under one way to die; ``points`` at most that many, spread evenly up to the
    last, 0 for all; of the ``last`` calls alone.

    A torn write happens by so many 32nds (``tear``), and only writes are torn. ``synchronous`` is the store's PRAGMA and
    ``folders`` whether folders are synced, ``swap`` whether a store that was written anew takes the old one's place at once
    and a restore that was cut off is gone on with, ``beside`` whether a copy gets its name when it is whole: OFF and False
    are the controls that must lose what was promised.
    """

    operation: str
    mode: str
    points: int = 0
    last: int = 0
    tear: int = shim.HALF
    synchronous: str = "FULL"
    folders: bool = True
    swap: bool = True
    beside: bool = True


@dataclass
class Outcome:
    """What a job saw: calls of an undisturbed run, its fsyncs up to each promise, points tried, and what was not true."""

    operation: str
    mode: str
    tear: int
    synchronous: str
    folders: bool
    calls: int = 0
    syncs: list[int] = field(default_factory=list)
    points: int = 0
    faults: list[str] = field(default_factory=list)


def main(folder: Path, plan: list[Job]) -> None:
    """Run every job and print its outcome."""
    levers = shim.Shim()
    gc.freeze()
    gc.set_threshold(20_000)
    remember()  # children are forked: what this process spelled out once, all of them know
    found: dict[tuple[str, str, bool, bool, bool], Ready] = {}
    with world.quick_lookup(), stretched_once():
        begun = world.World(folder / "begun")
        begun.found()
        for number, job in enumerate(plan):
            with careless(job.synchronous, folders=job.folders, swap=job.swap, beside=job.beside):
                key = (job.operation, job.synchronous, job.folders, job.swap, job.beside)
                if key not in found:
                    found[key] = make_ready(levers, begun.twin(folder / str(number)), OPERATIONS[job.operation])
                print(json.dumps(asdict(run(levers, found[key], job))), flush=True)


@dataclass(frozen=True)
class Ready:
    """A world before an operation, kept as "ready"; the time then, and an undisturbed run."""

    place: world.World
    operation: Operation
    started: int
    seen: Seen


@dataclass(frozen=True)
class Seen:
    """Calls of a run that nobody disturbs, which of them are writes, and how many fsyncs came before each promise."""

    calls: int
    writes: list[int]
    syncs: list[int]


def make_ready(levers: shim.Shim, place: world.World, operation: Operation) -> Ready:
    """Prepare, and count the calls of one undisturbed run; all ways to die begin there."""
    operation.prepare(place)
    place.keep("ready")
    started = place.clock.at
    return Ready(place, operation, started, look(levers, place, operation))


def run(levers: shim.Shim, ready: Ready, job: Job) -> Outcome:
    """Kill at each chosen call."""
    place, operation = ready.place, ready.operation
    outcome = Outcome(job.operation, job.mode, job.tear, job.synchronous, job.folders, ready.seen.calls, ready.seen.syncs)
    levers.tear(job.tear)
    for at in chosen(ready.seen, job):
        place.put_back("ready")
        place.clock.at = ready.started
        outcome.points += 1
        try:
            levers.seed(at)
            died, done = kill_at(levers, place, operation, at, shim.MODES[job.mode])
            if died != KILLED:
                raise AssertionError(f"the child ended with {died} instead of being killed")
            operation.judge(place, done)
        except Exception as fault:
            where = traceback.extract_tb(fault.__traceback__)[-1]
            outcome.faults.append(f"call {at}: {type(fault).__name__}: {fault} ({where.name}:{where.lineno})")
    return outcome


def chosen(seen: Seen, job: Job) -> list[int]:
    """Kill-points: every write where writes are torn, else from 1 to one past the last call, which dies right after."""
    every = seen.writes if job.mode == "torn" else list(range(1, seen.calls + 2))[-job.last :]
    if 0 < job.points < len(every):
        every = [every[step * len(every) // job.points - 1] for step in range(1, job.points + 1)]
    return every


def look(levers: shim.Shim, place: world.World, operation: Operation) -> Seen:
    """Run once in a child that nobody disturbs."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        with failing_loudly():
            app = operation.open(place)
            syncs: list[int] = []
            levers.arm(place.live, place.aside, 0, shim.CLEAN)
            operation.act(place, app, lambda: syncs.append(levers.count(shim.SYNC)))
            seen = json.dumps([levers.count(), levers.writes(), syncs]).encode()
            with os.fdopen(writer, "wb") as told:
                told.write(seen)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        text = answer.read()
    _, status = os.waitpid(child, 0)
    if status:
        raise RuntimeError(f"{operation.name} fails undisturbed")
    return Seen(*json.loads(text))


def kill_at(levers: shim.Shim, place: world.World, operation: Operation, at: int, mode: int) -> tuple[int, int]:
    """Let a child die at its ``at``-th call; returns how it ended and how many promises it had made."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        with failing_loudly():
            app = operation.open(place)
            levers.arm(place.live, place.aside, at, mode)
            operation.act(place, app, lambda: promise(writer))
            levers.die()
        os._exit(1)
    os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        done = len(answer.read())
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), done


def promise(writer: int) -> None:
    """Tell the parent, outside of the watched folder, what a person would now read on the screen."""
    os.write(writer, b"+")


@contextmanager
def failing_loudly() -> Iterator[None]:
    """In a child: an error is printed and ends it with 1; nothing of the parent's code runs on."""
    try:
        yield
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)


@contextmanager
def careless(synchronous: str, *, folders: bool, swap: bool = True, beside: bool = True) -> Iterator[None]:
    """Run with this PRAGMA synchronous, and maybe without syncing folders, without the one moment of a new store, or with a
    copy that has its name from its first byte."""
    pragmas, sync, place = database.PRAGMAS, vault.sync_folder, copying.beside
    commit, settle = swapping.commit, swapping.settle
    database.PRAGMAS = tuple(line.replace("synchronous=FULL", f"synchronous={synchronous}") for line in pragmas)
    if not folders:
        vault.sync_folder = atomic.sync_folder = lambda folder: None
    if not swap:
        swapping.commit, swapping.settle = _file_by_file, _left_as_it_is
    if not beside:
        copying.beside = lambda _app, target: target
    try:
        yield
    finally:
        database.PRAGMAS, copying.beside = pragmas, place
        swapping.commit, swapping.settle = commit, settle
        vault.sync_folder = atomic.sync_folder = sync


def _left_as_it_is(_folder: Path, _program: str) -> None:
    """Nobody goes on with what was cut off."""


def _file_by_file(folder: Path) -> None:
    for path in sorted((folder / swapping.STAGING).iterdir(), reverse=True):
        path.replace(folder / path.name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Job(**job) for job in json.loads(Path(sys.argv[2]).read_text("utf-8"))])

"""One durable save against the least that durability can cost: appending 16 KiB and one fdatasync in the same folder."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from sqlalchemy import event

from core.app import intake
from core.app.application import Application
from core.crypto import lookup
from core.domain.commands import ReportItem, SubmitReports
from core.journal import author
from core.projections.project import Projector
from tests.bench.figures import Figure, middle_spread, seconds
from tests.crash.world import POST, World, complaint, quick_lookup

FLOOR_BYTES = 16 * 1024
WARM, RUNS = 30, 200
STRETCHES = 5


class Layers:
    """Time spent in each layer of the saves so far, seconds."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self.commit_began = 0.0

    def timed(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, its time counted under a name."""

        def run(*arguments: Any, **named: Any) -> Any:
            started = time.perf_counter()
            try:
                return work(*arguments, **named)
            finally:
                self.spent[name] = self.spent.get(name, 0.0) + time.perf_counter() - started

        return run


def measure(folder: Path, small: bool) -> Iterator[Figure]:
    """The save, its layers, and the look-up stretch apart."""
    world = World(folder / "world")
    world.found()
    runs = RUNS // 4 if small else RUNS
    with world.opened(POST) as app, quick_lookup():
        for number in range(WARM):
            save(app, number)
        here, floor = paired(app, world.live / POST / "floor.bin", runs)
        noise = middle_spread(floor)
        reference = statistics.median(floor)
        yield Figure("one save, without the look-up stretch", statistics.median(here), reference, "2.5x", noise)
        yield from layers(app, reference, runs)
    stretch = statistics.median(seconds(lambda: lookup.lookup_keys("1" * 16, bytes(16))) for _ in range(STRETCHES))
    yield Figure("the look-up stretch (Argon2id 64 MiB, beside the save)", stretch)


def save(app: Application, number: int) -> None:
    """One report, as the window saves it."""
    app.execute(SubmitReports(app.new_command(), (ReportItem(complaint(number)),)))


def paired(app: Application, path: Path, runs: int) -> tuple[list[float], list[float]]:
    """Saves and floors in turn, so that both see the same disk."""
    here, floor = [], []
    items = [SubmitReports(app.new_command(), (ReportItem(complaint(number)),)) for number in range(runs)]
    with path.open("ab", buffering=0) as file:
        for item in items:
            here.append(seconds(lambda item=item: app.execute(item)))  # type: ignore[misc]
            floor.append(seconds(lambda: append(file.fileno())))
    path.unlink()
    return here, floor


def append(descriptor: int) -> None:
    """The floor: 16 KiB, as much as a save's pages in the log, and one fdatasync."""
    os.write(descriptor, os.urandom(FLOOR_BYTES))
    os.fdatasync(descriptor)


def layers(app: Application, reference: float, runs: int) -> Iterator[Figure]:
    """The same saves once more with a clock in each layer; the rest is SQL outside of them and Python between."""
    found = Layers()
    items = [SubmitReports(app.new_command(), (ReportItem(complaint(number)),)) for number in range(runs)]
    whole = 0.0
    with clocks(app, found):
        for item in items:
            whole += seconds(lambda item=item: app.execute(item))  # type: ignore[misc]
    for name, spent in found.spent.items():
        yield Figure(f"- {name}", spent / runs, reference)
    rest = whole - sum(found.spent.values())
    yield Figure("- queries before and Python between", rest / runs, reference)


@contextmanager
def clocks(app: Application, found: Layers) -> Iterator[None]:
    """Put the clocks in for a while."""
    engine = app._device.database._engine
    database = type(app._device.database)
    real = database.writing

    def begin(_: object) -> None:
        found.commit_began = time.perf_counter()

    @contextmanager
    def writing(self: Any) -> Iterator[Any]:
        with real(self) as connection:
            yield connection
        spent = time.perf_counter() - found.commit_began
        found.spent["commit with its fsync"] = found.spent.get("commit with its fsync", 0.0) + spent

    event.listen(engine, "commit", begin)
    with ExitStack() as stack:
        for place, name, label in (
            (intake.intake_rules, "require_complete", "form check"),
            (intake, "seal_persons", "sealing the persons (age)"),
            (author, "write_entry", "CBOR, digests, signature"),
            (author.store, "insert", "journal rows and boxes"),
            (Projector, "project", "derived rows"),
        ):
            stack.enter_context(mock.patch.object(place, name, found.timed(label, getattr(place, name))))
        stack.enter_context(mock.patch.object(database, "writing", writing))
        yield
    event.remove(engine, "commit", begin)

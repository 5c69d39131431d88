"""Desks on one PostgreSQL: the import against COPY of the same rows, two importers against one, and how soon a desk hears.

The server is the tests' own, with its durability on and everything on this machine: it and both importers share its processors.
"""

from __future__ import annotations

import secrets
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, select

from core.app.absorb import Segment, absorb
from core.app.device import Device
from core.app.shelf import Range
from core.domain.commands import ReportItem, SubmitReports
from core.domain.forms import parse_form
from core.journal import store
from core.journal.entry import read_record
from core.storage import tables
from core.storage.server import copy_rows
from tests.bench.figures import Figure, seconds, spread
from tests.bench.importing import PROJECTIONS, SIGNATURES, without
from tests.crash.world import quick_lookup
from tests.server.founding import Province, found
from tests.server.running import Running, running
from tests.world import Clock, Laptop, complaint

ENTRIES, BATCH, RUNS, NOTICES = 2_000, 100, 3, 20
JOURNAL = (tables.subject_key, tables.entry, tables.part)
Rows = list[tuple[Table, list[tuple[object, ...]]]]


@dataclass
class World:
    """A province whose store is put back to the same state before each run."""

    server: Running
    province: Province
    kept: str = ""

    def keep(self) -> None:
        """Remember the store as it is."""
        self._close()
        self.kept = self.server.make(self.province.server.database).database

    def ready(self) -> Device:
        """The first desk, opened on the store that was remembered."""
        self.put_back()
        return self.province.one.device

    def put_back(self) -> None:
        """Return to the store that was remembered; nobody is in it."""
        self._close()
        name = self.province.server.database
        self.server.sql(f"DROP DATABASE {name}")
        self.server.sql(f"CREATE DATABASE {name} TEMPLATE {self.kept} OWNER posko")

    def _close(self) -> None:
        for laptop in (self.province.one, self.province.two):
            laptop.close()
        self.server.send_away(self.province.server)


def measure(folder: Path, small: bool) -> Iterator[Figure]:
    """All figures of desks that share a server."""
    count = ENTRIES // 10 if small else ENTRIES
    with running() as server:
        province = found(server, folder)
        world = World(server, province)
        segments = [written(laptop, count) for laptop in (province.post, province.other)]
        for segment in segments:  # the opening makes the stream known: what is measured is what follows it
            absorb(province.one.device, Segment(segment.stream, 0, 0, segment.records[:1]))
        later = [Segment(each.stream, 1, each.last, each.records[1:]) for each in segments]
        world.keep()
        yield from against_copy(world, later[0])
        yield from side_by_side(world, later)
        yield from told(province)
        for laptop in (province.one, province.two, province.post, province.other):
            laptop.close()


def written(laptop: Laptop, count: int) -> Segment:
    """A post's stream with that many reports."""
    app, entry = laptop.app, tables.entry.c
    with quick_lookup():
        for start in range(0, count, BATCH):
            items = [ReportItem(parse_form(complaint(summary=f"Laporan {start + n}"))) for n in range(min(BATCH, count - start))]
            app.execute(SubmitReports(app.new_command(), tuple(items)))
    with laptop.device.database.reading() as db:
        query = select(entry.stream, func.max(entry.seq).label("last")).group_by(entry.stream)
        row = db.execute(query.order_by(func.count().desc()).limit(1)).one()
    part, records, _, _ = app.shelf.records(Range(bytes(row.stream), 0, row.last), 2**30, row.last + 1)
    return Segment(bytes(row.stream), part.first, part.last, records)


# --- against COPY ----------------------------------------------------------------------------------------------------


def against_copy(world: World, segment: Segment) -> Iterator[Figure]:
    """The journal's part of an import, and the whole of it, against the same rows by COPY into the same tables."""
    entries = [read_record(record) for record in segment.records]
    times: dict[str, list[float]] = {name: [] for name in ("copy", "stored", "journal", "whole", "again")}
    rows: Rows = []

    def timed(name: str, work: Callable[[Device], object]) -> None:
        device = world.ready()
        times[name].append(seconds(lambda: work(device)))

    for _ in range(RUNS):
        with without(SIGNATURES, PROJECTIONS):
            timed("journal", lambda device: absorb(device, segment))
        timed("whole", lambda device: absorb(device, segment))
        device = world.province.one.device
        times["again"].append(seconds(lambda: absorb(world.province.one.device, segment)))
        with device.database.reading() as db:
            rows[:] = [(table, journal_rows(db, table, segment)) for table in JOURNAL]
        timed("copy", lambda device: written_in(device, lambda db: copied(db, rows)))
        timed("stored", lambda device: written_in(device, lambda db: stored(db, entries)))
    yield from copy_figures(times, len(entries))


def copy_figures(times: dict[str, list[float]], count: int) -> Iterator[Figure]:
    """What was measured, as shares of COPY's time."""
    middle = {name: statistics.median(each) for name, each in times.items()}
    noise = spread(times["copy"])
    yield Figure(f"{count} entries stored, against COPY of their rows", middle["stored"], middle["copy"], "1.54x", noise)
    yield Figure("read and checked as well, without proofs and projections", middle["journal"], middle["copy"], "1.54x", noise)
    yield Figure("the whole import", middle["whole"], middle["copy"], "", noise)
    yield Figure("the same segment once more, nothing new", middle["again"], middle["copy"], "", noise)
    yield Figure("entries a second of one importer", count / middle["whole"], unit="/s")


def journal_rows(db: Connection, table: Table, segment: Segment) -> list[tuple[object, ...]]:
    """The rows of one table of the journal that a segment became."""
    entry = tables.entry.c
    own = (entry.stream == segment.stream, entry.seq >= segment.first)
    if table is tables.entry:
        query = select(table).where(*own)
    else:
        key = "digest" if table is tables.part else "subject"
        query = select(table).where(table.c[key].in_(select(entry[key]).where(*own)))
    return [tuple(row) for row in db.execute(query)]


def written_in(device: Device, work: Callable[[Connection], object]) -> None:
    """Do it in one durable transaction."""
    with device.database.writing() as db:
        work(db)


def stored(db: Connection, entries: Sequence[Any]) -> None:
    """The journal's rows of entries that are read already."""
    store.insert_many(db, entries, [1] * len(entries), secrets.token_bytes)


def copied(db: Connection, rows: Rows) -> None:
    """Rows as they were, by COPY and nothing else."""
    for table, each in rows:
        copy_rows(db, table, tuple(column.name for column in table.columns), each)


# --- side by side ----------------------------------------------------------------------------------------------------


def side_by_side(world: World, segments: Sequence[Segment]) -> Iterator[Figure]:
    """Two posts' segments by one importer after the other, and by two processes at once."""
    desks = [(laptop.name, laptop.folder) for laptop in (world.province.one, world.province.two)]
    one, two = list[float](), list[float]()
    for _ in range(RUNS):
        device = world.ready()
        began = time.perf_counter()
        for segment in segments:
            absorb(device, segment)
        one.append(time.perf_counter() - began)
        world.put_back()
        two.append(at_once(desks, segments))
    count, middle = sum(len(segment.records) for segment in segments), statistics.median(two)
    yield Figure("two posts, two importers at once, against one after the other", middle, statistics.median(one), "", spread(one))
    yield Figure("entries a second of two importers", count / middle, unit="/s")


def at_once(desks: Sequence[tuple[str, Path]], segments: Sequence[Segment]) -> float:
    """How long two processes take together, from the moment that both are ready."""
    context = get_context("spawn")
    start, done = context.Barrier(len(desks)), context.Queue()
    work = [
        context.Process(target=importer, args=(*desk, segment, start, done))
        for desk, segment in zip(desks, segments, strict=True)
    ]
    for process in work:
        process.start()
    took = [done.get() for _ in work]
    for process in work:
        process.join()
    return max(took)


def importer(name: str, folder: Path, segment: Segment, start: Any, done: Any) -> None:
    """A process that opens a desk, waits for the others, takes a segment in, and tells how long that took."""
    laptop = Laptop(name, folder, Clock(), name)
    device = laptop.device
    start.wait()
    began = time.perf_counter()
    taken = absorb(device, segment)
    done.put(time.perf_counter() - began if taken.new == len(segment.records) else float("inf"))
    laptop.close()


# --- hearing ---------------------------------------------------------------------------------------------------------


def told(province: Province) -> Iterator[Figure]:
    """From the end of a save at one desk until the other one knows of it."""
    heard, times = threading.Event(), list[float]()
    stop = province.two.device.database.listen(heard.set)
    app = province.one.app
    with quick_lookup():
        for number in range(NOTICES):
            heard.clear()
            app.execute(SubmitReports(app.new_command(), (ReportItem(parse_form(complaint(summary=f"Meja {number}"))),)))
            times.append(seconds(heard.wait))
    stop()
    longest = f"longest {max(times) * 1000:.3g} ms"
    yield Figure("another desk knows of a save, counted from its end", statistics.median(times), note=longest)

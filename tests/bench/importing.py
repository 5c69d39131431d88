"""Taking in a segment of 2,000 entries, every one proven and projected, against writing the same bytes raw."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from core.app.absorb import Segment, absorb
from core.app.shelf import Range
from core.domain.commands import ReportItem, SubmitReports
from core.storage import tables
from core.storage.database import Database
from tests.bench.figures import Figure, seconds, spread
from tests.crash.world import POST, PROVINCE, World, complaint, quick_lookup

ENTRIES, BATCH, RUNS = 2_000, 100, 3


def measure(folder: Path, small: bool) -> Iterator[Figure]:
    """Absorb at the province, three times from the same state."""
    count = ENTRIES // 10 if small else ENTRIES
    world = World(folder / "world")
    world.found()
    segment = written(world, count)
    world.keep("ready")
    here, raw, again = [], [], []
    for _ in range(RUNS):
        world.put_back("ready")
        with world.opened(PROVINCE) as province:
            here.append(seconds(lambda: absorb(province._device, segment)))
            again.append(seconds(lambda: absorb(province._device, segment)))
        raw.append(raw_rows(folder / "raw.db", segment))
    noise, reference = spread(raw), statistics.median(raw)
    size = sum(map(len, segment.records)) / 1024 / 1024
    what = f"import of {len(segment.records)} entries, {size:.1f} MiB, against raw executemany"
    yield Figure(what, statistics.median(here), reference, "", noise)
    yield Figure("entries a second, proven and projected", len(segment.records) / statistics.median(here), unit="/s")
    yield Figure("the same segment once more, nothing new", statistics.median(again), reference, "", noise)


def written(world: World, count: int) -> Segment:
    """The post's stream with that many entries."""
    with world.opened(POST) as app, quick_lookup():
        for start in range(0, count - 1, BATCH):
            items = tuple(ReportItem(complaint(start + n)) for n in range(min(BATCH, count - 1 - start)))
            app.execute(SubmitReports(app.new_command(), items))
        with app._device.database.reading() as db:
            stream = bytes(db.execute(select(tables.stream.c.stream)).scalar_one())
        part, records, _, _ = app.shelf.records(Range(stream, 0, count - 1), 2**30, count)
    return Segment(stream, part.first, part.last, records)


def raw_rows(path: Path, segment: Segment) -> float:
    """The same bytes into one table of an encrypted store, one transaction."""
    path.unlink(missing_ok=True)
    database = Database(path, bytes(32))
    with database.writing() as db:
        db.exec_driver_sql("CREATE TABLE raw (id INTEGER PRIMARY KEY, record BLOB)")

    def write() -> None:
        with database.writing() as db:
            db.exec_driver_sql("INSERT INTO raw VALUES (?, ?)", list(enumerate(segment.records)))

    taken = seconds(write)
    database.close()
    return taken

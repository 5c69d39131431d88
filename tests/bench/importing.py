"""Taking in a segment of 2,000 entries, every one proven and projected, against writing the same bytes raw.

All by processor time, for the machine is seldom ours alone; what waits for the disk is the same for both.

With ``POSKO_MORANGO`` set to an interpreter that has morango (``pip install morango`` in an environment of its own) its
taking in of the same reports is measured beside: there without signatures, encryption or search.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from unittest.mock import patch

import msgspec
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select

from core.app.absorb import Segment, absorb
from core.app.shelf import Range
from core.domain.commands import ReportItem, SubmitReports
from core.domain.forms import form_tree
from core.journal import admission
from core.projections.project import Projector
from core.storage import tables
from core.storage.database import Database
from tests.bench.figures import Figure, processor_seconds, spread
from tests.bench.memory import MOST_MIB, memory
from tests.crash.world import POST, PROVINCE, World, complaint, quick_lookup

ENTRIES, BATCH, RUNS = 2_000, 100, 3
MORANGO = "POSKO_MORANGO"


def measure(folder: Path, small: bool) -> Iterator[Figure]:
    """Absorb at the province, three times from the same state."""
    count = ENTRIES // 10 if small else ENTRIES
    world = World(folder / "world")
    world.found()
    whole = written(world, count + 1)
    opening = replace(whole, last=0, records=whole.records[:1])
    segment = replace(whole, first=1, records=whole.records[1:])
    with world.opened(PROVINCE) as province:  # who writes there is known: without projections it would not become so
        absorb(province._device, opening)
    world.keep("ready")
    times: dict[str, list[float]] = {name: [] for name in ("whole", "wall", "again", "unsigned", "journal", "raw", "proofs")}
    most = 0.0
    for _ in range(RUNS):
        for name, parts in (("whole", ()), ("unsigned", (SIGNATURES,)), ("journal", (SIGNATURES, PROJECTIONS))):
            world.put_back("ready")
            with world.opened(PROVINCE) as province, without(*parts), memory() as spent:
                work, began = partial(absorb, province._device, segment), time.perf_counter()
                times[name].append(processor_seconds(work))
                if name == "whole":
                    times["wall"].append(time.perf_counter() - began)
                    times["again"].append(processor_seconds(work))
            most = max(most, spent[0])
        times["raw"].append(raw_rows(folder / "raw.db", segment))
        times["proofs"].append(bare_proofs(segment))
    yield from told(segment, times)
    if MORANGO in os.environ:
        there = by_morango(folder / "morango", count)
        yield Figure(
            "- against morango", count / statistics.median(times["wall"]), count / statistics.median(there), "> 1x",
            spread(there), unit="/s",
        )  # fmt: skip
    yield Figure("- largest memory meanwhile above idle, against what is allowed", most, MOST_MIB, "1x", unit="MiB")


def told(segment: Segment, times: dict[str, list[float]]) -> Iterator[Figure]:
    """The figures, all as entries a second: against raw rows of the same bytes, and against bare proofs on one core."""
    count, raw, proofs = len(segment.records), spread(times["raw"]), spread(times["proofs"])
    rate = {name: count / statistics.median(each) for name, each in times.items()}
    what = f"import of {count} entries, {sum(map(len, segment.records)) / 1024 / 1024:.1f} MiB"
    yield Figure(f"{what}, against bare proofs", rate["whole"], rate["proofs"], ">= 0.7x", proofs, unit="/s")
    yield Figure("- against raw executemany", rate["whole"], rate["raw"], "", raw, unit="/s")
    yield Figure("- without signatures, with projections", rate["unsigned"], rate["raw"], ">= 0.12x", raw, unit="/s")
    yield Figure("- without signatures and projections", rate["journal"], rate["raw"], ">= 0.35x", raw, unit="/s")
    yield Figure("- once more, nothing new", rate["again"], rate["raw"], "", raw, unit="/s")


SIGNATURES, PROJECTIONS = (admission, "_require_proof"), (Projector, "project_run")


@contextmanager
def without(*parts: tuple[object, str]) -> Iterator[None]:
    """Leave parts of the work out, to tell what each costs."""
    with ExitStack() as left_out:
        for owner, name in parts:
            left_out.enter_context(patch.object(owner, name, lambda *_given, **_named: None))
        yield


def bare_proofs(segment: Segment) -> float:
    """As many P-256 proofs as the segment has signatures, and nothing else."""
    key = ec.generate_private_key(ec.SECP256R1())
    message, algorithm = bytes(300), ec.ECDSA(hashes.SHA256())
    signature, public = key.sign(message, algorithm), key.public_key()
    return processor_seconds(lambda: [public.verify(signature, message, algorithm) for _ in segment.records])


def by_morango(folder: Path, count: int) -> list[float]:
    """Seconds of each round for as many reports of the same words."""
    folder.mkdir()
    forms = json.dumps([msgspec.to_builtins(form_tree(complaint(number))) for number in range(count)])
    program = Path(__file__).with_name("morango_peer.py")
    done = subprocess.run(
        [os.environ[MORANGO], str(program), str(folder), str(RUNS)], input=forms, capture_output=True, text=True, check=True
    )
    return [float(each) for each in json.loads(done.stdout)]


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

    taken = processor_seconds(write)
    database.close()
    return taken

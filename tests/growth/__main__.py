"""How a province's store grows: ``python3 -m tests.growth [ENTRIES ...]``, by default 10,000, 100,000 and 1,000,000.

One store is filled further and further (:mod:`tests.growth.filling`: rows of true sizes, not signed); at every size the
program itself opens it, takes in a post's stick of 501 true entries, answers, lists, counts and searches. Times are
medians, in milliseconds; the last column is the last size against the first. 10,000,000 entries want 25 GB and an hour.
With ``--server`` the store is a PostgreSQL server that is begun for it; ``--province FOLDER`` measures a store that
``tests.generate`` wrote, see :mod:`tests.growth.province`; ``--partitions`` see :mod:`tests.growth.partitions`.
"""

from __future__ import annotations

import json
import os
import runpy
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SIZES = (10_000, 100_000, 1_000_000)
SERVER, PROVINCE, PARTITIONS = "--server", "--province", "--partitions"


def main(arguments: list[str]) -> int:
    """Fill, ask, print."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    runpy.run_path(str(ROOT / "packaging" / "bootstrap.py"))["prepare"]("test")
    if arguments[:1] in ([PROVINCE], [PARTITIONS]):
        for line in _lines(*arguments):
            print(line, flush=True)
        return 0
    sizes = sorted(int(text) for text in arguments if text != SERVER) or list(SIZES)
    with tempfile.TemporaryDirectory(prefix="posko-growth-") as folder:
        if SERVER in arguments:
            from tests.growth import server

            tell(server.measure(Path(folder), sizes), sizes)
        else:
            tell(measure(Path(folder), sizes), sizes)
    return 0


def _lines(what: str, told: str = "") -> Iterator[object]:
    if what == PROVINCE:
        from tests.growth import province

        yield province.HEAD
        yield from province.measure(Path(told))
    else:
        from tests.growth import partitions

        yield from partitions.measure(int(told or SIZES[-1]))


def measure(folder: Path, sizes: Sequence[int]) -> dict[str, list[float]]:
    """Times in seconds by what was asked, one for each size."""
    from tests.crash.world import World
    from tests.growth.asking import seconds
    from tests.growth.filling import Filler

    world, filler = World(folder / "world"), Filler()
    world.found()
    found: dict[str, list[float]] = {}
    done = 0
    for size in sizes:
        found.setdefault("(filling)", []).append(seconds(lambda size=size, done=done: fill(world, filler, done, size)))  # type: ignore[misc]
        done = size
        for name, value in ask(world, filler).items():
            found.setdefault(name, []).append(value)
        print(f"{size:,}: {found['(filling)'][-1]:.0f} s to fill", file=sys.stderr, flush=True)
    return found


def fill(world: Any, filler: Any, done: int, entries: int) -> None:
    """Rows into the closed store, past the log, which a store in use never is."""
    from core.app.device import STORE_FILE
    from core.crypto.boxes import derive
    from core.crypto.labels import STORE_DATABASE
    from core.storage.database import Database
    from tests.crash.world import PROVINCE
    from tests.growth.filling import ENTRIES, Sqlite, steps

    key = derive(world.contents[PROVINCE].store_key, STORE_DATABASE)
    with closing(Database(world.live / PROVINCE / STORE_FILE, key)._connect()) as raw:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-400000", "secure_delete=OFF"):
            raw.execute(f"PRAGMA {pragma}").fetchall()

        raw.execute("BEGIN")
        filler.prepare(Sqlite, raw.execute, raw.executemany)
        if not done:
            filler.streams(Sqlite, raw.execute)
        shift = (raw.execute("SELECT max(id) FROM report").fetchone()[0] or 0) + 1 - done // ENTRIES
        for first, count in steps(done, entries):
            filler.cases(Sqlite, raw.execute, first, count, shift)
        told_everybody(raw)
        raw.execute("COMMIT")
        raw.execute("INSERT INTO report_fts(report_fts) VALUES('optimize')")
        raw.execute("PRAGMA journal_mode=WAL").fetchall()


def told_everybody(raw: Any) -> None:
    """Every status was told long ago."""
    from core.app.statuses import SEEN

    streams = raw.execute("SELECT stream, (SELECT max(seq) FROM entry WHERE entry.stream = stream.stream) FROM stream").fetchall()
    raw.execute("DELETE FROM setting WHERE key = ?", (SEEN,))
    raw.execute("INSERT INTO setting VALUES (?, ?)", (SEEN, json.dumps({bytes(stream).hex(): head for stream, head in streams})))


def ask(world: Any, filler: Any) -> dict[str, float]:
    """What the program needs for everything at this size."""
    from tests.crash.world import POST, PROVINCE, STICK
    from tests.growth.asking import BUNDLE, questions, seconds

    write(world, BUNDLE)
    found = {}
    opened: list[Any] = []
    found["open the store"] = seconds(lambda: opened.append(world.open(PROVINCE)))
    (app,) = opened
    try:
        found |= questions(app, filler)
        from sync.exchange import receive, send

        stick = world.live / STICK
        found[f"take in a stick of {BUNDLE} reports"] = seconds(lambda: receive(app, stick))
        found["take in the same once more"] = seconds(lambda: receive(app, stick))
        found["write the answer to the post"] = seconds(lambda: send(app, stick, to="K0413"))
        path = world.live / PROVINCE / "posko.db"
        found["(bytes on disk)"] = float(path.stat().st_size)
    finally:
        app.lock()
    with world.opened(POST) as post:
        receive(post, stick)
    return found


def write(world: Any, count: int) -> None:
    """So many reports at the post, on the stick."""
    from core.domain.commands import ReportItem, SubmitReports
    from sync.exchange import send
    from tests.crash.world import POST, STICK, complaint, quick_lookup
    from tests.growth.asking import AT_ONCE

    with world.opened(POST) as app, quick_lookup():
        for start in range(0, count, AT_ONCE):
            items = tuple(ReportItem(complaint(start + n)) for n in range(AT_ONCE))
            app.execute(SubmitReports(app.new_command(), items))
        send(app, world.live / STICK)


def tell(found: dict[str, list[float]], sizes: Sequence[int]) -> None:
    """A Markdown table."""
    print(f"| ms | {' | '.join(f'{size:,}' for size in sizes)} | growth |\n|---|{'---|' * len(sizes)}---|")
    for name, values in found.items():
        scale = 1 / 2**20 if "bytes" in name else 1000
        shown = " | ".join(f"{value * scale:,.1f}" for value in values)
        print(f"| {name} | {shown} | {values[-1] / values[0]:.1f}x |", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

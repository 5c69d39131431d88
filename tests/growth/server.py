"""The same questions of a PostgreSQL server that desks share: ``python3 -m tests.growth --server [ENTRIES ...]``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg

from core.domain.commands import ReportItem, SubmitReports
from core.storage.server_address import Server
from sync.exchange import receive, send
from tests.crash.world import complaint, quick_lookup
from tests.growth.asking import AT_ONCE, BUNDLE, questions, seconds
from tests.growth.filling import ENTRIES, Filler, Postgres, steps
from tests.server.founding import Province, found
from tests.server.running import USER, Running, running

COMMON = "SET search_path = posko; SET synchronous_commit = off; SET maintenance_work_mem = '512MB'; SET work_mem = '256MB'"
LINES = ("max_wal_size = '8GB'", "shared_buffers = '1GB'", "checkpoint_timeout = '1h'")


def measure(folder: Path, sizes: Sequence[int]) -> dict[str, list[float]]:
    """Times in seconds by what was asked, one for each size; the desk's profile lies in ``folder``, the server's data on disk."""
    figures: dict[str, list[float]] = {}
    with running(*LINES) as pg:
        world, filler, done = found(pg, folder), Filler(), 0
        write(world, 1)
        receive(world.one.app, world.stick)
        for size in sizes:
            took = seconds(lambda size=size, done=done: fill(pg, world.server, filler, done, size))  # type: ignore[misc]
            done, lies = size, pg.sql(f"SELECT pg_database_size('{world.server.database}')")[0][0]
            for name, value in {"(filling)": took, **ask(world, filler), "(bytes on disk)": float(str(lies))}.items():
                figures.setdefault(name, []).append(value)
            print(f"{size:,}: {took:.0f} s to fill", file=sys.stderr, flush=True)
        for laptop in (world.one, world.two, world.post, world.other):
            laptop.close()
    return figures


def fill(pg: Running, server: Server, filler: Filler, done: int, entries: int) -> None:
    """Rows into the store that desks share, beside the program."""
    where = {"host": str(pg.folder), "port": pg.port, "dbname": server.database, "user": USER}
    with psycopg.connect(**where) as connection:  # type: ignore[arg-type]
        connection.execute(COMMON.encode())

        def run(statement: str) -> object:
            return connection.execute(statement.encode())

        def many(statement: str, rows: Sequence[tuple[Any, ...]]) -> object:
            with connection.cursor() as cursor:
                cursor.executemany(statement.replace("?", "%s").encode(), rows)
            return None

        filler.prepare(Postgres, run, many)
        if not done:
            filler.streams(Postgres, run)
        row = connection.execute("SELECT coalesce(max(id), 0) FROM report").fetchone()
        shift = (0 if row is None else int(row[0])) + 1 - done // ENTRIES
        for first, count in steps(done, entries):
            filler.cases(Postgres, run, first, count, shift)
        run("SELECT setval(pg_get_serial_sequence('report', 'id'), (SELECT max(id) FROM report))")
    with psycopg.connect(**where, autocommit=True) as connection:  # type: ignore[arg-type]
        connection.execute("VACUUM ANALYZE")


def ask(world: Province, filler: Filler) -> dict[str, float]:
    """What a desk needs for everything at this size."""
    desk, stick = world.one, world.stick
    send(desk.app, stick, to="K0413")  # every report is looked at once for what was never told
    write(world, BUNDLE)
    asked = questions(desk.app, filler)
    asked[f"take in a stick of {BUNDLE} reports"] = seconds(lambda: receive(desk.app, stick))
    asked["take in the same once more"] = seconds(lambda: receive(desk.app, stick))
    asked["write the answer to the post"] = seconds(lambda: send(desk.app, stick, to="K0413"))
    receive(world.post.app, stick)
    return asked


def write(world: Province, count: int) -> None:
    """So many reports at the post, on the stick."""
    post = world.post.app
    with quick_lookup():
        for start in range(0, count, AT_ONCE):
            items = tuple(ReportItem(complaint(start + n)) for n in range(min(AT_ONCE, count - start)))
            post.execute(SubmitReports(post.new_command(), items))
    send(post, world.stick)

"""The journal's two large tables plain and cut by stream: ``python3 -m tests.growth --partitions [ENTRIES]``, 1,000,000.

The same rows (made by the server) lie in ``entry`` and ``part`` as the program has them, and in tables partitioned by a hash
of the stream; there ``part`` needs the stream in its key, which the program's own questions do not know. Then both are
asked and written to in turn, and the second is told as a share of the first.
"""

# ruff: noqa: S608 - statements are put together from this file's own words

from __future__ import annotations

import random
import secrets
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import psycopg

from tests.growth.filling import COSE, FACTS, STORY, Postgres
from tests.server.running import USER, running

PARTS, STREAMS, CUTS = 2, 184, 16
"""Parts of an entry; streams of a province; partitions."""
BATCH, ASKED, ROUNDS = 5_000, 400, 5
LINES = ("max_wal_size = '8GB'", "shared_buffers = '1GB'", "checkpoint_timeout = '1h'")
ENTRY = "stream bytea, seq bigint, digest bytea, lamport bigint, subject bytea, kind text, kid bytea, cose bytea, taken bigint"
PART = "digest bytea, name text, state bigint, box bytea"
MADE = (
    f"CREATE TABLE plain_entry ({ENTRY}, PRIMARY KEY (stream, seq, digest))",
    f"CREATE TABLE plain_part ({PART}, PRIMARY KEY (digest, name))",
    f"CREATE TABLE cut_entry ({ENTRY}, PRIMARY KEY (stream, seq, digest)) PARTITION BY HASH (stream)",
    f"CREATE TABLE cut_part (stream bytea, {PART}, PRIMARY KEY (stream, digest, name)) PARTITION BY HASH (stream)",
    *(
        f"CREATE TABLE cut_{name}_{cut} PARTITION OF cut_{name} FOR VALUES WITH (MODULUS {CUTS}, REMAINDER {cut})"
        for name in ("entry", "part")
        for cut in range(CUTS)
    ),
)
INDEXED = (
    *(
        f"CREATE INDEX {table}_{column} ON {table} ({column})"
        for table in ("plain_entry", "cut_entry")
        for column in ("subject", "lamport")
    ),
    "CREATE INDEX cut_part_digest ON cut_part (digest, name)",
)
Connection = psycopg.Connection[Any]


DIGEST = "decode(lpad(to_hex((n::numeric * 2654435761 % 4294967296)::bigint), 16, '0') || lpad(to_hex(n), 48, '0'), 'hex')"
STREAM = f"decode(lpad(to_hex(n % {STREAMS}), 32, '0'), 'hex')"
SUBJECT = "decode(lpad(to_hex((n / 4) * 7919), 32, '0'), 'hex')"


def measure(entries: int) -> Iterator[str]:
    """Fill, ask, write; gives the lines of a table."""
    yield f"| ms, {entries:,} entries | plain | {CUTS} partitions | share |\n|---|---|---|---|"
    with running(*LINES) as pg:
        server = pg.make()
        where = {"host": str(pg.folder), "port": pg.port, "dbname": server.database, "user": USER}
        with psycopg.connect(**where, autocommit=True) as db:  # type: ignore[arg-type]
            db.execute("SET synchronous_commit = off; SET maintenance_work_mem = '512MB'")
            fill(db, entries)
            yield from asked(db, entries)


def fill(db: Connection, entries: int) -> None:
    """The rows of the plain tables by the server itself; the others are copies."""
    for statement in MADE:
        db.execute(statement.encode())
    run = f"generate_series(0, {entries - 1}) AS n"
    db.execute(
        f"INSERT INTO plain_entry SELECT {STREAM}, n / {STREAMS}, {DIGEST}, n, {SUBJECT}, 'report.received', "
        f"decode(repeat('ab', 32), 'hex'), {Postgres.noise(COSE)}, n FROM {run}".encode()
    )
    for name, size in (("facts", FACTS), ("story", STORY // 2)):
        db.execute(f"INSERT INTO plain_part SELECT {DIGEST}, '{name}', 0, {Postgres.noise(size)} FROM {run}".encode())
    db.execute("INSERT INTO cut_entry SELECT * FROM plain_entry")
    db.execute("INSERT INTO cut_part SELECT stream, p.* FROM plain_part p JOIN plain_entry e USING (digest)")
    for statement in INDEXED:
        db.execute(statement.encode())
    db.execute("VACUUM ANALYZE")


def asked(db: Connection, entries: int) -> Iterator[str]:
    """What the program asks most, and what an import writes."""
    dice, plain, cut = random.Random(3), "plain", "cut"
    numbers = [dice.randrange(entries) for _ in range(ASKED)]

    def place(which: str) -> None:
        statement = f"SELECT cose FROM {which}_entry WHERE stream = %s AND seq = %s AND digest = %s"
        each(db, statement, [(stream(n), n // STREAMS, digest_of(n)) for n in numbers])

    def parts(which: str) -> None:
        each(db, f"SELECT name, box FROM {which}_part WHERE digest = %s", [(digest_of(n),) for n in numbers])

    def known(which: str) -> None:
        more = " AND stream = %s" if which == cut else ""
        places = [(digest_of(n), *([stream(n)] if more else [])) for n in numbers]
        each(db, f"SELECT name, box FROM {which}_part WHERE digest = %s{more}", places)

    def subject(which: str) -> None:
        statement = f"SELECT stream, seq, digest, cose FROM {which}_entry WHERE subject = %s ORDER BY lamport"
        each(db, statement, [(bytes.fromhex(f"{n // 4 * 7919:032x}"),) for n in numbers])

    def listed(which: str) -> None:
        joined = "p.digest = e.digest" + (" AND p.stream = e.stream" if which == cut else "")
        statement = (
            f"SELECT e.digest, p.box FROM {which}_entry e JOIN {which}_part p ON {joined} "
            "WHERE e.stream = %s AND e.seq BETWEEN %s AND %s ORDER BY e.seq"
        )
        each(db, statement, [(stream(n), n // STREAMS, n // STREAMS + 500) for n in numbers[:20]])

    def newest(which: str) -> None:
        each(db, f"SELECT max(lamport) FROM {which}_entry", [()] * ASKED)

    for what, work in (
        (f"{ASKED} entries by their place", place), (f"parts of {ASKED} entries, by digest as the program asks", parts),
        ("- where the stream is asked for too", known), (f"entries of {ASKED} subjects", subject),
        ("20 runs of 500 entries with their parts", listed), (f"the highest clock, {ASKED} times", newest),
    ):  # fmt: skip
        yield told(what, work, plain, cut)
    yield inserted(db, entries, plain, cut)


def told(what: str, work: Callable[[str], None], plain: str, cut: str) -> str:
    """The middle of some rounds, in turn."""
    times: dict[str, list[float]] = {plain: [], cut: []}
    for _ in range(ROUNDS):
        for which, found in times.items():
            began = time.perf_counter()
            work(which)
            found.append((time.perf_counter() - began) * 1000)
    one, other = (statistics.median(found) for found in times.values())
    return f"| {what} | {one:,.0f} | {other:,.0f} | {other / one:.2f}x |"


def inserted(db: Connection, entries: int, plain: str, cut: str) -> str:
    """Entries with their parts by COPY, as an import writes them."""
    first = [entries]

    def copy(which: str) -> None:
        rows = range(first[0], first[0] + BATCH)
        if which == cut:
            first[0] += BATCH
        columns = "stream, digest, name, state, box" if which == cut else "digest, name, state, box"
        with db.transaction(), db.cursor() as cursor:
            with cursor.copy(f"COPY {which}_entry FROM STDIN".encode()) as into:
                for n in rows:
                    name, cose = digest_of(n), secrets.token_bytes(COSE)
                    into.write_row((stream(n), n // STREAMS, name, n, name[:16], "case.noted", name, cose, n))
            with cursor.copy(f"COPY {which}_part ({columns}) FROM STDIN".encode()) as into:
                for n in rows:
                    for part, size in (("facts", FACTS), ("story", STORY // 2)):
                        row = (digest_of(n), part, 0, secrets.token_bytes(size))
                        into.write_row((stream(n), *row) if which == cut else row)

    return told(f"{BATCH:,} entries with {PARTS} parts by COPY, one transaction", copy, plain, cut)


def each(db: Connection, statement: str, places: Sequence[tuple[Any, ...]]) -> None:
    """Ask with a prepared statement, one after another."""
    for place in places:
        db.execute(statement.encode(), place, prepare=True).fetchall()


def stream(number: int) -> bytes:
    """The stream of an entry, as the server makes it."""
    return bytes.fromhex(f"{number % STREAMS:032x}")


def digest_of(number: int) -> bytes:
    """Its digest, as the server makes it."""
    return bytes.fromhex(f"{number * 2_654_435_761 % 2**32:016x}{number:048x}")

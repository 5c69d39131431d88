"""The store on PostgreSQL, where several desks of a province share it: the same tables, the same two verbs.

What SQLCipher does for a laptop's file, TLS and the server's encrypted disk do here; keys, drafts and settings of a desk
stay in boxes (:mod:`core.storage.sealed`). Each desk has a schema of its own before the common one on its search path, so
that the program's statements name no schema.

Writers come one after another, by one advisory lock for the province: what reads a counter and writes its successor in
one transaction is then as right as on a laptop. Readers have a snapshot and wait for nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.string import BytesBinaryDumper, StrDumper
from sqlalchemy import Connection, Engine, Integer, LargeBinary, Table, Text, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from core.domain.errors import Unavailable
from core.storage import tables
from core.storage.atomic import replace_file
from core.storage.database import Database
from core.storage.sealed import ColumnKey
from core.storage.server_address import Server

COMMON = "posko"
WRITERS = 7_305_971
"""Number of the advisory lock that a writer holds."""
POSTS = 7_305_972
"""Class of the locks of single posts, which writers beside each other hold."""
CONNECT_SECONDS = 10
MINIMUM = 150_000
NO_ROOM = "53100"
LOST = ("08", "57P")
COLLISIONS = ("40P01", "23505")
CA_FILE = "server-ca.pem"
COPIED = {LargeBinary()._type_affinity: "bytea", Integer()._type_affinity: "int8", Text()._type_affinity: "text"}
ENOUGH = 2
_KNOWN = text("SELECT reltuples FROM pg_class WHERE oid = 'posko.entry'::regclass")
_LOOK = text("ANALYZE entry, part, subject_key, report, report_text, report_fts, pact_text, pact_fts")
PATIENCE_SECONDS, REWRITTEN = 5, 1024**3
_HOLDING = (
    *(table.name for table in tables.DERIVED if "subject" in table.c),
    *("part", "subject_key", "parked", "report_text", "report_fts", "pact_fts", "draft", "preview"),
)
"""Tables whose rows may have held words of a report."""
_VACUUM = {True: sql.SQL("VACUUM (FULL, ANALYZE) {}"), False: sql.SQL("VACUUM (ANALYZE) {}")}
SAFE = re.compile(r"[a-z][a-z0-9_]{0,40}")


class _Clean(StrDumper):
    """Text without NUL, which PostgreSQL does not store: an entry of altered software may hold one."""

    def dump(self, obj: str) -> Any:
        return super().dump(obj.replace("\0", "\ufffd"))


class ServerDatabase(Database):
    """An open store on a server; ``desk`` names this desk's own schema."""

    def __init__(self, server: Server, desk: str, key: ColumnKey, folder: Path) -> None:
        if not SAFE.fullmatch(desk):
            raise ValueError("a schema's name")
        self.path = folder
        self.server, self.desk, self.host = server, desk, server.host
        self._key, self._ended = bytearray(), False
        self._ca = folder / CA_FILE
        if server.ca:
            replace_file(self._ca, server.ca.encode())
        self._engine = self._open_engine()
        self._engine.dialect.posko_key = key  # type: ignore[attr-defined]

    def _open_engine(self) -> Engine:
        engine = create_engine(
            "postgresql+psycopg://",
            creator=self.connect,
            poolclass=QueuePool,
            pool_size=4,
            max_overflow=4,
            # A server that was restarted over night must not cost the first click of the morning.
            pool_pre_ping=True,
            hide_parameters=True,
        )
        event.listen(engine, "checkin", self._came_back)
        return engine

    def _came_back(self, connection: psycopg.Connection[Any] | None, _record: object) -> None:
        """A question that was still under way when the store was closed takes its connection along."""
        if self._ended and connection is not None:
            connection.close()

    def close(self) -> None:
        """Close every connection, also those that come back later."""
        self._ended = True
        super().close()

    def connect(self) -> psycopg.Connection[Any]:
        """A connection outside the pool, nothing begun on it. Raises ``Unavailable('store.server')``."""
        server = self.server
        try:
            connection = psycopg.connect(
                host=server.host,
                port=server.port,
                dbname=server.database,
                user=server.user,
                password=server.password or None,
                application_name=self.desk,
                connect_timeout=CONNECT_SECONDS,
                options=f"-c search_path={self.desk},{COMMON} -c TimeZone=UTC -c jit=off",
                gssencmode="disable",
                **self._trust(),
            )
        except psycopg.OperationalError:
            raise Unavailable("store.server") from None
        if connection.info.server_version < MINIMUM:
            connection.close()
            raise Unavailable("store.server")
        connection.adapters.register_dumper(str, _Clean)
        connection.adapters.register_dumper(bytes, BytesBinaryDumper)  # for COPY; psycopg would take one in Python
        return connection

    def _trust(self) -> dict[str, Any]:
        """How the other end proves who it is: by the pinned CA, or by being a socket of this machine."""
        if self.server.host.startswith("/"):
            return {"sslmode": "disable"}
        if not self.server.ca:
            raise Unavailable("store.server")
        return {"sslmode": "verify-full", "sslrootcert": str(self._ca), "ssl_min_protocol_version": "TLSv1.3"}

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection with a consistent snapshot; nothing is written."""
        with self._refusing(), self._engine.connect() as connection, connection.begin():
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection inside one transaction, alone among writers: all of it is durable at the end, or none.

        Raises ``Unavailable`` (``disk.full``, ``store.server``); the old state stays.
        """
        with self._refusing(), self._engine.connect() as connection, connection.begin():
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS})")
            yield connection

    @contextmanager
    def writing_beside(self, post: str) -> Iterator[Connection]:
        """A transaction beside those of other posts: for entries that concern one post's subjects alone.

        It waits for every plain :meth:`writing` and they for it. Raises what :meth:`writing` does, and
        ``DBAPIError`` where it met another after all (:func:`is_collision`): then nothing is kept, and the plain way is open.
        """
        locks = f"SELECT pg_advisory_xact_lock_shared({WRITERS}), pg_advisory_xact_lock({POSTS}, hashtext(%s))"
        with self._refusing(), self._engine.connect() as connection, connection.begin():
            connection.exec_driver_sql(locks, (post,))
            yield connection

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            original = error.orig
            if getattr(original, "sqlstate", None) == NO_ROOM:
                raise Unavailable("disk.full") from None
            state = getattr(original, "sqlstate", None)
            lost = isinstance(original, psycopg.OperationalError) and (state is None or state.startswith(LOST))
            if error.connection_invalidated or lost:
                self._engine.dispose()
                raise Unavailable("store.server") from None
            raise

    def exists(self) -> bool:
        """Whether this desk has been on that server before. Raises ``Unavailable('store.server')``."""
        with self.reading() as db:
            return bool(db.execute(text("SELECT to_regnamespace(:desk) IS NOT NULL"), {"desk": self.desk}).scalar())

    def checkpoint(self) -> bool:
        """True: nothing to do. Drafts lie here as boxes whose keys are elsewhere, and the log is the server's."""
        return True

    def clear_away(self) -> bool:
        """Write the tables anew that held what was destroyed, and the server's own notes about their words.

        False when another desk was in the way. A table beyond :data:`REWRITTEN` bytes would hold every desk up for
        minutes: there the rows are given back at once, and their bytes go with the administrator's next ``VACUUM FULL``.
        The server's log is its administrator's (35 days, D9).
        """
        with self.connect() as connection:
            connection.autocommit = True
            connection.execute(f"SET lock_timeout = '{PATIENCE_SECONDS}s'")
            try:
                for name in _HOLDING:
                    size = connection.execute("SELECT pg_total_relation_size(to_regclass(%s))", (name,)).fetchone()
                    whole = size is not None and size[0] < REWRITTEN
                    connection.execute(_VACUUM[whole].format(sql.Identifier(name)))
                connection.execute("VACUUM FULL pg_catalog.pg_statistic")
            except psycopg.errors.LockNotAvailable:
                return False
        return True

    def integrity_problems(self) -> list[str]:
        """Nothing: pages are the server's to check (``initdb --data-checksums``)."""
        return []

    def grown(self, db: Connection, entries: int) -> None:
        """Have the server look at what it holds now, where that is mostly new: it would plan for empty tables for a minute."""
        if db.execute(_KNOWN).scalar_one() < ENOUGH * entries:
            db.execute(_LOOK)

    def listen(self, told: Callable[[], None]) -> Callable[[], None]:
        """Call ``told`` whenever another desk wrote into the journal; gives what ends the listening."""
        from core.storage.listening import Listener

        return Listener(self.connect, self.desk, told).stop


def is_collision(error: DBAPIError) -> bool:
    """Whether two transactions stood in each other's way: a deadlock, or a key that the other one took first."""
    return getattr(error.orig, "sqlstate", None) in COLLISIONS


def copy_rows(db: Connection, table: Table, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Many rows with these columns by COPY, inside the caller's transaction."""
    types = [COPIED[table.columns[name].type._type_affinity] for name in names]
    letters = [at for at, kind in enumerate(types) if kind == "text"]
    raw: psycopg.Connection[Any] = db.connection.driver_connection  # type: ignore[assignment]
    into = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    with raw.cursor() as cursor, cursor.copy(into) as copy:
        copy.set_types(types)
        for row in rows:
            copy.write_row(_cleaned(row, letters))


def _cleaned(row: Sequence[object], letters: Sequence[int]) -> Sequence[object]:
    """The row without the letter that a server's texts cannot hold."""
    if not any(["\0" in row[at] for at in letters if row[at]]):  # type: ignore[operator]
        return row
    return [value.replace("\0", "\ufffd") if isinstance(value, str) else value for value in row]

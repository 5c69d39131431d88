"""The encrypted database: SQLCipher through SQLAlchemy, opened by a raw key, durable at every commit.

WAL with synchronous=FULL costs exactly one fsync a commit; NORMAL was measured to lose whole tables when
un-synced writes are dropped, so it is not an option. The raw key spares SQLCipher's own 256,000 rounds on
every connection: the passphrase was stretched once, by Argon2id, for the key slot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from core.domain.errors import Unavailable
from core.storage import faults
from core.storage.permitted import permitted

KEY_BYTES = 32
PLAIN_HEADER = b"SQLite format 3"
STILL_TRIES = 50
COPIED_PAGES = 2048
"""Pages between two looks at whether the copy is to stop: 8 MiB."""

EMPTIED_MEMORY = "PRAGMA cipher_memory_security=ON"
"""What the engine frees it empties first, and keeps out of the swap as far as the system lets it: for the whole process, and
not to be taken back. The demo takes a third longer by it (32 and 44 s of processor)."""
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA fullfsync=ON",
    "PRAGMA checkpoint_fullfsync=ON",
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-32000",
    "PRAGMA busy_timeout=5000",
    "PRAGMA journal_size_limit=16777216",
    "PRAGMA mmap_size=0",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA wal_autocheckpoint=1000",
)


class Database:
    """An open store. ``reading`` and ``writing`` give a connection inside one transaction."""

    desk = ""
    """The schema of this desk's own tables, where several desks share a server; here there is none."""
    host = ""
    """Where such a server is."""

    def __init__(self, path: Path, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError("the store key has 32 bytes")
        self.path = path
        self._key, self._was_read = bytearray(key), False
        self._engine = self._open_engine()

    def _open_engine(self) -> Engine:
        # No listener: one alone makes the library look for others at every statement, a fifth of what it does for one.
        return create_engine(
            "sqlite+pysqlite://",
            creator=self._connect,
            module=sqlcipher,
            poolclass=QueuePool,
            pool_size=4,
            max_overflow=4,
            hide_parameters=True,
        )

    def _connect(self) -> Any:
        """A connection that reads the file.

        Raises ``Unavailable``: ``store.unreadable``, or of a file that was read before ``disk.failed``.
        """
        error: Exception | None = None
        for _ in range(faults.LOOKS):
            connection = None
            try:
                connection = sqlcipher.connect(str(self.path), isolation_level=None, check_same_thread=False)
                self._make_ready(connection)
            except sqlcipher.DatabaseError as fault:
                error = fault
                if connection is not None:
                    connection.close()
                if not faults.looks_damaged(fault):
                    break
            else:
                self._was_read = True
                return connection
        raise Unavailable(faults.opening_code(error, self.path, was_read=self._was_read))

    def _make_ready(self, connection: Any) -> None:
        # Without this a wrong key prints ERROR CORE lines to stderr.
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(EMPTIED_MEMORY).fetchall()
        connection.set_key(f"x'{self._key.hex()}'")
        for pragma in PRAGMAS:
            connection.execute(pragma).fetchall()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.set_authorizer(permitted)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection with a consistent snapshot; nothing is written. Raises what :meth:`_judged` does."""
        with self._judged(), self._snapshot() as connection:
            yield connection

    @contextmanager
    def _snapshot(self) -> Iterator[Connection]:
        with self._engine.connect() as connection, connection.begin():
            connection.exec_driver_sql("BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection inside one immediate transaction: all of it is durable at the end, or none.

        Raises ``Unavailable('disk.full')`` when there is no room, and what else :meth:`_judged` does; the old state stays.
        """
        with self._judged(), self._engine.connect() as connection, connection.begin():
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    @contextmanager
    def _judged(self) -> Iterator[None]:
        """Raises ``Unavailable`` (``disk.full``, ``disk.failed``, ``store.damaged``, ``store.unreadable``, ``profile.folder``)
        where the disk or the file failed. One failed read makes a connection lie about the file: all are dropped, and whether
        the file is damaged is asked of a fresh one."""
        try:
            yield
        except DBAPIError as error:
            self._engine.dispose()
            code = self._look_again() if faults.looks_damaged(error.orig) else faults.disk_code(error.orig, self.path)
            if code is None:
                raise
            raise Unavailable(code) from None

    def _look_again(self) -> str:
        """What is to be told of a file that a connection called damaged: ``store.damaged`` or ``disk.failed``."""
        for _ in range(faults.LOOKS):
            try:
                with self._snapshot() as connection:
                    found = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar())
                if code := faults.code_of(found):
                    return code
            except DBAPIError as error:
                if not faults.looks_damaged(error.orig):
                    return "disk.failed"
            except Unavailable as refusal:
                return refusal.code
            finally:
                self._engine.dispose()
        return "store.damaged"

    @contextmanager
    def still(self) -> Iterator[Connection]:
        """A snapshot that lies in the file alone: until the end of the block the file does not change, so that it can be
        copied as it is. Who writes meanwhile writes into the log beside it.

        Raises ``Unavailable('store.busy')`` when others never pause.
        """
        log = self.path.with_name(self.path.name + "-wal")
        for _ in range(STILL_TRIES):
            self.checkpoint()
            with self.reading() as connection:
                # The snapshot begins with the first look; with an empty log it rests on the file, which then nobody changes.
                connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").fetchone()
                if not log.exists() or not log.stat().st_size:
                    yield connection
                    return
        raise Unavailable("store.busy")

    def copy_under(self, target: Path, key: bytes, moved: Callable[[int, int], None]) -> None:
        """Write the whole store, page by page, into a new file under another key, durable before this returns.

        ``moved`` is told pages done and all, and may raise to stop it; nobody writes meanwhile. Raises ``Unavailable``
        (``disk.full``, ``disk.failed`` and what else the disk does) for the new file.
        """
        if len(key) != KEY_BYTES:
            raise ValueError("the store key has 32 bytes")
        fresh = sqlcipher.connect(str(target), isolation_level=None)
        try:
            fresh.execute("PRAGMA cipher_log_level=NONE")
            fresh.set_key(f"x'{key.hex()}'")
            for pragma in ("PRAGMA synchronous=FULL", "PRAGMA fullfsync=ON"):
                fresh.execute(pragma).fetchall()
            with self.reading() as connection:
                raw: Any = connection.connection.driver_connection
                raw.backup(fresh, pages=COPIED_PAGES, progress=lambda _state, left, every: moved(every - left, every))
        except sqlcipher.DatabaseError as error:
            raise Unavailable(faults.disk_code(error, target) or "disk.failed") from None
        finally:
            fresh.close()

    def exists(self) -> bool:
        """Whether there is a store to open.

        Raises ``Unavailable('store.unreadable')`` of an emptied file, which SQLite would take for a new store and fill.
        """
        if self.path.exists() and not self.path.stat().st_size:
            raise Unavailable("store.unreadable")
        return self.path.exists()

    def checkpoint(self) -> bool:
        """Move the write-ahead log into the file and cut it to zero length; False when a reader stood in the way."""
        with self._judged(), self._engine.connect() as connection:
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()[0][0]
        return not busy

    def integrity_problems(self) -> list[str]:
        """Damaged pages by SQLCipher's and SQLite's own checks; the log is folded in first, else torn pages mislead."""
        with suppress(Unavailable):  # what stands in its way is found below
            self.checkpoint()
        return [*self._told("PRAGMA cipher_integrity_check"), *self._told("PRAGMA quick_check")]

    def _told(self, check: str) -> list[str]:
        """What a check finds; a page that cannot even be read is a finding, not a fault of the check."""
        try:
            with self._engine.connect() as connection:
                return [str(row[0]) for row in connection.exec_driver_sql(check) if row[0] != "ok"]
        except DBAPIError as error:
            self._engine.dispose()
            return [str(error.orig)]

    def clear_away(self) -> bool:
        """See that what was destroyed by earlier transactions is gone from the disk too; False when that is still to do."""
        return self.checkpoint()

    def grown(self, db: Connection, entries: int) -> None:
        """So many entries came in with this transaction. SQLCipher plans the same whatever it holds."""

    def listen(self, told: Callable[[], None]) -> Callable[[], None]:
        """Call ``told`` whenever another desk wrote; gives what ends it. A file of one laptop has no other desk."""
        return lambda: None

    def close(self) -> None:
        """Close every connection and overwrite the key."""
        self._engine.dispose()
        for index in range(len(self._key)):
            self._key[index] = 0


def is_plain(path: Path) -> bool:
    """True when the file is an unencrypted SQLite file, which must never happen to a store."""
    with path.open("rb") as file:
        return file.read(len(PLAIN_HEADER)) == PLAIN_HEADER


def scalar(connection: Connection, sql: str, **values: object) -> Any:
    """The first column of the first row, or None."""
    return connection.execute(text(sql), values).scalar()

"""Reading a damaged store row by row: what stands on a damaged page is stepped over, everything else is given.

One failed read makes a connection lie about the file, so it is opened afresh after each. Only copies are read here: opening
a store folds its log in, and whoever's disk is dying must not be written to.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlcipher

from core.domain.errors import Unavailable
from core.storage.copies import full_or_failed, sync_file

SECTOR: Final = 4096
FARTHEST: Final = 2**22
"""So many rows are stepped over at most to find the next that reads; behind them the table counts as lost."""


def copy_readable(source: Path, target: Path) -> int:
    """Copy a file from a disk that may be dying, durable, with zeros for what does not read; gives how many bytes did not.

    Raises ``Unavailable`` (``disk.full``, ``rescue.unreadable``) where nothing of it can be read.
    """
    lost = 0
    try:
        descriptor = os.open(source, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except OSError:
        raise Unavailable("rescue.unreadable", file=source.name) from None
    with os.fdopen(descriptor, "rb", buffering=0) as old:
        size = os.fstat(old.fileno()).st_size
        try:
            with target.open("xb") as new:
                for at in range(0, size, SECTOR):
                    data = _sector(old.fileno(), at, min(SECTOR, size - at))
                    lost += 0 if data is not None else min(SECTOR, size - at)
                    new.write(bytes(min(SECTOR, size - at)) if data is None else data)
                sync_file(new)
        except OSError as error:
            raise full_or_failed(error) from None
    return lost


def _sector(descriptor: int, at: int, size: int) -> bytes | None:
    try:
        os.lseek(descriptor, at, os.SEEK_SET)
        data = os.read(descriptor, size)
    except OSError:
        return None
    return data if len(data) == size else None


class Salvage:
    """A copy of a damaged store, opened as often as it needs."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path, self._key = path, key
        self._connection: Any = None

    def _open(self) -> Any:
        if self._connection is None:
            connection = sqlcipher.connect(str(self._path), isolation_level=None)
            connection.execute("PRAGMA cipher_log_level=NONE")
            connection.set_key(f"x'{self._key.hex()}'")
            connection.execute("PRAGMA query_only=ON")
            self._connection = connection
        return self._connection

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            with suppress(sqlcipher.Error):
                self._connection.close()
            self._connection = None

    def tables(self) -> frozenset[str]:
        """Names of the tables that are known; raises ``Unavailable('rescue.no_beginning')`` where the first page is gone."""
        try:
            rows = self._open().execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        except sqlcipher.Error:
            self.close()
            raise Unavailable("rescue.no_beginning") from None
        return frozenset(str(row[0]) for row in rows)

    def columns(self, table: str) -> tuple[str, ...]:
        """The table's columns as the store was written."""
        try:
            return tuple(str(row[1]) for row in self._open().execute(f'PRAGMA table_info("{table}")').fetchall())
        except sqlcipher.Error:
            self.close()
            return ()

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...] | None]:
        """Every row that reads, in order, and None for each stretch that does not."""
        names = ", ".join(f'"{name}"' for name in columns)
        after = -(2**63)
        while True:
            try:
                for row in self._open().execute(
                    f'SELECT rowid, {names} FROM "{table}" WHERE rowid > ? ORDER BY rowid',  # noqa: S608 - our own names
                    (after,),
                ):
                    after = int(row[0])
                    yield tuple(row[1:])
                return
            except sqlcipher.Error:
                self.close()
            yield None
            found = self._next(table, max(after, 0))
            if found is None:
                return
            after = found

    def _next(self, table: str, after: int) -> int | None:
        """From where on rows read again: the nearest place behind ``after``, found by doubled steps and then halved ones."""
        step = 1
        while not self._reads(table, after + step):
            step *= 2
            if step > FARTHEST:
                return None
        low, high = step // 2, step
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._reads(table, after + middle) else (middle, high)
        return after + high

    def _reads(self, table: str, after: int) -> bool:
        try:
            self._open().execute(
                f'SELECT * FROM "{table}" WHERE rowid > ? ORDER BY rowid LIMIT 1',  # noqa: S608 - our own names
                (after,),
            ).fetchall()
        except sqlcipher.Error:
            self.close()
            return False
        return True

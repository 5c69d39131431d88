"""The way back to the program of before an update: its store is put in place again as it was, and what would be lost is told.

An older program reads no newer form of the store, so the copy of before goes in the place of the present store, which is laid
aside whole. What was written here since comes back by a stick on which it lies; where it lies on none, the folder that was laid
aside is a profile of its own, which the newer program still opens and sends.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, select

from core.app import backup, swapping
from core.app.device import STORE_FILE
from core.app.profile import read_belongings, read_slots
from core.crypto import keyslots
from core.crypto.boxes import derive
from core.crypto.labels import STORE_DATABASE
from core.crypto.second_factor import Way
from core.domain.errors import NotAllowed, Refused
from core.storage import tables
from core.storage.database import Database
from core.storage.migrations import form_of

Run = tuple[bytes, int, int]
"""A stream with the first and last place of what was added to it."""


@dataclass(frozen=True, slots=True)
class WayBack:
    """What has to be put in place; ``copy`` is None where the older program reads the store as it is.

    ``written`` are entries of this laptop since the copy was made, ``lacking`` those of them that neither the province has
    acknowledged nor the stick holds; ``received`` are others' entries, which come again with others' sticks.
    """

    copy: Path | None
    written: int = 0
    lacking: int = 0
    received: int = 0


def key_of(folder: Path, way: Way) -> bytes:
    """The store's key out of an officer's slot, without opening the store; raises ``Unlockable``."""
    swapping.settle(folder, "posko")
    return keyslots.unlock(read_slots(folder), way).content.store_key


def look(folder: Path, store_key: bytes, form: str, on_stick: Collection[str] = ()) -> WayBack:
    """The way back to a program that reads stores up to ``form``; ``on_stick`` are names of objects that lie on a stick.

    Raises ``NotAllowed('update.no_copy')`` where the store changed its form and no copy of before opens.
    """
    database = Database(folder / STORE_FILE, derive(store_key, STORE_DATABASE))
    try:
        with database.reading() as db:
            if form_of(db) <= form:
                return WayBack(None)
        copy, before = _before(folder, store_key, form)
        own = read_belongings(database).devices
        with database.reading() as db:
            runs = _since(db, before)
            devices = {
                bytes(row.stream): bytes(row.device) for row in db.execute(select(tables.stream.c.stream, tables.stream.c.device))
            }
            ours = [run for run in runs if devices.get(run[0]) in own]
            lacking = sum(_lacking(db, run, set(on_stick)) for run in ours)
            return WayBack(copy, _count(ours), lacking, _count(runs) - _count(ours))
    finally:
        database.close()


def _before(folder: Path, store_key: bytes, form: str) -> tuple[Path, Mapping[bytes, int]]:
    """The newest copy whose store an older program reads, with the last place of every stream in it."""
    kept = [(made, path) for path, (_form, made) in backup.before(folder).items()]
    for _made, path in sorted([*kept, *backup.dated(folder).items()], reverse=True):
        try:
            with backup.opened(path, store_key) as database, database.reading() as db:
                if form_of(db) <= form:
                    return path, _places(db)
        except Refused:
            continue  # a copy that does not open is no way back
    raise NotAllowed("update.no_copy")


def _places(db: Connection) -> dict[bytes, int]:
    entry = tables.entry.c
    return {
        bytes(stream): int(last) for stream, last in db.execute(select(entry.stream, func.max(entry.seq)).group_by(entry.stream))
    }


def _since(db: Connection, before: Mapping[bytes, int]) -> list[Run]:
    now = _places(db)
    return [(stream, before.get(stream, -1) + 1, last) for stream, last in now.items() if last > before.get(stream, -1)]


def _count(runs: list[Run]) -> int:
    return sum(last - first + 1 for _stream, first, last in runs)


def _lacking(db: Connection, run: Run, on_stick: set[str]) -> int:
    """How many of these places nobody else holds."""
    stream, first, last = run
    acked, out = tables.acked.c, tables.outgoing.c
    reached = db.execute(select(func.max(acked.seq)).where(acked.stream == stream, acked.desk == 1)).scalar()
    left = set(range(max(first, (-1 if reached is None else int(reached)) + 1), last + 1))
    for row in db.execute(select(out.name, out.first, out.last).where(out.stream == stream, out.last >= first)):
        if row.name in on_stick:
            left -= set(range(int(row.first), int(row.last) + 1))
    return len(left)

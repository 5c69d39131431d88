"""What was set aside: its reason and its bytes as they came, so that it can be tried again; nothing is ever deleted."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, exists, func, select

from core.app.device import Device
from core.domain.ids import show_id
from core.storage import tables

MAX_KEPT_BYTES = 256 * 1024 * 1024
"""So much is kept in all: a stick full of rubbish must not fill the province's disk. Beyond it the reason alone is kept."""
_TABLE = tables.quarantine


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that was set aside and can be tried again; ``place`` is (stream, sequence) of a single entry."""

    name: str
    digest: bytes
    medium: str
    place: tuple[bytes, int] | None
    data: bytes


def keep(db: Connection, device: Device, name: str, data: bytes, code: str, medium: str) -> None:
    """Remember an object with its reason, once per content, and its bytes while there is room."""
    digest = hashlib.sha256(data).digest()
    note(db, device, name, digest, code, medium)
    _keep_bytes(db, name, digest, data, None)


def keep_entry(db: Connection, device: Device, place: tuple[bytes, int], record: bytes, code: str) -> None:
    """The same for one entry that waited behind a gap and failed its proof when the gap closed."""
    stream, sequence = place
    name, digest = f"{show_id(stream)}:{sequence}", hashlib.sha256(record).digest()
    note(db, device, name, digest, code, "")
    _keep_bytes(db, name, digest, record, place)


def note(db: Connection, device: Device, name: str, digest: bytes, code: str, medium: str) -> None:
    """Remember the reason alone."""
    row = {"name": name, "digest": digest, "code": code, "medium": medium, "at": device.moment().at}
    db.execute(_TABLE.delete().where(_TABLE.c.name == name, _TABLE.c.digest == digest))
    db.execute(_TABLE.insert(), row)


def _keep_bytes(db: Connection, name: str, digest: bytes, data: bytes, place: tuple[bytes, int] | None) -> None:
    table = tables.kept_aside
    known = select(table.c.digest).where(table.c.name == name, table.c.digest == digest)
    held = db.execute(select(func.coalesce(func.sum(table.c.size), 0))).scalar_one()
    if db.execute(known).scalar() is not None or held + len(data) > MAX_KEPT_BYTES:
        return
    stream, sequence = place or (b"", -1)
    row = {"name": name, "digest": digest, "stream": stream, "seq": sequence, "size": len(data), "data": data}
    db.execute(table.insert(), row)


def names_kept(db: Connection) -> list[tuple[str, bytes]]:
    """Name and digest of all that can be tried again, in the order in which it came."""
    kept = tables.kept_aside.c
    query = (
        select(_TABLE.c.name, _TABLE.c.digest)
        .join(tables.kept_aside, (kept.name == _TABLE.c.name) & (kept.digest == _TABLE.c.digest))
        .where(~settled())
        .order_by(_TABLE.c.at, _TABLE.c.name)
    )
    return [(str(row.name), bytes(row.digest)) for row in db.execute(query)]


def read_kept(db: Connection, name: str, digest: bytes) -> Kept:
    """One of them whole."""
    kept = tables.kept_aside
    query = (
        select(kept, _TABLE.c.medium)
        .join(_TABLE, (kept.c.name == _TABLE.c.name) & (kept.c.digest == _TABLE.c.digest))
        .where(kept.c.name == name, kept.c.digest == digest)
    )
    row = db.execute(query).one()
    place = (bytes(row.stream), int(row.seq)) if row.seq >= 0 else None
    return Kept(name, digest, str(row.medium), place, bytes(row.data))


def settle(db: Connection, name: str, digest: bytes, at: int) -> None:
    """It was taken in at last; the line stays and says so."""
    table = tables.taken_object
    db.execute(table.delete().where(table.c.name == name))
    db.execute(table.insert(), {"name": name, "digest": digest, "taken": at})


def settled() -> ColumnElement[bool]:
    """True of a line whose object was taken in later, whole, under the same name."""
    return exists().where(tables.taken_object.c.name == _TABLE.c.name)


def count_open(db: Connection) -> int:
    """How many lines still wait for somebody."""
    return int(db.execute(select(func.count()).select_from(_TABLE).where(~settled())).scalar_one())

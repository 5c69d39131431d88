"""This device's own streams: one per audience, opened when first needed, and opened anew after a fork or rollback (D2, D4)."""

from __future__ import annotations

from sqlalchemy import Connection, select

from core.app.device import Device
from core.domain.events import StreamFacts, StreamOpened
from core.journal import store
from core.journal.author import Placement
from core.storage import tables

STREAM_BYTES = 16
CLOSED = "stream.closed:"


def own_stream(db: Connection, device: Device, audience: str, command: bytes) -> bytes:
    """The stream to write on for an audience; opens one, naming the stream that it follows, when there is none."""
    current = _current(db, device, audience)
    if current is not None and not _is_closed(db, current):
        return current
    return _open(db, device, audience, command, follows=current)


def _current(db: Connection, device: Device, audience: str) -> bytes | None:
    query = (
        select(tables.entry.c.stream)
        .join_from(tables.entry, tables.stream, tables.entry.c.stream == tables.stream.c.stream)
        .where(
            tables.stream.c.device == device.device,
            tables.stream.c.audience == audience,
            tables.entry.c.seq == 0,
        )
        .order_by(tables.entry.c.lamport.desc())
        .limit(1)
    )
    value = db.execute(query).scalar()
    return None if value is None else bytes(value)


def _is_closed(db: Connection, stream: bytes) -> bool:
    forked = db.execute(select(tables.stream.c.forked_at).where(tables.stream.c.stream == stream)).scalar()
    closed = select(tables.setting.c.value).where(tables.setting.c.key == CLOSED + stream.hex())
    return (forked is not None and forked >= 0) or db.execute(closed).scalar() is not None


def close_stream(db: Connection, stream: bytes, reason: str) -> None:
    """Write no more on a stream whose past was rolled back or copied."""
    key = CLOSED + stream.hex()
    if db.execute(select(tables.setting.c.value).where(tables.setting.c.key == key)).scalar() is None:
        db.execute(tables.setting.insert(), {"key": key, "value": reason})


def _open(db: Connection, device: Device, audience: str, command: bytes, follows: bytes | None) -> bytes:
    own = device.belongings
    stream = device.ports.entropy(STREAM_BYTES)
    head = None if follows is None else store.head(db, follows)
    facts = StreamFacts(
        device=device.device,
        device_certificate=own.device_certificate,
        officer_certificate=device.officer.certificate,
        ca_certificate=own.ca_certificate,
        audience=audience,
        province=own.province,
        post=own.code,
        drill=own.drill,
        kit=own.kit,
        recipient=device.identities[0].recipient,
        follows=follows or b"",
        follows_head=b"" if head is None else head.digest,
    )
    entry = device.author.write(db, StreamOpened(facts), Placement(stream), device.circumstance(command))
    device.projector.project(db, entry)
    return stream

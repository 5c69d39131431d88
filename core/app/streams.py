"""This device's own streams: one per audience, opened when first needed, and opened anew after a fork or rollback (D2, D4)."""

from __future__ import annotations

from msgspec import UNSET
from sqlalchemy import Connection, select

from core.app.device import DESKS, Device, post_audience
from core.crypto.cose import key_id
from core.domain.events import OfficerEnrolled, StreamFacts, StreamOpened
from core.domain.report import ReportState
from core.journal import store
from core.journal.author import Author, Placement
from core.journal.catalogue import read_event
from core.journal.entry import Entry
from core.journal.reading import open_parts
from core.storage import tables

STREAM_BYTES = 16
CLOSED = "stream.closed:"


def own_stream(db: Connection, device: Device, audience: str, command: bytes) -> bytes:
    """The stream to write on for an audience; opens one where this officer has none that readers can check.

    A new stream names the one that it follows when that was closed.
    """
    if audience not in device.own_streams:
        device.own_streams[audience] = _find(db, device, audience, device.officer.kid) or _follow(
            db, device, audience, command, device.author
        )
    return device.own_streams[audience]


def device_stream(db: Connection, device: Device, audience: str, command: bytes) -> bytes:
    """The stream that the device itself signs for a sealed audience: no officer's name stands on a closed day (D14)."""
    if audience not in device.own_streams:
        author = Author(device.device_key, device.device, device.ports.entropy)
        found = _find(db, device, audience, device.device)
        device.own_streams[audience] = found or _follow(db, device, audience, command, author)
    return device.own_streams[audience]


def audience_about(device: Device, state: ReportState) -> str:
    """For whom an entry about a report is written here: its own post, but the desks alone where the report is guarded.

    A post that was told of an act on a report it cannot see would know that there is one (SAFEGUARDS 8).
    """
    home = "" if state.received is None else state.received.source.post
    guarded = state.facts is not None and state.facts.guard is not UNSET
    return DESKS if guarded or not device.is_desk or home in ("", device.belongings.code) else post_audience(home)


def open_stream(db: Connection, device: Device, audience: str, signer: bytes) -> bytes | None:
    """The stream on which the next entry for an audience goes, None where that opens one; ``signer`` is a key id."""
    return device.own_streams.get(audience) or _find(db, device, audience, signer)


def _find(db: Connection, device: Device, audience: str, signer: bytes) -> bytes | None:
    for stream in _own(db, device, audience):
        if not _is_closed(db, stream) and _introduces(db, stream, signer):
            return stream
    return None


def _follow(db: Connection, device: Device, audience: str, command: bytes, author: Author) -> bytes:
    streams = _own(db, device, audience)
    follows = streams[0] if streams and _is_closed(db, streams[0]) else None
    return _open(db, device, audience, command, follows, author)


def _own(db: Connection, device: Device, audience: str) -> list[bytes]:
    """This device's streams for an audience, the newest first."""
    entry, stream = tables.entry.c, tables.stream.c
    # Asked of each stream: a join ordered by clock would walk through every entry there is.
    begun = select(entry.lamport).where(entry.stream == stream.stream, entry.seq == 0).limit(1).scalar_subquery()
    query = select(stream.stream, begun.label("begun")).where(stream.device.in_(device.own_devices), stream.audience == audience)
    rows = [row for row in db.execute(query) if row.begun is not None]
    return [bytes(row.stream) for row in sorted(rows, key=lambda row: int(row.begun), reverse=True)]


def _introduces(db: Connection, stream: bytes, officer: bytes) -> bool:
    """True when a reader of this stream alone knows the officer's certificate: need-to-know keeps the others from him."""
    table = tables.entry
    wrote = select(table.c.digest).where(table.c.stream == stream, table.c.kid == officer).limit(1)
    if db.execute(wrote).scalar() is not None:
        return True
    enrolled = select(table.c.seq, table.c.digest).where(table.c.stream == stream, table.c.kind == "officer.enrolled")
    rows = db.execute(enrolled).all()
    return any(_enrols(store.read(db, stream, row.seq, bytes(row.digest)), officer) for row in rows)


def _enrols(entry: Entry | None, officer: bytes) -> bool:
    if entry is None:
        return False
    event = read_event(entry.header.kind, entry.header.version, open_parts(entry, ()))
    return isinstance(event, OfficerEnrolled) and event.facts is not None and key_id(event.facts.certificate) == officer


def _is_closed(db: Connection, stream: bytes) -> bool:
    forked = db.execute(select(tables.stream.c.forked_at).where(tables.stream.c.stream == stream)).scalar()
    closed = select(tables.setting.c.value).where(tables.setting.c.key == CLOSED + stream.hex())
    return (forked is not None and forked >= 0) or db.execute(closed).scalar() is not None


def close_stream(db: Connection, device: Device, stream: bytes, reason: str) -> None:
    """Write no more on a stream whose past was rolled back or copied."""
    device.own_streams.clear()
    key = CLOSED + stream.hex()
    if db.execute(select(tables.setting.c.value).where(tables.setting.c.key == key)).scalar() is None:
        db.execute(tables.setting.insert(), {"key": key, "value": reason})


def _open(db: Connection, device: Device, audience: str, command: bytes, follows: bytes | None, author: Author) -> bytes:
    own = device.belongings
    by_device = author.kid == device.device
    stream = device.ports.entropy(STREAM_BYTES)
    head = None if follows is None else store.head(db, follows)
    facts = StreamFacts(
        device=device.device,
        device_certificate=own.device_certificate,
        officer_certificate=own.device_certificate if by_device else device.officer.certificate,
        ca_certificate=own.ca_certificate,
        audience=audience,
        province=own.province,
        post=own.code,
        drill=own.drill,
        kit=own.kit,
        recipient=device.own_recipients[0],
        follows=follows or b"",
        follows_head=b"" if head is None else head.digest,
    )
    entry = author.write(db, StreamOpened(facts), Placement(stream), device.circumstance(command))
    device.projector.project(db, entry)
    return stream

"""Answers about what needs a look after taking in: what was set aside, streams with rivals, gaps."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from core.app import absorb, aside, queries, views
from core.app.answers import MAX_PAGE, show_time
from core.app.device import Device
from core.app.revoked import beyond_renewals
from core.domain.device_key import RENEWALS
from core.domain.ids import show_id
from core.journal import store
from core.storage import tables


def quarantine(db: Connection, device: Device, query: queries.Quarantine) -> tuple[views.QuarantineRow, ...]:
    """What was set aside, newest first; what was taken in later stays and says so."""
    zone = device.belongings.zone
    table, kept = tables.quarantine, tables.kept_aside
    same = (kept.c.name == table.c.name) & (kept.c.digest == table.c.digest)
    found = select(table, kept.c.size, aside.settled().label("settled")).outerjoin(kept, same)
    return tuple(
        views.QuarantineRow(show_time(r.at, zone), r.name, r.code, r.medium, r.size is not None, bool(r.settled))
        for r in db.execute(found.order_by(table.c.at.desc()).limit(MAX_PAGE))
    )


def alarms(db: Connection, device: Device, query: queries.Alarms) -> tuple[views.AlarmRow, ...]:
    """Streams to look after: rivals at one place (D4), a laptop that was taken back and still writes, gaps."""
    zone, table = device.belongings.zone, tables.stream
    found = [
        views.AlarmRow("fork", show_id(r.stream), str(r.post), int(r.forked_at), int(r.forked_at), "")
        for r in db.execute(select(table).where(table.c.forked_at >= 0).order_by(table.c.post, table.c.stream))
    ]
    found += _written_after_revocation(db, zone) if device.is_desk else []
    found += _behind(db, device)
    for stream, first, last in absorb.gaps(db):
        post = db.execute(select(table.c.post).where(table.c.stream == stream)).scalar() or ""
        newest = store.newest_taken(db, stream)
        found.append(views.AlarmRow("gap", show_id(stream), str(post), first, last, show_time(newest, zone) if newest else ""))
    return tuple(found)


def _written_after_revocation(db: Connection, zone: str) -> list[views.AlarmRow]:
    """Streams of revoked laptops with the range of entries that came after; revocations are few, and so are their streams."""
    entry, table, gone = tables.entry.c, tables.stream.c, tables.revocation.c
    taken_back = select(gone.kid, func.min(gone.since).label("since")).where(gone.reason.not_in(RENEWALS))
    since = taken_back.group_by(gone.kid).subquery()
    streams = select(table.stream, table.post, since.c.since).join_from(tables.stream, since, table.device == since.c.kid)
    after = [
        (bytes(row.stream), str(row.post), entry.taken >= row.since)
        for row in db.execute(streams.order_by(table.post, table.stream))
    ]
    after += [(each.stream, each.post, entry.seq >= each.first) for each in beyond_renewals(db)]
    found = []
    for stream, post, late_ones in after:
        numbers = (func.min(entry.seq).label("first"), func.max(entry.seq).label("last"), func.max(entry.taken).label("newest"))
        late = db.execute(select(*numbers).where(entry.stream == stream, late_ones)).one()
        if late.first is not None:
            place = (show_id(stream), post, int(late.first), int(late.last))
            found.append(views.AlarmRow("revoked", *place, show_time(late.newest, zone)))
    return found


def _behind(db: Connection, device: Device) -> list[views.AlarmRow]:
    """Own streams of which a reader holds more than stands here: this laptop was put back to an earlier state (D1)."""
    told = tables.acked.c
    query = (
        select(told.stream, func.max(told.seq).label("seq"))
        .join(tables.stream, tables.stream.c.stream == told.stream)
        .where(tables.stream.c.device.in_(device.own_devices), told.device.not_in(device.own_devices))
        .group_by(told.stream)
        .order_by(told.stream)
    )
    found = []
    for row in db.execute(query).all():
        head = store.head(db, bytes(row.stream))
        if head is not None and row.seq > head.sequence:
            own = device.belongings.code
            found.append(views.AlarmRow("behind", show_id(row.stream), own, head.sequence + 1, int(row.seq), ""))
    return found

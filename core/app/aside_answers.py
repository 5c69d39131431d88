"""Answers about what needs a look after taking in: what was set aside, streams with rivals, gaps."""

from __future__ import annotations

from sqlalchemy import Connection, select

from core.app import absorb, aside, queries, views
from core.app.answers import MAX_PAGE, show_time
from core.app.device import Device
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
    """Streams that a person must look after: rivals at one place (D4), and what still lacks something before it."""
    zone, table = device.belongings.zone, tables.stream
    found = [
        views.AlarmRow("fork", show_id(r.stream), str(r.post), int(r.forked_at), int(r.forked_at), "")
        for r in db.execute(select(table).where(table.c.forked_at >= 0).order_by(table.c.post, table.c.stream))
    ]
    for stream, first, last in absorb.gaps(db):
        post = db.execute(select(table.c.post).where(table.c.stream == stream)).scalar() or ""
        newest = store.newest_taken(db, stream)
        found.append(views.AlarmRow("gap", show_id(stream), str(post), first, last, show_time(newest, zone) if newest else ""))
    return tuple(found)

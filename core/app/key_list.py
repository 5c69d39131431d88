"""The keys of the province as a list: which is sealed to, which are kept, and which laptops have not heard of the newest."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from core.app import key_views
from core.app.answers import show_time
from core.app.device import Device
from core.app.key_views import GONE, IN_FORCE, KEPT, KeyRow
from core.app.revoked import revoked
from core.domain.province_key import DESTROYED, PUBLISHED, PURPOSES
from core.storage import tables


def rows(db: Connection, device: Device, query: key_views.KeyList) -> tuple[KeyRow, ...]:
    """By purpose, the newest first; the last is what this laptop began with."""
    table = tables.province_key
    told = db.execute(select(table).where(table.c.label == "").order_by(table.c.lamport.desc(), table.c.entry)).all()
    ended = {str(row.recipient): show_time(row.at, row.zone) for row in told if row.act == DESTROYED}
    found = list[KeyRow]()
    for purpose in PURPOSES:
        begun, known = device.keys.begun.begun(purpose), set[str]()
        for row in told:
            if row.act == PUBLISHED and row.purpose == purpose and row.recipient not in known:
                known.add(row.recipient)
                found.append(_row(db, device, row, ended))
        if begun.recipient not in known:
            state = _state(device, purpose, begun.recipient, ended)
            gone = ended.get(begun.recipient, "")
            found.append(KeyRow(purpose, begun.generation, begun.recipient, state, "", "", "", "", gone))
    return tuple(found)


def _row(db: Connection, device: Device, row: Row[Any], ended: dict[str, str]) -> KeyRow:
    author = tables.certificate.c
    by = db.execute(select(author.name).where(author.kid == row.kid)).scalar() or ""
    state = _state(device, row.purpose, row.recipient, ended)
    waiting = not_heard(db, device, bytes(row.stream), int(row.seq)) if state == IN_FORCE and device.is_desk else []
    return KeyRow(
        purpose=row.purpose,
        generation=row.generation,
        recipient=row.recipient,
        state=state,
        at=show_time(row.at, row.zone),
        by=str(by),
        reason=row.reason,
        since=row.since,
        ended=ended.get(row.recipient, ""),
        waiting=tuple(sorted(set(waiting))),
        laptops=len(waiting),
    )


def _state(device: Device, purpose: str, recipient: str, ended: dict[str, str]) -> str:
    if recipient == device.recipients.of(purpose):
        return IN_FORCE
    return GONE if recipient in ended else KEPT


def not_heard(db: Connection, device: Device, stream: bytes, sequence: int) -> list[str]:
    """The post of every laptop that is believed and has not acknowledged so far of a stream; one post once for each laptop."""
    table, told = tables.stream.c, tables.acked.c
    heard = {bytes(name) for name in db.execute(select(told.device).where(told.stream == stream, told.seq >= sequence)).scalars()}
    others = select(table.device, table.post).where(table.post != device.belongings.code, table.device.not_in(revoked(db)))
    return sorted(str(row.post) for row in db.execute(others.distinct()) if bytes(row.device) not in heard)

"""The keys of the province as a list: which is sealed to, which are kept, and which laptops have not heard of the newest."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from core.app import key_handing, key_views, neighbours
from core.app.answers import show_time
from core.app.device import Device
from core.app.key_views import GONE, IN_FORCE, KEPT, KeyRow
from core.app.revoked import revoked, with_successors
from core.domain.province_key import DESTROYED, FOLLOWED, IDENTITIES, PUBLISHED, PURPOSES, RECOVERY, REPORTS
from core.storage import tables


def rows(db: Connection, device: Device, _query: key_views.KeyList | None = None) -> tuple[KeyRow, ...]:
    """By purpose, the newest first; last what this laptop began with, and what is older still, where it has or had it."""
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
        older = {row.recipient: int(row.generation) for row in told if row.act == DESTROYED and row.purpose == purpose}
        if purpose == REPORTS:  # a kit brings a desk every key, and names the newest
            older |= {each.recipient: 0 for each in device.belongings.reports}
        for recipient, generation in ({begun.recipient: begun.generation} | older).items():
            if recipient not in known:
                state, gone = _state(device, purpose, recipient, ended), ended.get(recipient, "")
                found.append(KeyRow(purpose, generation, recipient, state, "", "", "", "", gone))
    return tuple(found)


def _row(db: Connection, device: Device, row: Row[Any], ended: dict[str, str]) -> KeyRow:
    author = tables.certificate.c
    by = db.execute(select(author.name).where(author.kid == row.kid)).scalar() or ""
    state = _state(device, row.purpose, row.recipient, ended)
    waiting = _waiting(db, device, row) if state == IN_FORCE and device.is_desk else []
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


def _waiting(db: Connection, device: Device, row: Row[Any]) -> list[str]:
    """The post of every laptop that is believed and does not use this key yet, once for each laptop.

    Of the recovery key a laptop says so itself; of the others its acknowledgement of the entry does.
    """
    known, told = tables.province_key.c, tables.acked.c
    if row.purpose == RECOVERY:
        theirs = select(known.stream).where(known.act == FOLLOWED, known.recipient == row.recipient).scalar_subquery()
        done = select(tables.stream.c.device).where(tables.stream.c.stream.in_(theirs))
    else:
        done = select(told.device).where(told.stream == row.stream, told.seq >= row.seq)
    heard = with_successors(db, {bytes(name) for name in db.execute(done).scalars()})
    table = tables.stream.c
    others = select(table.device, table.post).where(table.post != device.belongings.code, table.device.not_in(revoked(db)))
    late = [str(each.post) for each in db.execute(others.distinct()) if bytes(each.device) not in heard]
    if row.purpose != IDENTITIES:  # of which a desk has nothing but what stands in the journal that all desks share
        late += _desks_without(db, device, row.recipient)
    above = neighbours.nation(db) if row.purpose == REPORTS else None
    if above is not None and not heard.intersection(neighbours.readers_of(db, above)):
        late.append(above.name)  # its answers are sealed to this key
    return sorted(late)


def _desks_without(db: Connection, device: Device, recipient: str) -> list[str]:
    """Other desks of which a laptop does not use a key yet, by code and name."""
    code, having = device.belongings.code, key_handing.have(db, recipient) | device.own_devices
    there = key_handing.laptops(db, device)
    return [" ".join((code, each.desk)).strip() for name, each in there.items() if name not in having]

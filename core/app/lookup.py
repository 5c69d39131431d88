"""What a reporter may know by his code, at any post: a status and a day, and nothing else (D13, SAFEGUARDS 6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec
from sqlalchemy import ColumnElement, Connection, Label, func, select

from core.app.device import Device
from core.app.guessing import note_miss, require_patience
from core.app.views import Standing
from core.crypto.lookup import CodeKeys, code_keys, lock_slot, open_slot
from core.domain.errors import Untrusted
from core.domain.identifiers import check_lookup_code
from core.domain.lookup import ENDED, STATUSES, further
from core.domain.moment import Moment
from core.journal import cbor
from core.storage import tables

SLOT_LIMIT = 96


@dataclass(frozen=True, slots=True)
class Told:
    """What a slot says; a slot of a later program may say more, which is left alone."""

    status: str
    updated: str
    opened: str = ""


def look_up(device: Device, code: str) -> Standing:
    """The standing of a code; an empty one where nothing here knows it.

    Raises ``Invalid`` (``lookup.length``, ``lookup.check_digits``) and ``NotAllowed('lookup.wait')``.
    """
    digits = check_lookup_code(code)
    now = device.moment().at
    with device.database.reading() as db:
        require_patience(db, now)
    keys = code_keys(digits, device.belongings.province)
    with device.database.reading() as db:
        standing = _standing(db, device, keys)
    if standing.status is None:
        with device.database.writing() as db:
            note_miss(db, now)
    return standing


def _standing(db: Connection, device: Device, keys: CodeKeys) -> Standing:
    told = newest_told(db, keys.tag, keys.box)
    held = _held(db, device, keys)
    if (told is not None and told.status == ENDED) or (held is not None and held.status == ENDED):
        return Standing()
    if told is None or held is None:
        known = told or held
        return Standing() if known is None else Standing(known.status, known.updated, known.opened)
    best = further(told.status, held.status)
    return Standing(best, told.updated if best == told.status else held.updated, max(told.opened, held.opened))


def newest_told(db: Connection, tag: bytes, box_key: bytes) -> Told | None:
    """What the province last published for a code, if this is its key."""
    table = tables.published
    rows = db.execute(select(table.c.box).where(table.c.tag == tag).order_by(table.c.lamport.desc()))
    return newest_of((bytes(row.box) for row in rows), tag, box_key)


def newest_of(boxes: Iterable[bytes], tag: bytes, box_key: bytes) -> Told | None:
    """The first of these slots, the newest before the older, that the key opens."""
    for box in boxes:
        content = open_slot(box_key, tag, box)
        if content is not None:
            return _read(content)
    return None


def _read(content: bytes) -> Told | None:
    try:
        tree = cbor.decode_map(content, SLOT_LIMIT)
        told = msgspec.convert(tree, Told)
    except (Untrusted, msgspec.ValidationError):
        return None
    return told if told.status in (*STATUSES, ENDED) else None


def write_slot(device: Device, tag: bytes, box_key: bytes, told: Told) -> bytes:
    """Seal what a code is told."""
    tree = {name: value for name, value in msgspec.to_builtins(told).items() if value}
    return lock_slot(box_key, tag, cbor.encode(tree), device.ports.entropy)


def _held(db: Connection, device: Device, keys: CodeKeys) -> Told | None:
    """What this laptop knows itself: at the post that took the report in, and at the province."""
    code, report = tables.lookup_code, tables.report
    row = db.execute(
        select(code.c.current, report.c.subject, report.c.case_status, report.c.day, last_opened(report.c.subject))
        .join_from(code, report, code.c.report == report.c.subject)
        # Whoever saw a tag in the broadcast may write it into a report of his own; the box key he does not have.
        .where(code.c.tag == keys.tag, code.c.box.in_((keys.box, b"")))
        .order_by(code.c.current.desc(), report.c.id)
    ).first()
    if row is None:
        return None
    if not row.current:
        return Told(ENDED, "")
    status = status_of(str(row.case_status), at_desk=device.is_desk)
    opened = str(row.opened or "")
    if status == STATUSES[0]:
        return Told(status, str(row.day), opened)
    newest = select(func.max(tables.entry.c.taken)).where(tables.entry.c.subject == row.subject)
    at = int(db.execute(newest).scalar() or 0)
    return Told(status, Moment(at, device.belongings.zone, "").day.isoformat(), opened)


def last_opened(report: ColumnElement[bytes]) -> Label[str]:
    """The last day on which the identity of a report was opened, as a column ``opened``; nothing while it never was."""
    table = tables.identity_opening.c
    return select(func.max(table.day)).where(table.subject == report).scalar_subquery().label("opened")


def status_of(case_status: str, *, at_desk: bool) -> str:
    """The office's status of a report as its reporter is told; what lies at the province is at the province."""
    return further(case_status, STATUSES[1] if at_desk else STATUSES[0])

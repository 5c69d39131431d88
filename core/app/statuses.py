"""The province tells all posts how far reports got, in full blocks that only the reporters' codes open (D13).

It happens when a medium is written and there is something to say: whoever sees the blocks learns no more than that a
medium came, for fillers make every block full. A status that was told once is told again only when it changed.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, Select, func, select

from core.app.coming import Coming, coming
from core.app.device import EVERYBODY, Device
from core.app.lookup import Told, last_opened, newest_of, status_of, write_slot
from core.app.streams import own_stream
from core.crypto.lookup import SLOT_BOX_BYTES, TAG_BYTES
from core.domain.lookup import ENDED
from core.domain.reporter import BLOCK_SLOTS, Slot, StatusFacts, StatusPublished
from core.journal.author import Placement
from core.storage import tables

BLOCK_BYTES = BLOCK_SLOTS * (TAG_BYTES + SLOT_BOX_BYTES + 8)
SEEN = "statuses.seen"
"""Setting: up to which entry of each stream the reports were looked at."""
FEW = 500
_HEAD = select(func.max(tables.entry.c.seq)).where(tables.entry.c.stream == tables.stream.c.stream).scalar_subquery()
_Due = tuple[bytes, bytes, Told]


def blocks_coming(device: Device) -> list[Coming]:
    """What :func:`publish` would write now."""
    if not device.is_desk or device.is_nation:
        return []
    with device.database.reading() as db:
        blocks = -(-len(_due(db, device, _seen(db))) // BLOCK_SLOTS)
        return [coming(db, device, EVERYBODY, device.officer.kid, [BLOCK_BYTES] * blocks)] if blocks else []


def publish(device: Device, command: bytes) -> int:
    """Write what changed since it was last told, in blocks; gives their number, nothing at a post."""
    if not device.is_desk or device.is_nation:
        return 0
    with device.database.reading() as db:
        seen = _seen(db)
        if seen == _heads(db):
            return 0
    with device.database.writing() as db:
        slots = sorted((_slot(device, *due) for due in _due(db, device, seen)), key=lambda slot: slot.tag)
        blocks = [slots[at : at + BLOCK_SLOTS] for at in range(0, len(slots), BLOCK_SLOTS)]
        for block in blocks:
            placement = Placement(own_stream(db, device, EVERYBODY, command))
            event = StatusPublished(StatusFacts(slots=_filled(device, block)))
            device.projector.project(db, device.author.write(db, event, placement, device.circumstance(command)))
        forget_seen(db)
        db.execute(tables.setting.insert(), {"key": SEEN, "value": msgspec.json.encode(_heads(db)).decode()})
        return len(blocks)


def forget_seen(db: Connection) -> None:
    """Look at every report the next time."""
    db.execute(tables.setting.delete().where(tables.setting.c.key == SEEN))


def _seen(db: Connection) -> dict[str, int]:
    value = db.execute(select(tables.setting.c.value).where(tables.setting.c.key == SEEN)).scalar()
    return {} if value is None else msgspec.json.decode(value, type=dict[str, int])


def _heads(db: Connection) -> dict[str, int]:
    """The last entry of every stream; streams are few."""
    rows = db.execute(select(tables.stream.c.stream, _HEAD.label("head")))
    return {bytes(row.stream).hex(): int(row.head) for row in rows if row.head is not None}


def _due(db: Connection, device: Device, seen: dict[str, int]) -> list[_Due]:
    """Tag, box key and what is to be told of every code that was told something else, or nothing."""
    table = tables.lookup_code.c
    if not seen:
        return list(_due_of(db, device, _CODES))
    subjects = sorted(_subjects_since(db, seen))
    chunks = (subjects[at : at + FEW] for at in range(0, len(subjects), FEW))
    found = (_due_of(db, device, _CODES.where(table.report.in_(chunk))) for chunk in chunks)
    return list(itertools.chain.from_iterable(found))


def _subjects_since(db: Connection, seen: dict[str, int]) -> set[bytes]:
    """What the entries are about that came since; of a stream with rivals everything from there on (D4)."""
    entry, found = tables.entry.c, set[bytes]()
    for row in db.execute(select(tables.stream.c.stream, tables.stream.c.forked_at, _HEAD.label("head"))).all():
        known = seen.get(bytes(row.stream).hex(), -1)
        known = min(known, row.forked_at - 1) if row.forked_at >= 0 else known
        if row.head is not None and row.head > known:
            query = select(entry.subject).where(entry.stream == row.stream, entry.seq > known).distinct()
            found.update(bytes(subject) for subject in db.execute(query).scalars())
    return found


def _codes() -> Select[tuple[bytes, bytes, int, bytes, str, str, bytes]]:
    code, report, slot = tables.lookup_code, tables.report, tables.published
    opened = last_opened(report.c.subject)
    return (
        select(code.c.tag, code.c.box, code.c.current, code.c.report, report.c.case_status, opened, slot.c.box.label("slot"))
        .join_from(code, report, code.c.report == report.c.subject)
        .join(slot, slot.c.tag == code.c.tag, isouter=True)
        .where(code.c.box != b"")
        .order_by(code.c.tag, code.c.report, slot.c.lamport.desc())
    )


_CODES = _codes()


def _due_of(db: Connection, device: Device, codes: Select[tuple[bytes, bytes, int, bytes, str, str, bytes]]) -> Iterator[_Due]:
    for _, rows in itertools.groupby(db.execute(codes), lambda row: (row.tag, row.report)):
        held = list(rows)
        tag, box = bytes(held[0].tag), bytes(held[0].box)
        status = status_of(str(held[0].case_status), at_desk=True) if held[0].current else ENDED
        told = newest_of((bytes(row.slot) for row in held if row.slot is not None), tag, box)
        opened = str(held[0].opened or "") if held[0].current else ""
        if (told is None and held[0].current) or (told is not None and (told.status, told.opened) != (status, opened)):
            since = told.updated if told is not None and told.status == status else device.moment().day.isoformat()
            yield tag, box, Told(status, since, opened)


def _slot(device: Device, tag: bytes, box: bytes, told: Told) -> Slot:
    return Slot(tag, write_slot(device, tag, box, told))


def _filled(device: Device, slots: list[Slot]) -> list[Slot]:
    """A full block in the order of tags: fillers are as random as tags and boxes look."""
    entropy = device.ports.entropy
    missing = range(BLOCK_SLOTS - len(slots))
    return sorted([*slots, *(Slot(entropy(TAG_BYTES), entropy(SLOT_BOX_BYTES)) for _ in missing)], key=lambda slot: slot.tag)

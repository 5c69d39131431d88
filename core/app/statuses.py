"""The province tells all posts how far reports got, in full blocks that only the reporters' codes open (D13).

It happens when a medium is written and there is something to say: whoever sees the blocks learns no more than that a
medium came, for fillers make every block full. A status that was told once is told again only when it changed.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from sqlalchemy import Connection, select

from core.app.device import EVERYBODY, Device
from core.app.lookup import Told, newest_of, status_of, write_slot
from core.app.streams import own_stream
from core.crypto.lookup import SLOT_BOX_BYTES, TAG_BYTES
from core.domain.lookup import ENDED
from core.domain.reporter import BLOCK_SLOTS, Slot, StatusFacts, StatusPublished
from core.journal.author import Placement
from core.storage import tables


def due_blocks(device: Device) -> int:
    """How many blocks :func:`publish` would write now."""
    if not device.is_desk:
        return 0
    with device.database.reading() as db:
        return -(-len(list(_due(db, device))) // BLOCK_SLOTS)


def publish(device: Device, command: bytes) -> int:
    """Write what changed since it was last told, in blocks; gives their number, nothing at a post."""
    if not due_blocks(device):
        return 0
    with device.database.writing() as db:
        slots = sorted((_slot(device, *due) for due in _due(db, device)), key=lambda slot: slot.tag)
        blocks = [slots[at : at + BLOCK_SLOTS] for at in range(0, len(slots), BLOCK_SLOTS)]
        for block in blocks:
            placement = Placement(own_stream(db, device, EVERYBODY, command))
            event = StatusPublished(StatusFacts(slots=_filled(device, block)))
            device.projector.project(db, device.author.write(db, event, placement, device.circumstance(command)))
        return len(blocks)


def _due(db: Connection, device: Device) -> Iterator[tuple[bytes, bytes, str]]:
    """Tag, box key and status of every code that was told something else, or nothing; one walk over all codes."""
    code, report, slot = tables.lookup_code, tables.report, tables.published
    query = (
        select(code.c.tag, code.c.box, code.c.current, code.c.report, report.c.case_status, slot.c.box.label("slot"))
        .join_from(code, report, code.c.report == report.c.subject)
        .join(slot, slot.c.tag == code.c.tag, isouter=True)
        .where(code.c.box != b"")
        .order_by(code.c.tag, code.c.report, slot.c.lamport.desc())
    )
    for _, rows in itertools.groupby(db.execute(query), lambda row: (row.tag, row.report)):
        held = list(rows)
        tag, box = bytes(held[0].tag), bytes(held[0].box)
        status = status_of(str(held[0].case_status), at_desk=True) if held[0].current else ENDED
        told = newest_of((bytes(row.slot) for row in held if row.slot is not None), tag, box)
        if (told is None and held[0].current) or (told is not None and told.status != status):
            yield tag, box, status


def _slot(device: Device, tag: bytes, box: bytes, status: str) -> Slot:
    told = Told(status, device.moment().day.isoformat())
    return Slot(tag, write_slot(device, tag, box, told))


def _filled(device: Device, slots: list[Slot]) -> list[Slot]:
    """A full block in the order of tags: fillers are as random as tags and boxes look."""
    entropy = device.ports.entropy
    missing = range(BLOCK_SLOTS - len(slots))
    return sorted([*slots, *(Slot(entropy(TAG_BYTES), entropy(SLOT_BOX_BYTES)) for _ in missing)], key=lambda slot: slot.tag)

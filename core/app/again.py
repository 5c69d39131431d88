"""Attachments that are asked for again: a reader lost them or found them damaged, and their writer sends them once more."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, exists, func, select

from core.app.device import Device
from core.domain.nation import label_of
from core.storage import tables

MANY = 5000
"""So many tokens are named in one question."""


def count_asked(db: Connection, device: Device) -> int:
    """Attachments of this post that a desk acknowledged and names missing; it may be waiting for them since they were sent."""
    if device.is_desk:
        return 0
    return int(db.execute(select(func.count()).select_from(tables.attachment).where(asked_again())).scalar_one())


def asked_again() -> ColumnElement[bool]:
    """That a desk which holds the entry of an attachment names the attachment missing."""
    row, missing, told = tables.attachment.c, tables.acked_missing.c, tables.acked.c
    return exists(
        select(1)
        .select_from(tables.acked_missing)
        .join(tables.acked, (told.device == missing.device) & (told.stream == row.stream))
        .where(missing.token == row.token, told.desk == 1, told.seq >= row.seq)
        .correlate(tables.attachment)
    )


def ask_again(device: Device, damaged: Sequence[bytes], missing: Sequence[bytes] = ()) -> None:
    """Let the writers of these attachments be owed an acknowledgement, which names them missing.

    A damaged file is laid aside, and goes only when a whole one has come in its place; of a missing one what was gathered stays.
    """
    for token in damaged:
        device.vault.doubt(token)
    if not damaged and not missing:
        return
    with device.database.writing() as db:
        for at in range(0, len(damaged), MANY):
            db.execute(tables.piece.delete().where(tables.piece.c.token.in_(damaged[at : at + MANY])))
        _owe(db, device, [*damaged, *missing])


def _owe(db: Connection, device: Device, tokens: Sequence[bytes]) -> None:
    table, owed = tables.attachment, tables.owed
    writers = select(tables.stream.c.device, tables.stream.c.post).join_from(
        table, tables.stream, table.c.stream == tables.stream.c.stream
    )
    lenders: set[bytes] = set()
    for at in range(0, len(tokens), MANY):
        found = db.execute(writers.where(table.c.token.in_(tokens[at : at + MANY])).distinct())
        # Above the provinces it is the province that is owed, whichever laptop of it wrote.
        lenders |= {
            device.trust().labelled(label_of(str(row.post))).province if device.is_nation else bytes(row.device) for row in found
        }
    known = {bytes(row.device) for row in db.execute(select(owed.c.device))}
    fresh = [{"device": each} for each in sorted(lenders - known)]
    if fresh:
        db.execute(owed.insert(), fresh)

"""How far a report got: menunggu, di media, diterima provinsi; true by signed acknowledgement alone (I4)."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, case, exists, literal, select

from core.app.device import DESKS, Device
from core.app.views import ON_MEDIUM, RECEIVED, WAITING
from core.storage import tables


def way_column(device: Device) -> ColumnElement[str]:
    """A column of the report query that tells each report's way.

    Received means: a desk's acknowledgement covers the report's entry and lists none of its attachments as missing.
    """
    if device.is_desk:
        return literal(RECEIVED)
    return case((_received(), RECEIVED), (_on_medium(), ON_MEDIUM), else_=WAITING)


def _received() -> ColumnElement[bool]:
    covered = exists(
        select(1)
        .select_from(tables.acked)
        .where(
            tables.acked.c.desk == 1,
            tables.acked.c.stream == tables.report.c.stream,
            tables.acked.c.seq >= tables.report.c.seq,
        )
    )
    lacking = exists(
        select(1)
        .select_from(tables.acked_missing)
        .join(tables.attachment, tables.attachment.c.token == tables.acked_missing.c.token)
        .where(tables.attachment.c.subject == tables.report.c.subject)
    )
    return covered & ~lacking


def _on_medium() -> ColumnElement[bool]:
    return exists(
        select(1)
        .select_from(tables.outgoing)
        .where(
            tables.outgoing.c.stream == tables.report.c.stream,
            tables.outgoing.c.first <= tables.report.c.seq,
            tables.outgoing.c.last >= tables.report.c.seq,
            tables.outgoing.c.audience == DESKS,
        )
    )


def count_by_way(db: Connection, device: Device) -> dict[str, int]:
    """Reports of this device by their way."""
    way = way_column(device).label("way")
    counts = {WAITING: 0, ON_MEDIUM: 0, RECEIVED: 0}
    for row in db.execute(select(way).select_from(tables.report)):
        counts[str(row.way)] += 1
    return counts

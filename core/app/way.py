"""How far a report got: menunggu, di media, diterima provinsi; true by signed acknowledgement alone (I4)."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, case, exists, literal, or_, select

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
    """Covered by what a desk acknowledged, where the acknowledged digest is of a chain held here (D1).

    After a restore or in a copied profile the same place may have been filled by another entry: what stands at or
    behind a fork counts only when it is itself the acknowledged entry.
    """
    acked, held = tables.acked, tables.entry
    same = (held.c.stream == acked.c.stream) & (held.c.seq == acked.c.seq) & (held.c.digest == acked.c.digest)
    forked = exists(
        select(1).where(
            tables.stream.c.stream == tables.report.c.stream,
            tables.stream.c.forked_at >= 0,
            tables.stream.c.forked_at <= tables.report.c.seq,
        )
    )
    covered = exists(
        select(1)
        .select_from(acked.join(held, same))
        .where(
            acked.c.desk == 1,
            acked.c.stream == tables.report.c.stream,
            acked.c.seq >= tables.report.c.seq,
            or_(~forked, held.c.subject == tables.report.c.subject),
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

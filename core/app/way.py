"""How far a report got: menunggu, di media, diterima provinsi; true by signed acknowledgement alone (I4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, exists, func, literal, or_, select

from core.app.device import DESKS, Device
from core.app.views import ON_MEDIUM, RECEIVED, WAITING
from core.storage import tables

LAST = 2**62


def way_column(device: Device) -> ColumnElement[str]:
    """A column of the report query that tells each report's way.

    Received means: a desk's acknowledgement covers the report's entry and lists none of its attachments as missing.
    """
    return way_column_of(is_desk=device.is_desk)


def way_column_of(*, is_desk: bool) -> ColumnElement[str]:
    """The same by what alone it depends on."""
    return literal(RECEIVED) if is_desk else _way_from_a_post()


@cache
def _way_from_a_post() -> ColumnElement[str]:
    """Spelled out once: building it took longer than the database's answer for one report."""
    return case((_received(), RECEIVED), (_on_medium(), ON_MEDIUM), else_=WAITING)


def _received() -> ColumnElement[bool]:
    """Covered by what a desk acknowledged, where the acknowledged digest is of a chain held here (D1).

    After a restore or in a copied profile the same place may have been filled by another entry: what stands at or
    behind a fork counts only when it is itself the acknowledged entry.
    """
    acked, row = tables.acked.c, tables.report.c
    forked = exists(
        select(1)
        .where(tables.stream.c.stream == row.stream, tables.stream.c.forked_at >= 0, tables.stream.c.forked_at <= row.seq)
        .correlate(tables.report)
    )
    same = _is_held().where(or_(~forked, tables.entry.c.subject == row.subject)).correlate(tables.acked, tables.report)
    covered = exists(
        select(1).where(acked.desk == 1, acked.stream == row.stream, acked.seq >= row.seq, exists(same)).correlate(tables.report)
    )
    missing = tables.acked_missing.c
    wanted = exists(select(1).where(missing.token == tables.attachment.c.token).correlate(tables.attachment))
    lacking = exists(select(1).where(tables.attachment.c.subject == row.subject, wanted).correlate(tables.report))
    return covered & ~lacking


def _is_held() -> Select[Any]:
    """That the acknowledged entry itself stands here. Asked of one acknowledgement at a time: a join would let the engine
    begin with a stream's entries, of which there may be a million."""
    acked, held = tables.acked.c, tables.entry.c
    return select(1).where(held.stream == acked.stream, held.seq == acked.seq, held.digest == acked.digest)


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


# --- many reports at once --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Segment:
    """Places ``first`` to ``last`` of a stream whose reports all went the same way, but for the exceptions."""

    stream: bytes
    first: int
    last: int
    way: str

    @property
    def here(self) -> ColumnElement[bool]:
        """That a report's entry stands in this segment."""
        row = tables.report.c
        return and_(row.stream == self.stream, row.seq >= self.first, row.seq <= self.last)


def segments(db: Connection) -> list[Segment]:
    """Every stream parted by way: what was acknowledged, then what lies on a medium, then what waits."""
    acked = tables.acked.c
    best = select(acked.stream, func.max(acked.seq).label("seq")).where(
        acked.desk == 1, exists(_is_held().correlate(tables.acked))
    )
    upto = {bytes(row.stream): int(row.seq) for row in db.execute(best.group_by(acked.stream))}
    found: list[Segment] = []
    for row in db.execute(select(tables.stream.c.stream)):
        stream = bytes(row.stream)
        end = upto.get(stream, -1)
        if end >= 0:
            found.append(Segment(stream, 0, end, RECEIVED))
        found.extend(_beyond(db, stream, end + 1))
    return found


def _beyond(db: Connection, stream: bytes, start: int) -> Iterator[Segment]:
    """The rest of a stream: ranges that were written onto a medium, and the gaps between them."""
    out = tables.outgoing.c
    ranges = select(out.first, out.last).where(out.stream == stream, out.last >= start, out.audience == DESKS)
    for first, last in db.execute(ranges.order_by(out.first)).all():
        if first > start:
            yield Segment(stream, start, first - 1, WAITING)
        if last >= start:
            yield Segment(stream, max(first, start), last, ON_MEDIUM)
        start = max(start, last + 1)
    yield Segment(stream, start, LAST, WAITING)


def exceptions() -> list[ColumnElement[bool]]:
    """Reports whose way is not that of their segment: with attachments that a desk lacks, or at and behind a fork."""
    row = tables.report.c
    lacking = (
        select(tables.attachment.c.subject)
        .join(tables.acked_missing, tables.attachment.c.token == tables.acked_missing.c.token)
        .scalar_subquery()
    )
    forks = select(tables.stream.c.stream).where(tables.stream.c.forked_at >= 0).scalar_subquery()
    return [row.subject.in_(lacking), row.stream.in_(forks)]


def count_by_way(db: Connection, device: Device) -> dict[str, int]:
    """Reports of this device by their way; counted by ranges of an index, for there may be a million."""
    counts = {WAITING: 0, ON_MEDIUM: 0, RECEIVED: 0}
    if device.is_desk:
        counts[RECEIVED] = int(db.execute(select(func.count()).select_from(tables.report)).scalar_one())
        return counts
    parted = segments(db)
    for segment in parted:
        counts[segment.way] += int(db.execute(select(func.count()).select_from(tables.report).where(segment.here)).scalar_one())
    row = tables.report.c
    for odd in db.execute(select(row.stream, row.seq, way_column(device).label("way")).where(or_(*exceptions()))):
        counts[_segment_of(parted, bytes(odd.stream), odd.seq).way] -= 1
        counts[str(odd.way)] += 1
    return counts


def _segment_of(parted: list[Segment], stream: bytes, place: int) -> Segment:
    return next(each for each in parted if each.stream == stream and each.first <= place <= each.last)

"""Certificates that were taken back: what counts as written later is kept, and marked wherever it is shown."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, and_, exists, func, select

from core.app.device import Device
from core.domain.events import Provenance
from core.domain.officer import ENDED
from core.storage import tables

REVOKED = "dicabut"
"""Mark of an entry that came, or says it was written, after its officer or laptop was not believed any more."""


def revoked(db: Connection) -> frozenset[bytes]:
    """Key ids of certificates that were taken back. No date decides: nothing is sealed to them, nothing is hoped from them."""
    return frozenset(bytes(row.kid) for row in db.execute(_KIDS))


_KIDS = select(tables.revocation.c.kid)


def is_after_revocation(db: Connection, device: Device, source: Provenance) -> bool:
    """Whether an entry of a certificate that was taken back counts as later.

    By its own time; and at the province by arrival too, for a thief sets the clock back; not so where an officer was ended, for
    what he wrote before may come later. Elsewhere arrival says nothing:
    a new laptop is given the old one's entries last of all.
    """
    entry, stream, since = tables.entry.c, tables.stream.c, tables.revocation.c.since
    late = since <= source.at
    arrived = (since <= entry.taken) & (tables.revocation.c.reason != ENDED)
    query = (
        select(entry.digest)
        .join(tables.stream, stream.stream == entry.stream)
        .join(tables.revocation, tables.revocation.c.kid.in_((entry.kid, stream.device)))
        .where(entry.digest == source.digest, entry.stream == source.stream)
        .where(late | arrived if device.is_desk else late)
    )
    return db.execute(query.limit(1)).first() is not None


def revoked_column(device: Device) -> ColumnElement[bool]:
    """A column of the report query: whether the report itself counts as later, as :func:`is_after_revocation` says."""
    row, gone, writer, entry = tables.report.c, tables.revocation.c, tables.stream.c, tables.entry.c
    late = gone.since <= row.at
    arrived = (gone.since <= entry.taken) & (gone.reason != ENDED)
    return exists(
        select(1)
        .select_from(tables.revocation)
        .join(tables.stream, writer.stream == row.stream)
        .join(tables.entry, entry_of_report())
        .where(gone.kid.in_((entry.kid, writer.device)), late | arrived if device.is_desk else late)
        .correlate(tables.report)
    )


def count_revoked(db: Connection, device: Device) -> int:
    """Reports that count as later; looked for among those of the posts whose certificates were taken back, and there are few."""
    table = tables.certificate.c
    posts = select(table.post).where(table.kid.in_(revoked(db))).scalar_subquery()
    streams = select(tables.stream.c.stream).where(tables.stream.c.post.in_(posts)).scalar_subquery()
    query = select(func.count()).select_from(tables.report).where(tables.report.c.stream.in_(streams), revoked_column(device))
    return int(db.execute(query).scalar_one()) if revoked(db) else 0


def entry_of_report() -> ColumnElement[bool]:
    """That the entry beside a report's row is the report's own."""
    row, entry = tables.report.c, tables.entry.c
    return and_(entry.stream == row.stream, entry.seq == row.seq, entry.subject == row.subject)

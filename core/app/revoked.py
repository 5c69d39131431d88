"""Certificates that were taken back: what counts as written later is kept, and marked wherever it is shown."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select, and_, bindparam, case, exists, func, select, true

from core.app.device import Device
from core.domain.authority_ended import OUTSIDE
from core.domain.device_key import RENEWALS, RENEWED
from core.domain.events import Provenance
from core.domain.officer import ENDED
from core.storage import tables

REVOKED = "dicabut"
"""Mark of an entry that came, or says it was written, after its officer or laptop was not believed any more."""


def revoked(db: Connection) -> frozenset[bytes]:
    """Key ids of certificates that were taken back. No date decides: nothing is sealed to them, nothing is hoped from them."""
    return frozenset(bytes(row.kid) for row in db.execute(_KIDS))


_KIDS = select(tables.revocation.c.kid)
STILL_GOOD = (ENDED, RENEWED)
"""Reasons that take nothing back: what a certificate signed before stays as good as it was, whenever it comes."""


def renewed_devices() -> ScalarSelect[bytes]:
    """Key ids of laptops that have another key now: with it they are one laptop, not two."""
    return select(tables.revocation.c.kid).where(tables.revocation.c.reason.in_(RENEWALS)).scalar_subquery()


def is_after_revocation(db: Connection, device: Device, source: Provenance) -> bool:
    """Whether an entry of a certificate that was taken back counts as later.

    By its own time; and at the province by arrival too, for a thief sets the clock back; not so where an officer was ended, for
    what he wrote before may come later. Elsewhere arrival says nothing:
    a new laptop is given the old one's entries last of all. Where a laptop's key was renewed no time decides: it named how far
    each of its streams is its own; and where an authority that was ended does not keep a certificate, nothing of it is believed.
    """
    asked = {"digest": source.digest, "stream": source.stream, "at": source.at}
    return db.execute(_later_ones(is_desk=device.is_desk), asked).first() is not None


@cache
def _later_ones(*, is_desk: bool) -> Select[Any]:
    """The entry of a digest, if it counts as later; spelled out once, for every line of a history asks it."""
    entry, stream = tables.entry.c, tables.stream.c
    return (
        select(entry.digest)
        .join(tables.stream, stream.stream == entry.stream)
        .join(tables.revocation, tables.revocation.c.kid.in_((entry.kid, stream.device)))
        .where(entry.digest == bindparam("digest"), entry.stream == bindparam("stream"))
        .where(_is_later(bindparam("at"), is_desk=is_desk))
        .limit(1)
    )


def _is_later(at: ColumnElement[int], *, is_desk: bool) -> ColumnElement[bool]:
    """Whether an entry made ``at`` comes after the revocation that is joined to it."""
    entry, gone = tables.entry.c, tables.revocation.c
    late = gone.since <= at
    arrived = (gone.since <= entry.taken) & (gone.reason != ENDED)
    by_time = (late | arrived) if is_desk else late
    return case((gone.reason.in_(RENEWALS), ~stood_by()), (gone.reason == OUTSIDE, true()), else_=by_time)


def stood_by() -> ColumnElement[bool]:
    """Whether a laptop whose key was renewed named the place of the entry as its own.

    One that was put back to a state of before and renewed once more may name more, unless the key was copied: then only the
    renewal that says so speaks.
    """
    entry, gone, head = tables.entry.c, tables.revocation.c, tables.renewed_head.c
    its_own = (head.entry == gone.entry) | (gone.reason == RENEWED)
    named = select(1).where(head.stream == entry.stream, head.kid == gone.kid, head.seq >= entry.seq, its_own)
    return exists(named.correlate(tables.entry, tables.revocation))


@cache
def revoked_column(*, is_desk: bool) -> ColumnElement[bool]:
    """A column of the report query: whether the report itself counts as later, as :func:`is_after_revocation` says."""
    row, gone, writer, entry = tables.report.c, tables.revocation.c, tables.stream.c, tables.entry.c
    return exists(
        select(1)
        .select_from(tables.revocation)
        .join(tables.stream, writer.stream == row.stream)
        .join(tables.entry, entry_of_report())
        .where(gone.kid.in_((entry.kid, writer.device)), _is_later(row.at, is_desk=is_desk))
        .correlate(tables.report)
    )


def count_revoked(db: Connection, device: Device) -> int:
    """Reports that count as later; looked for where certificates were taken back, and behind what renewed laptops stand by."""
    table, gone, stream = tables.certificate.c, tables.revocation.c, tables.stream.c
    if not revoked(db):
        return 0
    taken_back = select(gone.kid).where(gone.reason.not_in(RENEWALS)).scalar_subquery()
    posts = select(table.post).where(table.kid.in_(taken_back)).scalar_subquery()
    streams = select(stream.stream).where(stream.post.in_(posts)).scalar_subquery()
    beyond = [place.stream for place in beyond_renewals(db)]
    among = tables.report.c.stream.in_(streams) | tables.report.c.stream.in_(beyond)
    query = select(func.count()).select_from(tables.report).where(among, revoked_column(is_desk=device.is_desk))
    return int(db.execute(query).scalar_one())


@dataclass(frozen=True, slots=True)
class Beyond:
    """A stream of a laptop whose key was renewed, with the first place that it does not stand by."""

    stream: bytes
    post: str
    first: int


def beyond_renewals(db: Connection) -> list[Beyond]:
    """Such streams that go on all the same: somebody writes with a key that ended."""
    stream, gone, head, entry = tables.stream.c, tables.revocation.c, tables.renewed_head.c, tables.entry.c
    its_own = (head.entry == gone.entry) | (gone.reason == RENEWED)
    last = select(func.max(head.seq)).where(head.stream == stream.stream, head.kid == gone.kid, its_own)
    first = func.coalesce(last.correlate(tables.stream, tables.revocation).scalar_subquery(), -1) + 1
    more = exists(select(1).where(entry.stream == stream.stream, entry.seq >= first).correlate(tables.stream, tables.revocation))
    query = (
        select(stream.stream, stream.post, func.min(first).label("first"))
        .join_from(tables.revocation, tables.stream, stream.device == gone.kid)
        .where(gone.reason.in_(RENEWALS), more)
        .group_by(stream.stream, stream.post)
        .order_by(stream.post, stream.stream)
    )
    return [Beyond(bytes(row.stream), str(row.post), int(row.first)) for row in db.execute(query)]


def with_successors(db: Connection, devices: AbstractSet[bytes]) -> frozenset[bytes]:
    """The same key ids, and those of the keys that followed them on the same laptops."""
    gone, stream = tables.revocation.c, tables.stream.c
    query = select(gone.kid, stream.device).join(tables.stream, stream.stream == gone.stream).where(gone.reason.in_(RENEWALS))
    after, found, fresh = (
        [(bytes(row.kid), bytes(row.device)) for row in db.execute(query)],
        frozenset(devices),
        frozenset(devices),
    )
    while fresh:
        fresh = frozenset(new for old, new in after if old in fresh) - found
        found |= fresh
    return found


def entry_of_report() -> ColumnElement[bool]:
    """That the entry beside a report's row is the report's own."""
    row, entry = tables.report.c, tables.entry.c
    return and_(entry.stream == row.stream, entry.seq == row.seq, entry.subject == row.subject)

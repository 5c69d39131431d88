"""A laptop that is gone: what lay on it, what of it never came here, and what came after its certificate was taken back."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, Row, case, exists, func, or_, select

from core.app import absorb, queries
from core.app.answers import MAX_PAGE, show_time
from core.app.device import Device
from core.app.revoked import STILL_GOOD, entry_of_report, stood_by
from core.app.views import LostLaptop, LostReport, NotCome
from core.domain.device_key import RENEWALS
from core.domain.errors import Invalid
from core.domain.ids import show_id
from core.journal import store
from core.journal.admission import DEVICE_ROLE
from core.storage import tables


def lost_laptop(db: Connection, device: Device, query: queries.LostLaptop) -> LostLaptop:
    """What is known here of one laptop; raises ``Invalid('laptop.unknown')``."""
    kid = _kid(query.key)
    table = tables.certificate.c
    found = db.execute(select(table.name, table.post).where(table.kid == kid, table.role == DEVICE_ROLE)).first()
    if found is None:
        raise Invalid("laptop.unknown")
    zone = device.belongings.zone
    gone = tables.revocation.c
    since = db.execute(select(func.min(gone.since)).where(gone.kid == kid, gone.reason.not_in(STILL_GOOD))).scalar()
    contact = max(_last_entry(db, kid), _last_word(db, kid))
    return LostLaptop(
        key=kid.hex(),
        name=str(found.name),
        post=str(found.post),
        revoked="" if since is None else show_time(since, zone),
        contact=show_time(contact, zone) if contact else "",
        reports=_reports(db, kid, str(found.post)),
        not_come=tuple(_not_come(db, kid)),
        attachments=_missing_files(db, device, kid),
    )


def _kid(key: str) -> bytes:
    try:
        return bytes.fromhex(key)
    except ValueError:
        raise Invalid("laptop.unknown") from None


def _last_entry(db: Connection, kid: bytes) -> int:
    query = select(func.max(tables.entry.c.taken)).join(tables.stream, tables.stream.c.stream == tables.entry.c.stream)
    return int(db.execute(query.where(tables.stream.c.device == kid)).scalar() or 0)


def _last_word(db: Connection, kid: bytes) -> int:
    query = select(tables.acknowledgement.c.taken).where(tables.acknowledgement.c.device == kid)
    return int(db.execute(query).scalar() or 0)


def _reports(db: Connection, kid: bytes, post: str) -> tuple[LostReport, ...]:
    """Reports that lay there: its own, and those of the post's other laptops that it said it holds; the newest first."""
    row, told = tables.report.c, tables.acked.c
    own = select(tables.stream.c.stream).where(tables.stream.c.device == kid).scalar_subquery()
    held = exists(select(1).where(told.device == kid, told.stream == row.stream, told.seq >= row.seq).correlate(tables.report))
    query = (
        select(row.number, row.day, row.kind, row.sealed, _came_late(kid).label("late"), row.stream.in_(own).label("own"))
        .join(tables.entry, entry_of_report())
        .where(row.post == post, or_(row.stream.in_(own), held))
        .order_by(row.at.desc(), row.id.desc())
        .limit(MAX_PAGE)
    )
    return tuple(
        LostReport(str(r.number), str(r.day), str(r.kind), sealed=bool(r.sealed), own=bool(r.own), late=bool(r.late))
        for r in db.execute(query)
    )


def _came_late(kid: bytes) -> ColumnElement[bool]:
    """That a report of this laptop came when it was not believed any more."""
    mine, gone = tables.stream.alias(), tables.revocation.c
    return exists(
        select(1)
        .select_from(tables.revocation)
        .join(mine, mine.c.device == gone.kid)
        .where(gone.kid == kid, mine.c.stream == tables.entry.c.stream)
        .where(case((gone.reason.in_(RENEWALS), ~stood_by()), else_=gone.since <= tables.entry.c.taken))
        .correlate(tables.entry)
    )


def _not_come(db: Connection, kid: bytes) -> Iterator[NotCome]:
    """Entries that are known to exist and are not here: gaps, and what any laptop of its post said it holds beyond."""
    for stream, first, last in absorb.gaps(db):
        if _writer(db, stream) in (kid, None):
            yield NotCome(show_id(stream), first, last)
    told = tables.acked.c
    query = (
        select(told.stream, func.max(told.seq).label("seq"))
        .join(tables.stream, tables.stream.c.stream == told.stream)
        .where(tables.stream.c.device == kid)
        .group_by(told.stream)
    )
    for row in db.execute(query).all():
        yield from _beyond(db, row)


def _beyond(db: Connection, row: Row) -> Iterator[NotCome]:  # type: ignore[type-arg]
    stream = bytes(row.stream)
    head = store.head(db, stream)
    # Behind a gap the gap itself has been told; what is parked is here.
    held = max([-1 if head is None else head.sequence, *(last for _, last in absorb.waiting(db, stream))])
    if row.seq > held:
        yield NotCome(show_id(stream), held + 1, int(row.seq))


def _writer(db: Connection, stream: bytes) -> bytes | None:
    found = db.execute(select(tables.stream.c.device).where(tables.stream.c.stream == stream)).scalar()
    return None if found is None else bytes(found)


def _missing_files(db: Connection, device: Device, kid: bytes) -> int:
    query = select(tables.attachment.c.token).join(tables.stream, tables.stream.c.stream == tables.attachment.c.stream)
    rows = db.execute(query.where(tables.stream.c.device == kid)).all()
    return sum(not device.vault.holds(bytes(row.token)) for row in rows)

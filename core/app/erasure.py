"""Carrying out lawful loss: by order of the province in every store, by time at a post (D8, D9, SAFEGUARDS 15).

All rows go in one transaction, which also notes what is left to do outside of it: files of the vault, and cutting the
write-ahead log, where old pages lie. What a cut-off run left undone is done at the next unlock.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, and_, bindparam, func, select

from core.app.device import Device
from core.app.forgetting import forget_before
from core.app.views import RECEIVED
from core.app.way import way_column
from core.domain import report
from core.domain.erasing import Erasure
from core.domain.erasure import ERASABLE
from core.domain.receipts import RECORDED, standing_receipts
from core.journal import reading, store
from core.journal.entry import HERE, Entry, read_record, write_record
from core.storage import tables

ORDERED = "erasure.ordered"
ERASURE_KINDS = frozenset({ORDERED, "erasure.approved", "erasure.declined", "hold.placed", "hold.lifted"})
"""Kinds after which an order may have come to have effect, in whatever order they arrive."""
UNFINISHED = "erasure.unfinished"
"""Setting that lists vault files still to remove; while it is there, the log is still to be cut."""
DAYS, DEFAULT_DAYS, MOST_DAYS = "expiry.days", 14, 365
DAY_MS = 86_400_000
_OF_ORDERS = and_(tables.IS_ENDING, tables.entry.c.kind == ORDERED)
_IS_ORDERED = select(tables.entry.c.digest).where(_OF_ORDERS, tables.entry.c.subject == bindparam("subject")).limit(1)
_ORDERED_SUBJECTS = select(tables.entry.c.subject).where(_OF_ORDERS).distinct()
_KEPT = (tables.report, tables.command)
"""Derived tables with a subject whose row stays, with what may stay of it."""


def enforce(db: Connection, device: Device, subject: bytes) -> None:
    """Destroy what effective orders name of a subject; nothing happens twice."""
    for parts, order in _effective(db, device, subject):
        everything = order.facts.attachments or "story" in parts
        files = _tokens(db, subject, sealed=not everything) if everything or order.facts.sealed_files else []
        destroy(db, device, subject, parts, order.fact.source.digest, files)


def relieved(db: Connection, device: Device, entry: Entry) -> Entry:
    """A late arrival without the parts that an effective order destroyed: they are dropped unread."""
    for parts, order in _effective(db, device, entry.subject):
        entry = store.without(entry, parts, order.fact.source.digest)
    return entry


def ordered(db: Connection) -> frozenset[bytes]:
    """Subjects about which an order is held, whether it has effect or not."""
    return frozenset(bytes(row.subject) for row in db.execute(_ORDERED_SUBJECTS))


def _effective(db: Connection, device: Device, subject: bytes) -> list[tuple[frozenset[str], Erasure]]:
    """Orders that have effect, each with the parts that no earlier one named already."""
    if db.execute(_IS_ORDERED, {"subject": subject}).scalar() is None:
        return []
    state = report.fold(reading.facts_about(db, subject, device.identities))
    found, named = [], set[str]()
    for order in state.erasures:
        if order.effective:
            found.append((frozenset(order.facts.parts) - named, order))
            named |= set(order.facts.parts)
    return found


def destroy(
    db: Connection, device: Device, subject: bytes, parts: Collection[str], order: bytes | None, tokens: Sequence[bytes]
) -> None:
    """Destroy these parts of a subject and files, and derive again what is left; :func:`finish` is to follow."""
    gone = store.destroy_parts(db, subject, parts, order, device.ports.entropy)
    if order is not None:
        _relieve_parked(db, subject, parts, order)
    if gone or tokens:
        _derive_anew(db, device, subject, tokens)
        forget_before(db, device.moment().at)
    # Also where nothing is left to destroy: the log may hold a page of what waited and was dropped before.
    held = db.execute(_LEFT).scalar() or ""
    left = " ".join([*held.split(), *(token.hex() for token in tokens)])
    db.execute(tables.setting.delete().where(tables.setting.c.key == UNFINISHED))
    db.execute(tables.setting.insert(), {"key": UNFINISHED, "value": left})


def _tokens(db: Connection, subject: bytes, *, sealed: bool = False) -> list[bytes]:
    """Its files, or those alone that show the reporter or a witness."""
    table = tables.attachment.c
    found = select(table.token).where(table.subject == subject, *((table.shows_identity == 1,) if sealed else ()))
    return [bytes(row.token) for row in db.execute(found)]


def _relieve_parked(db: Connection, subject: bytes, parts: Collection[str], order: bytes) -> None:
    """What waits for a gap to close waits without the words too."""
    table = tables.parked
    for row in db.execute(select(table)).all():
        entry = read_record(bytes(row.record), withheld=True)
        if entry.subject == subject:
            record = write_record(store.without(entry, parts, order))
            place = (table.c.stream == row.stream, table.c.seq == row.seq, table.c.digest == row.digest)
            db.execute(table.update().where(*place).values(record=record))


def _derive_anew(db: Connection, device: Device, subject: bytes, tokens: Sequence[bytes]) -> None:
    """Throw away every row that was derived of the subject, and derive what can still be derived.

    The report's own row stays, so that it keeps its place in the list; it is written again without words.
    """
    for files in (tables.piece, tables.preview):
        db.execute(files.delete().where(files.c.token.in_(tokens)))
    for table in tables.DERIVED:
        if "subject" in table.c and table not in _KEPT:
            db.execute(table.delete().where(table.c.subject == subject))
    for entry in store.of_subject(db, subject):
        device.projector.project(db, entry)


_LEFT = select(tables.setting.c.value).where(tables.setting.c.key == UNFINISHED)


def finish(device: Device) -> None:
    """Remove the files and cut the log; until both are done the note of it stays."""
    with device.database.reading() as db:
        left = db.execute(_LEFT).scalar()
    if left is None:
        return
    for token in left.split():
        device.vault.remove(bytes.fromhex(token))
    if device.database.clear_away():
        with device.database.writing() as db:
            db.execute(tables.setting.delete().where(tables.setting.c.key == UNFINISHED))


# --- by time ---------------------------------------------------------------------------------------------------------


def expire(device: Device) -> int:
    """Destroy here the words of reports whose receipt from Bawaslu came back long enough ago; gives how many.

    Only at a post, only what the province has acknowledged with all its files, never under a legal hold. The
    province's copy is not touched.
    """
    if device.is_desk:
        return 0
    now = device.moment()
    with device.database.reading() as db:
        found = [subject for subject, came in _waited(db, now.at).items() if _may_expire(db, device, subject, came)]
    for subject in found:
        with device.database.writing() as db:
            destroy(db, device, subject, ERASABLE, None, _tokens(db, subject))
            known = select(tables.expiry.c.at).where(tables.expiry.c.subject == subject)
            if db.execute(known).scalar() is None:
                db.execute(tables.expiry.insert(), {"subject": subject, "at": now.at, "zone": now.zone})
    return len(found)


def _waited(db: Connection, now: int) -> dict[bytes, set[bytes]]:
    """Subjects with words here, and their receipts (digests) that came long enough ago by this laptop's own clock."""
    value = db.execute(_DAYS).scalar() or ""
    days = int(value) if value.isdecimal() and 1 <= int(value) <= MOST_DAYS else DEFAULT_DAYS
    came: dict[bytes, set[bytes]] = {}
    for row in db.execute(_CAME, {"until": now - days * DAY_MS}).all():
        came.setdefault(bytes(row.subject), set()).add(bytes(row.digest))
    return {subject: receipts for subject, receipts in came.items() if _has_words(db, subject)}


_DAYS = select(tables.setting.c.value).where(tables.setting.c.key == DAYS)
_ENTRY = tables.entry.c
_CAME = select(_ENTRY.subject, _ENTRY.digest).where(tables.IS_ENDING, _ENTRY.kind == RECORDED, _ENTRY.taken <= bindparam("until"))


def _has_words(db: Connection, subject: bytes) -> bool:
    digests = select(tables.entry.c.digest).where(tables.entry.c.subject == subject)
    table = tables.part.c
    query = select(func.count()).where(table.digest.in_(digests), table.name.in_(ERASABLE), table.state == HERE)
    return bool(db.execute(query).scalar_one())


def _may_expire(db: Connection, device: Device, subject: bytes, came: set[bytes]) -> bool:
    state = report.fold(reading.facts_about(db, subject, device.identities))
    receipt = any(fact.source.digest in came for fact in standing_receipts(state.history))
    held = any(hold.stands for hold in state.holds)
    return receipt and not held and _is_acknowledged(db, device, subject)


def _is_acknowledged(db: Connection, device: Device, subject: bytes) -> bool:
    """The report is *diterima provinsi* with its files, and so is every later entry of this post about it (D8)."""
    way = select(way_column(device).label("way")).where(tables.report.c.subject == subject)
    if db.execute(way).scalar() != RECEIVED:
        return False
    entry, stream, acked = tables.entry.c, tables.stream.c, tables.acked.c
    told = select(acked.stream, func.max(acked.seq).label("seq")).where(acked.desk == 1).group_by(acked.stream).subquery()
    behind = (
        select(func.count())
        .select_from(
            tables.entry.join(tables.stream, stream.stream == entry.stream).outerjoin(told, told.c.stream == entry.stream)
        )
        .where(
            entry.subject == subject,
            stream.post == device.belongings.code,
            (stream.forked_at >= 0) | told.c.seq.is_(None) | (told.c.seq < entry.seq),
        )
    )
    return db.execute(behind).scalar_one() == 0

"""What is due for purge: reports whose time is over and names whose time is over; and what was purged, as tombstones."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, exists, func, or_, select

from core.app import changes, names
from core.app import protection_queries as queries
from core.app.answers import show_time
from core.app.device import Device
from core.app.protection_views import PurgeProposed, PurgeRow, RetentionView, Tombstone
from core.app.sanction_queries import NamesDue
from core.app.views import Changes
from core.domain import authority
from core.domain.commands import OrderErasure
from core.domain.errors import Invalid, Refused
from core.domain.ids import ID_BYTES, CommandId, SubjectId, read_id, show_id
from core.domain.retention import DEFAULT_DAYS, GROUND, MOST_DAYS, ProposePurge, due_day
from core.domain.sanction import EraseName
from core.journal.entry import HERE
from core.storage import tables

MOST = 200
"""Rows of a list, and orders of one press."""
SEPARATOR = "~"
BASIS = "Masa simpan {days} hari sejak perkara ditutup pada {since} sudah lewat"
"""What the order rests on, as the journal keeps it: the office's own rule, in the office's language."""
NAME, WHOLE = "name", "report"
_OF_NAME = ("report", "number", "outcome", "since", "due", "held", "ordered", "identity")
_HAS_WORDS = exists(
    select(1)
    .select_from(tables.entry.join(tables.part, tables.part.c.digest == tables.entry.c.digest))
    .where(tables.entry.c.subject == tables.report.c.subject, tables.part.c.name == "story", tables.part.c.state == HERE)
    .correlate(tables.report)
)
"""That a report of which something was erased still has its story: a name went alone, and the rest is due later."""


def days_set(db: Connection) -> int:
    """The office's own number of days."""
    value = db.execute(select(tables.setting.c.value).where(tables.setting.c.key == queries.RETENTION_DAYS)).scalar() or ""
    return int(value) if value.isdecimal() and 1 <= int(value) <= MOST_DAYS else DEFAULT_DAYS


def retention(db: Connection, device: Device, query: queries.Retention) -> RetentionView:
    """See :class:`core.app.protection_queries.Retention`."""
    days, limit = days_set(db), max(1, min(query.limit, MOST))
    rows, following = _page(db, device, days, query.after or "", limit) if device.is_desk else ([], None)
    total = _due(db, device, days) if device.is_desk else 0
    return RetentionView(tuple(rows), following, total, tuple(_tombstones(db, limit)), days, names.days_set(db))


def _page(db: Connection, device: Device, days: int, after: str, limit: int) -> tuple[list[PurgeRow], str | None]:
    """Whole reports first, then names; a cursor says which of the two and from where on."""
    what, _, place = after.partition(SEPARATOR)
    if what not in ("", WHOLE, NAME):
        raise Invalid("query.cursor")
    rows = list(_reports(db, device, days, place, limit + 1)) if what != NAME else []
    if len(rows) > limit:
        return rows[:limit], f"{WHOLE}{SEPARATOR}{rows[limit - 1].since}.{rows[limit - 1].report}"
    left = limit - len(rows)
    if not left:
        return rows, f"{NAME}{SEPARATOR}"
    page = names.due(db, device, NamesDue(limit=left, after=(place or None) if what == NAME else None))
    rows += [PurgeRow(NAME, *(getattr(row, name) for name in _OF_NAME)) for row in page.rows]
    return rows, None if page.next is None else f"{NAME}{SEPARATOR}{page.next}"


def _reports(db: Connection, device: Device, days: int, after: str, limit: int, *, free: bool = False) -> Iterator[PurgeRow]:
    """Those whose time is over, the earliest closed first; ``free`` leaves out what is held or ordered."""
    due, row = tables.purge_due.c, tables.report.c
    last = date.fromordinal(max(1, device.moment().day.toordinal() - days)).isoformat()
    asked = (
        select(tables.purge_due, row.number)
        .join_from(tables.purge_due, tables.report, row.subject == due.subject)
        .where(due.since <= last)
        .order_by(due.since, due.subject)
        .limit(limit)
    )
    if free:
        asked = asked.where(due.held == 0, due.ordered == 0)
    if after:
        since, subject = _place(after)
        asked = asked.where(or_(due.since > since, and_(due.since == since, due.subject > subject)))
    for each in db.execute(asked).mappings():
        day, told = due_day(each["since"], days).isoformat(), (bool(each[name]) for name in ("held", "ordered", "identity"))
        yield PurgeRow(WHOLE, show_id(each["subject"]), str(each["number"]), each["outcome"], each["since"], day, *told)


def _place(after: str) -> tuple[str, bytes]:
    since, _, name = after.partition(".")
    try:
        return since, bytes(read_id(name))
    except Invalid:
        raise Invalid("query.cursor") from None


def _tombstones(db: Connection, limit: int) -> Iterator[Tombstone]:
    """What was destroyed and is still shown, by number; where time did it (at a post), with the moment."""
    row, expiry = tables.report.c, tables.expiry.c
    asked: Any = (
        select(
            row.subject,
            row.number,
            row.day,
            row.post,
            expiry.at.label("gone"),
            expiry.zone.label("gone_zone"),
            _HAS_WORDS.label("words"),
        )
        .join_from(tables.report, tables.expiry, expiry.subject == row.subject, isouter=True)
        .where(row.erased == 1)
        .order_by(row.id.desc())
        .limit(limit)
    )
    for each in db.execute(asked):
        expired = "" if each.gone is None else show_time(each.gone, each.gone_zone)
        yield Tombstone(show_id(each.subject), str(each.number), str(each.day), str(each.post), bool(each.words), expired)


def act(device: Device, command: ProposePurge) -> Changes:
    """Order it, each with an id that follows from the command's: the same press twice orders nothing twice.

    What is held or waits for an answer is left out and counted, as is what another desk changed meanwhile; beyond the most
    the rest waits for the next press. Raises ``NotAllowed('authority.refused')``.
    """
    authority.require("erasure.ordered", device.officer.role, from_desk=device.is_desk, begins=False, owns=True)
    with device.database.reading() as db:
        days = days_set(db)
        due = [*_reports(db, device, days, "", MOST + 1, free=True)]
        due += [row for row in _page(db, device, days, f"{NAME}{SEPARATOR}", MOST)[0] if not (row.held or row.ordered)]
        left = _due(db, device, days, waiting=True)
    ordered = 0
    for row in due[:MOST]:
        try:
            _order(device, command, row, days)
        except Refused:
            left += 1
        else:
            ordered += 1
    return Changes(frozenset({"reports", "sanctions", "protection"}), PurgeProposed(ordered, left, len(due) > MOST))


def _due(db: Connection, device: Device, days: int, *, waiting: bool = False) -> int:
    """How much is due; with ``waiting`` how much of it is held or ordered already."""
    found = 0
    for table, most in ((tables.purge_due.c, days), (tables.name_due.c, names.days_set(db))):
        last = date.fromordinal(max(1, device.moment().day.toordinal() - most)).isoformat()
        asked = select(func.count()).where(table.since <= last)
        found += int(db.execute(asked.where(or_(table.held == 1, table.ordered == 1)) if waiting else asked).scalar_one())
    return found


def _order(device: Device, command: ProposePurge, row: PurgeRow, days: int) -> None:
    subject = read_id(row.report)
    made = CommandId(hashlib.sha256(command.command + row.what.encode() + subject).digest()[:ID_BYTES])
    if row.what == NAME:
        names.erase(device, EraseName(made, subject))
        return
    basis = BASIS.format(days=days, since=row.since)
    changes.order_erasure(device, OrderErasure(made, SubjectId(subject), GROUND, basis))

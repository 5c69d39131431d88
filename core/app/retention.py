"""What is due for purge: reports whose time is over and names whose time is over; and what was purged, as tombstones."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, exists, or_, select

from core.app import changes, names
from core.app import protection_queries as queries
from core.app.answers import show_time
from core.app.device import Device
from core.app.erasure import DAY_MS
from core.app.protection_views import PurgeProposed, PurgeRow, RetentionView, Tombstone
from core.app.sanction_queries import NamesDue
from core.app.views import Changes
from core.domain import authority, report
from core.domain.case_state import case_of
from core.domain.commands import OrderErasure
from core.domain.errors import Refused
from core.domain.identity_purge import holds_identity
from core.domain.ids import ID_BYTES, CommandId, SubjectId, read_id, show_id
from core.domain.retention import DEFAULT_DAYS, GROUND, MOST_DAYS, ProposePurge, due_day, purge_due_of
from core.domain.sanction import EraseName
from core.journal import reading
from core.journal.entry import HERE
from core.storage import tables

MOST = 200
"""Rows of a list, and orders of one press."""
LOOKED = 2_000
BASIS = "Masa simpan {days} hari sejak perkara ditutup pada {since} sudah lewat"
"""What the order rests on, as the journal keeps it: the office's own rule, in the office's language."""
NAME, WHOLE = "name", "report"
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
    days = days_set(db)
    limit = max(1, min(query.limit, MOST))
    found = [] if not device.is_desk else list(_due(db, device, days, limit))
    return RetentionView(tuple(found[:limit]), len(found) > limit, tuple(_tombstones(db, limit)), days, names.days_set(db))


def _due(db: Connection, device: Device, days: int, limit: int) -> Iterator[PurgeRow]:
    yield from _reports(db, device, days, limit + 1)
    for row in names.due(db, device, NamesDue(limit=limit)).rows:
        sealed = holds_identity(_state(db, device, read_id(row.report)))
        yield PurgeRow(NAME, row.report, row.number, row.outcome, row.since, row.due, row.held, row.ordered, sealed)


def _reports(db: Connection, device: Device, days: int, limit: int) -> Iterator[PurgeRow]:
    """Closed ones, those taken in first looked at first: nothing was closed before it was taken in."""
    row, board, today = tables.report.c, tables.board.c, device.moment()
    asked = (
        select(row.subject, row.number)
        .join_from(tables.report, tables.board, board.subject == row.subject)
        .where(board.outcome != "", row.at <= today.at - days * DAY_MS, or_(row.erased == 0, _HAS_WORDS))
        .order_by(row.at, row.subject)
        .limit(LOOKED)
    )
    told = 0
    for each in db.execute(asked).all():
        case = case_of(_state(db, device, bytes(each.subject)))
        due = purge_due_of(case)
        if due is None or due_day(due.since, days) > today.day:
            continue
        last = due_day(due.since, days).isoformat()
        name, sealed = show_id(each.subject), holds_identity(case.report)
        yield PurgeRow(WHOLE, name, str(each.number), due.outcome, due.since, last, due.held, due.ordered, sealed)
        told += 1
        if told == limit:
            return


def _state(db: Connection, device: Device, subject: bytes) -> report.ReportState:
    return report.fold(reading.facts_about(db, subject, device.identities))


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

    Raises ``NotAllowed('authority.refused')``. What another desk changed meanwhile is left out and counted.
    """
    authority.require("erasure.ordered", device.officer.role, from_desk=device.is_desk, begins=False, owns=True)
    with device.database.reading() as db:
        view = retention(db, device, queries.Retention(MOST))
    ordered, left = 0, 0
    for row in view.rows:
        if row.held or row.ordered:
            left += 1
            continue
        try:
            _order(device, command, row, view.days)
        except Refused:
            left += 1
        else:
            ordered += 1
    return Changes(frozenset({"reports", "sanctions", "protection"}), PurgeProposed(ordered, left, view.more))


def _order(device: Device, command: ProposePurge, row: PurgeRow, days: int) -> None:
    subject = read_id(row.report)
    made = CommandId(hashlib.sha256(command.command + row.what.encode() + subject).digest()[:ID_BYTES])
    if row.what == NAME:
        names.erase(device, EraseName(made, subject))
        return
    basis = BASIS.format(days=days, since=row.since)
    changes.order_erasure(device, OrderErasure(made, SubjectId(subject), GROUND, basis))

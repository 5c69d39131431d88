"""Names that are to be erased in time: which they are, and the order that two officers give."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from core.app import sanction_queries as queries
from core.app.at_report import open_report
from core.app.changes import order_erasure
from core.app.device import Device
from core.app.sanction_queries import NAME_DAYS
from core.app.sanction_views import NamePage, NameRow
from core.app.views import Changes
from core.domain.case_state import case_of
from core.domain.commands import OrderErasure
from core.domain.errors import Invalid, NotAllowed
from core.domain.ids import read_id, show_id
from core.domain.names import DEFAULT_DAYS, MOST_DAYS, PARTIES, due_day, name_due_of
from core.domain.sanction import EraseName
from core.storage import tables

GROUND = "not_proven"
BASIS = "Tidak terbukti atau tidak diregistrasi pada {since}; masa simpan nama {days} hari sudah lewat"
"""What the order rests on, as the journal keeps it: the office's own rule, in the office's language."""
MAX_PAGE = 200


def days_set(db: Connection) -> int:
    """The office's own number of days, a year unless it chose another."""
    value = db.execute(select(tables.setting.c.value).where(tables.setting.c.key == NAME_DAYS)).scalar() or ""
    return int(value) if value.isdecimal() and 1 <= int(value) <= MOST_DAYS else DEFAULT_DAYS


def due(db: Connection, device: Device, query: queries.NamesDue) -> NamePage:
    """A page of them, the earliest first; by default those whose day has come."""
    days, today = days_set(db), device.moment().day
    limit = max(1, min(query.limit, MAX_PAGE))
    table = tables.name_due.c
    found = select(tables.name_due, tables.report.c.number).join(tables.report, tables.report.c.subject == table.subject)
    found = found.order_by(table.since, table.subject).limit(limit + 1)
    if not query.all:
        last = date.fromordinal(max(1, today.toordinal() - days))
        found = found.where(table.since <= last.isoformat())
    if query.after is not None:
        since, _, name = query.after.partition(".")
        try:
            subject = bytes(read_id(name))
        except Invalid:
            raise Invalid("query.cursor") from None
        found = found.where(or_(table.since > since, and_(table.since == since, table.subject > subject)))
    rows = db.execute(found).all()
    shown = tuple(_row(row, days, today) for row in rows[:limit])
    more = len(rows) > limit
    return NamePage(shown, f"{shown[-1].since}.{shown[-1].report}" if more else None, days)


def _row(row: Any, days: int, today: date) -> NameRow:
    day = due_day(str(row.since), days)
    return NameRow(
        report=show_id(row.subject),
        number=row.number,
        outcome=row.outcome,
        since=row.since,
        due=day.isoformat(),
        is_due=day <= today,
        held=bool(row.held),
        ordered=bool(row.ordered),
        identity=bool(row.identity),
    )


def erase(device: Device, command: EraseName) -> Changes:
    """Order the names of a report to be erased; has effect once another officer agreed. The narrative stays.

    With the parties goes the sealed identity, and so do the files that show the reporter or a witness; other files stay.

    Raises ``NotAllowed`` (``names.not_due``, ``erasure.held``, ``authority.refused``), ``Invalid('report.unknown')``.
    """
    with device.database.reading() as db:
        at = open_report(db, device, command.report, command.command)
        due, days = name_due_of(case_of(at.state)), days_set(db)
    if due is None or due_day(due.since, days) > device.moment().day:
        raise NotAllowed("names.not_due")
    basis = BASIS.format(since=due.since, days=days)
    order = OrderErasure(command.command, command.report, GROUND, basis, (PARTIES,), attachments=False, sealed_files=True)
    return Changes(frozenset({"reports", "sanctions"}), order_erasure(device, order))

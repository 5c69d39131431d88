"""What the program proposes for the next situation report: its period, and what the register counts in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from core.app import queries, views
from core.app.answers import show_time
from core.app.device import Device
from core.app.way import way_column
from core.domain.errors import Invalid
from core.domain.ids import show_id
from core.storage import tables

COUNTED = ("complaint", "information")


def last_situation(db: Connection, device: Device, query: queries.LastSituation) -> views.LastSituation | None:
    """This post's situation report with the latest end of period, or None."""
    row = tables.report.c
    found = db.execute(
        select(row.subject, row.number, row.period_from, row.period_to, row.nihil)
        .where(row.post == device.belongings.code, row.kind == "situation")
        .order_by(row.period_to.desc(), row.id.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    zone = device.belongings.zone
    return views.LastSituation(
        id=show_id(found.subject),
        number=found.number,
        period_from=show_time(found.period_from, zone),
        period_to=show_time(found.period_to, zone),
        nihil=bool(found.nihil),
    )


def section_counts(db: Connection, device: Device, query: queries.SectionCounts) -> views.SectionCounts:
    """Sections D and E from the register of this post; raises ``Invalid('report.period')`` for an unreadable period."""
    first, last = (_instant(text) for text in (query.period_from, query.period_to))
    row = tables.report.c
    taken = select(func.count()).where(row.post == device.belongings.code, row.kind.in_(COUNTED), row.at >= first, row.at < last)
    received = _number(db, taken)
    forwarded = _number(db, taken.where(way_column(device) == views.RECEIVED))
    pact = tables.pact.c
    pacts = select(func.count()).where(pact.post == device.belongings.code, pact.at >= first, pact.at < last)
    return views.SectionCounts(received, forwarded, received - forwarded, _number(db, pacts))


def _number(db: Connection, query: Select[Any]) -> int:
    return int(db.execute(query).scalar_one())


def _instant(text: str) -> int:
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid("report.period") from None
    if when.tzinfo is None:
        raise Invalid("report.zone", field="period_from")
    return int(when.timestamp() * 1000)

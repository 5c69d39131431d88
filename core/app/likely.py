"""Reports that may tell of the same incident as the one being typed: a few by place and day, then compared in full.

Sealed ("titip") reports take no part while a form is filled in, and guarded ones have no row here. The answer never
tells whom a report is about. A desk compares what it received in the same way: see :mod:`core.app.candidates`.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from core.app import queries, views
from core.app.device import Device
from core.domain import likeness
from core.domain.geo import point_of
from core.domain.ids import show_id
from core.domain.likeness import Account, account
from core.domain.near import place_words
from core.domain.report import ReportState, fold
from core.journal import reading
from core.storage import tables

MOST_NEAR = 200
MOST_READ = 12
MOST_SHOWN = 5
REGENCY_LETTERS = 5

_R = tables.report.c
_COLUMNS = (_R.id, _R.subject, _R.number, _R.area, _R.happened, _R.violation, _R.summary)
_NEAR: Select[Any] = (
    select(*_COLUMNS)
    .where(
        _R.regency == bindparam("regency"),
        _R.happened.in_(bindparam("days", expanding=True)),
        _R.sealed == 0,
        _R.kind != "situation",
    )
    .order_by(_R.happened.desc(), _R.id.desc())
    .limit(MOST_NEAR)
)


def likely(db: Connection, device: Device, query: queries.Likely) -> tuple[views.LikelyRow, ...]:
    """The likeliest first, at most five; nothing before place and day are known, and nothing for a situation report."""
    if query.kind == "situation" or not query.area or query.day is None:
        return ()
    typed = account(
        query.area, query.day, query.violation, (query.summary, query.narrative), query.reported_names, query.units, query.point
    )
    rows = heapq.nlargest(MOST_READ, _near(db, query.area, query.day), key=lambda row: (_glance(typed, row), row.id))
    compared = [(likeness.likeness(typed, read(row, state_of(db, device, row))), row) for row in rows]
    alike = sorted((pair for pair in compared if pair[0].score >= likeness.SHOWN), key=lambda pair: (-pair[0].score, -pair[1].id))
    return tuple(_shown(device, found, row) for found, row in alike[:MOST_SHOWN])


def _near(db: Connection, area: str, day: date) -> Iterator[Row[Any]]:
    """Rows of the same regency, the nearest days first, until there are enough to look at."""
    left = MOST_NEAR
    for apart in range(likeness.DAYS + 1):
        days = sorted({(day + timedelta(days=sign * apart)).isoformat() for sign in (-1, 1)})
        rows = db.execute(_NEAR, {"regency": area[:REGENCY_LETTERS], "days": days}).all()
        yield from rows
        left -= len(rows)
        if left <= 0:
            return


def _glance(typed: Account, row: Row[Any]) -> float:
    """What the row alone tells, before the journal is opened for it."""
    return likeness.likeness(typed, account(row.area, day_of(row.happened), row.violation, (row.summary,))).score


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def state_of(db: Connection, device: Device, row: Row[Any]) -> ReportState:
    """What the journal says of a report."""
    return fold(reading.facts_about(db, bytes(row.subject), device.identities))


def read(row: Row[Any], state: ReportState) -> Account:
    """The whole account, made ready in memory and only for a comparison."""
    form = {} if state.story is None else state.story.form
    parties = [] if state.parties is None else state.parties.reported
    return account(
        row.area,
        day_of(row.happened),
        row.violation,
        (row.summary, str(form.get("narrative", ""))),
        [str(party.get("name", "")) for party in parties],
        [str(party.get("unit", "")) for party in parties],
        _point(state),
    )


def _point(state: ReportState) -> tuple[float, float] | None:
    place = None if state.story is None else state.story.form.get("place")
    point = point_of(place) if isinstance(place, dict) else None
    return None if point is None else point.degrees


def _shown(device: Device, found: likeness.Likeness, row: Row[Any]) -> views.LikelyRow:
    return views.LikelyRow(
        id=show_id(row.subject),
        number=row.number,
        day=row.happened,
        place=place_words(device.reference, row.area),
        summary=row.summary,
        score=found.score,
        reasons=found.reasons,
    )

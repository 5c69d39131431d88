"""Answers about meetings and the plan of action: lists, the year's series, one meeting in full, the agenda proposed."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from datetime import timedelta
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, func, or_, select

from core.app import answers, report_clock
from core.app import queries as common
from core.app import team_queries as queries
from core.app import team_views as views
from core.app.answers import show_time
from core.app.device import Device
from core.app.founding import founded_on
from core.app.post_board import board
from core.app.post_queries import PostsBoard
from core.app.team_answers import agreements, links_of
from core.app.team_paging import ours, page
from core.app.vulnerability import counted, place_of
from core.domain.action_item import CLOSED
from core.domain.agreement import RENEW
from core.domain.ids import show_id
from core.domain.meeting import CANCELLED, HELD, MINUTED, TARGETS, due_day
from core.domain.post_board import SILENT
from core.domain.team_form import id_in
from core.domain.team_state import lawful, meeting_of
from core.journal import reading
from core.storage import tables

LOOK_BACK_DAYS: Final = 120
"""Warnings are counted since the last meeting, or for a target's length where there was none."""

MOST_DEADLINES: Final = 500
TOOK_PLACE: Final = (HELD, MINUTED)


def meetings(db: Connection, device: Device, query: queries.Meetings) -> views.TeamPage[views.MeetingRow]:
    """A page of meetings."""
    table = tables.meeting.c
    conditions = [column == value for column, value in ((table.kind, query.kind), (table.status, query.status)) if value]
    conditions.append(ours(device, table, query.regency))
    if query.year.strip():
        conditions.append(table.day.startswith(query.year.strip()))
    return page(db, table.day, query, conditions, meeting_row)


def meeting_row(row: Row[Any]) -> views.MeetingRow:
    """A database row as the list shows it."""
    counted = {name: getattr(row, name) for name in ("year", "ordinal", "present")}
    names = ("kind", "day", "time", "target", "track", "theme", "venue", "status", "result", "number")
    return views.MeetingRow(
        id=show_id(row.subject),
        doubled=bool(row.doubled),
        document=show_id(row.document) if row.document else "",
        **counted,
        **{name: getattr(row, name) for name in names},
    )


def series(db: Connection, device: Device, query: queries.Series) -> tuple[views.SeriesRow, ...]:
    """The year's targets; a target whose month is over without a rakor that was held is overdue.

    Of a month that was over before the province was founded nobody could have told anything here: it is not overdue.
    """
    today, founded, table = device.moment().day, founded_on(device.belongings), tables.meeting.c
    year = query.year or today.year
    known = {
        row.target: row
        for row in db.execute(
            select(table.subject, table.target, table.status).where(
                table.year == year, table.status != CANCELLED, ours(device, table, query.regency)
            )
        )
    }
    rows = []
    for target, (ordinal, _) in TARGETS.items():
        found, due = known.get(target), due_day(year, target)
        state = ("open" if due >= founded else "before") if found is None else str(found.status)
        late = today > due >= founded and state not in TOOK_PLACE
        name = "" if found is None else show_id(found.subject)
        rows.append(views.SeriesRow(target, ordinal, due.isoformat(), "overdue" if late else state, name))
    return tuple(rows)


def meeting(db: Connection, device: Device, query: queries.Meeting) -> views.MeetingView:
    """One meeting as planned and as held."""
    subject = id_in(query.id)
    history = reading.facts_about(db, subject, device.identities)
    state = meeting_of(history)
    row = meeting_row(db.execute(select(tables.meeting).where(tables.meeting.c.subject == subject)).one())
    story, held = state.planned.story, state.held.story if state.held else None
    planned: dict[str, Any] = {name: getattr(held or story, name, "") for name in ("agenda", "basis")}
    said: dict[str, Any] = {
        name: getattr(held, name, "") for name in ("chair", "clerk", "opening", "discussion", "agreed", "closing")
    }
    lists: dict[str, Any] = {name: _builtins(getattr(held, name, [])) for name in ("attendance", "talks", "areas")}
    reason = state.cancelled.facts.reason if state.cancelled is not None and state.cancelled.facts is not None else ""
    agreed_on = state.planned.facts.agreement if state.planned.facts is not None else b""
    acts = tuple(
        views.ActOnMeeting(fact.source.kind, fact.source.officer, show_time(fact.source.at, fact.source.zone))
        for fact in lawful(history)
        if fact.source.kind.startswith("meeting.")
    )
    return views.MeetingView(
        row=row,
        agreement=show_id(agreed_on) if agreed_on else "",
        **planned,
        **said,
        reason=reason,
        **lists,
        actions=actions_at(db, device, subject, row.day, _home(db, subject)),
        links=links_of(db, subject),
        acts=acts,
    )


def _home(db: Connection, subject: bytes) -> str:
    """Whose team a record is of."""
    return str(db.execute(select(tables.team_home.c.home).where(tables.team_home.c.subject == subject)).scalar() or "")


def _builtins(rows: Any) -> tuple[dict[str, str], ...]:
    return tuple(msgspec.to_builtins(each) for each in rows)


def actions(db: Connection, device: Device, query: queries.Actions) -> views.TeamPage[views.ActionRow]:
    """A page of items by due date."""
    table = tables.action_item.c
    conditions = [table.withdrawn == 0, ours(device, table, query.regency)]
    if query.status == "open":
        conditions.append(table.status.not_in(sorted(CLOSED)))
    elif query.status:
        conditions.append(table.status == query.status.strip().casefold())
    for column, value in ((table.owner, query.owner.strip().upper()), (table.election, query.election.strip().upper())):
        if value:
            conditions.append(column == value)
    if query.meeting.strip():
        conditions.append(table.meeting == id_in(query.meeting))
    make = _action_maker(db, device, query.regency)
    return page(db, table.due, query, conditions, make, upwards=True)


def actions_at(db: Connection, device: Device, subject: bytes, day: str, home: str) -> tuple[views.ActionRow, ...]:
    """What a meeting had before it: what it agreed on, and every earlier item that was not done by then."""
    table = tables.action_item
    inherited = (table.c.day <= day) & (table.c.status.not_in(sorted(CLOSED)) | (table.c.since >= day))
    before = or_(table.c.meeting == subject, inherited)
    statement = select(table).where(table.c.withdrawn == 0, before, ours(device, table.c, home))
    make = _action_maker(db, device, home)
    return tuple(make(row) for row in db.execute(statement.order_by(table.c.due, table.c.subject)))


def _action_maker(db: Connection, device: Device, home: str = "") -> Any:
    today = device.moment().day.isoformat()
    table = tables.meeting.c
    held = [(row.day, bytes(row.subject)) for row in db.execute(
        select(table.day, table.subject).where(table.status.in_(TOOK_PLACE), ours(device, table, home)).order_by(table.day)
    )]  # fmt: skip
    days, of = [day for day, _ in held], {subject: day for day, subject in held}
    names = ("activity", "owner", "due", "election", "stage", "area", "output", "status", "since", "note", "day")

    def make(row: Row[Any]) -> views.ActionRow:
        begun = of.get(bytes(row.meeting), row.day)
        over = row.since if row.status in CLOSED else today
        return views.ActionRow(
            id=show_id(row.subject),
            meeting=show_id(row.meeting) if row.meeting else "",
            withdrawn=bool(row.withdrawn),
            overdue=row.status not in CLOSED and row.due < today,
            rolled=max(0, bisect_right(days, over) - bisect_right(days, begun)),
            **{name: getattr(row, name) for name in names},
        )

    return make


def team_due(db: Connection, device: Device, query: queries.TeamDue) -> tuple[tuple[str, int], ...]:
    """See :class:`core.app.team_queries.TeamDue`; a post owes nothing of it."""
    if not (device.is_desk or device.is_regency):
        return ()
    table, today = tables.action_item.c, device.moment().day.isoformat()
    late = select(func.count()).where(
        ours(device, table), table.withdrawn == 0, table.status.not_in(sorted(CLOSED)), table.due < today
    )
    renew = sum(each.standing == RENEW and not each.withdrawn for each in agreements(db, device, queries.Agreements()))
    over = sum(each.state == "overdue" for each in series(db, device, queries.Series()))
    return (("series", over), ("actions", int(db.execute(late).scalar_one())), ("agreements", renew))


def agenda(db: Connection, device: Device, query: queries.Agenda) -> views.AgendaView:
    """What is open: items, warnings since the last meeting, silent posts; counts about complaints for the chair alone."""
    if not (device.is_desk or device.is_regency):
        return views.AgendaView((), (), (), (), ())
    today, table = device.moment().day, tables.meeting.c
    last = db.execute(select(func.max(table.day)).where(table.status.in_(TOOK_PLACE), ours(device, table))).scalar()
    since = str(last) if last else (today - timedelta(days=LOOK_BACK_DAYS)).isoformat()
    open_items = actions(db, device, queries.Actions(status="open", limit=answers.MAX_PAGE)).rows
    warnings = warning_counts(db, device, since, today.isoformat())
    silent = tuple(each.code for each in board(db, device, PostsBoard()).posts if each.state == SILENT)
    near = report_clock.near(db, device, common.NearDeadlines(MOST_DEADLINES))
    waiting = select(func.count()).where(tables.referral.c.standing == 1)
    inside = (("deadlines", len(near)), ("referrals", int(db.execute(waiting).scalar_one())))
    return views.AgendaView(_lines(device, open_items, warnings, silent), inside, open_items, warnings, silent)


def warning_counts(db: Connection, device: Device, since: str, until: str) -> tuple[views.WarningCount, ...]:
    """Early warnings of a period by district and stage, as the map counts them; by regency where no district was told."""
    table, number = counted(device)
    statement = (
        select(table.area, table.stage, number).where(table.day >= since, table.day <= until).group_by(table.area, table.stage)
    )
    merged: Counter[tuple[str, str]] = Counter()
    for row in db.execute(statement):
        regency, district = place_of(device.reference, str(row.area))
        merged[district or regency, str(row.stage)] += int(row.number)
    return tuple(views.WarningCount(place, stage, many) for (place, stage), many in sorted(merged.items()) if many)


def _lines(
    device: Device, items: tuple[views.ActionRow, ...], warnings: tuple[views.WarningCount, ...], silent: tuple[str, ...]
) -> tuple[str, ...]:
    """The agenda's points, in the language of the papers."""
    lines = []
    if items:
        late = sum(each.overdue for each in items)
        told = f", {late} di antaranya lewat batas" if late else ""
        lines.append(f"Tindak lanjut rencana aksi: {len(items)} butir belum selesai{told}.")
    if warnings:
        by_area: Counter[str] = Counter()
        for each in warnings:
            by_area[each.area] += each.count
        areas = [(device.reference.area(code), many) for code, many in by_area.most_common(5)]
        places = "; ".join(f"{area.label if area else 'tanpa kecamatan'} {many}" for area, many in areas)
        lines.append(f"Peringatan dini: {sum(by_area.values())} ({places}).")
    if silent:
        lines.append(f"Posko yang belum lapor dalam tujuh hari terakhir: {len(silent)}.")
    return tuple(lines)

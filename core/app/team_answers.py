"""Answers about the integrated team: members and gaps, agreements, outreach, local rules, releases, tracks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from core.app import team_queries as queries
from core.app import team_views as views
from core.app.answers import show_time
from core.app.device import Device
from core.app.team_paging import ours, page
from core.domain import agreement, member
from core.domain.ids import show_id
from core.domain.member import Held
from core.domain.regency import covers, is_regency
from core.domain.team_form import day_in
from core.storage import tables

"""Setting: the position that signs for a track here, where it is called otherwise than in the reference data."""


def team(db: Connection, device: Device, query: queries.Team) -> views.TeamView:
    """Decrees, seats and gaps on a day; raises ``Invalid('team.day')``."""
    today = device.moment().day
    day = day_in(query.day, "day") or today.isoformat()
    decrees = _decrees(db, day)
    members = _members(db, day, {each.id: each for each in decrees})
    areas = tuple(_areas(device))
    held = [Held(each.area, each.institution, each.valid_to) for each in members if not each.withdrawn and each.valid_from <= day]
    stands = [(each.area, each.current) for each in decrees if not each.withdrawn]
    seats = {seat.code: seat for seat in device.reference.seats}
    found = member.gaps(device.reference.seats, areas, stands, held, type(today).fromisoformat(day))
    rows = []
    for gap in found:
        seat = seats.get(gap.seat)
        basis, confidence = ("UU7-2012", "verified") if seat is None else (seat.basis, seat.confidence)
        rows.append(views.GapRow(gap.area, gap.what, gap.seat, basis, confidence))
    wanted = query.area.strip()
    return views.TeamView(
        day,
        tuple(each for each in decrees if wanted in ("", each.area)),
        tuple(each for each in members if wanted in ("", each.area)),
        tuple(each for each in rows if wanted in ("", each.area)) if device.is_desk or device.is_regency else (),
    )


def seats_held(db: Connection, day: str) -> frozenset[str]:
    """Institutions that have a seat in any team on that day."""
    return frozenset(
        each.institution for each in _members(db, day, {each.id: each for each in _decrees(db, day)}) if each.current
    )


def _areas(device: Device) -> Iterable[tuple[str, str]]:
    """The province, then its regencies, in the order of their codes; a regency's desk has its own area alone."""
    if device.is_regency:
        yield device.belongings.code, member.REGENCY
        return
    home = device.belongings.province_code
    yield home, member.PROVINCE
    yield from ((each.code, member.REGENCY) for each in device.reference.children(home) if each.level == member.REGENCY)


def _decrees(db: Connection, day: str) -> tuple[views.DecreeRow, ...]:
    table = tables.team_decree
    rows = db.execute(select(table).order_by(table.c.area, table.c.day.desc(), table.c.subject)).all()
    return tuple(
        views.DecreeRow(
            id=show_id(row.subject),
            area=row.area,
            number=row.number,
            day=row.day,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            withdrawn=bool(row.withdrawn),
            current=_current(row, day),
        )
        for row in rows
    )


def _members(db: Connection, day: str, decrees: dict[str, views.DecreeRow]) -> tuple[views.MemberRow, ...]:
    table, home = tables.team_member, tables.team_home
    asked = select(table, home.c.home).join(home, home.c.subject == table.c.subject)
    made = []
    for row in db.execute(asked.order_by(table.c.institution, table.c.subject)):
        decree = decrees.get(show_id(row.decree))
        # A regency's desk names the members of its own team alone.
        if not is_regency(row.home) or (decree is not None and covers(row.home, decree.area)):
            made.append(_member(row, day, decree))
    return tuple(sorted(made, key=lambda each: (each.area, member.ROLES.index(each.role) if each.role in member.ROLES else 9)))


def _member(row: Row[Any], day: str, decree: views.DecreeRow | None) -> views.MemberRow:
    first = row.valid_from or (decree.valid_from if decree else "")
    last = min(filter(None, (row.valid_to, decree.valid_to if decree else "")), default="")
    withdrawn = bool(row.withdrawn) or (decree is not None and decree.withdrawn)
    return views.MemberRow(
        id=show_id(row.subject),
        decree=show_id(row.decree),
        area=decree.area if decree else "",
        institution=row.institution,
        position=row.position,
        role=row.role,
        unit=row.unit,
        name=row.name,
        name_day=row.name_day,
        valid_from=first,
        valid_to=last,
        withdrawn=withdrawn,
        current=not withdrawn and decree is not None and first <= day and (not last or day <= last),
    )


def _current(row: Row[Any], day: str) -> bool:
    return not row.withdrawn and bool(row.valid_from <= day and (not row.valid_to or day <= row.valid_to))


def agreements(db: Connection, device: Device, query: queries.Agreements) -> tuple[views.AgreementRow, ...]:
    """Agreements: those that want renewal, those in force, the others; within each by the day of their end."""
    today, asked = device.moment().day, select(tables.agreement).where(ours(device, tables.agreement.c, query.regency))
    rows = db.execute(asked).all()
    made = [
        views.AgreementRow(
            id=show_id(row.subject),
            number=row.number,
            title=row.title,
            day=row.day,
            parties=tuple(row.parties.split(",")),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            notice=row.notice,
            withdrawn=bool(row.withdrawn),
            standing=agreement.standing(row.valid_from, row.valid_to, row.notice, today),
            links=links_of(db, bytes(row.subject)),
        )
        for row in rows
    ]
    order = (agreement.RENEW, agreement.IN_FORCE, agreement.COMING, agreement.ENDED)
    return tuple(
        sorted(made, key=lambda each: (each.withdrawn, order.index(each.standing), each.valid_to or "9", each.day, each.id))
    )


def outreach(db: Connection, device: Device, query: queries.Outreach) -> views.TeamPage[views.OutreachRow]:
    """A page of the log."""
    table = tables.outreach.c
    asked = ((table.kind, query.kind), (table.stage, query.stage), (table.election, query.election))
    names = ("kind", "topic", "day", "institution", "election", "stage", "area", "audience", "reached")

    def make(row: Row[Any]) -> views.OutreachRow:
        told = {name: getattr(row, name) for name in names}
        return views.OutreachRow(id=show_id(row.subject), withdrawn=bool(row.withdrawn), **told)

    conditions = [ours(device, table, query.regency), *(column == value for column, value in asked if value)]
    return page(db, table.day, query, conditions, make)


def local_rules(db: Connection, device: Device, query: queries.LocalRules) -> tuple[views.RuleRow, ...]:
    """Local rules by area, the newest of each topic first; raises ``Invalid('team.day')``."""
    table = tables.local_rule
    wanted = day_in(query.day, "day")
    day = wanted or device.moment().day.isoformat()
    statement = select(table).order_by(table.c.area, table.c.topic, table.c.valid_from.desc(), table.c.subject)
    if query.area.strip():
        statement = statement.where(table.c.area == query.area.strip())
    if query.topic.strip():
        statement = statement.where(table.c.topic == query.topic.strip().casefold())
    names = ("area", "topic", "text", "document", "valid_from", "valid_to")
    rows = [
        views.RuleRow(
            id=show_id(row.subject),
            withdrawn=bool(row.withdrawn),
            current=_current(row, day),
            **{name: getattr(row, name) for name in names},
        )
        for row in db.execute(statement)
    ]
    return tuple(row for row in rows if not wanted or row.current)


def releases(db: Connection, device: Device, query: queries.Releases) -> views.TeamPage[views.ReleaseRow]:
    """A page of what was given out."""
    table = tables.team_release.c
    conditions = [ours(device, table, query.regency)]
    conditions += [table.institution == query.institution.strip().upper()] if query.institution.strip() else []
    names = ("kind", "number", "institution", "day", "basis", "purpose", "note_number", "officer")

    def make(row: Row[Any]) -> views.ReleaseRow:
        told = {name: getattr(row, name) for name in names}
        ids = {"id": show_id(row.subject), "document": show_id(row.document), "note": show_id(row.note)}
        return views.ReleaseRow(**ids, **told, digest=bytes(row.digest).hex(), at=show_time(row.at, row.zone))

    return page(db, table.day, query, conditions, make)


def tracks(db: Connection, device: Device, query: queries.Tracks) -> tuple[views.TrackRow, ...]:
    """The office's tracks; the position is that of the settings, else of the reference data."""
    return tuple(
        views.TrackRow(each.code, each.name_id, each.name_en, position_of(db, device, each.code))
        for each in device.reference.tracks
    )


def position_of(db: Connection, device: Device, track: str) -> str:
    """The position that signs for a track here; empty for none."""
    table = tables.setting.c
    own = db.execute(select(table.value).where(table.key == f"{queries.POSITION}{track}")).scalar()
    usual = next((each.position_id for each in device.reference.tracks if each.code == track), "")
    return str(own or usual)


_LABELS: Final[dict[str, tuple[Any, tuple[str, ...]]]] = {
    "meeting": (tables.meeting, ("day", "theme")),
    "action": (tables.action_item, ("due", "activity")),
    "agreement": (tables.agreement, ("number", "title")),
    "outreach": (tables.outreach, ("day", "topic")),
    "rule": (tables.local_rule, ("area", "document")),
    "declaration": (tables.declaration, ("day", "title")),
}


def links_of(db: Connection, subject: bytes) -> tuple[views.LinkRow, ...]:
    """What a record was linked to, and what was linked to it, each with a label of its own."""
    table = tables.team_link
    rows = [(row.what, bytes(row.other)) for row in db.execute(select(table).where(table.c.subject == subject))]
    for row in db.execute(select(table.c.subject).where(table.c.other == subject)):
        for what in ("meeting", "agreement"):
            source = _LABELS[what][0]
            if db.execute(select(source.c.subject).where(source.c.subject == row.subject)).first() is not None:
                rows.append((what, bytes(row.subject)))
    if db.execute(select(tables.agreement.c.subject).where(tables.agreement.c.subject == subject)).first() is not None:
        named = select(tables.meeting.c.subject).where(tables.meeting.c.agreement == subject)
        rows += [("meeting", bytes(row.subject)) for row in db.execute(named)]
    return tuple(views.LinkRow(what, show_id(other), _label(db, what, other)) for what, other in dict.fromkeys(rows))


def _label(db: Connection, what: str, subject: bytes) -> str:
    if what not in _LABELS:
        return ""
    table, names = _LABELS[what]
    row = db.execute(select(table).where(table.c.subject == subject)).first()
    return "" if row is None else " ".join(str(getattr(row, name)) for name in names)

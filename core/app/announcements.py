"""Announcements: written by a desk for all posts or for one, carried by the next medium, and read there on record."""

from __future__ import annotations

from sqlalchemy import Connection, select

from core.app import queries
from core.app.answers import MAX_PAGE, show_time
from core.app.device import DESKS, EVERYBODY, Device, post_audience
from core.app.kit import post_of
from core.app.views import AnnouncementReader, AnnouncementRow
from core.app.writing import begin, done_before, subject_of
from core.domain.announcement import Announce, AnnouncementCommand, AnnouncementRead, AnnouncementReadFacts, MarkRead, announce
from core.domain.authority import DESK_ROLES, REGENCY
from core.domain.errors import Invalid, NotAllowed
from core.domain.ids import show_id
from core.storage import tables


def act(device: Device, command: AnnouncementCommand) -> str:
    """Write ``announcement.made`` or, once for each post, ``announcement.read``; gives the announcement's id.

    Raises ``NotAllowed`` (``authority.refused``, ``announcement.own``), ``Invalid`` (``announcement.empty``,
    ``announcement.unknown``, ``post.unknown``, ``text.*``).
    """
    return _read(device, command) if isinstance(command, MarkRead) else _announce(device, command)


def _announce(device: Device, command: Announce) -> str:
    event = announce(command)
    audience = post_audience(post_of(device, command.to).code) if command.to else EVERYBODY
    with device.database.writing() as db:
        made = subject_of(db, command.command) or begin(db, device, event, audience, command.command).subject
    return show_id(made)


def _read(device: Device, command: MarkRead) -> str:
    event = AnnouncementRead(AnnouncementReadFacts(announcement=command.announcement))
    if device.is_desk:
        raise NotAllowed("announcement.own")
    told, seen = tables.announcement.c, tables.announcement_read.c
    with device.database.writing() as db:
        if db.execute(select(told.subject).where(told.subject == command.announcement)).scalar() is None:
            raise Invalid("announcement.unknown")
        ours = select(seen.entry).where(seen.announcement == command.announcement, seen.post == device.belongings.code)
        if db.execute(ours).first() is None and not done_before(db, command.command):
            begin(db, device, event, DESKS, command.command)
    return show_id(command.announcement)


def announcements(db: Connection, device: Device, query: queries.Announcements) -> tuple[AnnouncementRow, ...]:
    """What was announced, the newest first; at a post its own reading alone, at a desk everybody's."""
    table = tables.announcement
    found = db.execute(select(table).order_by(table.c.at.desc(), table.c.subject).limit(MAX_PAGE)).all()
    posts = _posts(db) if device.is_desk else frozenset({device.belongings.code})
    rows = []
    for row in found:
        readers = _readers(db, bytes(row.subject), posts)
        expected = posts & {row.recipient} if row.recipient else posts
        lacking = tuple(sorted(expected - {each.post for each in readers}))
        if query.open_only and not lacking:
            continue
        rows.append(
            AnnouncementRow(
                show_id(row.subject),
                show_time(row.at, row.zone),
                str(row.officer),
                str(row.recipient),
                str(row.title),
                str(row.words),
                urgent=bool(row.urgent),
                read=readers,
                lacking=lacking,
            )
        )
    return tuple(rows)


def _posts(db: Connection) -> frozenset[str]:
    desk = select(tables.certificate.c.post).where(tables.certificate.c.role.in_(sorted(DESK_ROLES | {REGENCY})))
    return frozenset(row.post for row in db.execute(select(tables.stream.c.post).where(tables.stream.c.post.not_in(desk))))


def _readers(db: Connection, subject: bytes, posts: frozenset[str]) -> tuple[AnnouncementReader, ...]:
    """Who read it at which post first, of those posts that this device may know of."""
    seen = tables.announcement_read.c
    found = db.execute(select(tables.announcement_read).where(seen.announcement == subject).order_by(seen.at, seen.entry))
    first: dict[str, AnnouncementReader] = {}
    for row in found:
        if row.post in posts:
            first.setdefault(row.post, AnnouncementReader(row.post, row.officer, show_time(row.at, row.zone)))
    return tuple(first.values())

"""What was announced, and which posts have read it: one row for each entry."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from core.domain.announcement import AnnouncementMade, AnnouncementRead
from core.journal.entry import Entry
from core.journal.handling import Handling
from core.projections.publications import may_publish
from core.storage import tables
from core.storage.upsert import insert


def project_announcement(db: Connection, entry: Entry, event: AnnouncementMade | AnnouncementRead, handling: Handling) -> None:
    """Derive the row; what somebody else than a desk announced changes nothing (I8)."""
    if event.facts is None or not may_publish(db, entry):
        return
    table = tables.certificate.c
    author = db.execute(select(table.name, table.post).where(table.kid == entry.kid)).one()
    row = {"entry": entry.digest, "officer": author.name, "at": handling.at, "zone": handling.zone}
    if isinstance(event, AnnouncementRead):
        read = row | {"announcement": event.facts.announcement, "post": author.post}
        db.execute(insert(tables.announcement_read).on_conflict_do_nothing(), read)
        return
    story = event.story
    made = {
        "subject": entry.subject,
        "recipient": event.facts.to,
        "urgent": int(event.facts.urgent),
        "title": "" if story is None else story.title,
        "words": "" if story is None else story.words,
    }
    db.execute(insert(tables.announcement).on_conflict_do_nothing(), row | made)


def count_unread(db: Connection, post: str) -> int:
    """Announcements that nobody of this post has read."""
    told, seen = tables.announcement.c, tables.announcement_read.c
    here = select(seen.announcement).where(seen.post == post).scalar_subquery()
    return int(db.execute(select(func.count()).select_from(tables.announcement).where(told.subject.not_in(here))).scalar_one())

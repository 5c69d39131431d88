"""A sealed day's rows: the files it carries, and the reports in it that were proved and kept."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from core.crypto.sealing import AgeIdentity
from core.domain.sealed_day import DaySealed
from core.journal import store
from core.journal.entry import Entry
from core.journal.handling import Handling
from core.journal.slots import read_slots
from core.projections.people import publish
from core.projections.reports import attachment_row, bare, is_well_formed, project_report
from core.storage import tables
from core.storage.many import insert_into


def project_day(db: Connection, outer: Entry, event: DaySealed, handling: Handling, identities: Sequence[AgeIdentity]) -> None:
    """Derive again the reports of a day that stand in the journal here, and note which entry carries their files."""
    if event.story is not None:
        for sealed in read_slots(event.story.slots, identities):
            if sealed.entry.digest in store.digests_at(db, sealed.entry.header.stream, 0):
                publish(db, sealed.officer_certificate, sealed.ca_certificate, handling.at)
                project_report(db, sealed.entry.subject, identities)
    if event.facts is not None:
        place = {"stream": outer.header.stream, "seq": outer.header.sequence}
        for item in event.facts.carried:
            attached = bare(item)
            if not is_well_formed(attached):
                continue
            table = tables.attachment
            known = db.execute(select(table.c.token).where(table.c.token == item.token)).scalar()
            if known is None:
                db.execute(insert_into(table), attachment_row(outer.subject, attached) | place)
            else:
                db.execute(table.update().where(table.c.token == item.token).values(**place))

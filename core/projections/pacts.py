"""Pact rows: who was issued what, and how far it got."""

from __future__ import annotations

from sqlalchemy import Connection, select

from core.domain.events import PactIssued
from core.journal.entry import Entry
from core.journal.handling import Handling
from core.storage import tables

ISSUED = "diterbitkan"


def project_pact(db: Connection, entry: Entry, event: PactIssued, handling: Handling) -> None:
    """The row of one issued pact; a person whose part was destroyed keeps number and date."""
    facts, person = event.facts, event.parties
    taken = db.execute(select(tables.pact.c.subject).where(tables.pact.c.subject == entry.subject)).scalar()
    # A pact begins its own subject; an entry that names another's as its own changes nothing (I8).
    if facts is None or taken is not None or entry.header.subject is not None:
        return
    post = db.execute(select(tables.stream.c.post).where(tables.stream.c.stream == entry.header.stream)).scalar()
    db.execute(
        tables.pact.insert(),
        {
            "subject": entry.subject,
            "number": facts.number,
            "name": "" if person is None else person.name,
            "identifier": "" if person is None else person.identifier,
            "position": "" if person is None else person.position,
            "unit": "" if person is None else person.unit,
            "agency": "" if person is None else person.agency,
            "template": facts.template,
            "at": handling.at,
            "zone": handling.zone,
            "state": ISSUED,
            "document": facts.document,
            "post": post or "",
            "sequence": facts.sequence,
            "series": facts.series,
        },
    )

"""Declarations, who signed them, and in which list each signature stands."""

from __future__ import annotations

from sqlalchemy import Connection, select

from core.domain.declaration import DeclarationOpened, DeclarationSealed, DeclarationSigned
from core.journal.entry import Entry
from core.journal.handling import Handling
from core.storage import tables
from core.storage.many import insert_into


def project_opened(db: Connection, entry: Entry, event: DeclarationOpened, handling: Handling) -> None:
    """The row of a declaration."""
    facts, story = event.facts, event.story
    if facts is None or entry.header.subject is not None:
        return
    fields = {} if story is None else story.fields
    row = {
        "subject": entry.subject,
        "title": fields.get("region", ""),
        "election": fields.get("election", ""),
        "day": facts.day,
        "content_digest": facts.content_digest,
        "template_version": facts.template_version,
        "post": _post(db, entry),
        "at": handling.at,
        "zone": handling.zone,
    }
    db.execute(insert_into(tables.declaration), row)


def project_signed(db: Connection, entry: Entry, event: DeclarationSigned, handling: Handling) -> None:
    """One signature; whether it is in a list is looked up, for the list may come first."""
    facts, parties = event.facts, event.parties
    if facts is None or entry.header.subject is not None:
        return
    row = {
        "entry": entry.digest,
        "declaration": facts.declaration,
        "content_digest": facts.content_digest,
        "name": "" if parties is None else parties.name,
        "position": "" if parties is None else parties.position,
        "element": facts.element,
        "method": facts.method,
        "day": facts.day,
        "post": _post(db, entry),
        "kid": entry.kid,
        "stream": entry.header.stream,
        "seq": entry.header.sequence,
        "lamport": entry.header.lamport,
        "at": handling.at,
        "zone": handling.zone,
    }
    db.execute(insert_into(tables.declaration_signature), row)


def project_sealed(db: Connection, entry: Entry, event: DeclarationSealed) -> None:
    """Which signatures a list holds; one that two lists name stands in the one of the lower supplement."""
    facts = event.facts
    if facts is None or entry.header.subject is None:
        return
    common = {"seal": entry.digest, "declaration": entry.subject, "document": facts.document, "supplement": facts.supplement}
    rows = [{**common, "signature": digest} for digest in dict.fromkeys(facts.signatures)]
    if rows:
        db.execute(insert_into(tables.declaration_listed), rows)


def _post(db: Connection, entry: Entry) -> str:
    return str(db.execute(select(tables.stream.c.post).where(tables.stream.c.stream == entry.header.stream)).scalar() or "")

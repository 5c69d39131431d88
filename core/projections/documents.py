"""The register of issued documents, and the wordings that the province gave out."""

from __future__ import annotations

import hashlib

from msgspec import UNSET
from sqlalchemy import Connection, select

from core.domain.document import DocumentIssued
from core.domain.template import TemplatePublished
from core.journal.entry import Entry
from core.journal.handling import Handling
from core.projections.publications import may_publish
from core.storage import tables
from core.storage.many import insert_into


def project_document(db: Connection, entry: Entry, event: DocumentIssued, handling: Handling) -> None:
    """The row of one document; an entry that names another's subject as its own changes nothing (I8)."""
    facts = event.facts
    taken = db.execute(select(tables.document.c.subject).where(tables.document.c.subject == entry.subject)).first()
    if facts is None or taken is not None or entry.header.subject is not None:
        return
    post = db.execute(select(tables.stream.c.post).where(tables.stream.c.stream == entry.header.stream)).scalar()
    row = {
        "subject": entry.subject,
        "kind": facts.kind,
        "number": facts.number,
        "number_kind": facts.number_kind,
        "series": facts.series,
        "sequence": facts.sequence,
        "year": int(facts.day[:4]) if facts.day[:4].isdigit() else 0,
        "title": facts.title,
        "classification": facts.classification,
        "template_version": facts.template_version,
        "document": facts.document,
        "day": facts.day,
        "post": post or "",
        "kid": entry.kid,
        "about": b"" if facts.about is UNSET else facts.about,
        "at": handling.at,
        "zone": handling.zone,
    }
    db.execute(insert_into(tables.document), row)


def project_template(db: Connection, entry: Entry, event: TemplatePublished) -> None:
    """The row of one wording; from somebody who may not publish, or not what its digest says, it changes nothing."""
    facts = event.facts
    if facts is None or hashlib.sha256(facts.content).digest() != facts.digest or not may_publish(db, entry):
        return
    row = {
        "entry": entry.digest,
        "code": facts.code,
        "version": facts.version,
        "valid_from": facts.valid_from,
        "content": facts.content,
    }
    db.execute(insert_into(tables.template), row)

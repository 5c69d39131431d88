"""Giving an issued document to a member of the team: refused for whatever may not leave, and on record with its note."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import Connection, select

from core.app import documents, writing
from core.app.device import DESKS, Device
from core.app.document_views import IssuedDocument
from core.app.team_answers import position_of, seats_held
from core.app.team_papers import NOTHING, office
from core.domain.document import DocumentIssued, IssueDocument
from core.domain.document_rules import RELEASE
from core.domain.errors import Invalid
from core.domain.ids import read_id
from core.domain.release import MakeRelease, Offered, ReleaseFacts, ReleaseMade, document_in, require_releasable
from core.domain.team_paper import track_in
from core.journal import reading
from core.storage import tables


def release(device: Device, command: MakeRelease) -> IssuedDocument:
    """Issue the release note and write the release, once for each command id; the reply is the note.

    Raises what :func:`core.domain.release.require_releasable` raises, ``Invalid``: ``document.unknown``, ``release.file``
    where the document's file lies on another laptop.
    """
    form = command.form
    with device.database.writing() as db:
        again = documents.done_before(db, IssueDocument(command.command, RELEASE))
        if again is not None:
            return again
        row = _find(db, form.document)
        day = device.moment().day.isoformat()
        institution = require_releasable(form, _offered(db, device, row), seats_held(db, day), device.reference)
        pdf = db.execute(select(tables.document_file.c.pdf).where(tables.document_file.c.subject == row.subject)).scalar()
        if pdf is None:
            raise Invalid("release.file")
        digest = hashlib.sha256(bytes(pdf)).digest()
        note = documents.issue_within(db, device, _note(db, device, command, row, institution, digest))
        facts = ReleaseFacts(
            document=bytes(row.subject),
            kind=row.kind,
            number=row.number,
            digest=digest,
            institution=institution,
            day=day,
            basis=form.basis.strip(),
            purpose=form.purpose.strip(),
            note=read_id(note.id),
            note_number=note.number,
        )
        writing.begin(db, device, ReleaseMade(facts), DESKS, command.command)
    return note


def _note(db: Connection, device: Device, command: MakeRelease, row: Any, institution: str, digest: bytes) -> IssueDocument:
    form = command.form
    fields = {
        "to": office(device, institution),
        "purpose": form.purpose.strip(),
        "basis": form.basis.strip(),
        "signer_position": position_of(db, device, track_in("", device.reference)) or NOTHING,
    }
    items = [{"item": row.title, "number": row.number, "digest": digest.hex()}]
    documents.require_printable_words(device, fields, {"items": items})
    return IssueDocument(command.command, RELEASE, fields, {"items": items})


def _find(db: Connection, name: str) -> Any:
    table = tables.document
    subject = document_in(name)
    wanted = table.c.subject == subject if subject else table.c.number == name.strip().upper()
    rows = db.execute(select(table).where(wanted)).all()
    if len(rows) != 1:
        raise Invalid("document.unknown")
    return rows[0]


def _offered(db: Connection, device: Device, row: Any) -> Offered:
    """The document as its entry tells it; one whose words were destroyed can no longer be looked through."""
    history = reading.facts_about(db, bytes(row.subject), device.identities)
    event = next((fact.event for fact in history if isinstance(fact.event, DocumentIssued)), None)
    if event is None or event.story is None:
        raise Invalid("document.unknown")
    return Offered(row.kind, bytes(row.about), event.story.fields, event.story.groups)

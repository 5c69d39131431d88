"""Declarations: opened, signed on any laptop that has them, sealed with their list as one document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import cbor2
from sqlalchemy import Connection, Row, select

from core.app import documents, queries, signature_proof
from core.app.answers import show_time
from core.app.device import DESKS, EVERYBODY, Device
from core.app.document_views import DeclarationRow, DeclarationSignature, DeclarationView, IssuedDocument
from core.app.streams import own_stream
from core.app.wordings import office_template
from core.crypto.cose import sign1
from core.documents import canonical
from core.documents.canonical import Content
from core.documents.office_template import fill_in
from core.domain import authority, declaration
from core.domain.declaration import (
    KIND,
    DeclarationFacts,
    DeclarationOpened,
    DeclarationSealed,
    DeclarationSigned,
    DeclarationStory,
    OpenDeclaration,
    SealDeclaration,
    SealFacts,
    SignatureFacts,
    SignatureParties,
    SignatureStory,
    SignDeclaration,
)
from core.domain.document import IssueDocument
from core.domain.errors import Invalid
from core.domain.events import Fact
from core.domain.ids import read_id, show_id
from core.domain.ink import check_ink, ink_digest, pack_ink
from core.domain.signature import SIGNATORY, Signed
from core.journal import reading
from core.journal.author import Placement
from core.storage import tables

NOBODY = {"name": "-", "position": "-", "element": "tokoh"}


def open_declaration(device: Device, command: OpenDeclaration) -> str:
    """Fix the text that everybody will sign; gives the declaration's id.

    Raises what filling in the wording raises (``document.*``), ``document.glyph``. The province's declarations go to everybody.
    """
    with device.database.writing() as db:
        again = _done_before(db, command.command)
        if again is not None:
            return show_id(again)
        template = office_template(db, device, KIND)
        fields = {**command.fields, "supplement": ""}
        documents.require_typed(device, template, fields, {})
        fill_in(template, fields, {"signatories": [NOBODY]}, dict.fromkeys(documents.COMMON, "x"))
        digest = canonical.digest("letter", Content(template.code, template.version, template.language, "", fields))
        day = device.moment().day.isoformat()
        facts = DeclarationFacts(template=template.code, template_version=template.version, content_digest=digest, day=day)
        audience = EVERYBODY if device.is_desk else DESKS
        placement = Placement(own_stream(db, device, audience, command.command))
        event = DeclarationOpened(facts, DeclarationStory(fields=fields))
        entry = device.author.write(db, event, placement, device.circumstance(command.command))
        device.projector.project(db, entry)
        return show_id(entry.subject)


def sign(device: Device, command: SignDeclaration) -> str:
    """One person's signature, witnessed by the officer at work; gives the signature's id.

    Raises ``Invalid``: ``declaration.unknown``, ``document.glyph``, ``declaration.known`` for the same name, position and
    element again, what :func:`core.domain.declaration.require_signatory` and :func:`core.domain.ink.check_ink` raise.
    """
    declaration.require_signatory(command, device.moment().day)
    ink = check_ink(command.strokes) if command.strokes else ()
    with device.database.writing() as db:
        again = _done_before(db, command.command)
        if again is not None:
            return show_id(again)
        row = _row(db, command.declaration)
        known = _signatures(db, command.declaration)
        person = (command.name.strip(), command.position.strip(), command.element)
        if any((each.name, each.position, each.element) == person for each in known):
            raise Invalid("declaration.known")
        documents.require_printable_words(device, {"name": command.name, "position": command.position}, {})
        signed = Signed(
            role=SIGNATORY,
            document=command.declaration,
            content=row.content_digest,
            name=command.name.strip(),
            position=command.position.strip(),
            element=command.element,
            method=command.method,
            day=command.day.isoformat(),
            ink=ink_digest(ink) if ink else b"",
        )
        facts = SignatureFacts(
            declaration=command.declaration,
            content_digest=row.content_digest,
            element=command.element,
            method=command.method,
            day=signed.day,
            signature=sign_record(device, signed),
        )
        event = DeclarationSigned(
            facts,
            SignatureStory(ink=pack_ink(ink) if ink else b""),
            SignatureParties(name=signed.name, position=signed.position),
        )
        entry = device.author.write(
            db, event, Placement(own_stream(db, device, DESKS, command.command)), device.circumstance(command.command)
        )
        device.projector.project(db, entry)
        return show_id(entry.subject)


def sign_record(device: Device, signed: Signed) -> bytes:
    """The officer's COSE_Sign1 over a signature's fields."""
    return sign1(device.officer.key, device.officer.kid, cbor2.dumps(signed.tree(), canonical=True))


def seal(device: Device, command: SealDeclaration) -> IssuedDocument:
    """Print and seal the list of all signatures that stand in none yet.

    One whose record does not hold stands in no list. Raises ``Invalid``: ``declaration.unknown``, ``declaration.nobody``;
    ``NotAllowed('authority.refused')`` at an office that did not open it.
    """
    with device.database.writing() as db:
        issue = IssueDocument(command.command, KIND)
        again = documents.done_before(db, issue)
        if again is not None:
            return again
        row = _row(db, command.declaration)
        owns = row.post == device.belongings.code
        authority.require("declaration.sealed", device.officer.role, from_desk=device.is_desk, begins=False, owns=owns)
        waiting = [
            each
            for each in _signatures(db, command.declaration)
            if each.document is None and signature_proof.of_declaration(db, device, each) != signature_proof.DIFFERS
        ]
        declaration.require_room(len(waiting))
        supplement = _next_supplement(db, command.declaration)
        facts = reading.facts_about(db, command.declaration, device.identities)
        fields = {**_fields(facts), "supplement": str(supplement) if supplement else ""}
        listed = {"signatories": [_listed(each) for each in waiting]}
        made = documents.issue_within(db, device, replace(issue, fields=fields, groups=listed))
        event = DeclarationSealed(
            SealFacts(document=read_id(made.id), supplement=supplement, signatures=[bytes(each.entry) for each in waiting])
        )
        audience = EVERYBODY if device.is_desk else DESKS
        placement = Placement(own_stream(db, device, audience, command.command), command.declaration, reading.heads_of(facts))
        entry = device.author.write(db, event, placement, device.circumstance(command.command))
        device.projector.project(db, entry)
    return made


def _fields(facts: Sequence[Fact]) -> dict[str, str]:
    opened = next((fact.event for fact in facts if isinstance(fact.event, DeclarationOpened)), None)
    if opened is None or opened.story is None:
        raise Invalid("declaration.unknown")
    return dict(opened.story.fields)


def declarations(db: Connection, device: Device, query: queries.Declarations) -> tuple[DeclarationRow, ...]:
    """All declarations, newest first, with how many signed."""
    table = tables.declaration
    rows = db.execute(select(table).order_by(table.c.at.desc())).all()
    return tuple(_shown(row, _signatures(db, row.subject)) for row in rows)


def declaration_view(db: Connection, device: Device, query: queries.Declaration) -> DeclarationView:
    """One declaration with its text and signatories; raises ``Invalid('declaration.unknown')``."""
    subject = _subject(query.id)
    row, signatures = _row(db, subject), _signatures(db, subject)
    facts = reading.facts_about(db, subject, device.identities)
    people = tuple(
        DeclarationSignature(
            name=each.name,
            position=each.position,
            element=each.element,
            method=each.method,
            day=each.day,
            post=each.post,
            supplement=-1 if each.document is None else int(each.supplement),
            record=signature_proof.of_declaration(db, device, each),
        )
        for each in signatures
    )
    return DeclarationView(_shown(row, signatures), _fields(facts), people)


def _subject(name: str) -> bytes:
    try:
        return bytes(read_id(name.strip()))
    except Invalid:
        raise Invalid("declaration.unknown") from None


def _row(db: Connection, subject: bytes) -> Row[Any]:
    row = db.execute(select(tables.declaration).where(tables.declaration.c.subject == subject)).first()
    if row is None:
        raise Invalid("declaration.unknown")
    return row


def _signatures(db: Connection, subject: bytes) -> Sequence[Row[Any]]:
    """Signatures over this very text, in an order that does not depend on how they came, each once."""
    signature, listed = tables.declaration_signature, tables.declaration_listed
    query = (
        select(signature, listed.c.document, listed.c.supplement)
        .join_from(signature, listed, listed.c.signature == signature.c.entry, isouter=True)
        .join(tables.declaration, tables.declaration.c.subject == signature.c.declaration)
        .where(signature.c.declaration == subject, signature.c.content_digest == tables.declaration.c.content_digest)
        .order_by(signature.c.day, signature.c.at, signature.c.entry, listed.c.supplement, listed.c.seal)
    )
    once: dict[bytes, Row[Any]] = {}
    for row in db.execute(query):
        once.setdefault(bytes(row.entry), row)
    return list(once.values())


def _next_supplement(db: Connection, subject: bytes) -> int:
    table = tables.declaration_listed
    found = db.execute(select(table.c.supplement).where(table.c.declaration == subject)).scalars().all()
    return max(map(int, found)) + 1 if found else 0


def _listed(row: Row[Any]) -> dict[str, str]:
    told = "goresan layar" if row.method == "layar" else "basah, pada lembar terpisah"
    day = date.fromisoformat(row.day)
    signed = f"{told}, {day.day}-{day.month}-{day.year}"
    return {"name": row.name or "-", "position": row.position or "-", "element": row.element, "signed": signed}


def _shown(row: Row[Any], signatures: Sequence[Row[Any]]) -> DeclarationRow:
    return DeclarationRow(
        id=show_id(row.subject),
        title=row.title,
        election=row.election,
        day=row.day,
        post=row.post,
        opened_at=show_time(row.at, row.zone),
        signed=len(signatures),
        listed=sum(each.document is not None for each in signatures),
    )


def _done_before(db: Connection, command: bytes) -> bytes | None:
    found = db.execute(select(tables.command.c.subject).where(tables.command.c.command == command)).scalar()
    return None if found is None else bytes(found)

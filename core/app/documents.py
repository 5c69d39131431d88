"""Issuing the office's own documents: filled in, printed, signed, numbered and recorded in one transaction."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from datetime import date
from typing import Final

from msgspec import UNSET, UnsetType
from sqlalchemy import Connection, select

from core.app import numbering
from core.app.answers import find_report
from core.app.device import DESKS, EVERYBODY, Device
from core.app.document_views import IssuedDocument
from core.app.faces import fonts_of
from core.app.issuing import DOCUMENT_BYTES, office_of, signer_of
from core.app.streams import own_stream
from core.app.wordings import office_template, require_usable
from core.documents.letter import Letter, LetterPress, PrintedLetter
from core.documents.office_template import COMMON as OFFICE_COMMON
from core.documents.office_template import OfficeTemplate, fill_in, require_lines
from core.documents.printable import Printer
from core.documents.words import long_date, plain_date
from core.domain import authority
from core.domain.document import (
    PRINTED_LIMIT,
    PRINTED_SIZE,
    DocumentFacts,
    DocumentIssued,
    DocumentStory,
    IssueDocument,
    Rows,
)
from core.domain.document_rules import require_about, require_lawful
from core.domain.errors import Invalid
from core.domain.ids import CommandId, show_id
from core.domain.letter_number import LetterNumber
from core.domain.moment import Moment
from core.domain.template import CONTENT_LIMIT, PublishTemplates, TemplateFacts, TemplatePublished
from core.journal import reading
from core.journal.author import Placement
from core.storage import tables

COMMON: Final = OFFICE_COMMON
"""Names of the values that no officer fills in."""
NATURES: Final = {"BIASA": "B", "TERBATAS": "T", "RAHASIA": "R"}
PREVIEW_NUMBER: Final = "nomor diberikan saat terbit"


def issue(device: Device, command: IssueDocument) -> IssuedDocument:
    """Print, sign and record one document; the same command again gives the first.

    Raises ``Invalid``: ``document.kind``, what :func:`core.documents.office_template.fill_in` and
    :func:`core.domain.document_rules.require_lawful` raise, ``document.glyph``, ``document.about``, ``report.unknown``,
    ``number.too_long``.
    """
    with device.database.writing() as db:
        again = done_before(db, command)
        if again is not None:
            return again
        require_typed(device, office_template(db, device, command.kind), command.fields, command.groups)
        if command.about is not None:
            require_about(command.kind.strip().upper(), find_report(db, device, show_id(command.about)).kind)
        return issue_within(db, device, command)


def issue_within(db: Connection, device: Device, command: IssueDocument, *, carried: bool = False) -> IssuedDocument:
    """The same inside the caller's transaction, whether or not it was done before; ``carried``: the file goes to every desk."""
    moment = device.moment()
    template = office_template(db, device, command.kind)
    stream = own_stream(db, device, DESKS, command.command)
    nature = NATURES.get(template.classification, "B")
    (number,) = numbering.numbers(db, device, stream, template.number_kind, moment.day, 1, nature)
    document = device.ports.entropy(DOCUMENT_BYTES)
    printed = _print(device, template, command, number.text, document, moment)
    event = DocumentIssued(
        _facts(template, command, number, document, printed, moment.day),
        DocumentStory(fields=command.fields, groups=command.groups, printed=packed(printed.pdf) if carried else UNSET),
    )
    entry = device.author.write(db, event, Placement(stream), device.circumstance(command.command))
    device.projector.project(db, entry)
    db.execute(tables.document_file.insert(), {"subject": entry.subject, "pdf": printed.pdf})
    return IssuedDocument(show_id(entry.subject), number.text, printed.pdf)


def packed(pdf: bytes) -> bytes | UnsetType:
    """The file as an entry carries it; unset where it is too large for that."""
    made = zlib.compress(pdf, zlib.Z_BEST_COMPRESSION)
    return made if len(made) <= PRINTED_LIMIT else UNSET


def printed_file(db: Connection, device: Device, document: bytes) -> bytes | None:
    """A document's signed file: as it was kept where it was made, else as its entry carries it; None where neither is here."""
    table = tables.document_file.c
    kept = db.execute(select(table.pdf).where(table.subject == document)).scalar()
    if kept is not None:
        return bytes(kept)
    events = (fact.event for fact in reading.facts_about(db, document, device.identities))
    stories = (event.story for event in events if isinstance(event, DocumentIssued) and event.story is not None)
    return next((unpacked(story.printed) for story in stories if not isinstance(story.printed, UnsetType)), None)


def unpacked(packed: bytes) -> bytes:
    """A carried file; raises ``Invalid('document.damaged')`` for one that is none, or too large."""
    reader = zlib.decompressobj()
    try:
        made = reader.decompress(packed, PRINTED_SIZE)
    except zlib.error:
        raise Invalid("document.damaged") from None
    if not reader.eof:
        raise Invalid("document.damaged")
    return made


def preview(db: Connection, device: Device, command: IssueDocument) -> bytes:
    """The pages as they would come out, marked as a draft in the number's place; nothing is signed, counted or kept."""
    return pages(device, office_template(db, device, command.kind), command)


def pages(device: Device, template: OfficeTemplate, command: IssueDocument) -> bytes:
    """The same by a wording that need not be in force."""
    require_typed(device, template, command.fields, command.groups)
    letter = _letter(device, template, command, PREVIEW_NUMBER, device.moment().day)
    return _press(device).render(letter, bytes(DOCUMENT_BYTES), device.moment()).pdf


def require_typed(device: Device, template: OfficeTemplate, fields: Mapping[str, str], groups: Mapping[str, Rows]) -> None:
    """Refuse what was typed for a document and cannot stand in it; raises ``text.*``, ``document.glyph``."""
    require_lines(template, fields, groups)
    require_printable_words(device, fields, groups)


def require_printable_words(device: Device, fields: Mapping[str, str], groups: Mapping[str, Rows]) -> None:
    """Refuse what was typed for a document and no face can draw, as for pacts and receipts; raises ``document.glyph``.

    Words that are kept already (a report's, another laptop's signatory) cannot be typed anew: they are printed as codes.
    """
    printer = Printer(fonts_of(device).lean)
    rows = {
        f"{name}.{n}.{key}": text for name, many in groups.items() for n, row in enumerate(many, 1) for key, text in row.items()
    }
    for name, text in {**fields, **rows}.items():
        strange = printer.unprintable(text)
        if strange:
            shown = " ".join(f"{each if each.isprintable() else ''} (U+{ord(each):04X})".strip() for each in strange[:5])
            raise Invalid("document.glyph", field=name, characters=shown)


def publish_templates(device: Device, command: PublishTemplates) -> tuple[str, ...]:
    """Give out wordings to everybody; gives their codes with versions.

    Raises ``NotAllowed('authority.refused')``, ``Invalid``: what :func:`core.app.wordings.require_usable` raises,
    ``template.too_large``, ``template.not_newer``.
    """
    authority.require("template.published", device.officer.role, from_desk=device.is_desk, begins=True, owns=False)
    if not command.files:
        raise Invalid("report.missing", field="files")
    told = []
    with device.database.writing() as db:
        again = published_by(db, command.command)
        if again:
            return again
        for data in command.files:
            facts = _template_facts(db, device, data)
            placement = Placement(own_stream(db, device, EVERYBODY, command.command))
            entry = device.author.write(db, TemplatePublished(facts), placement, device.circumstance(command.command))
            device.projector.project(db, entry)
            told.append(f"{facts.code} v{facts.version}")
    return tuple(told)


def published_by(db: Connection, command: CommandId) -> tuple[str, ...]:
    """The codes with versions that this very command gave out."""
    template, entry = tables.template.c, tables.entry.c
    query = (
        select(template.code, template.version)
        .join_from(tables.template, tables.entry, entry.digest == template.entry)
        .join(tables.command, tables.command.c.subject == entry.subject)
        .where(tables.command.c.command == command)
        .order_by(template.code)
    )
    return tuple(f"{row.code} v{row.version}" for row in db.execute(query))


def _template_facts(db: Connection, device: Device, data: bytes) -> TemplateFacts:
    if len(data) > CONTENT_LIMIT:
        raise Invalid("template.too_large", limit=CONTENT_LIMIT)
    head = require_usable(data, fonts_of(device))
    table = tables.template.c
    known = db.execute(select(table.version).where(table.code == head.code)).scalars().all()
    if head.version <= max([1, *map(int, known)]):
        raise Invalid("template.not_newer", template=head.code, version=head.version)
    digest = hashlib.sha256(data).digest()
    day = head.valid_from.isoformat()
    return TemplateFacts(code=head.code, version=head.version, valid_from=day, digest=digest, content=data)


def _print(
    device: Device, template: OfficeTemplate, command: IssueDocument, number: str, document: bytes, moment: Moment
) -> PrintedLetter:
    return _press(device).make(_letter(device, template, command, number, moment.day), document, moment)


def _press(device: Device) -> LetterPress:
    return LetterPress(fonts_of(device), office_of(device), signer_of(device), device.belongings.drill)


def _letter(device: Device, template: OfficeTemplate, command: IssueDocument, number: str, day: date) -> Letter:
    require_lawful(template.code, command.fields, day)
    filled = fill_in(template, command.fields, command.groups, {**_common(device, day), "number": number})
    return Letter(template.label, template, filled.fill, filled.groups, number)


def _common(device: Device, day: date) -> dict[str, str]:
    office, province = office_of(device), device.reference.area(device.belongings.province_code)
    return {
        "post": device.belongings.name,
        "office": office.unit,
        "agency": office.agency,
        "officer": device.officer.name,
        "place": office.place,
        "today": plain_date(day),
        "today_long": long_date(day),
        "year": str(day.year),
        "province": "" if province is None else province.label,
        "training": "ya" if device.belongings.drill else "",
    }


def _facts(
    template: OfficeTemplate, command: IssueDocument, number: LetterNumber, document: bytes, printed: PrintedLetter, day: date
) -> DocumentFacts:
    known = {} if command.about is None else {"about": bytes(command.about)}
    return DocumentFacts(
        kind=template.code,
        number=number.text,
        series=number.series,
        sequence=number.sequence,
        number_kind=template.number_kind,
        template_version=template.version,
        document=document,
        content_digest=printed.content_digest,
        byterange_digest=printed.byterange_digest,
        title=template.name,
        classification=template.classification,
        day=day.isoformat(),
        **known,
    )


def done_before(db: Connection, command: IssueDocument) -> IssuedDocument | None:
    """The document that this very command issued, if it did."""
    query = (
        select(tables.document.c.subject, tables.document.c.number, tables.document_file.c.pdf)
        .join_from(tables.command, tables.document, tables.command.c.subject == tables.document.c.subject)
        .join(tables.document_file, tables.document_file.c.subject == tables.document.c.subject)
        .where(tables.command.c.command == command.command)
    )
    row = db.execute(query).first()
    return None if row is None else IssuedDocument(show_id(row.subject), row.number, bytes(row.pdf))

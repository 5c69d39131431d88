"""Answers about the office's own documents: the register, a file, the kinds that can be issued."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, func, or_, select

from core.app import queries
from core.app.answers import show_time
from core.app.device import Device
from core.app.document_views import (
    DeclarationRow,
    DeclarationView,
    DocumentKind,
    DocumentPage,
    DocumentRow,
    FormOfDocument,
    RefusedWording,
)
from core.domain.errors import Invalid
from core.domain.ids import read_id, show_id
from core.storage import tables

if TYPE_CHECKING:
    from core.documents.office_template import OfficeTemplate

MAX_PAGE = 500


def documents(db: Connection, device: Device, query: queries.Documents) -> DocumentPage:
    """A page of the register, newest first; the cursor is an offset."""
    table = tables.document.c
    statement = select(tables.document, tables.document_file.c.subject.label("held"), tables.certificate.c.name.label("officer"))
    statement = statement.join_from(
        tables.document, tables.document_file, table.subject == tables.document_file.c.subject, isouter=True
    ).join(tables.certificate, tables.certificate.c.kid == table.kid, isouter=True)
    for word in query.text.split():
        like = f"%{word}%"
        statement = statement.where(or_(table.number.ilike(like), table.title.ilike(like)))
    filters = [
        (query.kind, table.kind == query.kind.upper()),
        (query.classification, table.classification == query.classification.upper()),
        (query.post, table.post == query.post.upper()),
        (query.day_from, table.day >= query.day_from),
        (query.day_to, table.day <= query.day_to),
    ]
    statement = statement.where(*(condition for wanted, condition in filters if wanted))
    start, limit = _start(query.after), max(1, min(query.limit, MAX_PAGE))
    total = int(db.execute(select(func.count()).select_from(statement.subquery())).scalar_one())
    rows = db.execute(statement.order_by(table.at.desc(), table.sequence.desc()).limit(limit).offset(start)).all()
    following = str(start + limit) if start + limit < total else None
    posts = db.execute(select(table.post).distinct().order_by(table.post)).scalars()
    return DocumentPage(tuple(_row(row) for row in rows), following, total, tuple(filter(None, posts)))


def document_file(db: Connection, device: Device, query: queries.DocumentFile) -> bytes:
    """The PDF as it was issued; raises ``Invalid('document.unknown')`` where it neither was made here nor came along."""
    from core.app.documents import printed_file  # brings ReportLab along

    pdf = printed_file(db, device, _find(db, query.id))
    if pdf is None:
        raise Invalid("document.unknown")
    return pdf


def document_kinds(db: Connection, device: Device, query: queries.DocumentKinds) -> tuple[DocumentKind, ...]:
    """What can be issued here, by the wordings in force today."""
    from core.app.wordings import office_templates  # brings ReportLab along

    found = office_templates(db, device)
    return tuple(_kind(each) for each in found)


def document_form(db: Connection, device: Device, query: queries.DocumentForm) -> FormOfDocument:
    """The wording in force with its form; see :mod:`core.app.document_about` for what a report gives to it."""
    from core.app.document_about import told_of
    from core.app.wordings import office_template

    template = office_template(db, device, query.kind)
    told = told_of(db, device, template, query.about) if query.about.strip() else None
    return FormOfDocument(_kind(template), template.fields, template.groups, told)


def refused_wordings(db: Connection, device: Device, query: queries.RefusedWordings) -> tuple[RefusedWording, ...]:
    """See :func:`core.app.wordings.refused`; a laptop to which none was given out reads no wording for it."""
    if db.execute(select(tables.template.c.entry).limit(1)).first() is None:
        return ()
    from core.app.wordings import refused

    return refused(db, device)


def document_draft(db: Connection, device: Device, query: queries.DocumentDraft) -> bytes:
    """The pages of a document that is not issued yet; see :func:`core.app.documents.preview`."""
    from core.app import documents as issuing

    return issuing.preview(db, device, query.command)


def _kind(template: OfficeTemplate) -> DocumentKind:
    return DocumentKind(template.code, template.name, template.english, template.classification, template.version)


def _find(db: Connection, name: str) -> bytes:
    table = tables.document.c
    found = db.execute(select(table.subject).where(table.number == name.strip().upper())).scalars().all()
    if len(found) == 1:
        return bytes(found[0])
    try:
        return bytes(read_id(name.strip()))
    except Invalid:
        raise Invalid("document.unknown") from None


def _row(row: Row[Any]) -> DocumentRow:
    return DocumentRow(
        id=show_id(row.subject),
        kind=row.kind,
        number=row.number,
        title=row.title,
        classification=row.classification,
        day=row.day,
        issued_at=show_time(row.at, row.zone),
        post=row.post,
        officer=row.officer or "",
        has_file=row.held is not None,
    )


def _start(after: str | None) -> int:
    if after is None:
        return 0
    if not after.isdigit() or len(after) > 12:
        raise Invalid("query.cursor")
    return int(after)


def declarations(db: Connection, device: Device, query: queries.Declarations) -> tuple[DeclarationRow, ...]:
    """See :func:`core.app.declarations.declarations`."""
    from core.app import declarations as room

    return room.declarations(db, device, query)


def declaration(db: Connection, device: Device, query: queries.Declaration) -> DeclarationView:
    """See :func:`core.app.declarations.declaration_view`."""
    from core.app import declarations as room

    return room.declaration_view(db, device, query)

"""Which projector for which paper of the office."""

from __future__ import annotations

from sqlalchemy import Connection

from core.domain.declaration import DeclarationOpened, DeclarationSealed, DeclarationSigned
from core.domain.document import DocumentIssued
from core.domain.template import TemplatePublished
from core.journal.entry import Entry
from core.journal.handling import Handling
from core.projections import declarations, documents

PaperEvent = DocumentIssued | TemplatePublished | DeclarationOpened | DeclarationSigned | DeclarationSealed


def project_paper(db: Connection, entry: Entry, event: PaperEvent, handling: Handling) -> None:
    """Derive the rows of one paper."""
    match event:
        case DeclarationOpened():
            declarations.project_opened(db, entry, event, handling)
        case DeclarationSigned():
            declarations.project_signed(db, entry, event, handling)
        case DeclarationSealed():
            declarations.project_sealed(db, entry, event)
        case DocumentIssued():
            documents.project_document(db, entry, event, handling)
        case TemplatePublished():
            documents.project_template(db, entry, event)

"""What screens and verbs get to see of the office's own documents."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.document_form import FormField, FormGroup


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """One document of the office: its id, number and PDF bytes."""

    id: str
    number: str
    pdf: bytes


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A line of the register; ``kind`` is the wording's code, ``day`` the day of issue."""

    id: str
    kind: str
    number: str
    title: str
    classification: str
    day: str
    issued_at: str
    post: str
    officer: str
    has_file: bool


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A page of the register, newest first."""

    rows: tuple[DocumentRow, ...]
    next: str | None
    total: int


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind that can be issued: its wording's code, name in two languages, classification and version in force."""

    code: str
    name: str
    english: str
    classification: str
    version: int


@dataclass(frozen=True, slots=True)
class FormOfDocument:
    """What must be filled in for a kind, in the order of the form."""

    kind: DocumentKind
    fields: tuple[FormField, ...]
    groups: tuple[FormGroup, ...]

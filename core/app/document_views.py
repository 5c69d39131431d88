"""What screens and verbs get to see of the office's own documents."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.document import Rows
from core.domain.document_form import FormField, FormGroup
from core.domain.errors import Invalid


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
    """A page of the register, newest first; ``posts`` are the offices that any document in it is from."""

    rows: tuple[DocumentRow, ...]
    next: str | None
    total: int
    posts: tuple[str, ...] = ()


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
    """What must be filled in for a kind, in the order of the form, and what a report already says of it."""

    kind: DocumentKind
    fields: tuple[FormField, ...]
    groups: tuple[FormGroup, ...]
    told: ToldOfReport | None = None


@dataclass(frozen=True, slots=True)
class ToldOfReport:
    """What a report gives to a form: fields and rows by name; ``withheld`` where its words are not for this desk's papers."""

    id: str
    number: str
    withheld: bool
    fields: dict[str, str]
    groups: dict[str, Rows]


@dataclass(frozen=True, slots=True)
class RefusedWording:
    """A version that the province gave out and that is not used here, and why."""

    code: str
    version: int
    fault: Invalid


@dataclass(frozen=True, slots=True)
class DeclarationRow:
    """A declaration: where, for what, how many signed it and how many of them stand in a sealed list."""

    id: str
    title: str
    election: str
    day: str
    post: str
    opened_at: str
    signed: int
    listed: int


@dataclass(frozen=True, slots=True)
class DeclarationSignature:
    """One who signed; ``supplement`` is the list's number, -1 while the signature waits for one.

    ``record`` tells whether the officer's signature over it holds: ``proved``, ``differs`` or ``erased``.
    """

    name: str
    position: str
    element: str
    method: str
    day: str
    post: str
    supplement: int
    record: str


@dataclass(frozen=True, slots=True)
class DeclarationView:
    """A declaration with what fills its text and who signed."""

    row: DeclarationRow
    fields: dict[str, str]
    people: tuple[DeclarationSignature, ...]

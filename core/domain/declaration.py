"""A declaration: opened with its text, signed by many on any laptop, sealed with its list at the end (template T04).

Signatures are entries of their own and come in any order; the list is made from those that are held when it is sealed.
Whoever signs later stands in a supplement, never in the old list.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

import msgspec

from core.domain.document import ROWS_LIMIT
from core.domain.errors import Invalid
from core.domain.ids import CommandId, SubjectId
from core.domain.signature import METHODS
from core.domain.text import check_line, is_blank

KIND: Final = "T04"
ELEMENTS: Final = ("pemda", "tni", "polri", "bin", "penyelenggara", "parpol", "ormas", "tokoh", "media")
PARTISAN: Final = frozenset({"parpol"})
"""Who does not sign neutrality but fairness: the wording's second clause set."""


class DeclarationFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is declared: the wording, its version, and the digest of the text that everybody signs."""

    template: str
    template_version: int
    content_digest: bytes
    day: str


class DeclarationStory(msgspec.Struct, frozen=True, kw_only=True):
    """What fills the wording, without signatories."""

    fields: dict[str, str]


class DeclarationOpened(msgspec.Struct, frozen=True):
    """A declaration can be signed from now on."""

    facts: DeclarationFacts | None
    story: DeclarationStory | None = None


class SignatureFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One signature: of which declaration and content, how and when, and the witnessing officer's COSE_Sign1."""

    declaration: bytes
    content_digest: bytes
    element: str
    method: str
    day: str
    signature: bytes


class SignatureParties(msgspec.Struct, frozen=True, kw_only=True):
    """Who signed."""

    name: str
    position: str


class SignatureStory(msgspec.Struct, frozen=True, kw_only=True):
    """The strokes that were drawn, packed; empty for wet ink."""

    ink: bytes = b""


class DeclarationSigned(msgspec.Struct, frozen=True):
    """A person signed a declaration; it names the declaration and begins a subject of its own, at whatever office."""

    facts: SignatureFacts | None
    story: SignatureStory | None = None
    parties: SignatureParties | None = None


class SealFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Which signatures (digests of their entries) stand in which document; supplement 0 is the first list."""

    document: bytes
    supplement: int
    signatures: list[bytes]


class DeclarationSealed(msgspec.Struct, frozen=True):
    """The list was closed, or one more supplement to it."""

    facts: SealFacts | None


@dataclass(frozen=True, slots=True)
class OpenDeclaration:
    """Begin a declaration; ``fields`` are those of the wording T04."""

    command: CommandId
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class SignDeclaration:
    """A person signs; ``strokes`` are what was drawn, none for wet ink on a paper list."""

    command: CommandId
    declaration: SubjectId
    name: str
    position: str
    element: str
    day: date
    method: str = "layar"
    strokes: tuple[tuple[tuple[int, int], ...], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class SealDeclaration:
    """Close the list of those who have signed since the last one."""

    command: CommandId
    declaration: SubjectId


DeclarationCommand = OpenDeclaration | SignDeclaration | SealDeclaration


def require_signatory(command: SignDeclaration, today: date) -> None:
    """Refuse what cannot stand in a list.

    Raises ``Invalid``: ``declaration.name``, ``declaration.element``, ``declaration.method``, ``declaration.day``,
    ``declaration.ink`` for a signature on the screen without strokes or a wet one with them, ``text.*``.
    """
    check_line(command.name, "name")
    check_line(command.position, "position")
    if is_blank(command.name) or is_blank(command.position):
        raise Invalid("declaration.name")
    if command.element not in ELEMENTS:
        raise Invalid("declaration.element", value=command.element[:20], elements=", ".join(ELEMENTS))
    if command.method not in METHODS:
        raise Invalid("declaration.method", value=command.method[:20])
    if (command.method == "layar") != bool(command.strokes):
        raise Invalid("declaration.ink")
    if command.day > today:
        raise Invalid("declaration.day")


def require_room(count: int) -> None:
    """Refuse a list that no document could hold."""
    if count == 0:
        raise Invalid("declaration.nobody")
    if count > ROWS_LIMIT:
        raise Invalid("document.rows", field="signatories", least=1, most=ROWS_LIMIT)

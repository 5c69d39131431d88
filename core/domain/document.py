"""A document that an office issued: what was printed and signed, and what filled it, so that it can be read again.

``facts`` may be counted and listed; ``story`` holds the filled values (they may name persons) and can be destroyed alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import msgspec

from core.domain.ids import CommandId, SubjectId

Rows = list[dict[str, str]]
FIELDS_LIMIT: Final = 60
ROWS_LIMIT: Final = 2_000
PRINTED_LIMIT: Final = 128 * 1024
"""The largest compressed file that an entry carries: with the filled values it stays well below what an entry may hold."""
PRINTED_SIZE: Final = 4 * 1024 * 1024
"""The largest file that is unpacked from an entry."""
CLASSES: Final = ("BIASA", "TERBATAS", "RAHASIA")


class DocumentFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What was issued: kind (code of the wording), number and its series, digests of content and signed bytes, title.

    ``about`` is the subject of a report that the document is about, unset where there is none.
    """

    kind: str
    number: str
    series: str
    sequence: int
    number_kind: str
    template_version: int
    document: bytes
    content_digest: bytes
    byterange_digest: bytes
    title: str
    classification: str
    day: str
    about: bytes | msgspec.UnsetType = msgspec.UNSET


class DocumentStory(msgspec.Struct, frozen=True, kw_only=True):
    """What an officer filled in, as typed: single values and groups of rows.

    ``printed`` is the signed file itself, compressed by zlib (RFC 1950), of a letter that every desk must be able to print:
    nobody else can sign its bytes again. Unset where the file stays where it was made.
    """

    fields: dict[str, str] = {}
    groups: dict[str, Rows] = {}
    attachments: list[bytes] = []
    printed: bytes | msgspec.UnsetType = msgspec.UNSET


class DocumentIssued(msgspec.Struct, frozen=True):
    """An office issued a letter, minutes, a list or another paper of its own."""

    facts: DocumentFacts | None
    story: DocumentStory | None = None


@dataclass(frozen=True, slots=True)
class IssueDocument:
    """Print, sign and record one document of a kind from what was filled in."""

    command: CommandId
    kind: str
    fields: dict[str, str] = field(default_factory=dict)
    groups: dict[str, Rows] = field(default_factory=dict)
    about: SubjectId | None = None

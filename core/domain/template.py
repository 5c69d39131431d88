"""A wording that the province gives out: which document, which version, from which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import msgspec

from core.domain.ids import CommandId

CONTENT_LIMIT: Final = 160 * 1024
"""A wording's file, uncompressed; it must fit into one entry."""


class TemplateFacts(msgspec.Struct, frozen=True, kw_only=True):
    """``code`` of the document, ``version`` from 1, ``valid_from`` a day, the file's own bytes and their SHA-256."""

    code: str
    version: int
    valid_from: str
    digest: bytes
    content: bytes


class TemplatePublished(msgspec.Struct, frozen=True):
    """The province gave out a new wording; what was printed before keeps the version that it names."""

    facts: TemplateFacts | None


@dataclass(frozen=True, slots=True)
class PublishTemplates:
    """Give out wordings, each a file's bytes; all or none."""

    command: CommandId
    files: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Reword:
    """Give out the wording in force with other texts, by their paths in the file; ``day`` is its first one (empty: today)."""

    command: CommandId
    code: str
    words: dict[str, str]
    day: str = ""


@dataclass(frozen=True, slots=True)
class RecallWording:
    """Go back to what held before the newest version: that one's texts are given out again, under a number above it."""

    command: CommandId
    code: str


WordingCommand = Reword | RecallWording


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """One version of a wording that is known here."""

    code: str
    version: int
    valid_from: date
    content: bytes


def in_force(versions: list[TemplateVersion], day: date) -> dict[str, TemplateVersion]:
    """The highest version of each code whose day has come: the same on every laptop, in whatever order they came."""
    chosen: dict[str, TemplateVersion] = {}
    for each in versions:
        if each.valid_from <= day and (each.code not in chosen or chosen[each.code].version < each.version):
            chosen[each.code] = each
    return chosen

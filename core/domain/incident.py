"""Whether two reports tell of the same incident, as a desk states it: linked, never merged away."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from core.domain.ids import CommandId, SubjectId


class ComparedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The other report's subject, and whether both tell of one incident."""

    other: bytes
    same: bool


class IncidentCompared(msgspec.Struct, frozen=True):
    """A desk laid two reports side by side and said whether they tell of the same incident."""

    facts: ComparedFacts | None


@dataclass(frozen=True, slots=True)
class CompareIncidents:
    """A desk says that one report tells of the same incident as each of the others, or that it does not."""

    command: CommandId
    report: SubjectId
    others: tuple[SubjectId, ...]
    same: bool

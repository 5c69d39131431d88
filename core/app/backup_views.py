"""What is told of copies of a profile; plain data for window and command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.domain.errors import Refused


@dataclass(frozen=True, slots=True)
class CopyMade:
    """A copy that was opened again and counted: where it is, and what it holds. ``away`` are attachments that lie elsewhere."""

    file: str
    made: str
    entries: int
    attachments: int
    away: int
    bytes: int
    verified: bool


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One copy of this laptop: a dated one, or one of before an update with the ``form`` that its store has."""

    file: str
    made: str
    bytes: int
    form: str = ""


@dataclass(frozen=True, slots=True)
class CopyAway:
    """A copy on a stick or wherever it was written: the officers who left since it was made and still open it; whether it
    still holds what was erased here since."""

    where: str
    name: str
    made: str
    open_to: tuple[str, ...]
    before_erasure: bool


@dataclass(frozen=True, slots=True)
class Renewed:
    """A store that was just brought up to date from an older form: where its copy of before is, else why there is none."""

    form: str
    copy: str
    fault: Refused | None = None


@dataclass(frozen=True, slots=True)
class Drill:
    """What a copy proved to hold, and how old it is; ``problems`` and ``places`` are those of :mod:`core.app.checking`."""

    file: str
    made: str
    days: int
    program: str
    entries: int
    reports: int
    attachments: int
    away: int
    problems: tuple[tuple[str, str], ...]
    places: Mapping[str, str]

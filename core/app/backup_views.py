"""What is told of copies of a profile; plain data for window and command line."""

from __future__ import annotations

from dataclasses import dataclass


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
    """One dated copy of this laptop."""

    file: str
    made: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Drill:
    """What a copy proved to hold, and how old it is; ``problems`` are those of :mod:`core.app.checking`."""

    file: str
    made: str
    days: int
    program: str
    entries: int
    reports: int
    attachments: int
    away: int
    problems: tuple[tuple[str, str], ...]

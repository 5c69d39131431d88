"""What screens and verbs get to see of the sticks that are under way."""

from __future__ import annotations

from dataclasses import dataclass

OUT, LATE, BACK, RECEIVED, DONE = "out", "late", "back", "received", "done"
"""Under way; for too long; here again without an answer; received while the stick is away; received and here again."""


@dataclass(frozen=True, slots=True)
class StickRow:
    """One trip of a stick: ``number`` counts this laptop's sticks, ``runs`` are the places of its streams as "first-last"."""

    trip: int
    number: int
    at: str
    medium: str
    objects: int
    entries: int
    attachments: int
    bytes: int
    runs: tuple[str, ...]
    carrier: str
    handed: str
    paper: str
    state: str
    days: int


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A run of a post's entries that has not come, although later ones have: a stick of it is under way or lost."""

    post: str
    stream: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class CustodyView:
    """Sticks, newest first, and what has not come here."""

    sticks: tuple[StickRow, ...]
    missing: tuple[MissingRow, ...]

    @property
    def late(self) -> int:
        """How many sticks are under way for too long."""
        return sum(each.state == LATE for each in self.sticks)

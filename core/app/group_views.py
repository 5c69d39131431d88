"""What screens and verbs see of reports that tell of one incident: groups, their members, and who may belong to them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A line of the list of groups: its newest report, how many tell of it, and from how many posts."""

    id: str
    number: str
    day: str
    place: str
    summary: str
    reports: int
    posts: int
    contested: bool


@dataclass(frozen=True, slots=True)
class GroupPage:
    """A page of groups, the one with the newest report first; ``next`` is the cursor of the following page or None."""

    rows: tuple[GroupRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class GroupMember:
    """One report of a group. ``grade`` is how its teller knows it: seen, heard, media; empty where that is not told."""

    id: str
    number: str
    kind: str
    post: str
    day: str
    place: str
    summary: str
    grade: str
    confirmed: bool
    files: int
    case_status: str
    voided: bool


@dataclass(frozen=True, slots=True)
class GroupStatement:
    """What one officer stated of a pair, where nobody who had seen it said otherwise."""

    officer: str
    at: str
    same: bool


@dataclass(frozen=True, slots=True)
class GroupPair:
    """Two reports of a group of which something was stated; ``contested`` where desks stated both at once.

    A pair that is not the same stands in a group all the same where a third report is linked to both.
    """

    one: str
    other: str
    same: bool
    contested: bool
    statements: tuple[GroupStatement, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """One group in full. ``independent`` is the least number of sources that must differ; the grades are counted apart."""

    id: str
    members: tuple[GroupMember, ...]
    pairs: tuple[GroupPair, ...]
    posts: int
    independent: int
    seen: int
    heard: int
    media: int
    confirmed: int
    shared_files: bool

    @property
    def contested(self) -> bool:
        """Whether somebody said of two of its reports that they are not one incident."""
        return any(pair.contested or not pair.same for pair in self.pairs)


@dataclass(frozen=True, slots=True)
class CandidateRow:
    """A report that may tell of the same incident: ``score`` 0 to 1, ``reasons`` codes of :mod:`core.domain.likeness`."""

    id: str
    number: str
    kind: str
    post: str
    day: str
    place: str
    summary: str
    score: float
    reasons: tuple[str, ...]
    group: str


@dataclass(frozen=True, slots=True)
class CandidatePair:
    """Two reports that nobody has compared yet and that may tell of the same incident, the newer one first."""

    one: str
    one_number: str
    other: str
    other_number: str
    day: str
    place: str
    summary: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CandidatePage:
    """Pairs to look at, the likeliest first; ``total`` counts all of them, ``unread`` reports not yet compared."""

    rows: tuple[CandidatePair, ...]
    total: int
    unread: int


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One field of two reports beside each other; ``alike`` where both tell the same, None where one tells nothing."""

    field: str
    left: str
    right: str
    alike: bool | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two reports side by side, and what is known of the pair: nothing (""), ``same``, ``different``, ``contested``."""

    one: GroupMember
    other: GroupMember
    lines: tuple[ComparedLine, ...]
    score: float
    reasons: tuple[str, ...]
    said: str

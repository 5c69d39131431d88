"""What screens see of the identity desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DeskOfficer:
    """An officer of the identity desk and where he comes from."""

    officer: str
    institution: str
    named_at: str


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """An opening: who asked and agreed, from where, for whom, and when it was shown. Times are RFC 3339."""

    id: str
    report: str
    number: str
    purpose: str
    addressee: str
    status: str
    officer: str
    institution: str
    at: str
    second: str
    second_institution: str
    opened_at: str
    opened_by: str


@dataclass(frozen=True, slots=True)
class OpeningPage:
    """A page, newest first; ``next`` is the cursor of the following one."""

    rows: tuple[OpeningRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class CaseOpening:
    """An opening in its open case: with its reason, and what this officer may do."""

    row: OpeningRow
    reason: str
    may_answer: bool
    may_show: bool


@dataclass(frozen=True, slots=True)
class CaseIdentity:
    """The sealed identity of one report: why it cannot be opened (a code, or empty), and its openings.

    ``institution`` is where this officer comes from; empty where he does not sit at the identity desk.
    """

    report: str
    number: str
    refused: str
    institution: str
    may_hand_over: bool
    openings: tuple[CaseOpening, ...]


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A report that an institution returned incomplete: its reporter is to be reached. ``opening`` is what was begun."""

    report: str
    number: str
    referral: str
    institution: str
    returned_at: str
    opening: str
    status: str


@dataclass(frozen=True, slots=True)
class OpenedIdentity:
    """The words, once. They stand in no log, no list and no file."""

    opening: str
    report: str
    number: str
    persons: Mapping[str, object] = field(repr=False)

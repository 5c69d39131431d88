"""What windows and command line show of data breaches, requests for access, and what is due for purge."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BreachStepRow:
    """One step; times as RFC 3339 with the offset of their zone, ``document`` an id here or empty."""

    step: str
    at: str
    to: str
    number: str
    document: str
    words: str
    officer: str


@dataclass(frozen=True, slots=True)
class BreachRow:
    """A breach. ``state`` is one of :data:`core.domain.breach.STATES`, ``due`` the last moment in time for the notices.

    ``hours`` are whole hours that are left, negative when they are over; ``owed`` who must still be told.
    """

    id: str
    known: str
    due: str
    state: str
    hours: int
    owed: tuple[str, ...]
    data: tuple[str, ...]
    people: int
    posts: tuple[str, ...]
    laptops: tuple[str, ...]
    what: str
    when: str
    officer: str
    end: str
    end_words: str
    steps: tuple[BreachStepRow, ...]


@dataclass(frozen=True, slots=True)
class BreachPage:
    """Breaches, the latest known first; ``agency`` is the addressee that this office set."""

    rows: tuple[BreachRow, ...]
    next: str | None
    total: int
    agency: str


@dataclass(frozen=True, slots=True)
class BreachDue:
    """For home: how many are open and still owe a notice, and the one whose time ends first."""

    open: int
    first: BreachRow | None


@dataclass(frozen=True, slots=True)
class AccessRow:
    """A request: who asks (``reporter``, ``reported``), the report's number, and whether data may be given now."""

    id: str
    who: str
    day: str
    number: str
    report: str
    party: int
    how: str
    status: str
    answered: str
    digest: str
    may_be_given: bool


@dataclass(frozen=True, slots=True)
class AccessPage:
    """Requests, the newest first."""

    rows: tuple[AccessRow, ...]
    next: str | None
    total: int


@dataclass(frozen=True, slots=True)
class AccessFile:
    """What is handed over: JSON Lines, readable as text; ``digest`` is on record."""

    id: str
    status: str
    digest: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PurgeRow:
    """Something due: a whole ``report`` or a ``name``; ``held`` by a legal hold, ``ordered`` where it waits for an officer.

    ``identity``: a sealed identity goes with it.
    """

    what: str
    report: str
    number: str
    outcome: str
    since: str
    due: str
    held: bool
    ordered: bool
    identity: bool = False


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A report whose words were destroyed, or the ``names_alone``; ``expired`` is when time did it here, at a post."""

    report: str
    number: str
    day: str
    post: str
    names_alone: bool
    expired: str


@dataclass(frozen=True, slots=True)
class RetentionView:
    """A page of what is due and how much that is in all, what is gone already, and the office's two numbers of days."""

    rows: tuple[PurgeRow, ...]
    next: str | None
    total: int
    tombstones: tuple[Tombstone, ...]
    days: int
    name_days: int


@dataclass(frozen=True, slots=True)
class PurgeProposed:
    """How many orders wait for a second officer now, how many were left out, and whether more is due."""

    ordered: int
    left: int
    more: bool

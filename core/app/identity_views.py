"""What screens see of the identity desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DeskOfficer:
    """An officer of the identity desk: where he comes from, since when, who named him, and with whom he opens here.

    ``ended_at`` is empty while he sits there; ``partners`` is empty until he took his share of the key.
    """

    officer: str
    institution: str
    named_at: str
    named_by: str = ""
    ended_at: str = ""
    partners: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """What keeps it chosen in a list."""
        return self.officer


@dataclass(frozen=True, slots=True)
class KeyHeld:
    """Pairs were made: where the key came from, who holds a share of it, and how many pairs that makes."""

    source: str
    officers: tuple[str, ...]
    pairs: int


@dataclass(frozen=True, slots=True)
class IdentityDesk:
    """The identity desk: its officers, and where the key is.

    ``key`` is ``administrator`` (at this officer's passphrase), ``pairs`` (here, in pairs), ``elsewhere``; ``can_name``: an
    administrator is at work.
    """

    officers: tuple[DeskOfficer, ...]
    key: str
    can_name: bool
    enrolled: tuple[str, ...]


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
class PurgeDay:
    """When an identity is to be purged (``due``, a day), by which rule (``name``, ``report``), and what stands before it."""

    what: str
    since: str
    due: str
    is_due: bool
    held: bool
    ordered: bool


@dataclass(frozen=True, slots=True)
class CaseIdentity:
    """The sealed identity of one report: why it cannot be opened (a code, or empty), and its openings.

    ``institution`` is where this officer comes from; empty where he does not sit at the identity desk. ``key`` is where the
    key is (:class:`IdentityDesk`), ``has_share`` whether he opens with somebody here.
    """

    report: str
    number: str
    refused: str
    institution: str
    may_hand_over: bool
    openings: tuple[CaseOpening, ...]
    key: str
    has_share: bool
    purge: PurgeDay | None


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

    @property
    def id(self) -> str:
        """What keeps it chosen in a list."""
        return self.referral


@dataclass(frozen=True, slots=True)
class SealedFile:
    """A file that shows the reporter or a witness; ``here`` once all of it arrived."""

    token: str
    name: str
    media_type: str
    size: int
    here: bool


@dataclass(frozen=True, slots=True)
class OpenedIdentity:
    """The words, once. They stand in no log, no list and no file."""

    opening: str
    report: str
    number: str
    persons: Mapping[str, object] = field(repr=False)
    files: tuple[SealedFile, ...]
    purpose: str

"""A failure to protect personal data (kegagalan pelindungan data), its steps and its 72-hour clock (UU 27/2022 art. 46).

Three times twenty-four hours run from the moment at which it became known: hours, not days, so no zone moves them. They stop
when both the persons and the agency were told. Nothing here names a person or a case.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import msgspec

from core.domain.ids import CommandId, SubjectId

HOUR_MS: Final = 3_600_000
LIMIT_HOURS: Final = 72
NEAR_HOURS: Final = 24
"""Hours that are left when the clock is said to be near."""
MOST_PEOPLE: Final = 9_999_999
DATA: Final = ("contact", "identity", "report", "reported", "signature", "account", "health", "child", "criminal", "other")
"""Kinds of personal data that may be exposed; health, children and criminal records are the law's specific data."""
CONTAINED, RECOVERED = "contained", "recovered"
PEOPLE_TOLD, AGENCY_TOLD, PUBLIC_TOLD = "people_told", "agency_told", "public_told"
STEPS: Final = (CONTAINED, RECOVERED, PEOPLE_TOLD, AGENCY_TOLD, PUBLIC_TOLD)
NOTICES: Final = (PEOPLE_TOLD, AGENCY_TOLD, PUBLIC_TOLD)
OWED: Final = (PEOPLE_TOLD, AGENCY_TOLD)
"""Whom the law wants told within the time."""
NOTIFIED, NOTHING_EXPOSED = "notified", "nothing_exposed"
ENDS: Final = (NOTIFIED, NOTHING_EXPOSED)
RUNNING, NEAR, OVER, IN_TIME, LATE, NOT_OWED = "running", "near", "over", "in_time", "late", "not_owed"
STATES: Final = (OVER, NEAR, RUNNING, LATE, IN_TIME, NOT_OWED)


class BreachFacts(msgspec.Struct, frozen=True, kw_only=True):
    """When it became known (milliseconds UTC, and the zone it was said in), which data, how many people, where.

    ``people`` is 0 where nobody could count them yet; ``laptops`` are key ids as hexadecimal digits.
    """

    known: int
    zone: str
    data: list[str]
    people: int = 0
    posts: list[str] = []
    laptops: list[str] = []


class BreachStory(msgspec.Struct, frozen=True, kw_only=True):
    """What happened, in words that name nobody."""

    what: str
    when: str = ""


class BreachFound(msgspec.Struct, frozen=True):
    """Personal data were lost, seen or given to whom they were not meant for."""

    facts: BreachFacts | None
    story: BreachStory | None = None


class BreachStepFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One of :data:`STEPS`, when it was done, to whom a notice went, and the document that this program issued for it."""

    step: str
    at: int
    zone: str
    to: str = ""
    document: bytes = b""
    number: str = ""


class BreachWords(msgspec.Struct, frozen=True, kw_only=True):
    """What an officer says of it."""

    words: str = ""


class BreachStepped(msgspec.Struct, frozen=True):
    """The breach was contained, something recovered, or somebody was told."""

    facts: BreachStepFacts | None
    story: BreachWords | None = None


class BreachClosedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """One of :data:`ENDS`."""

    end: str


class BreachClosed(msgspec.Struct, frozen=True):
    """Nothing more is to be done about it."""

    facts: BreachClosedFacts | None
    story: BreachWords | None = None


BreachEvent = BreachFound | BreachStepped | BreachClosed
KINDS: Final = {"breach.found": BreachFound, "breach.stepped": BreachStepped, "breach.closed": BreachClosed}


@dataclass(frozen=True, slots=True)
class RecordBreach:
    """Begin the log of a breach; ``known`` is ``YYYY-MM-DDTHH:MM``, with an offset or by this office's clock."""

    command: CommandId
    what: str
    known: str
    data: tuple[str, ...]
    people: int = 0
    posts: tuple[str, ...] = ()
    laptops: tuple[str, ...] = ()
    when: str = ""


@dataclass(frozen=True, slots=True)
class StepBreach:
    """Something was done; an empty ``at`` is now, ``number`` the number of a paper that was written elsewhere."""

    command: CommandId
    breach: SubjectId
    step: str
    at: str = ""
    to: str = ""
    number: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class IssueNotice:
    """Print and sign notice T19 and record that it was given to ``step``'s addressee.

    ``data`` and ``when`` are what was exposed, when and how; ``measures`` what was and will be done about it.
    """

    command: CommandId
    breach: SubjectId
    step: str
    to: str
    data: str
    when: str
    measures: str
    contact: str
    signer_position: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class CloseBreach:
    """End it."""

    command: CommandId
    breach: SubjectId
    end: str
    words: str


BreachCommand = RecordBreach | StepBreach | IssueNotice | CloseBreach


def due_of(known: int) -> int:
    """The last moment at which a notice is in time."""
    return known + LIMIT_HOURS * HOUR_MS


def clock_of(known: int, stopped: int | None, end: str, now: int) -> str:
    """One of :data:`STATES`; a notice at the very end of the 72nd hour is in time."""
    due = due_of(known)
    if stopped is not None:
        return IN_TIME if stopped <= due else LATE
    if end == NOTHING_EXPOSED:
        return NOT_OWED
    if now > due:
        return OVER
    return NEAR if due - now <= NEAR_HOURS * HOUR_MS else RUNNING

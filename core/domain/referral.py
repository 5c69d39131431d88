"""A case that goes on to an institution, as it is written: sent, received there, returned, rejected, decided, reminded.

Every entry stands on the report's own subject. One addressee is one referral, named after its first entry, so that each
has a clock, a letter and an answer of its own. What the institution says is recorded, never judged (SAFEGUARDS 20 and 21).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import msgspec

from core.domain.ids import CommandId, SubjectId

ENVELOPE, CONSENT, WITHHELD = "envelope", "consent", "withheld"
IDENTITIES: Final = (ENVELOPE, CONSENT, WITHHELD)
"""How the reporter's identity goes along: in its closed envelope; there with his agreement that it is used; not at all."""

SENT, RECEIVED, RETURNED, REJECTED, DECIDED = "sent", "received", "returned", "rejected", "decided"
COMPLETED, SENT_AGAIN = "completed", "sent_again"
"""After a return: what lacked has come (or is given up) and may go out again; a later referral took its place."""
STAGES: Final = (SENT, RECEIVED, RETURNED, COMPLETED, SENT_AGAIN, REJECTED, DECIDED)

ADMINISTRATIVE, CRIME, ETHICS, DISCIPLINE = "administrative", "crime", "ethics", "discipline"
OTHER_LAW, NOT_PROVEN, STOPPED = "other_law", "not_proven", "stopped"
OUTCOMES: Final = (ADMINISTRATIVE, CRIME, ETHICS, DISCIPLINE, OTHER_LAW, NOT_PROVEN, STOPPED)
PROVEN: Final = frozenset({ADMINISTRATIVE, CRIME, ETHICS, DISCIPLINE, OTHER_LAW})
"""Decisions that found a violation; the others stand beside them with the same weight."""

LACKS: Final = ("identity", "signature", "event", "evidence", "witness", "reported", "other")
GROUNDS: Final = ("not_competent", "late", "no_evidence", "known", "withdrawn", "other")
LETTER: Final = "letter"
MEANS: Final = (LETTER, "phone", "radio", "visit")

REGISTERED, CRIME_DECLARED, POLICE = "registered", "crime_declared", "police_received"
ORDERED, FILED, CORRECTING, HANDED_OVER, COURT = "sprin", "oditurat", "perbaikan", "skeppera", "sidang"
STEPS: Final = (REGISTERED, CRIME_DECLARED, POLICE, ORDERED, FILED, CORRECTING, HANDED_OVER, COURT)
"""What an institution tells of its own way; each begins a time limit of its own, ``police_received`` ends one."""

ABOVE: Final = "above"
"""Level of an addressee: one above the reported unit. Bawaslu's levels are those of its counters."""


class SentFacts(msgspec.Struct, frozen=True, kw_only=True):
    """To whom, on which way, by which law, with which letter and annexes.

    ``routes`` is the version of the routes, ``deadline`` the clause that the route names, ``condition`` what the officer
    stated for a route that asks for one; ``letter`` and ``document`` number and subject of the letter; ``annexes`` SHA-256
    of each file of evidence, ``hash_list`` of their list; ``sets`` how often the evidence goes along on paper; ``envelope``
    the number of the closed envelope.
    """

    institution: str
    level: str
    to: str
    route: str
    routes: str
    basis: str
    day: str
    identity: str
    deadline: str = ""
    condition: str = ""
    envelope: str = ""
    letter: str = ""
    document: bytes = b""
    annexes: list[bytes] = []
    hash_list: bytes = b""
    sets: int = 1


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """What an officer says in his own words."""

    words: str = ""


class ReferralSent(msgspec.Struct, frozen=True):
    """The case went on to an institution; ``story`` is the reason, where one is asked for."""

    facts: SentFacts | None
    story: Words | None = None


class AnswerFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the institution answered: number and time on its own paper. ``code`` is what the kind of answer calls for."""

    referral: bytes
    number: str
    at: int
    zone: str
    code: str = ""
    lacks: list[str] = []


class ReferralReceiptRecorded(msgspec.Struct, frozen=True):
    """The institution gave its own receipt."""

    facts: AnswerFacts | None
    story: Words | None = None


class ReferralReturned(msgspec.Struct, frozen=True):
    """The institution sent it back as incomplete; ``lacks`` says what is missing."""

    facts: AnswerFacts | None
    story: Words | None = None


class ReferralRejected(msgspec.Struct, frozen=True):
    """The institution did not take it on; ``code`` is the ground that it gave."""

    facts: AnswerFacts | None
    story: Words | None = None


class ReferralDecided(msgspec.Struct, frozen=True):
    """The institution decided; ``code`` is the outcome."""

    facts: AnswerFacts | None
    story: Words | None = None


class ReferralStepped(msgspec.Struct, frozen=True):
    """The institution told of a step of its own; ``code`` is the step."""

    facts: AnswerFacts | None
    story: Words | None = None


class UrgedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """An act of this office about a referral: when, by what means, or to whom above the institution.

    ``letter`` and ``document`` are number and subject of the letter that was printed for it, unset where there was none.
    """

    referral: bytes
    day: str
    means: str = ""
    to: str = ""
    letter: str | msgspec.UnsetType = msgspec.UNSET
    document: bytes | msgspec.UnsetType = msgspec.UNSET


class ReferralReminded(msgspec.Struct, frozen=True):
    """The institution was reminded."""

    facts: UrgedFacts | None
    story: Words | None = None


class ReferralEscalated(msgspec.Struct, frozen=True):
    """The matter was brought before whom the institution answers to."""

    facts: UrgedFacts | None
    story: Words | None = None


class ReferralViewed(msgspec.Struct, frozen=True):
    """Bawaslu's liaison saw the referral for the first time."""

    facts: UrgedFacts | None


class ClosingSeenFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Digest of the ``case.closed`` that was seen, and the day."""

    closing: bytes
    day: str


class ClosingViewed(msgspec.Struct, frozen=True):
    """Bawaslu's liaison saw for the first time how a case ended."""

    facts: ClosingSeenFacts | None


@dataclass(frozen=True, slots=True)
class Addressee:
    """One institution to send to; empty ``to`` and ``level`` are proposed by the program."""

    institution: str
    level: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class SendReferral:
    """Send a case on, with a letter to each addressee; all or none.

    ``identity`` empty: what the reporter agreed to decides. ``organiser`` says which kind of organiser is reported:
    ``ad_hoc`` or ``permanent``. ``fields`` are values of the letter's form that the officer changed.
    """

    command: CommandId
    report: SubjectId
    addressees: tuple[Addressee, ...]
    identity: str = ""
    reason: str = ""
    organiser: str = ""
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordReceipt:
    """Record the institution's own receipt; Bawaslu's stops the law's clock at the post as well."""

    command: CommandId
    referral: SubjectId
    number: str
    at: datetime
    counter: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class RecordReturn:
    """Record that it came back as incomplete."""

    command: CommandId
    referral: SubjectId
    at: datetime
    lacks: tuple[str, ...]
    number: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class RecordRejection:
    """Record that the institution did not take it on."""

    command: CommandId
    referral: SubjectId
    at: datetime
    ground: str
    number: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class RecordDecision:
    """Record what the institution decided."""

    command: CommandId
    referral: SubjectId
    at: datetime
    outcome: str
    number: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class RecordStep:
    """Record a step that the institution told of."""

    command: CommandId
    referral: SubjectId
    at: datetime
    step: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class RemindInstitution:
    """Record that the institution was reminded."""

    command: CommandId
    referral: SubjectId
    means: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class EscalateReferral:
    """Bring it before whom the institution answers to."""

    command: CommandId
    referral: SubjectId
    to: str
    words: str


@dataclass(frozen=True, slots=True)
class NoteReferralSeen:
    """The liaison looks at a referral; written once, the first time."""

    command: CommandId
    referral: SubjectId


@dataclass(frozen=True, slots=True)
class NoteClosingSeen:
    """The liaison looks at how a case ended; written once for each closing, the first time."""

    command: CommandId
    report: SubjectId


AnswerCommand = RecordReceipt | RecordReturn | RecordRejection | RecordDecision | RecordStep
ReferralCommand = SendReferral | AnswerCommand | RemindInstitution | EscalateReferral | NoteReferralSeen | NoteClosingSeen

ReferralEvent = (
    ReferralSent
    | ReferralReceiptRecorded
    | ReferralReturned
    | ReferralRejected
    | ReferralDecided
    | ReferralStepped
    | ReferralReminded
    | ReferralEscalated
    | ReferralViewed
    | ClosingViewed
)
SENT_KIND, CLOSING_SEEN_KIND = "referral.sent", "referral.closing_viewed"
VIEWS: Final = frozenset({"referral.viewed", CLOSING_SEEN_KIND})
"""Looking decides nothing: no act contradicts it."""
REFERRAL_EVENTS: Final[dict[str, type[msgspec.Struct]]] = {
    SENT_KIND: ReferralSent,
    "referral.receipt_recorded": ReferralReceiptRecorded,
    "referral.returned": ReferralReturned,
    "referral.rejected": ReferralRejected,
    "referral.decided": ReferralDecided,
    "referral.stepped": ReferralStepped,
    "referral.reminded": ReferralReminded,
    "referral.escalated": ReferralEscalated,
    "referral.viewed": ReferralViewed,
    CLOSING_SEEN_KIND: ClosingViewed,
}
KINDS: Final = frozenset(REFERRAL_EVENTS)

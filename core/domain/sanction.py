"""Sanctions as they are written: who proposed, who imposed with which document, how it was carried out, what became of it.

The program records what the authority decided and never predicts it. No person is named here: ``party`` is the place of
the reported party in the report, counted from 1. A sanction's name is the first 16 bytes of its first entry's digest.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from core.domain.attached import Attached
from core.domain.ids import CommandId, SubjectId

if TYPE_CHECKING:
    from core.domain.commands import AttachedFile

UNPROVEN, NOT_FOLLOWED = "unproven", "not_followed"
OUTCOMES = (UNPROVEN, NOT_FOLLOWED)
"""How a proposal ends without a sanction: not proven, which weighs as much as one, or the authority took no step."""
ANNULLED, LOWERED, UPHELD = "annulled", "lowered", "upheld"
REVIEWS = (ANNULLED, LOWERED, UPHELD)
"""What became of an objection or appeal."""
BY_CODE, BY_SAFE_CONTACT, BY_LETTER = "code", "safe_contact", "letter"
MANNERS = (BY_CODE, BY_SAFE_CONTACT, BY_LETTER)
"""How the reporter hears of it: by his own code, by the safe contact that the identity desk holds, by letter."""


class SanctionStory(msgspec.Struct, frozen=True, kw_only=True):
    """What the officer adds in words, and the files that prove it."""

    note: str = ""
    attached: list[Attached] = []


class ProposedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Which rung of which ladder an institution proposes, on the decision of which referral, by which data."""

    rung: str
    party: int
    by: str
    day: str
    rules: str
    decision: bytes = b""


class SanctionProposed(msgspec.Struct, frozen=True):
    """An institution proposed a sanction."""

    facts: ProposedFacts | None
    story: SanctionStory | None = None


class ImposedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Who imposed it with which document; ``sanction`` is empty where nobody proposed it before.

    ``rule`` is the rule that the document cites, ``coordination_*`` the letter by which Bawaslu was asked.
    """

    sanction: bytes
    rung: str
    party: int
    authority: str
    number: str
    day: str
    rules: str
    rule: str = ""
    coordination_number: str = ""
    coordination_day: str = ""
    decision: bytes = b""


class SanctionImposed(msgspec.Struct, frozen=True):
    """The authority imposed a sanction, by its own document."""

    facts: ImposedFacts | None
    story: SanctionStory | None = None


class NotImposedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The authority's document by which a proposal ended without a sanction."""

    sanction: bytes
    outcome: str
    authority: str
    number: str
    day: str


class SanctionNotImposed(msgspec.Struct, frozen=True):
    """A proposal ended without a sanction."""

    facts: NotImposedFacts | None
    story: SanctionStory | None = None


class ExecutedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The day on which it was carried out, and the paper that says so."""

    sanction: bytes
    day: str
    document: str = ""


class SanctionExecuted(msgspec.Struct, frozen=True):
    """The sanction was carried out."""

    facts: ExecutedFacts | None
    story: SanctionStory | None = None


class AppealedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """By which way the person concerned asked for another decision, and when."""

    sanction: bytes
    way: str
    day: str
    number: str = ""


class SanctionAppealed(msgspec.Struct, frozen=True):
    """An objection, an appeal or an action in court was lodged."""

    facts: AppealedFacts | None
    story: SanctionStory | None = None


class ReviewedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the body above decided, by which document; ``rung`` is the lower one, empty otherwise."""

    sanction: bytes
    outcome: str
    body: str
    number: str
    day: str
    rung: str = ""


class SanctionReviewed(msgspec.Struct, frozen=True):
    """A sanction was annulled, lowered or upheld by the body above."""

    facts: ReviewedFacts | None
    story: SanctionStory | None = None


class InformedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """When and how the reporter heard of the outcome."""

    sanction: bytes
    day: str
    manner: str


class SanctionInformed(msgspec.Struct, frozen=True):
    """The reporter was told what became of it."""

    facts: InformedFacts | None


SanctionEvent = (
    SanctionProposed
    | SanctionImposed
    | SanctionNotImposed
    | SanctionExecuted
    | SanctionAppealed
    | SanctionReviewed
    | SanctionInformed
)
KINDS: dict[str, type] = {
    "sanction.proposed": SanctionProposed,
    "sanction.imposed": SanctionImposed,
    "sanction.not_imposed": SanctionNotImposed,
    "sanction.executed": SanctionExecuted,
    "sanction.appealed": SanctionAppealed,
    "sanction.reviewed": SanctionReviewed,
    "sanction.informed": SanctionInformed,
}


@dataclass(frozen=True, slots=True)
class ProposeSanction:
    """Record that an institution proposes a rung for a reported party, on the decision of a referral."""

    command: CommandId
    report: SubjectId
    rung: str
    by: str
    day: date
    party: int = 1
    decision: bytes = b""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ImposeSanction:
    """Record the authority's document. Without ``sanction`` it is one that nobody proposed: then ``rung`` says which.

    With a ``sanction`` an empty ``rung`` is the proposed one.
    """

    command: CommandId
    report: SubjectId
    authority: str
    number: str
    day: date | None
    sanction: bytes = b""
    rung: str = ""
    party: int = 1
    rule: str = ""
    coordination_number: str = ""
    coordination_day: date | None = None
    decision: bytes = b""
    note: str = ""
    paper: AttachedFile | None = None


@dataclass(frozen=True, slots=True)
class EndProposal:
    """Record that a proposal ended without a sanction, by the authority's document."""

    command: CommandId
    report: SubjectId
    sanction: bytes
    outcome: str
    authority: str
    number: str
    day: date | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ExecuteSanction:
    """Record that it was carried out, with the paper or file that proves it."""

    command: CommandId
    report: SubjectId
    sanction: bytes
    day: date
    document: str = ""
    note: str = ""
    paper: AttachedFile | None = None


@dataclass(frozen=True, slots=True)
class AppealSanction:
    """Record an objection, an appeal or an action in court."""

    command: CommandId
    report: SubjectId
    sanction: bytes
    way: str
    day: date
    number: str = ""


@dataclass(frozen=True, slots=True)
class ReviewSanction:
    """Record what the body above decided: annulled, lowered to a rung, or upheld."""

    command: CommandId
    report: SubjectId
    sanction: bytes
    outcome: str
    body: str
    number: str
    day: date | None
    rung: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class InformReporter:
    """Record that the reporter heard of the outcome."""

    command: CommandId
    report: SubjectId
    sanction: bytes
    day: date
    manner: str


@dataclass(frozen=True, slots=True)
class EraseName:
    """Order a reported person's name to be erased, because its time has come; a second officer answers."""

    command: CommandId
    report: SubjectId


StepCommand = ProposeSanction | ImposeSanction | EndProposal | ExecuteSanction | AppealSanction | ReviewSanction | InformReporter
SanctionCommand = StepCommand | EraseName

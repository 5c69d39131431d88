"""A report's case at the province, as it is written: classes, assignment, notes, completion, the end, and what the post is told.

Every entry stands on the report's own subject. Codes, days and numbers of documents are ``facts``; what an officer says in
his own words is ``story``, so that it can be destroyed with the report's. The province judges nothing: a class is the one
that is alleged, and an end is somebody else's decision, a withdrawal, or two officers' "beyond our remit" (SAFEGUARDS 21).
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from core.domain.ids import CommandId, SubjectId

NEW, COMPLETING, READY, REFERRED = "new", "completing", "ready", "referred"
AT_INSTITUTION, DECIDED, CLOSED = "at_institution", "decided", "closed"
STAGES = (NEW, COMPLETING, READY, REFERRED, AT_INSTITUTION, DECIDED, CLOSED)
"""Where a case stands; computed from what happened, never set by anybody."""

STATUSES = ("at_province", "referred", "decided", "closed")
"""What a post is told; what it was not told yet is ``recorded``."""

ETHICS, DISCIPLINE, CRIME, ADMINISTRATIVE = "ethics", "discipline", "crime", "administrative"
CODE_OF_ETHICS, DISPUTE, LOCAL, UNVERIFIED, OTHER = "code_of_ethics", "dispute", "local_rule", "unverified", "other"
CLASSES = (ETHICS, DISCIPLINE, CRIME, ADMINISTRATIVE, CODE_OF_ETHICS, DISPUTE, LOCAL, UNVERIFIED, OTHER)
"""Classes that may be alleged; none where the act must be clarified first."""

SEVERITIES = ("low", "medium", "high", "urgent")

PROVEN, NOT_PROVEN, NOT_REGISTERED = "proven", "not_proven", "not_registered"
WITHDRAWN, BEYOND_REMIT, HANDLED = "withdrawn", "beyond_remit", "handled"
DECIDED_OUTSIDE = frozenset({PROVEN, NOT_PROVEN, NOT_REGISTERED})
"""Ends that an outside body decided: its document's number and day stand with them, whichever of them it is."""
OUTCOMES = (PROVEN, NOT_PROVEN, NOT_REGISTERED, WITHDRAWN, BEYOND_REMIT, HANDLED)
CLOSE = "close"
"""The act of a closing that another officer must answer, among proposals."""
VOIDED = "voided"
"""Not an outcome that anybody writes: the report itself was voided by two officers."""


class ClassifiedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a person confirmed, the data it rests on, and the proposal that was shown to him.

    ``reference`` is the digest of all data sets; ``law_version`` the version of the register of rules. ``agreed`` says that
    what was confirmed is what was proposed.
    """

    act: str
    subject: str = ""
    classes: list[str] = []
    laws: list[str] = []
    law_version: str = ""
    regime: str = ""
    election: str = ""
    route: str = ""
    severity: str = ""
    reference: str = ""
    proposed: dict[str, object] = {}
    agreed: bool = False


class WordsStory(msgspec.Struct, frozen=True, kw_only=True):
    """What an officer says in his own words."""

    words: str = ""


class CaseClassified(msgspec.Struct, frozen=True):
    """An officer confirmed which act and class are alleged, by which law, and the way it should go."""

    facts: ClassifiedFacts | None
    story: WordsStory | None = None


class AssignedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The desk and the officer who take the case on; both empty: nobody."""

    desk: str = ""
    officer: str = ""


class CaseAssigned(msgspec.Struct, frozen=True):
    """The case was given to a desk or an officer."""

    facts: AssignedFacts | None


class NotedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The day of the note."""

    day: str


class CaseNoted(msgspec.Struct, frozen=True):
    """An officer noted something for the desks."""

    facts: NotedFacts | None
    story: WordsStory | None = None


class AskedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the case lacks, as keys of requirements, and the day until which it is asked for."""

    lacks: list[str]
    due: str


class CompletionAsked(msgspec.Struct, frozen=True):
    """The case waits for something that it lacks."""

    facts: AskedFacts | None
    story: WordsStory | None = None


class CompletedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Digests of the requests, and of institutions' returns, that are answered, or given up (``met`` False)."""

    asked: list[bytes]
    met: bool = True


class CaseCompleted(msgspec.Struct, frozen=True):
    """What was asked for came, or is not waited for any longer."""

    facts: CompletedFacts | None
    story: WordsStory | None = None


class ClosedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """How the case ends; whose decision it is, with number and day of the document, where it is somebody's."""

    outcome: str
    institution: str = ""
    number: str = ""
    day: str = ""


class CaseClosed(msgspec.Struct, frozen=True):
    """The case ended; "beyond our remit" only once another officer agreed."""

    facts: ClosedFacts | None
    story: WordsStory | None = None


class ClosingAnswered(msgspec.Struct, frozen=True, kw_only=True):
    """Digest of the closing that is answered."""

    closing: bytes


class ClosingApproved(msgspec.Struct, frozen=True):
    """Another officer agreed that the case is beyond the office's remit, for reasons of his own."""

    facts: ClosingAnswered | None
    story: WordsStory | None = None


class ClosingDeclined(msgspec.Struct, frozen=True):
    """The closing was refused, or taken back by who proposed it."""

    facts: ClosingAnswered | None
    story: WordsStory | None = None


class ReopenedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Digests of the closings that end."""

    closings: list[bytes]


class CaseReopened(msgspec.Struct, frozen=True):
    """The case goes on."""

    facts: ReopenedFacts | None
    story: WordsStory | None = None


class ToldFacts(msgspec.Struct, frozen=True, kw_only=True):
    """All that a post may know: a status and the day."""

    status: str
    day: str


class CaseTold(msgspec.Struct, frozen=True):
    """The post that took the report in was told how far it got."""

    facts: ToldFacts | None


CaseEvent = (
    CaseClassified
    | CaseAssigned
    | CaseNoted
    | CompletionAsked
    | CaseCompleted
    | CaseClosed
    | ClosingApproved
    | ClosingDeclined
    | CaseReopened
    | CaseTold
)


@dataclass(frozen=True, slots=True)
class ClassifyCase:
    """Confirm what is alleged. ``classes``, ``laws`` and ``route`` are codes; ``words`` why, where it is not as proposed."""

    command: CommandId
    report: SubjectId
    act: str
    classes: tuple[str, ...]
    laws: tuple[str, ...]
    subject: str = ""
    route: str = ""
    severity: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class AssignCase:
    """Give a case to a desk or an officer; to neither takes it from whoever has it."""

    command: CommandId
    report: SubjectId
    desk: str = ""
    officer: str = ""


@dataclass(frozen=True, slots=True)
class NoteCase:
    """Note something for the desks."""

    command: CommandId
    report: SubjectId
    words: str


@dataclass(frozen=True, slots=True)
class AskCompletion:
    """Ask for what a case lacks, until a day."""

    command: CommandId
    report: SubjectId
    lacks: tuple[str, ...]
    due: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class CompleteCase:
    """What was asked for has come (``met``), or is not waited for any longer."""

    command: CommandId
    report: SubjectId
    words: str = ""
    met: bool = True


@dataclass(frozen=True, slots=True)
class CloseCase:
    """End a case."""

    command: CommandId
    report: SubjectId
    outcome: str
    institution: str = ""
    number: str = ""
    day: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class ReopenCase:
    """Take a closed case up again."""

    command: CommandId
    report: SubjectId
    words: str


CaseCommand = ClassifyCase | AssignCase | NoteCase | AskCompletion | CompleteCase | CloseCase | ReopenCase

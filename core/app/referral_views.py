"""What lists, screens and verbs show of referrals: shapes without rules."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.legal_clock import State


@dataclass(frozen=True, slots=True)
class ReferralClock:
    """One time limit that runs: its clause, whose duty, both dates, how it stands, how many days are left."""

    clause: str
    step_id: str
    step_en: str
    duty: str
    basis: str
    confidence: str
    counted_from: str
    zone: str
    safe: str
    latest: str | None
    hand_in_by: str | None
    state: State
    days_left: int


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """One referral in a list. ``clock`` is the time limit that presses most, None where nothing is waited for."""

    id: str
    report: str
    number: str
    kind: str
    institution: str
    level: str
    to: str
    stage: str
    sent: str
    day: str
    letter: str
    identity: str
    receipt: str
    outcome: str
    reminded: int
    escalated: int
    viewed: str
    clock: ReferralClock | None


@dataclass(frozen=True, slots=True)
class ReferralPage:
    """A page of referrals; ``next`` is None at the end."""

    rows: tuple[ReferralRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One thing that was said of a referral or done about it, with who wrote it down and the letter that went out for it."""

    kind: str
    at: str
    code: str
    number: str
    lacks: tuple[str, ...]
    words: str
    officer: str
    written: str
    letter: str = ""
    document: str = ""


LETTER_AS, LISTED_AS = "surat-penerusan.pdf", "daftar-sidik.txt"
"""How the letter and the list of digests are called on the plain medium."""


@dataclass(frozen=True, slots=True)
class ReferredFile:
    """A file that goes along: named as in the list of digests, and by the name under which it lies on the medium.

    ``kept`` says why it does not lie there: ``envelope`` for what shows a person, ``away`` for what is not here yet.
    """

    token: str
    listed: str
    name: str
    digest: str
    size: int
    kept: str = ""


@dataclass(frozen=True, slots=True)
class ReferralView:
    """One referral in full."""

    row: ReferralRow
    route: str
    routes: str
    basis: str
    condition: str
    reason: str
    envelope: str
    sets: int
    annexes: tuple[str, ...]
    hash_list: str
    document: str
    clocks: tuple[ReferralClock, ...]
    answers: tuple[AnswerRow, ...]


@dataclass(frozen=True, slots=True)
class WayView:
    """One addressee that the program proposes: his place, the words on the letter, and why he is shut where he is.

    ``known``: he was written to already. ``identities`` are the choices that are lawful for him.
    """

    institution: str
    name: str
    place: str
    route: str
    basis: str
    confidence: str
    level: str
    to: str
    conflict: bool
    shut: str
    known: bool
    identities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What may be sent now: every addressee with his way, and what is proposed for the reporter's identity."""

    report: str
    number: str
    kind: str
    day: str
    routes: str
    ways: tuple[WayView, ...]
    identity: str
    agreed: bool
    envelope: str
    organiser: bool
    evidence: int


@dataclass(frozen=True, slots=True)
class SentReferral:
    """What sending gives back for each addressee."""

    id: str
    institution: str
    due: str
    letter: str


@dataclass(frozen=True, slots=True)
class ReferralDone:
    """What an act about a referral gives back: where it stands now, what is due next, the letter that was printed for it."""

    id: str
    stage: str
    due: str
    letter: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class ClosedRow:
    """A case that ended, as Bawaslu's liaison sees it: no word of the report.

    ``institution``, ``decision`` and ``decided`` are the outside body's, ``reasons`` what two officers gave for "beyond our
    remit"; ``viewed`` is the liaison's first view, ``seen`` that none is to be recorded any more.
    """

    report: str
    number: str
    kind: str
    day: str
    outcome: str
    institution: str
    decision: str
    decided: str
    reasons: tuple[str, ...]
    seen: bool
    viewed: str


@dataclass(frozen=True, slots=True)
class ClosedPage:
    """A page of cases that ended; ``next`` is None at the end."""

    rows: tuple[ClosedRow, ...]
    next: str | None

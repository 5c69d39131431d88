"""Openings of a sealed identity as a fold, and who may ask, agree and look: never one alone (SAFEGUARDS 22)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from msgspec import UNSET

from core.domain.correcting import APPROVED, DECLINED, PROPOSED, answers_in, is_another
from core.domain.correction import AnswerFacts
from core.domain.errors import Invalid, NotAllowed
from core.domain.events import UNAUTHORISED, Fact
from core.domain.identity_opening import (
    ADDRESSEES,
    HAND_OVER,
    AgreedFacts,
    IdentityOpened,
    NamedFacts,
    OpeningApproved,
    OpeningDeclined,
    OpeningFacts,
    OpeningProposed,
    OpeningStory,
)
from core.domain.report import ReportState
from core.domain.text import check_line, check_narrative, is_blank

OPENED = "opened"
STATUSES = (PROPOSED, APPROVED, DECLINED, OPENED)
ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Opening:
    """A proposal and what became of it; ``shown`` is when one of the two looked, of several the first."""

    fact: Fact
    facts: OpeningFacts
    reason: str
    answer: Fact | None
    shown: Fact | None

    @property
    def id(self) -> bytes:
        """Its name."""
        return self.fact.source.digest[:ID_BYTES]

    @property
    def status(self) -> str:
        """Proposed, declined, approved (and not looked at), opened."""
        if self.answer is None:
            return PROPOSED
        if isinstance(self.answer.event, OpeningDeclined):
            return DECLINED
        return APPROVED if self.shown is None else OPENED

    @property
    def second_institution(self) -> str:
        """Where the officer who agreed comes from."""
        facts = getattr(None if self.answer is None else self.answer.event, "facts", None)
        return facts.institution if isinstance(facts, AgreedFacts) else ""

    @property
    def signers(self) -> tuple[bytes, ...]:
        """The keys of the two."""
        return tuple(fact.source.signer for fact in (self.fact, self.answer) if fact is not None)


def openings_of(history: Sequence[Fact]) -> tuple[Opening, ...]:
    """Every lawful proposal with what became of it, in the order of entries.

    What says that it was shown counts after the agreement alone, and from one of the two who agreed.
    """
    lawful = [fact for fact in history if UNAUTHORISED not in fact.source.marks]
    proposed = [
        (fact, fact.event.facts, "" if fact.event.story is None else fact.event.story.reason)
        for fact in lawful
        if isinstance(fact.event, OpeningProposed) and fact.event.facts is not None
    ]
    if not proposed:
        return ()
    answers = answers_in(history, OpeningApproved, OpeningDeclined)
    return tuple(_read(fact, facts, reason, answers.get(fact.source.digest), lawful) for fact, facts, reason in proposed)


def _read(fact: Fact, facts: OpeningFacts, reason: str, answer: Fact | None, lawful: list[Fact]) -> Opening:
    shown = None
    if answer is not None and isinstance(answer.event, OpeningApproved):
        two = (fact.source.signer, answer.source.signer)
        after = lawful[lawful.index(answer) :]
        shown = next((each for each in after if _shows(each, fact) and each.source.signer in two), None)
    return Opening(fact, facts, reason, answer, shown)


def _shows(fact: Fact, proposal: Fact) -> bool:
    event = fact.event
    return isinstance(event, IdentityOpened) and event.facts is not None and event.facts.proposal == proposal.source.digest


def require_sealed(state: ReportState) -> None:
    """Refuse where nothing can be opened: ``report.erased``, ``identity.guarded``, ``identity.none``."""
    if "parties" in state.gone:
        raise NotAllowed("report.erased")
    if state.parties is None:
        raise NotAllowed("identity.guarded" if is_guarded(state) else "correction.sealed")
    files = [] if state.story is None else state.story.attachments
    if not state.boxes and not any(file.shows_identity for file in files):
        raise NotAllowed("identity.none")


def is_guarded(state: ReportState) -> bool:
    """Whether a guard alone may read it."""
    return state.facts is not None and state.facts.guard is not UNSET


def may_hand_over(state: ReportState) -> bool:
    """Whether the reporter agreed that his identity goes to Bawaslu."""
    consent = {} if state.story is None else state.story.form.get("consent")
    return isinstance(consent, dict) and consent.get("identity") is True


def propose(state: ReportState, desk: NamedFacts | None, purpose: str, addressee: str, reason: str) -> OpeningProposed:
    """The proposal of an officer of the identity desk.

    Raises ``NotAllowed`` (``identity.not_named``, ``identity.no_consent``, ``identity.waits`` and what :func:`require_sealed`
    refuses), ``Invalid`` (``identity.purpose``, ``identity.addressee``, ``identity.reason``, ``text.*``).
    """
    named = _require_named(desk)
    require_sealed(state)
    if purpose not in ADDRESSEES:
        raise Invalid("identity.purpose", value=purpose)
    if addressee not in ADDRESSEES[purpose]:
        raise Invalid("identity.addressee", value=addressee, allowed=", ".join(ADDRESSEES[purpose]))
    check_narrative(reason, "reason")
    if is_blank(reason):
        raise Invalid("identity.reason")
    if purpose == HAND_OVER and not may_hand_over(state):
        raise NotAllowed("identity.no_consent")
    if any(opening.status == PROPOSED for opening in openings_of(state.history)):
        raise NotAllowed("identity.waits")
    facts = OpeningFacts(purpose=purpose, addressee=addressee, institution=named.institution)
    return OpeningProposed(facts, OpeningStory(reason=reason.strip()))


def answer(state: ReportState, proposal: bytes, desk: NamedFacts | None, *, approve: bool) -> OpeningApproved | OpeningDeclined:
    """The second officer's answer; that another key answers is for the caller to see to.

    Raises ``NotAllowed`` (``identity.not_named``, ``identity.same_institution`` and what :func:`require_sealed` refuses).
    """
    if not approve:
        return OpeningDeclined(AnswerFacts(proposal=proposal))
    named = _require_named(desk)
    require_sealed(state)
    opening = next(each for each in openings_of(state.history) if each.fact.source.digest == proposal)
    units = () if state.parties is None else tuple(str(party.get("unit", "")) for party in state.parties.reported)
    if not has_outsider((opening.facts.institution, named.institution), units):
        raise NotAllowed("identity.same_institution")
    return OpeningApproved(AgreedFacts(proposal=proposal, institution=named.institution))


def has_outsider(institutions: tuple[str, str], units: Iterable[str]) -> bool:
    """Whether one of the two surely comes from outside every reported person's office.

    Offices are compared by their names. Where an office is unknown, two different institutions are wanted: then at
    least one of them is not that of the reported person.
    """
    one, other = (_key(name) for name in institutions)
    keys = [_key(unit) for unit in units] or [""]
    if "" in keys and one == other:
        return False
    known = [key for key in keys if key]
    return any(not any(key in unit or unit in key for unit in known) for key in (one, other))


def differ(one: str, other: str) -> bool:
    """Whether these are two institutions, however they are spelled."""
    return _key(one) != _key(other)


def _key(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


def show(state: ReportState, opening: Opening, signer: bytes) -> IdentityOpened:
    """The moment in which it is shown: once, to the two; ``signer`` is who writes it.

    What was agreed to and never shown lapses with the next proposal: those two may have no copy of the key.
    Raises ``NotAllowed`` (``identity.not_approved``, ``identity.shown``, ``identity.newer``, ``identity.not_yours`` and what
    :func:`require_sealed` refuses).
    """
    if opening.status == OPENED:
        raise NotAllowed("identity.shown")
    if opening.status != APPROVED:
        raise NotAllowed("identity.not_approved")
    if openings_of(state.history)[-1].id != opening.id:
        raise NotAllowed("identity.newer")
    if signer not in opening.signers or not is_another(*opening.signers):
        raise NotAllowed("identity.not_yours")
    require_sealed(state)
    return IdentityOpened(AnswerFacts(proposal=opening.fact.source.digest))


def _require_named(desk: NamedFacts | None) -> NamedFacts:
    if desk is None:
        raise NotAllowed("identity.not_named")
    return desk


def institution_name(text: str) -> str:
    """An institution as the administrator typed it; raises ``Invalid('identity.institution')``."""
    check_line(text, "institution")
    if not _key(text):
        raise Invalid("identity.institution")
    return text.strip()

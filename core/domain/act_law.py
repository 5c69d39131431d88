"""What the dated law says of one act by one type of person on one day: a range to read, never a judgement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from core.domain.confidence import Confidence, confidence_of
from core.domain.reference import ReferenceData
from core.domain.reference_items import LegalRef, Phase, Sanction, Subject, Violation

CRIMINAL, OPEN_CLASS = "pidana", "not_verified"
BOOKS = frozenset({"PEMILU", "PILKADA"})
"""The regimes that have acts of their own."""


@dataclass(frozen=True, slots=True)
class RuleLaw:
    """One rule behind an act. ``ended`` says that its penalty figures no longer held on the day asked about."""

    ref: LegalRef
    confidence: Confidence
    ended: bool


@dataclass(frozen=True, slots=True)
class ActLaw:
    """The answer. ``classes`` is the range that the rules name; it is empty where the act must be clarified first.

    ``concerns`` is False when the act cannot be alleged of that type of person; ``not_before`` is the day from which the
    act reached that type of person, where the day asked about is earlier; ``other_phase`` says that on that day the list
    of the other phase applied; ``since`` is the law that replaced older penalty figures by that day. ``instead`` is None for
    an act of the election asked about; of another election's act it holds those that fit this type of person there, or none.
    """

    act: Violation
    subject: Subject | None
    confidence: Confidence
    concerns: bool
    clarify: bool
    classes: tuple[str, ...]
    rules: tuple[RuleLaw, ...]
    sanctions: tuple[Sanction, ...]
    not_before: date | None
    other_phase: Phase | None
    since: LegalRef | None
    instead: tuple[Violation, ...] | None = None


def law_of(
    reference: ReferenceData, act: str, subject: str, day: date | None, election: str = "", regime: str = ""
) -> ActLaw | None:
    """The law about an act as data holds it; None for an unknown act.

    Without a day nothing is taken for ended; without a regime, or an election that tells it, the rules of every regime are
    given.
    """
    found, person = reference.violation(act), reference.subject(subject)
    if found is None:
        return None
    clarify = found.needs_clarification
    regime = regime_of(reference, election, regime)
    refs = (reference.legal_ref(code) for code in of_regime(reference, found.legal_refs, regime))
    rules = tuple(RuleLaw(ref, confidence_of(ref.status, ref.not_verified), _ended(ref, day)) for ref in refs if ref is not None)
    return ActLaw(
        act=found,
        subject=person,
        confidence=confidence_of(found.confidence),
        concerns=person is None or person.code in found.applies_to,
        clarify=clarify,
        classes=() if clarify else found.sanction_class,
        rules=rules,
        sanctions=() if clarify else _sanctions(reference, found, person),
        not_before=_not_before(found, person, day),
        other_phase=_other_phase(reference, found, day, election),
        since=_since(reference, found, day),
        instead=None if is_of_regime(found, regime) else acts_instead(reference, found, subject, regime),
    )


def regime_of(reference: ReferenceData, election: str, named: str = "") -> str:
    """The book of law that is asked about, as named or as the election tells it; empty where neither does."""
    if named.upper() in BOOKS:
        return named.upper()
    found = reference.election(election) if election else None
    return "" if found is None else found.regime


def of_regime(reference: ReferenceData, laws: Iterable[str], regime: str) -> tuple[str, ...]:
    """The rules that hold under a regime; of an unknown regime all of them."""
    found = ((law, reference.legal_ref(law)) for law in laws)
    return tuple(law for law, ref in found if ref is not None and (not regime or not ref.regimes or regime in ref.regimes))


def is_of_regime(act: Violation, regime: str) -> bool:
    """Whether the book of that election knows the act; where no election is told, it is not held against the act."""
    return not regime or not act.regimes or regime in act.regimes


def acts_instead(reference: ReferenceData, act: Violation, subject: str, regime: str) -> tuple[Violation, ...]:
    """The acts of a regime that fit where this one does not belong, as far as they concern that type of person."""
    person = reference.subject(subject)
    found = (reference.violation(code) for code in act.other_regime)
    return tuple(
        each
        for each in found
        if each is not None and is_of_regime(each, regime) and (person is None or person.code in each.applies_to)
    )


def _ended(ref: LegalRef, day: date | None) -> bool:
    return day is not None and ref.penalty_until is not None and day > ref.penalty_until


def _sanctions(reference: ReferenceData, act: Violation, subject: Subject | None) -> tuple[Sanction, ...]:
    """Rungs of the person's own ladders that lie in the range; a criminal penalty stands in the rules, not on a ladder."""
    ladders = () if subject is None else subject.sanction_ladders
    wanted = set(act.sanction_class) - {CRIMINAL, OPEN_CLASS}
    return tuple(rung for name in ladders for rung in reference.ladder(name) if rung.sanction_class in wanted)


def _not_before(act: Violation, subject: Subject | None, day: date | None) -> date | None:
    start = None if subject is None else act.punishable_from.get(subject.code)
    return start if start is not None and day is not None and day < start else None


def _other_phase(reference: ReferenceData, act: Violation, day: date | None, election: str) -> Phase | None:
    phase = reference.phase_at(election, day) if election and day is not None else None
    if phase in (None, "any") or act.phase in ("any", phase):
        return None
    return phase


def _since(reference: ReferenceData, act: Violation, day: date | None) -> LegalRef | None:
    """The law that gives the penalties by that day, for acts with a criminal side."""
    if day is None or CRIMINAL not in act.sanction_class:
        return None
    for ref in reference.legal_refs:
        if ref.penalty_until is not None and ref.succeeded_by is not None and day >= ref.penalty_until + timedelta(days=1):
            return reference.legal_ref(ref.succeeded_by)
    return None

"""Corrections of a report: what may be proposed, who may answer, and how the report reads after them.

Everything is a function of the set of entries: proposals count in their own order, not in that of their answers, so
two officers' corrections give the same report on every device (D18).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from core.domain.ancestry import Ancestry
from core.domain.correction import (
    ACTS,
    AMEND,
    REASONS,
    RESTORE,
    VOID,
    AnswerFacts,
    AnswerStory,
    CorrectionApproved,
    CorrectionDeclined,
    CorrectionFacts,
    CorrectionParties,
    CorrectionProposed,
    CorrectionStory,
)
from core.domain.errors import Invalid, NotAllowed
from core.domain.events import UNAUTHORISED, Fact, ReportParties, ReportStory
from core.domain.text import check_line, is_blank

PROPOSED, APPROVED, DECLINED = "proposed", "approved", "declined"
SEALED_FIELDS = ("reporter", "witnesses")
PARTY_FIELDS = (*SEALED_FIELDS, "reported")
UNNAMED = "-"
"""Stands for a reporter or witness whom this device cannot read, while a corrected form is checked."""
Tree = dict[str, object]


@dataclass(frozen=True, slots=True)
class Correction:
    """A proposal and what became of it; ``beside`` are proposals on a common field that did not know of each other."""

    fact: Fact
    event: CorrectionProposed
    facts: CorrectionFacts
    answer: Fact | None
    status: str
    beside: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrected:
    """How a report reads after its approved corrections; ``boxes`` are sealed persons, the newest last."""

    story: ReportStory | None
    parties: ReportParties | None
    voided: bool
    boxes: tuple[bytes, ...]


def answers_in(history: Iterable[Fact], approving: type, declining: type) -> dict[bytes, Fact]:
    """The first lawful answer to each proposal, by the proposal's digest.

    To agree takes another key than the proposal's, under whatever name or certificate; to take back does not.
    """
    signers: dict[bytes, bytes] = {}
    found: dict[bytes, Fact] = {}
    for fact in history:
        if UNAUTHORISED in fact.source.marks:
            continue
        signers[fact.source.digest] = fact.source.signer
        if not isinstance(fact.event, approving | declining):
            continue
        facts = getattr(fact.event, "facts", None)
        proposal = facts.proposal if isinstance(facts, AnswerFacts) else b""
        if proposal not in signers or proposal in found:
            continue
        if isinstance(fact.event, declining) or is_another(signers[proposal], fact.source.signer):
            found[proposal] = fact
    return found


def is_another(one: bytes, other: bytes) -> bool:
    """True when two signers are known and differ."""
    return bool(one) and bool(other) and one != other


def corrections_of(history: tuple[Fact, ...], barred: str = "") -> tuple[Correction, ...]:
    """Every lawful proposal in its order, with its answer.

    ``barred`` is the post that only carries the report and cannot read it: what it proposes or answers counts for nothing.
    """
    lawful = tuple(fact for fact in history if not barred or fact.source.post != barred)
    proposals = [
        (fact, fact.event, fact.event.facts)
        for fact in lawful
        if isinstance(fact.event, CorrectionProposed) and fact.event.facts is not None and UNAUTHORISED not in fact.source.marks
    ]
    if not proposals:
        return ()
    answers = answers_in(lawful, CorrectionApproved, CorrectionDeclined)
    ancestry = Ancestry(history)
    found = []
    for fact, event, facts in proposals:
        beside = tuple(
            other.source.digest
            for other, _, its in proposals
            if other is not fact and _meet(facts, its) and ancestry.concurrent(fact, other)
        )
        answer = answers.get(fact.source.digest)
        found.append(Correction(fact, event, facts, answer, _status(answer), beside))
    return tuple(found)


def _status(answer: Fact | None) -> str:
    if answer is None:
        return PROPOSED
    return APPROVED if isinstance(answer.event, CorrectionApproved) else DECLINED


def _meet(one: CorrectionFacts, other: CorrectionFacts) -> bool:
    """To void a report touches every field of it."""
    return one.act != AMEND or other.act != AMEND or bool(set(one.fields) & set(other.fields))


def corrected(story: ReportStory | None, parties: ReportParties | None, corrections: Iterable[Correction]) -> Corrected:
    """The report as it reads now."""
    voided = False
    boxes = [parties.identity] if parties is not None and parties.identity else []
    for correction in corrections:
        if correction.status != APPROVED:
            continue
        if correction.facts.act in (VOID, RESTORE):
            voided = correction.facts.act == VOID
        if story is not None and correction.event.story is not None:
            story = msgspec.structs.replace(story, form=_filled(story.form, correction.event.story))
        changed = correction.event.parties
        if parties is not None and changed is not None:
            parties = _replaced(parties, changed)
            boxes += [changed.identity] if changed.identity else []
    return Corrected(story, parties, voided, tuple(boxes))


def _filled(form: Tree, change: CorrectionStory) -> Tree:
    kept = {name: value for name, value in form.items() if name not in change.cleared}
    return kept | {name: value for name, value in change.values.items() if name != "kind"}


def _replaced(parties: ReportParties, change: CorrectionParties) -> ReportParties:
    return msgspec.structs.replace(
        parties,
        reported=parties.reported if change.reported is None else change.reported,
        lane=change.lane or parties.lane,
        reporter_status=change.reporter_status or parties.reporter_status,
        witnesses=parties.witnesses if change.witnesses is None else change.witnesses,
    )


def clock_form(story: ReportStory | None, corrections: Iterable[Correction]) -> Tree:
    """The form that the law's clock reads: an open proposal counts at once where its day is the earlier one (D18)."""
    form = {} if story is None else dict(story.form)
    for correction in corrections:
        if correction.status == PROPOSED and correction.event.story is not None:
            for name in ("known", "happened", "observed"):
                new = correction.event.story.values.get(name)
                if new is not None and (not _day(form.get(name)) or "" < _day(new) < _day(form.get(name))):
                    form[name] = new
    return form


def _day(value: object) -> str:
    day = value.get("date", "") if isinstance(value, Mapping) else value
    return day if isinstance(day, str) else ""


def standing_form(story: ReportStory, parties: ReportParties | None) -> Tree:
    """The whole form as it stands, complete enough to be checked: persons that cannot be read here are unnamed."""
    tree = dict(story.form)
    if parties is None:
        return tree
    if parties.reported:
        tree["reported"] = parties.reported
    if parties.lane:
        status = {"status": parties.reporter_status} if parties.reporter_status else {}
        tree["reporter"] = {"lane": parties.lane, "name": UNNAMED, "address": UNNAMED, **status}
    if parties.witnesses:
        tree["witnesses"] = [{"name": UNNAMED}] * parties.witnesses
    return tree


def changes_of(standing: Tree, typed: Mapping[str, object]) -> Tree:
    """Fields of ``typed`` that differ from what stands; None empties a field. A sealed reporter stays as he is.

    Raises ``Invalid('correction.kind')`` when another kind of report is typed, ``Invalid('correction.nothing')``.
    """
    if typed.get("kind", standing.get("kind")) != standing.get("kind"):
        raise Invalid("correction.kind")
    changes = {
        name: value
        for name, value in typed.items()
        if not _is_seal(value) and standing.get(name) != value and (value is not None or name in standing)
    }
    if not changes:
        raise Invalid("correction.nothing")
    return changes


def _is_seal(value: object) -> bool:
    """True for what stands in the shown form where persons are sealed."""
    if isinstance(value, list):
        return bool(value) and all(_is_seal(item) for item in value)
    return isinstance(value, Mapping) and value.get("sealed") is True


def propose(act: str, reason: str, words: str, changes: Tree, identity: bytes, reported: list[Tree] | None) -> CorrectionProposed:
    """The proposal, parted like a report; ``identity`` is the sealed box of the persons among the changes.

    Raises ``Invalid`` (``correction.act``, ``correction.reason``, ``text.*``).
    """
    if act not in ACTS:
        raise Invalid("correction.act", value=act)
    check_line(words, "reason")
    if reason not in REASONS or (reason == "other" and is_blank(words)):
        raise Invalid("correction.reason")
    told = {name: value for name, value in changes.items() if name not in PARTY_FIELDS}
    persons = {name: changes[name] for name in PARTY_FIELDS if name in changes}
    reporter, witnesses = persons.get("reporter"), persons.get("witnesses")
    return CorrectionProposed(
        CorrectionFacts(act=act, reason=reason, fields=sorted(changes)),
        CorrectionStory(
            words=words.strip(),
            values={name: value for name, value in told.items() if value is not None},
            cleared=sorted(name for name, value in told.items() if value is None),
        ),
        CorrectionParties(
            reported=reported if "reported" in persons else None,
            lane=_of(reporter, "lane"),
            reporter_status=_of(reporter, "status"),
            witnesses=len(witnesses) if isinstance(witnesses, list) else 0 if "witnesses" in persons else None,
            identity=identity,
        )
        if persons
        else None,
    )


def _of(reporter: object, name: str) -> str:
    return str(reporter.get(name, "")) if isinstance(reporter, Mapping) else ""


def require_open(proposer: bytes, status: str, signer: bytes, *, approve: bool) -> None:
    """Refuse an answer that would count for nothing: ``approval.done``, ``approval.own``."""
    if status != PROPOSED:
        raise NotAllowed("approval.done")
    if approve and not is_another(proposer, signer):
        raise NotAllowed("approval.own")


def answer_correction(proposal: bytes, words: str, *, approve: bool) -> CorrectionApproved | CorrectionDeclined:
    """The second officer's answer."""
    check_line(words, "reason")
    facts = AnswerFacts(proposal=proposal)
    return CorrectionApproved(facts) if approve else CorrectionDeclined(facts, AnswerStory(words=words.strip()))

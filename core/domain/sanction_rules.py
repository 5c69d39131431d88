"""What a desk may record of a sanction: rungs by type of person and day, documents, decisions, order of days, appeals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.domain import sanction as wire
from core.domain import sanctioning
from core.domain.attached import Attached
from core.domain.case_state import CaseState
from core.domain.errors import Invalid, NotAllowed
from core.domain.reference import ReferenceData
from core.domain.reference_items import Institution
from core.domain.reference_items import Sanction as Rung
from core.domain.report import ReportState
from core.domain.rulings import Ruling
from core.domain.sanctioning import Sanction
from core.domain.text import check_line, check_narrative, is_blank

CRIMINAL, CRIMINAL_LADDER = "pidana", "PIDANA"
_EXECUTABLE = (sanctioning.IMPOSED, sanctioning.APPEALED, wire.LOWERED)
_APPEALABLE = (sanctioning.IMPOSED, sanctioning.EXECUTED, wire.LOWERED)
COORDINATION, SUPERIOR, OWN, DISCIPLINE = "coordination", "superior", "own", "discipline"


@dataclass(frozen=True, slots=True)
class Scene:
    """What a decision looks at: the report, its sanctions, what outside bodies decided, the dated data, today here."""

    state: ReportState
    sanctions: tuple[Sanction, ...]
    rulings: Sequence[Ruling]
    reference: ReferenceData
    today: date
    act: str = ""
    """The act alleged: as a desk classified it, else as the report says."""


def rungs_for(reference: ReferenceData, subject: str, act: str = "") -> tuple[Rung, ...]:
    """The rungs that the law holds ready for a type of person, ladder by ladder; a court's too where the act is a crime."""
    person, alleged = reference.subject(subject), reference.violation(act)
    ladders = list(() if person is None else person.sanction_ladders)
    if person is not None and ladders and alleged is not None and CRIMINAL in alleged.sanction_class:
        ladders += [CRIMINAL_LADDER] if CRIMINAL_LADDER not in ladders else []
    return tuple(rung for ladder in ladders for rung in reference.ladder(ladder))


def act_of(case: CaseState) -> str:
    """The act alleged: as a desk classified it, else as the report says."""
    classified = "" if case.classification is None else case.classification.facts.act
    form = {} if case.report.story is None else case.report.story.form
    return classified or str(form.get("violation") or "")


def event_day(state: ReportState) -> date | None:
    """The day of the act as the report tells it now."""
    form = {} if state.story is None else state.story.form
    told = form.get("happened") or form.get("observed")
    text = str(told.get("date", "")) if isinstance(told, dict) else ""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def party_of(state: ReportState, number: int) -> dict[str, object]:
    """A reported party by its place; raises ``NotAllowed('sanction.sealed')`` and ``Invalid('sanction.party')``."""
    if state.parties is None:
        raise NotAllowed("sanction.sealed")
    reported = state.parties.reported
    if not 1 <= number <= len(reported):
        raise Invalid("sanction.party", count=len(reported))
    return reported[number - 1]


def steps_of(sanction: Sanction, rung: Rung | None) -> dict[str, bool]:
    """Which steps may come next, as the rules below let them."""
    status = sanction.status
    return {
        "impose": status == sanctioning.PROPOSED,
        "end": status == sanctioning.PROPOSED,
        "execute": status in _EXECUTABLE,
        "appeal": status in _APPEALABLE and sanction.review is None and rung is not None and bool(rung.appeals),
        "review": status == sanctioning.APPEALED,
        "inform": status != sanctioning.PROPOSED,
    }


def find(scene: Scene, name: bytes) -> Sanction:
    """The sanction of that name; raises ``Invalid('sanction.unknown')``."""
    found = next((each for each in scene.sanctions if each.id == name), None)
    if found is None:
        raise Invalid("sanction.unknown")
    return found


def propose(scene: Scene, command: wire.ProposeSanction) -> wire.SanctionProposed:
    """The event, or a refusal (``sanction.*``, ``report.unknown``)."""
    _require_complaint(scene)
    rung = _rung(scene, command.rung, command.party, command.day)
    office = _institution(scene, command.by, command.day)
    _day(scene, command.day)
    ruling = _ruling(scene, rung, command.decision, command.day)
    return wire.SanctionProposed(
        wire.ProposedFacts(
            rung=rung.code,
            party=command.party,
            by=office.code,
            day=command.day.isoformat(),
            rules=_rules(scene),
            decision=b"" if ruling is None else ruling.id,
        ),
        _story(command.note),
    )


def impose(scene: Scene, command: wire.ImposeSanction, paper: Attached | None) -> wire.SanctionImposed:
    """The event, or a refusal: never without the authority's document, number and day (SAFEGUARDS 24)."""
    _require_complaint(scene)
    known = find(scene, command.sanction) if command.sanction else None
    if known is not None:
        _require_status(known, sanctioning.PROPOSED)
    authority, number, day = _document(command.authority, command.number, command.day)
    party = command.party if known is None else known.party
    rung = _rung(scene, command.rung or ("" if known is None else known.rung), party, day)
    _day(scene, day, "" if known is None or known.proposal is None else known.proposal.day)
    decision = command.decision or (b"" if known is None or known.proposal is None else known.proposal.decision)
    ruling = _ruling(scene, rung, decision, day)
    rule, asked, asked_day = _coordination(scene, rung, command, day)
    return wire.SanctionImposed(
        wire.ImposedFacts(
            sanction=command.sanction,
            rung=rung.code,
            party=party,
            authority=authority,
            number=number,
            day=day.isoformat(),
            rules=_rules(scene),
            rule=rule,
            coordination_number=asked,
            coordination_day=asked_day,
            decision=b"" if ruling is None else ruling.id,
        ),
        _story(command.note, paper),
    )


def end_proposal(scene: Scene, command: wire.EndProposal) -> wire.SanctionNotImposed:
    """The event, or a refusal; "not proven" asks for as much paper as a sanction does."""
    known = find(scene, command.sanction)
    _require_status(known, sanctioning.PROPOSED)
    if command.outcome not in wire.OUTCOMES:
        raise Invalid("sanction.outcome", value=command.outcome)
    authority, number, day = _document(command.authority, command.number, command.day)
    _day(scene, day, "" if known.proposal is None else known.proposal.day)
    facts = wire.NotImposedFacts(
        sanction=known.id, outcome=command.outcome, authority=authority, number=number, day=day.isoformat()
    )
    return wire.SanctionNotImposed(facts, _story(command.note))


def execute(scene: Scene, command: wire.ExecuteSanction, paper: Attached | None) -> wire.SanctionExecuted:
    """The event, or a refusal; a paper's number or a file must prove it."""
    known = find(scene, command.sanction)
    _require_status(known, *_EXECUTABLE)
    check_line(command.document, "document")
    if is_blank(command.document) and paper is None:
        raise Invalid("sanction.evidence")
    _day(scene, command.day, "" if known.imposed is None else known.imposed.day)
    facts = wire.ExecutedFacts(sanction=known.id, day=command.day.isoformat(), document=command.document.strip())
    return wire.SanctionExecuted(facts, _story(command.note, paper))


def appeal(scene: Scene, command: wire.AppealSanction) -> wire.SanctionAppealed:
    """The event, or a refusal; only by a way that the law gives for that rung."""
    known = find(scene, command.sanction)
    _require_status(known, *_APPEALABLE)
    if known.review is not None:
        raise NotAllowed("sanction.status", status=known.review.outcome)
    rung = scene.reference.sanction(known.rung)
    way = command.way.strip().upper()
    if rung is None or way not in rung.appeals:
        raise NotAllowed("sanction.no_appeal", way=way, ways=", ".join(() if rung is None else rung.appeals) or "-")
    check_line(command.number, "number")
    _day(scene, command.day, "" if known.imposed is None else known.imposed.day)
    facts = wire.AppealedFacts(sanction=known.id, way=way, day=command.day.isoformat(), number=command.number.strip())
    return wire.SanctionAppealed(facts)


def review(scene: Scene, command: wire.ReviewSanction) -> wire.SanctionReviewed:
    """The event, or a refusal; "lowered" names a lower rung of the same ladder."""
    known = find(scene, command.sanction)
    _require_status(known, sanctioning.APPEALED)
    if command.outcome not in wire.REVIEWS:
        raise Invalid("sanction.outcome", value=command.outcome)
    body, number, day = _document(command.body, command.number, command.day)
    _day(scene, day, "" if known.appeal is None else known.appeal.day)
    lower = _lower(scene, known, command.rung) if command.outcome == wire.LOWERED else ""
    facts = wire.ReviewedFacts(
        sanction=known.id, outcome=command.outcome, body=body, number=number, day=day.isoformat(), rung=lower
    )
    return wire.SanctionReviewed(facts, _story(command.note))


def inform(scene: Scene, command: wire.InformReporter) -> wire.SanctionInformed:
    """The event, or a refusal; "by his code" only where the code says that it is decided."""
    known = find(scene, command.sanction)
    if known.status == sanctioning.PROPOSED:
        raise NotAllowed("sanction.status", status=known.status)
    if command.manner not in wire.MANNERS:
        raise Invalid("sanction.manner", value=command.manner)
    if command.manner == wire.BY_CODE and scene.state.case_status not in ("decided", "closed"):
        raise NotAllowed("sanction.not_told")
    _day(scene, command.day, _document_day(known))
    return wire.SanctionInformed(wire.InformedFacts(sanction=known.id, day=command.day.isoformat(), manner=command.manner))


def _document_day(known: Sanction) -> str:
    if known.imposed is not None:
        return known.imposed.day
    return "" if known.not_imposed is None else known.not_imposed.day


def _require_complaint(scene: Scene) -> None:
    if scene.state.facts is None:
        raise Invalid("report.unknown")
    if scene.state.facts.kind == "situation":
        raise NotAllowed("sanction.situation")


def _rung(scene: Scene, code: str, party: int, day: date) -> Rung:
    rung = scene.reference.sanction(code)
    if rung is None:
        raise Invalid("sanction.rung", value=code)
    person = party_of(scene.state, party)
    if rung not in rungs_for(scene.reference, str(person.get("subject", "")), scene.act):
        raise NotAllowed("sanction.ladder", rung=rung.code)
    if not rung.valid_between(event_day(scene.state) or day, day):
        raise NotAllowed("sanction.not_in_force", rung=rung.code)
    return rung


def _institution(scene: Scene, code: str, day: date) -> Institution:
    office = scene.reference.institution(code)
    if office is None:
        raise Invalid("sanction.institution", value=code)
    if office.valid_to is not None and day > office.valid_to:
        raise NotAllowed("sanction.abolished", office=office.code, day=office.valid_to.isoformat())
    return office


def _ruling(scene: Scene, rung: Rung, named: bytes, day: date) -> Ruling | None:
    """The outside body's decision that a sanction rests on; none is asked where the law lets the authority act alone."""
    held = [ruling for ruling in scene.rulings if not named or ruling.id == named]
    if named and not held:
        raise Invalid("sanction.decision")
    if not named and rung.decision in (COORDINATION, SUPERIOR, OWN):
        return None
    if not held:
        raise NotAllowed("sanction.no_decision", rung=rung.code)
    proven = [ruling for ruling in held if ruling.proven]
    if not proven:
        raise NotAllowed("sanction.not_proven")
    if rung.decision == DISCIPLINE:
        proven = [ruling for ruling in proven if ruling.discipline]
        if not proven:
            raise NotAllowed("sanction.not_discipline")
    ruling = proven[-1]
    if ruling.day > day.isoformat():
        raise Invalid("sanction.before", day=ruling.day)
    return ruling


def _coordination(scene: Scene, rung: Rung, command: wire.ImposeSanction, day: date) -> tuple[str, str, str]:
    """Rule, number and day of the coordination with Bawaslu; the first warning cannot do without them (SAFEGUARDS 24)."""
    for name, text in (("rule", command.rule), ("coordination_number", command.coordination_number)):
        check_line(text, name)
    asked = command.coordination_day
    if rung.decision == COORDINATION:
        if is_blank(command.rule):
            raise NotAllowed("sanction.rule")
        if is_blank(command.coordination_number) or asked is None:
            raise NotAllowed("sanction.coordination")
    if asked is not None:
        _day(scene, asked)
        if asked > day:
            raise Invalid("sanction.before", day=asked.isoformat())
    return command.rule.strip(), command.coordination_number.strip(), "" if asked is None else asked.isoformat()


def _lower(scene: Scene, known: Sanction, code: str) -> str:
    now, lower = scene.reference.sanction(known.rung), scene.reference.sanction(code)
    if lower is None:
        raise Invalid("sanction.rung", value=code)
    if now is None or lower.ladder != now.ladder or lower.order >= now.order:
        raise NotAllowed("sanction.not_lower", rung=lower.code)
    return lower.code


def _require_status(known: Sanction, *allowed: str) -> None:
    if known.status not in allowed:
        raise NotAllowed("sanction.status", status=known.status)


def _document(authority: str, number: str, day: date | None) -> tuple[str, str, date]:
    for name, text in (("authority", authority), ("number", number)):
        check_line(text, name)
    if is_blank(authority):
        raise Invalid("sanction.authority")
    if is_blank(number) or day is None:
        raise NotAllowed("sanction.document")
    return authority.strip(), number.strip(), day


def _day(scene: Scene, day: date, after: str = "") -> None:
    """A day that can be: not ahead, not before the act, not before the step that it follows."""
    if day > scene.today:
        raise Invalid("sanction.ahead")
    happened = event_day(scene.state)
    earliest = max(after, "" if happened is None else happened.isoformat())
    if day.isoformat() < earliest:
        raise Invalid("sanction.before", day=earliest)


def _rules(scene: Scene) -> str:
    return f"sanctions {scene.reference.versions()['sanctions']}"


def _story(note: str, paper: Attached | None = None) -> wire.SanctionStory | None:
    check_narrative(note, "note")
    if is_blank(note) and paper is None:
        return None
    return wire.SanctionStory(note=note.strip(), attached=[] if paper is None else [paper])

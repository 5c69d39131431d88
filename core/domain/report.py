"""A report of any kind: what intake demands, how it begins, and its state as a fold of facts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

import msgspec

from core.domain.errors import Invalid, NotAllowed
from core.domain.events import (
    Attached,
    Carried,
    CaseFacts,
    CaseOpened,
    Event,
    Fact,
    Lookup,
    ReportFacts,
    ReportParties,
    ReportReceived,
    ReportStory,
)
from core.domain.forms import (
    ComplaintForm,
    EvidenceItem,
    InformationForm,
    Reporter,
    ReportForm,
    SituationForm,
    WarningForm,
    form_kind,
    form_tree,
)
from core.domain.reference import ReferenceData
from core.domain.text import is_blank

WIRE_KINDS = {
    "complaint": "complaint.received",
    "early_warning": "warning.raised",
    "situation": "situation.reported",
    "information": "information.received",
}
PERSON_FIELDS = ("reporter", "witnesses", "reported")
RECORDED, AT_PROVINCE = "recorded", "at_province"
FORKED, UNAUTHORISED = "cabang", "tanpa wewenang"


@dataclass(frozen=True, slots=True)
class Submission:
    """A form made ready by the application: number, look-up keys, sealed identity and captured files."""

    form: ReportForm
    number: str
    post: str
    day: str
    sealed: bool
    reference: str
    identity: bytes
    attachments: tuple[Attached, ...]
    lookup: Lookup | None


@dataclass(frozen=True, slots=True)
class ReportState:
    """What the facts say of one report. Fields that no held part tells are empty."""

    facts: ReportFacts | None = None
    story: ReportStory | None = None
    parties: ReportParties | None = None
    received: Fact | None = None
    case_status: str = RECORDED
    agenda: str = ""
    forked: bool = False
    history: tuple[Fact, ...] = field(default=())


def require_complete(form: ReportForm, reference: ReferenceData, today: date) -> None:
    """Refuse a form that lacks what its kind demands (formal and material requirements, UU 7/2017 art. 454(4)).

    Raises ``Invalid`` with ``report.missing`` (field), ``report.code`` (field, value), ``report.future`` (field).
    """
    match form:
        case ComplaintForm():
            _complaint(form, reference, today)
        case WarningForm():
            _warning(form, reference, today)
        case SituationForm():
            _situation(form, reference)
        case InformationForm():
            _information(form, reference, today)


def _missing(text: str | None, name: str) -> None:
    if is_blank(text):
        raise Invalid("report.missing", field=name)


def _known(found: object, name: str, code: str) -> None:
    if found is None:
        raise Invalid("report.code", field=name, value=code)


def _not_future(day: date | None, name: str, today: date) -> None:
    if day is not None and day > today:
        raise Invalid("report.future", field=name)


def _common(form: ComplaintForm | WarningForm | InformationForm) -> None:
    _missing(form.summary, "summary")
    _missing(form.narrative, "narrative")
    for item in form.evidence:
        _missing(item.title, "evidence.title")


def _election(election: str, stage: str, reference: ReferenceData) -> None:
    _known(reference.election(election), "election", election)
    _known(reference.stage(election, stage), "stage", stage)


def _complaint(form: ComplaintForm, reference: ReferenceData, today: date) -> None:
    _common(form)
    _election(form.election, form.stage, reference)
    election = reference.election(form.election)
    if election is not None and election.regime.upper() != form.regime.upper():
        raise Invalid("report.code", field="regime", value=form.regime)
    _known(reference.violation(form.violation), "violation", form.violation)
    _known(reference.area(form.place.area), "place.area", form.place.area)
    if not form.reported:
        raise Invalid("report.missing", field="reported")
    _parties(form, reference)
    _reporter(form.reporter)
    for witness in form.witnesses:
        _missing(witness.name, "witnesses.name")
    _not_future(form.happened.date, "happened.date", today)
    _not_future(form.known, "known", today)
    if form.known < form.happened.date:
        raise Invalid("report.known_before", field="known")


def _parties(form: ComplaintForm | InformationForm, reference: ReferenceData) -> None:
    for party in form.reported:
        _known(reference.subject(party.subject), "reported.subject", party.subject)
        if is_blank(party.name) and is_blank(party.description):
            raise Invalid("report.missing", field="reported.name")


def _reporter(reporter: Reporter) -> None:
    if reporter.lane != "information":
        _missing(reporter.name, "reporter.name")
        _missing(reporter.address, "reporter.address")


def _warning(form: WarningForm, reference: ReferenceData, today: date) -> None:
    _common(form)
    _election(form.election, form.stage, reference)
    _known(reference.vulnerability(form.vulnerability), "vulnerability", form.vulnerability)
    _known(reference.area(form.place.area), "place.area", form.place.area)
    _not_future(form.observed.date, "observed.date", today)


def _situation(form: SituationForm, reference: ReferenceData) -> None:
    _election(form.election, form.stage, reference)
    if form.period_from.tzinfo is None or form.period_to.tzinfo is None:
        raise Invalid("report.zone", field="period_from")
    if form.period_to <= form.period_from:
        raise Invalid("report.period", field="period_to")
    if form.nihil and (form.incidents or form.vulnerabilities):
        raise Invalid("situation.nihil_with_content")
    if not form.nihil and not (form.incidents or form.vulnerabilities or not is_blank(form.analysis)):
        raise Invalid("situation.empty")
    for note in form.vulnerabilities:
        _known(reference.vulnerability(note.vulnerability), "vulnerabilities.vulnerability", note.vulnerability)
        _known(reference.area(note.place.area), "vulnerabilities.place.area", note.place.area)
    for incident in form.incidents:
        _missing(incident.summary, "incidents.summary")
        _known(reference.area(incident.place.area), "incidents.place.area", incident.place.area)


def _information(form: InformationForm, reference: ReferenceData, today: date) -> None:
    _common(form)
    if form.place is not None:
        _known(reference.area(form.place.area), "place.area", form.place.area)
    if form.election:
        _election(form.election, form.stage, reference)
    _parties(form, reference)
    if form.happened is not None:
        _not_future(form.happened.date, "happened.date", today)
    _not_future(form.known, "known", today)


def require_nihil_true(form: ReportForm, visible_in_period: int) -> None:
    """Refuse NIHIL while a visible warning or incident of its period exists; hidden ones do not count (SAFEGUARDS 12)."""
    if isinstance(form, SituationForm) and form.nihil and visible_in_period:
        raise NotAllowed("situation.nihil_refused", count=visible_in_period)


def evidence_of(form: ReportForm) -> list[EvidenceItem]:
    """The evidence list; a situation report has none."""
    return [] if isinstance(form, SituationForm) else form.evidence


def received(submission: Submission) -> ReportReceived:
    """The event that begins a report: the form's tree parted into facts, story and parties."""
    form = submission.form
    tree = form_tree(form)
    parties = ReportParties(
        reported=[dict(party) for party in _list(tree.get("reported"))],
        lane=_reporter_field(tree, "lane"),
        reporter_status=_reporter_field(tree, "status"),
        identity=submission.identity,
        witnesses=len(_list(tree.get("witnesses"))),
    )
    story = {name: value for name, value in tree.items() if name not in PERSON_FIELDS}
    return ReportReceived(
        facts=ReportFacts(
            number=submission.number,
            kind=form_kind(form),
            post=submission.post,
            day=submission.day,
            sealed=submission.sealed,
            reference=submission.reference,
            envelope=form.envelope if isinstance(form, ComplaintForm) else "",
            carried=_carried(submission),
        ),
        story=ReportStory(form=story, attachments=list(submission.attachments), lookup=submission.lookup),
        parties=parties,
    )


def _carried(submission: Submission) -> list[Carried] | msgspec.UnsetType:
    """Without this the post could neither keep nor send the files of a report that it cannot read itself."""
    if not submission.sealed or not submission.attachments:
        return msgspec.UNSET
    return [
        Carried(token=file.token, sealed_size=file.sealed_size, sealed_digest=file.sealed_digest, pieces=file.pieces)
        for file in submission.attachments
    ]


def _list(value: object) -> list[dict[str, object]]:
    return value if isinstance(value, list) else []


def _reporter_field(tree: dict[str, object], name: str) -> str:
    reporter = tree.get("reporter")
    return str(reporter.get(name, "")) if isinstance(reporter, dict) else ""


def open_case(state: ReportState, agenda: str) -> CaseOpened:
    """Register a report under the province's agenda number; refuses an unknown report, an empty or a second number."""
    if state.received is None:
        raise Invalid("report.unknown")
    if is_blank(agenda):
        raise Invalid("report.missing", field="agenda")
    if state.agenda:
        raise NotAllowed("case.already_open", agenda=state.agenda)
    return CaseOpened(CaseFacts(agenda=agenda.strip()))


def evolve(state: ReportState, fact: Fact) -> ReportState:
    """Take one more fact in; never refuses, for a late entry must not brick a laptop."""
    state = replace(state, history=(*state.history, fact), forked=state.forked or FORKED in fact.source.marks)
    if UNAUTHORISED in fact.source.marks:
        return state
    event: Event = fact.event
    match event:
        case ReportReceived() if state.received is None:
            return replace(state, received=fact, facts=event.facts, story=event.story, parties=event.parties)
        case CaseOpened(facts=facts) if facts is not None and not state.agenda:
            return replace(state, agenda=facts.agenda, case_status=AT_PROVINCE)
    return state


def fold(facts: tuple[Fact, ...] | list[Fact]) -> ReportState:
    """The state that these facts add up to, in the order given (Lamport, stream, sequence)."""
    state = ReportState()
    for fact in facts:
        state = evolve(state, fact)
    return state

"""A report of any kind: how it begins, and its state as a fold of facts."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from msgspec.structs import replace

from core.domain.bawaslu import BawasluFacts, BawasluReceiptRecorded
from core.domain.case import STATUSES, CaseTold
from core.domain.correcting import Correction, corrected, corrections_of
from core.domain.erasing import Erasure, Hold, erasures_of, holds_of
from core.domain.errors import Invalid, NotAllowed
from core.domain.events import (
    FORKED,
    UNAUTHORISED,
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
from core.domain.form_parts import EvidenceItem
from core.domain.forms import ComplaintForm, ReportForm, SituationForm, form_kind, form_tree
from core.domain.receipts import standing_receipts
from core.domain.referring import Referral, referrals_of
from core.domain.text import is_blank

WIRE_KINDS = {
    "complaint": "complaint.received",
    "early_warning": "warning.raised",
    "situation": "situation.reported",
    "information": "information.received",
}
PERSON_FIELDS = ("reporter", "witnesses", "reported")
RECORDED, AT_PROVINCE = "recorded", "at_province"


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
    clock_doubt: bool = False
    guard: str = ""


class ReportState(msgspec.Struct, frozen=True):
    """What the facts say of one report. Fields that no held part tells are empty.

    ``story`` and ``parties`` read as corrected, ``original`` as it was taken in; ``boxes`` are the sealed persons, the
    newest last. ``gone`` are parts that were destroyed here, by order or by time, and ``files_gone`` tells whether the
    attachments went with them.
    """

    facts: ReportFacts | None = None
    story: ReportStory | None = None
    parties: ReportParties | None = None
    received: Fact | None = None
    case_status: str = RECORDED
    agenda: str = ""
    forked: bool = False
    receipts: tuple[BawasluFacts, ...] = ()
    """Bawaslu's own receipts that stand; the first of them stops the clock."""
    history: tuple[Fact, ...] = ()
    corrections: tuple[Correction, ...] = ()
    voided: bool = False
    original: ReportReceived | None = None
    boxes: tuple[bytes, ...] = ()
    gone: tuple[str, ...] = ()
    files_gone: bool = False
    erasures: tuple[Erasure, ...] = ()
    holds: tuple[Hold, ...] = ()
    referrals: tuple[Referral, ...] = ()
    """What went on to institutions, in the order of entries."""


def has_legal_date(state: ReportState) -> bool:
    """Whether a time limit of the law runs: for a complaint that is readable here, never in the lane of information."""
    if state.facts is None or state.facts.kind != "complaint" or state.story is None:
        return False
    if state.received is not None and "parties" in state.received.source.withheld:
        return False  # the national office does not know the lane, and keeps no clock
    return state.parties is None or state.parties.lane != "information"


def promises_date(state: ReportState) -> bool:
    """Whether the post forwards it as a report in the law's sense; initial information promises no date (SAFEGUARDS 3)."""
    return has_legal_date(state) and state.story is not None and state.story.form.get("handling") != "information"


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
            clock_doubt=True if submission.clock_doubt else msgspec.UNSET,
            tag=submission.lookup.tag if submission.sealed and submission.lookup is not None else msgspec.UNSET,
            guard=submission.guard or msgspec.UNSET,
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
        case CaseTold(facts=told) if told is not None and told.status in STATUSES:
            return replace(state, case_status=told.status)
    return state


def fold(facts: tuple[Fact, ...] | list[Fact]) -> ReportState:
    """The state that these facts add up to, in the order given (Lamport, stream, sequence)."""
    state = ReportState()
    for fact in facts:
        state = evolve(state, fact)
    return _read_now(state)


def _original(state: ReportState) -> ReportReceived | None:
    event = None if state.received is None else state.received.event
    return event if isinstance(event, ReportReceived) else None


def _barred(state: ReportState) -> str:
    """The post that passes a sealed report on: it may not correct what it cannot read (SAFEGUARDS 2)."""
    sealed = state.facts is not None and state.facts.sealed
    return state.received.source.post if sealed and state.received is not None else ""


def _receipts(history: tuple[Fact, ...]) -> tuple[BawasluFacts, ...]:
    told = (fact.event.facts for fact in standing_receipts(history) if isinstance(fact.event, BawasluReceiptRecorded))
    return tuple(receipt for receipt in told if receipt is not None)


def _read_now(state: ReportState) -> ReportState:
    """What takes the whole history to tell: corrections with their answers, orders, holds, receipts."""
    corrections = corrections_of(state.history, _barred(state))
    gone = () if state.received is None else state.received.source.gone
    erasures = erasures_of(state.history)
    now = corrected(state.story, state.parties, corrections)
    return replace(
        state,
        story=now.story,
        parties=now.parties,
        corrections=corrections,
        original=_original(state),
        voided=now.voided,
        boxes=now.boxes,
        gone=gone,
        files_gone="story" in gone or any(order.effective and order.facts.attachments for order in erasures),
        erasures=erasures,
        holds=holds_of(state.history),
        receipts=_receipts(state.history),
        referrals=referrals_of(state.history),
    )

"""What the desks do to a case: decided by the domain, written for the desks alone, and the post is told no more than a status."""

from __future__ import annotations

from datetime import date

from core.app import returns
from core.app.at_report import AtReport, open_report
from core.app.device import DESKS, Device
from core.app.views import Changes, Pending
from core.crypto.certificates import signer_of
from core.domain import case_rules
from core.domain.case import (
    AskCompletion,
    AssignCase,
    CaseCommand,
    CaseTold,
    ClassifyCase,
    CloseCase,
    CompleteCase,
    NoteCase,
    ReopenCase,
    ToldFacts,
)
from core.domain.case_state import CaseState, case_of, untold
from core.domain.correcting import APPROVED, PROPOSED
from core.domain.events import Event
from core.domain.ids import show_id
from core.domain.triage import Proposal, asked_of, propose

ID_BYTES = 16


def act(device: Device, command: CaseCommand) -> Changes:
    """Write the entry that a command asks for, and what the post may know of it; the same command id twice is one act.

    Raises what :mod:`core.domain.case_rules` refuses and ``NotAllowed('authority.refused')``.
    """
    with device.database.writing() as db:
        at = open_report(db, device, command.report, command.command)
        case = case_of(at.state)
        known = next((fact for fact in at.facts if fact.source.command == command.command), None)
        if known is not None:
            return _changes(at, known.source.digest, case)
        entry = at.write(_event(at, case, command), DESKS)
        tell(at.again())
        return _changes(at, entry.digest, case_of(at.again().state))


def _changes(at: AtReport, digest: bytes, case: CaseState) -> Changes:
    waits = case.waiting is not None and case.waiting.fact.source.digest == digest
    status = PROPOSED if waits else APPROVED
    return Changes(frozenset({"reports"}), Pending(show_id(digest[:ID_BYTES]), show_id(at.subject), at.number, status))


def _event(at: AtReport, case: CaseState, command: CaseCommand) -> Event:
    device = at.device
    today = device.moment().day
    event: Event
    match command:
        case ClassifyCase():
            event = case_rules.classify(case, command, proposal_of(device, case), device.reference)
        case AssignCase():
            event = case_rules.assign(case, command)
        case NoteCase():
            event = case_rules.note(case, command.words, today)
        case AskCompletion():
            event = case_rules.ask_completion(case, command, today)
        case CompleteCase():
            event = case_rules.complete(case, command)
        case CloseCase():
            withdrawn = returns.withdrawn(at.db, at.subject) == "information"
            received = _received(case)
            event = case_rules.close(case, command, device.reference, today, withdrawn=withdrawn, received=received)
        case ReopenCase():
            event = case_rules.reopen(case, command)
    return event


def _received(case: CaseState) -> date:
    facts = case.report.facts
    return date.min if facts is None else date.fromisoformat(facts.day)


def tell(at: AtReport) -> None:
    """Tell the post of the report how far it got, where that is something else than it was told last.

    Every act that may move the stage calls this on :meth:`AtReport.again`, in its own transaction; what acts of two desks
    come to together is told by :mod:`core.app.telling` as soon as a desk has both.
    """
    status = untold(case_of(at.state))
    if status:
        at.write(CaseTold(ToldFacts(status=status, day=at.device.moment().day.isoformat())))


def answer_closing(at: AtReport, closing: bytes, words: str, *, approve: bool) -> None:
    """The second officer's answer to an end that needs one; see :func:`core.domain.case_rules.answer_closing`."""
    signer = signer_of(at.device.officer.certificate)
    at.write(case_rules.answer_closing(case_of(at.state), closing, signer, words, approve=approve), DESKS)
    tell(at.again())


def proposal_of(device: Device, case: CaseState) -> Proposal:
    """What the data propose for a case now: the list of that day's law, the routes of today."""
    story, parties = case.report.story, case.report.parties
    form = {} if story is None else story.form
    subjects = tuple(str(party.get("subject") or "") for party in ([] if parties is None else parties.reported))
    return propose(device.reference, asked_of(form, case.kind, subjects, device.moment().day))

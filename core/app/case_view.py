"""One case in full: what it allows, what is proposed, and everything that was decided, by whom."""

from __future__ import annotations

from sqlalchemy import Connection, select

from core.app import returns
from core.app.answers import find_report, show_time
from core.app.board import rows_by_number
from core.app.case_acts import ID_BYTES, proposal_of
from core.app.case_queries import Case
from core.app.case_views import BoardRow, CaseView, ClassificationRow, ClosingRow, CompletionRow, NoteRow
from core.app.device import Device
from core.app.referral_answers import rows_about
from core.crypto.certificates import signer_of
from core.domain import case_rules
from core.domain.authority import DESK_ROLES
from core.domain.case import CaseCompleted
from core.domain.case_state import CaseState, Classification, Closing, Completion, case_of
from core.domain.correcting import is_another, standing_form
from core.domain.errors import NotAllowed
from core.domain.events import Fact
from core.domain.ids import show_id
from core.domain.referral import DECIDED
from core.domain.report import fold
from core.domain.requirements import Requirement, requirements
from core.journal import reading
from core.storage import tables

REOPENED, DAY = "reopened", len("2024-01-01")


def case_view(db: Connection, device: Device, query: Case) -> CaseView:
    """The case by id or case number."""
    subject = bytes(find_report(db, device, query.id).subject)
    state = fold(reading.facts_about(db, subject, device.identities))
    case = case_of(state)
    return CaseView(
        row=_row(db, device, subject),
        steps=_steps(device, case),
        proposal=proposal_of(device, case),
        classifications=tuple(_classified(each, case) for each in case.classifications),
        notes=tuple(NoteRow(_at(note.fact), note.fact.source.officer, note.words) for note in case.notes),
        completions=tuple(_completion(each) for each in case.completions),
        closings=tuple(_closing(each, device) for each in case.closings),
        lacking=_lacking(case),
        told=state.case_status,
        withdrawn=returns.withdrawn(db, subject) == "information",
        outside=case.outside,
        referrals=rows_about(db, device, subject),
        decision=_decision(case),
    )


def _row(db: Connection, device: Device, subject: bytes) -> BoardRow:
    number = db.execute(select(tables.board.c.id).where(tables.board.c.subject == subject)).scalar()
    if number is None:
        raise NotAllowed("case.situation")
    return rows_by_number(db, device, [int(number)])[0]


def _steps(device: Device, case: CaseState) -> dict[str, bool]:
    """What may be done now by who is at work: who may not write about cases is offered nothing."""
    may = device.is_desk and device.officer.role in DESK_ROLES
    return {name: may and allowed for name, allowed in case_rules.steps_of(case).items()}


def _decision(case: CaseState) -> tuple[str, str, str]:
    """Whose decision there is, by its own paper; the last one where there are more."""
    found = [(each.facts.institution, told) for each in case.report.referrals if (told := each.last(DECIDED)) is not None]
    if not found:
        return "", "", ""
    institution, told = max(found, key=lambda each: each[1].facts.at)
    return institution, told.facts.number, show_time(told.facts.at, told.facts.zone)[:DAY]


def _at(fact: Fact | None) -> str:
    return "" if fact is None else show_time(fact.source.at, fact.source.zone)


def _lacking(case: CaseState) -> tuple[Requirement, ...]:
    """What the form itself does not meet; persons that are sealed count as told."""
    story = case.report.story
    if story is None:
        return ()
    return tuple(each for each in requirements(case.kind, standing_form(story, case.report.parties)) if not each.met)


def _classified(each: Classification, case: CaseState) -> ClassificationRow:
    facts = each.facts
    return ClassificationRow(
        at=_at(each.fact),
        officer=each.fact.source.officer,
        act=facts.act,
        subject=facts.subject,
        classes=tuple(facts.classes),
        laws=tuple(facts.laws),
        law_version=facts.law_version,
        regime=facts.regime,
        route=facts.route,
        severity=facts.severity,
        agreed=facts.agreed,
        words=each.words,
        current=each is case.classification,
        beside=bool(each.beside),
    )


def _completion(each: Completion) -> CompletionRow:
    event = None if each.done is None else each.done.event
    met = isinstance(event, CaseCompleted) and event.facts is not None and event.facts.met
    return CompletionRow(
        at=_at(each.fact),
        officer=each.fact.source.officer,
        lacks=tuple(each.facts.lacks),
        due=each.facts.due,
        words=each.words,
        done_at=_at(each.done),
        done_by="" if each.done is None else each.done.source.officer,
        met=met,
    )


def _closing(each: Closing, device: Device) -> ClosingRow:
    mine = not is_another(each.fact.source.signer, signer_of(device.officer.certificate))
    return ClosingRow(
        proposal=show_id(each.fact.source.digest[:ID_BYTES]),
        at=_at(each.fact),
        officer=each.fact.source.officer,
        outcome=each.facts.outcome,
        institution=each.facts.institution,
        number=each.facts.number,
        day=each.facts.day,
        words=each.words,
        status=REOPENED if each.reopened is not None else each.status,
        answered_at=_at(each.answer),
        answered_by="" if each.answer is None else each.answer.source.officer,
        answer_words=each.answer_words,
        beside=bool(each.beside),
        may_answer=each.waits and not mine and device.officer.role in DESK_ROLES,
    )

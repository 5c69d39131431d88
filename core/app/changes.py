"""Corrections, erasure orders and legal holds: proposals, and the second officer's answer (D18)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from sqlalchemy import Connection, Row, func, select

from core.app import case_acts, erasure, identity
from core.app.at_report import AtReport, open_report
from core.app.device import Device
from core.app.intake import seal_persons
from core.app.views import Changes, Pending
from core.crypto.certificates import signer_of
from core.domain import correcting, erasing
from core.domain.case import CLOSE
from core.domain.commands import AnswerProposal, ChangeCommand, LiftHold, OrderErasure, PlaceHold, ProposeCorrection
from core.domain.correction import AMEND
from core.domain.errors import Invalid, NotAllowed
from core.domain.events import Event
from core.domain.forms import ReportForm, SituationForm, form_tree, parse_form
from core.domain.ids import show_id
from core.domain.intake_rules import require_complete
from core.domain.remit import outside_remit
from core.domain.report import evidence_of
from core.domain.text import as_lines
from core.projections.approvals import ERASE, OPEN
from core.storage import tables

ID_BYTES = 16


def carry_out(device: Device, command: ChangeCommand) -> Changes:
    """Write the entry that a command asks for; the same command id twice is one act."""
    match command:
        case ProposeCorrection():
            reply = propose(device, command)
        case AnswerProposal():
            reply = answer(device, command)
            erasure.finish(device)
        case OrderErasure():
            reply = order_erasure(device, command)
        case PlaceHold() | LiftHold():
            reply = hold(device, command)
    return Changes(frozenset({"reports"}), reply)


# --- corrections -------------------------------------------------------------------------------------------------------


def propose(device: Device, command: ProposeCorrection) -> Pending:
    """Propose a correction; it is shown at once as *diusulkan* and waits for another officer.

    Raises ``Invalid`` (``report.unknown``, ``correction.*``, and whatever intake refuses), ``NotAllowed``
    (``correction.sealed``, ``report.erased``, ``authority.refused``).
    """
    with device.database.writing() as db:
        desk = open_report(db, device, command.report, command.command)
        again = _before(db, desk)
        if again is not None:
            return again
        if desk.state.gone:
            raise NotAllowed("report.erased")
        if desk.state.story is None or desk.state.parties is None:
            raise NotAllowed("correction.sealed")
        changes, identity, reported = _checked(desk, command)
        event = correcting.propose(command.act, command.reason, command.words, changes, identity, reported)
        entry = desk.write(event)
        return Pending(show_id(entry.digest[:ID_BYTES]), show_id(command.report), desk.number, correcting.PROPOSED)


def _before(db: Connection, desk: AtReport) -> Pending | None:
    """The first result of a command that was carried out already."""
    table = tables.approval
    row = db.execute(select(table).where(table.c.subject == desk.subject, table.c.command == desk.command)).first()
    return None if row is None else _pending(row, desk.number)


def _pending(row: Row[tuple[object, ...]], number: str) -> Pending:
    return Pending(show_id(row.digest[:ID_BYTES]), show_id(row.subject), number, str(row.status))


def _checked(desk: AtReport, command: ProposeCorrection) -> tuple[dict[str, object], bytes, list[dict[str, object]] | None]:
    """What changes, checked like a form that is taken in; persons are sealed again, and the parties as they will read."""
    story, parties = desk.state.story, desk.state.parties
    if command.act != AMEND or story is None:
        return {}, b"", None
    standing = correcting.standing_form(story, parties)
    changes = correcting.changes_of(standing, command.changes)
    form = parse_form(_merged(standing, changes))
    device = desk.device
    require_complete(form, device.reference, device.moment().day)
    _require_lawful(desk, form, changes)
    whole = form_tree(form)
    typed = {name: whole[name] for name in correcting.SEALED_FIELDS if name in changes and name in whole}
    reported = cast("list[dict[str, object]]", whole.get("reported", [])) if "reported" in changes else None
    normal = {name: None if value is None else whole.get(name) for name, value in changes.items()}
    return normal, seal_persons(typed, device.recipients.identities), reported


def _merged(standing: Mapping[str, object], changes: Mapping[str, object]) -> dict[str, object]:
    merged = cast("dict[str, object]", as_lines(dict(standing))) | dict(changes)
    return {name: value for name, value in merged.items() if value is not None}


def _require_lawful(desk: AtReport, form: ReportForm, changes: Mapping[str, object]) -> None:
    """What a correction must not do although the form alone would be in order."""
    device = desk.device
    if isinstance(form, SituationForm) and form.nihil and "nihil" in changes:
        raise NotAllowed("correction.nihil")
    if not device.is_desk and "reported" in changes and outside_remit(form, device.belongings.remit):
        raise NotAllowed("correction.outside_remit")
    held = set() if desk.state.story is None else {file.name for file in desk.state.story.attachments}
    for item in evidence_of(form):
        if item.file and item.file not in held:
            raise Invalid("report.file_missing", file=item.file)


# --- answers -----------------------------------------------------------------------------------------------------------


def answer(device: Device, command: AnswerProposal) -> Pending:
    """Agree to a proposal or refuse it; an erasure is carried out here in the same transaction.

    Raises ``Invalid`` (``approval.unknown``, ``case.words``), ``NotAllowed`` (``approval.own``, ``approval.done``,
    ``erasure.held``, ``correction.sealed``, ``authority.refused``, and what :func:`core.domain.identity_rules.answer` refuses).
    """
    with device.database.writing() as db:
        row = find_proposal(db, command.proposal)
        desk = open_report(db, device, bytes(row.subject), command.command)
        if _answered_by(desk):
            return _pending(row, desk.number)
        signer = signer_of(device.officer.certificate)
        correcting.require_open(bytes(row.signer), str(row.status), signer, approve=command.approve)
        digest = bytes(row.digest)
        if row.act == ERASE:
            desk.write(erasing.answer_erasure(desk.state.holds, digest, approve=command.approve))
            erasure.enforce(db, device, desk.subject)
        elif row.act == OPEN:
            identity.answer(desk, digest, approve=command.approve)
        elif row.act == CLOSE:
            case_acts.answer_closing(desk, digest, command.words, approve=command.approve)
        elif desk.state.story is None and not desk.state.gone:
            raise NotAllowed("correction.sealed")
        else:
            desk.write(correcting.answer_correction(digest, command.words, approve=command.approve))
        return _pending(find_proposal(db, command.proposal), desk.number)


def find_proposal(db: Connection, proposal: bytes) -> Row[tuple[object, ...]]:
    """A proposal's row by the first 16 bytes of its digest; raises ``Invalid('approval.unknown')``."""
    table = tables.approval
    row = db.execute(select(table).where(func.substr(table.c.digest, 1, ID_BYTES) == proposal)).first()
    if row is None:
        raise Invalid("approval.unknown")
    return row


def _answered_by(desk: AtReport) -> bool:
    return any(fact.source.command == desk.command for fact in desk.facts)


# --- erasure and holds -------------------------------------------------------------------------------------------------


def order_erasure(device: Device, command: OrderErasure) -> Pending:
    """Order it; it waits for another officer of the province.

    Raises ``Invalid`` (``report.unknown``, ``erasure.*``), ``NotAllowed`` (``erasure.held``, ``authority.refused``).
    """
    with device.database.writing() as db:
        desk = open_report(db, device, command.report, command.command)
        again = _before(db, desk)
        if again is not None:
            return again
        holds, parts = desk.state.holds, list(command.parts)
        files = {"attachments": command.attachments, "sealed_files": command.sealed_files}
        event = erasing.order_erasure(holds, command.ground, command.basis, parts, **files)
        entry = desk.write(event)
        return Pending(show_id(entry.digest[:ID_BYTES]), show_id(command.report), desk.number, correcting.PROPOSED)


def hold(device: Device, command: PlaceHold | LiftHold) -> Pending:
    """Place a hold on a report, or end every one that stands; either counts at once.

    Raises ``Invalid`` (``report.unknown``, ``erasure.basis``), ``NotAllowed`` (``hold.stands``, ``hold.none``,
    ``authority.refused``).
    """
    with device.database.writing() as db:
        desk = open_report(db, device, command.report, command.command)
        if not _answered_by(desk):
            events: list[Event] = []
            if isinstance(command, PlaceHold):
                events.append(erasing.place_hold(desk.state.holds, command.basis))
            else:
                events.extend(erasing.lift_holds(desk.state.holds, command.basis))
            for event in events:
                desk.write(event)
        return Pending("", show_id(command.report), desk.number, correcting.APPROVED)

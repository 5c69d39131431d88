"""The integrated team's room: which command is carried out how. Every record is for the desks alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, select

from core.app import views, writing
from core.app.device import DESKS, EVERYBODY, Device
from core.app.team_answers import position_of
from core.app.team_paging import ours
from core.domain import action_item, agreement, authority, local_rule, meeting, member, outreach, team_act
from core.domain.errors import Invalid, NotAllowed
from core.domain.events import Event, Fact
from core.domain.ids import show_id
from core.domain.meeting import CancelMeeting, HoldMeeting, IssueMinutes, PlanMeeting
from core.domain.regency import is_regency
from core.domain.release import MakeRelease
from core.domain.team_act import EndTerm, LinkRecords, TeamActCommand, WithdrawRecord
from core.domain.team_form import id_in
from core.domain.team_paper import IssueActionPlan, IssueLevels, IssueWarnings
from core.domain.team_records import TeamCommand
from core.domain.team_state import action_of, begun_by, life_of, meeting_of, record_of
from core.journal import reading
from core.storage import tables

TOPICS: Final = frozenset({"team"})
Act = Callable[[Sequence[Fact]], Event]


def act(device: Device, command: TeamCommand) -> views.Changes:
    """Carry out a command about the team; the reply is the record's id, for papers what was issued.

    Raises ``NotAllowed('authority.refused')`` and what the command's own rule raises.
    """
    # Every kind of this family has the same grant; asked first, a post hears of its right and not of an unknown record.
    authority.require("team.decreed", device.officer.role, from_desk=device.is_desk, begins=True, owns=False)
    match command:
        case IssueMinutes() | IssueActionPlan() | IssueWarnings() | IssueLevels():
            from core.app import team_papers  # brings ReportLab along

            return views.Changes(TOPICS | {"documents"}, team_papers.issue(device, command))
        case MakeRelease():
            from core.app import releases

            return views.Changes(TOPICS | {"documents"}, releases.release(device, command))
        case PlanMeeting() | HoldMeeting() | CancelMeeting():
            return views.Changes(TOPICS, _about_meetings(device, command))
        case EndTerm() | WithdrawRecord() | LinkRecords():
            return views.Changes(TOPICS, _about_any(device, command))
        case action_item.MoveAction():
            return views.Changes(TOPICS, _move(device, command))
        case _:
            return views.Changes(TOPICS, _record(device, command))


def _record(device: Device, command: Any) -> str:
    """Begin a record of a kind that needs nothing but what was typed and the reference data."""
    reference, home, today = device.reference, device.belongings.province_code, device.moment().day
    match command:
        case member.RecordDecree():
            event: Event = member.decree(command, reference, home, today)
        case member.NameMember():
            event = member.name_member(command, reference, today)
            require_record(device, "decree", command.form.decree)
        case action_item.SetAction():
            event = action_item.set_action(command, reference, today)
            if command.form.meeting.strip():
                require_record(device, "meeting", command.form.meeting)
        case agreement.RecordAgreement():
            event = agreement.agree(command, reference, today)
        case outreach.RecordOutreach():
            event = outreach.record(command, reference, today)
        case _:
            event = local_rule.record(command, reference, home)
    with device.database.writing() as db:
        return begin(db, device, event, command.command)


def begin(db: Connection, device: Device, event: Event, command: bytes) -> str:
    """Begin a record once for each command id; gives its id. A local rule is for the posts too, whose guidance names it."""
    table = tables.command.c
    for known in db.execute(select(table.subject).where(table.command == command)).scalars():
        if record_of(reading.facts_about(db, bytes(known), device.identities)):  # not the stream that was opened for it
            return show_id(known)
    audience = _audience(device, "rule" if isinstance(event, local_rule.RuleRecorded) else "")
    return show_id(writing.begin(db, device, event, audience, command).subject)


def join(device: Device, subject: bytes, make: Act, command: bytes) -> str:
    """Add to a record, once for each command id, the event that its history gives."""
    with device.database.writing() as db:
        if not writing.done_before(db, command):
            history = reading.facts_about(db, subject, device.identities)
            require_ours(device, history)
            writing.join(db, device, make(history), history, _audience(device, record_of(history)), command)
    return show_id(subject)


def require_ours(device: Device, history: Sequence[Fact]) -> None:
    """Raise ``NotAllowed('regency.theirs')`` at the province for a record of a regency's own team, which it reads."""
    home = next((fact.source.post for fact in history if fact.source.digest[: writing.ID_BYTES] == fact.source.subject), "")
    if is_regency(home) and home != device.belongings.code:
        raise NotAllowed("regency.theirs", regency=home)


def _audience(device: Device, record: str) -> str:
    """A province's local rule is for its posts too; whatever else is recorded, and all of a regency's, is for the desks."""
    return EVERYBODY if record == "rule" and device.is_desk else DESKS


def require_record(device: Device, record: str, text: str) -> bytes:
    """The subject that an id names, which must be such a record; raises ``Invalid('team.unknown')``."""
    with device.database.reading() as db:
        return find_record(db, device, record, text)


def find_record(db: Connection, device: Device, record: str, text: str) -> bytes:
    """The same inside a transaction."""
    subject = id_in(text)
    if not subject or record_of(reading.facts_about(db, subject, device.identities)) != record:
        raise Invalid("team.unknown")
    return subject


def _about_meetings(device: Device, command: PlanMeeting | HoldMeeting | CancelMeeting) -> str:
    reference, today = device.reference, device.moment().day
    if isinstance(command, PlanMeeting):
        return _plan(device, command)
    subject = require_record(device, "meeting", command.meeting)
    if isinstance(command, HoldMeeting) and not command.form.clerk.strip():
        command = _signed_by_track(device, subject, command)

    def make(history: Sequence[Fact]) -> Event:
        state = meeting_of(history)
        if isinstance(command, CancelMeeting):
            return meeting.cancel(command, state.status)
        return meeting.hold(command, state.status, state.planned, reference, today)

    return join(device, subject, make, command.command)


def _signed_by_track(device: Device, subject: bytes, command: HoldMeeting) -> HoldMeeting:
    """The same with the position of the meeting's track as its clerk, where it has one."""
    with device.database.reading() as db:
        track = db.execute(select(tables.meeting.c.track).where(tables.meeting.c.subject == subject)).scalar()
        position = position_of(db, device, track) if track else ""
    return replace(command, form=msgspec.structs.replace(command.form, clerk=position))


def _plan(device: Device, command: PlanMeeting) -> str:
    """Raises ``NotAllowed('meeting.taken')`` where the year's target has its rakor already."""
    event = meeting.plan(command, device.reference)
    if command.form.agreement.strip():
        require_record(device, "agreement", command.form.agreement)
    table, facts = tables.meeting.c, event.facts
    with device.database.writing() as db:
        if facts is not None and facts.target and not writing.done_before(db, command.command):
            same = select(table.subject).where(table.target == facts.target, table.year == facts.year, ours(device, table))
            if db.execute(same.where(table.status != meeting.CANCELLED)).first() is not None:
                raise NotAllowed("meeting.taken", target=f"{facts.target[0].upper()}.{facts.target[1:]}", year=facts.year)
        return begin(db, device, event, command.command)


def _move(device: Device, command: action_item.MoveAction) -> str:
    subject, today = require_record(device, "action", command.action), device.moment().day
    return join(device, subject, lambda history: action_item.move(command, action_of(history).status, today), command.command)


def _about_any(device: Device, command: TeamActCommand) -> str:
    """Raises ``Invalid('team.withdrawn')`` for a record that counts for nothing already."""
    subject = require_record(device, command.what, command.id)
    if isinstance(command, LinkRecords):
        event = team_act.link(command)
        _require_other(device, command)

    def make(history: Sequence[Fact]) -> Event:
        if life_of(history).withdrawn:
            raise Invalid("team.withdrawn")
        match command:
            case EndTerm():
                return team_act.end_term(command, begun_by(history, command.what).facts.valid_from)
            case WithdrawRecord():
                return team_act.withdraw(command)
            case LinkRecords():
                return event

    return join(device, subject, make, command.command)


def _require_other(device: Device, command: LinkRecords) -> None:
    if command.other_what != "declaration":
        require_record(device, command.other_what, command.other)
        return
    table = tables.declaration.c
    with device.database.reading() as db:
        if db.execute(select(table.subject).where(table.subject == id_in(command.other))).first() is None:
            raise Invalid("team.unknown")

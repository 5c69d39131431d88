"""Papers of the team: minutes, plan of action, warnings by district and stage, levels of areas. Positions sign, not persons."""

from __future__ import annotations

import hashlib
from datetime import date

from sqlalchemy import Connection, select

from core.app import documents, meeting_answers, team_answers, vulnerability, writing
from core.app import team_queries as queries
from core.app import team_views as views
from core.app.device import DESKS, Device
from core.app.document_views import IssuedDocument
from core.app.post_queries import VulnerabilitySheet
from core.app.team import find_record, require_ours
from core.app.team_paging import ours
from core.documents.words import plain_date
from core.domain import meeting
from core.domain.document import IssueDocument, Rows
from core.domain.errors import Invalid
from core.domain.ids import read_id, show_id
from core.domain.meeting import IssueMinutes
from core.domain.outreach import BY_STAGE
from core.domain.team_paper import IssueActionPlan, IssueLevels, IssueWarnings, TeamPaperCommand, period_in, target_in, track_in
from core.domain.team_state import meeting_of
from core.journal import reading
from core.storage import tables

NOTHING = "–"
MONTHS = 4
"""Of a target's period."""


def issue(device: Device, command: IssueMinutes | TeamPaperCommand) -> IssuedDocument:
    """Print, sign, number and record a paper; the same command again gives the first.

    Raises ``NotAllowed('meeting.state')`` for minutes of a meeting that was not held, ``Invalid``: ``team.*``,
    ``document.unknown`` where another laptop issued the minutes, what :func:`core.app.documents.issue` raises.
    """
    match command:
        case IssueMinutes():
            return _minutes(device, command)
        case IssueActionPlan():
            return _action_plan(device, command)
        case IssueWarnings():
            return _warnings(device, command)
        case IssueLevels():
            return _levels(device, command)


def _minutes(device: Device, command: IssueMinutes) -> IssuedDocument:
    with device.database.writing() as db:
        subject = find_record(db, device, "meeting", command.meeting)
        history = reading.facts_about(db, subject, device.identities)
        require_ours(device, history)
        state = meeting_of(history)
        if state.minuted is not None and state.minuted.facts is not None:
            return _again(db, state.minuted.facts.document, state.minuted.facts.number)
        meeting.require_state(state.status, (meeting.HELD,))
        view = meeting_answers.meeting(db, device, queries.Meeting(show_id(subject)))
        made = _print(db, device, _filled(device, view, command))
        event = meeting.minute(read_id(made.id), made.number, hashlib.sha256(made.pdf).digest())
        writing.join(db, device, event, history, DESKS, command.command)
    return made


def _again(db: Connection, document: bytes, number: str) -> IssuedDocument:
    table = tables.document_file.c
    pdf = db.execute(select(table.pdf).where(table.subject == document)).scalar()
    if pdf is None:
        raise Invalid("document.unknown")
    return IssuedDocument(show_id(document), number, bytes(pdf))


def _print(db: Connection, device: Device, command: IssueDocument) -> IssuedDocument:
    documents.require_printable_words(device, command.fields, command.groups)
    return documents.issue_within(db, device, command)


def _filled(device: Device, view: views.MeetingView, command: IssueMinutes) -> IssueDocument:
    row = view.row
    fields = {
        "day": row.day,
        "time": row.time or NOTHING,
        "venue": row.venue or NOTHING,
        "chair": view.chair,
        "clerk": view.clerk,
        "basis": view.basis or NOTHING,
        "agenda": view.agenda or NOTHING,
        "opening": view.opening,
        "discussion": view.discussion,
        "agreement": view.agreed,
        "closing": view.closing,
    }
    groups = {
        "attendance": [
            {"element": office(device, each["institution"]), "who": each["position"], "state": each["presence"]}
            for each in view.attendance
        ],
        "talks": [{"institution": each["institution"], "point": each["point"]} for each in view.talks],
        "actions": [_action(device, each) for each in view.actions],
    }
    if row.kind != meeting.RAKOR:
        fields |= {"kind": row.kind, "theme": row.theme, "result": row.result}
        return IssueDocument(command.command, "notulen", fields, groups)
    fields |= {"ordinal": str(row.ordinal), "meeting_year": str(row.year), "target": row.target}
    groups["areas"] = [
        {"area": _area(device, each["area"]), "level": each["level"], "change": each["change"]} for each in view.areas
    ]
    return IssueDocument(command.command, "t10", fields, groups)


def _action(device: Device, each: views.ActionRow) -> dict[str, str]:
    rolled = f", dibawa dari {each.rolled} rapat" if each.rolled else ""
    row = {
        "activity": each.activity,
        "owner": office(device, each.owner),
        "due": each.due,
        "output": each.output,
        "status": f"{each.status}{rolled}",
    }
    return {name: text for name, text in row.items() if text}


def _action_plan(device: Device, command: IssueActionPlan) -> IssuedDocument:
    target = target_in(command.target)
    last = meeting.due_day(command.year, target)
    first = date(command.year, last.month - MONTHS + 1, 1)
    track = track_in(command.track, device.reference)
    with device.database.writing() as db:
        again = documents.done_before(db, IssueDocument(command.command, "renaksi"))
        if again is not None:
            return again
        election = device.reference.election(command.election) if command.election.strip() else None
        if command.election.strip() and election is None:
            raise Invalid("team.code", field="election", value=command.election.strip()[:40], codes="")
        fields = {
            "target": target,
            "report_year": str(command.year),
            "period": f"{plain_date(first)} s.d. {plain_date(last)}",
            "election": "" if election is None else election.name_id,
            "signer_position": team_answers.position_of(db, device, track) or NOTHING,
        }
        code = "" if election is None else election.code
        since, until = first.isoformat(), last.isoformat()
        groups = {
            "actions": _plan_rows(db, device, since, until, code),
            "meetings": _meeting_rows(db, device, since, until),
            "appeals": _appeals(db, device, since, until, code),
        }
        return _print(db, device, IssueDocument(command.command, "renaksi", fields, groups))


def _plan_rows(db: Connection, device: Device, since: str, until: str, election: str) -> Rows:
    """Items of the period: begun by its end, and not closed before it began."""
    table = tables.action_item.c
    open_then = table.status.not_in(("selesai", "dibatalkan")) | (table.since >= since)
    statement = select(tables.action_item).where(ours(device, table), table.withdrawn == 0, table.day <= until, open_then)
    if election:
        statement = statement.where(table.election == election)
    rows = []
    for row in db.execute(statement.order_by(table.due, table.subject)):
        made = {
            "activity": row.activity,
            "owner": office(device, row.owner),
            "stage": stage_name(device, row.election, row.stage),
            "due": row.due,
            "output": row.output,
            "status": row.status,
        }
        rows.append({name: text for name, text in made.items() if text})
    return rows


def _meeting_rows(db: Connection, device: Device, since: str, until: str) -> Rows:
    table = tables.meeting.c
    statement = select(tables.meeting).where(
        ours(device, table), table.day >= since, table.day <= until, table.status.in_(meeting_answers.TOOK_PLACE)
    )
    return [
        {"day": row.day, "meeting": f"{row.kind} ke-{row.ordinal}: {row.theme}" if row.ordinal else f"{row.kind}: {row.theme}"}
        | ({"number": row.number} if row.number else {})
        for row in db.execute(statement.order_by(table.day, table.subject))
    ]


def _appeals(db: Connection, device: Device, since: str, until: str, election: str) -> Rows:
    table = tables.outreach.c
    statement = select(tables.outreach).where(
        ours(device, table), table.withdrawn == 0, table.kind.in_(sorted(BY_STAGE)), table.day >= since, table.day <= until
    )
    if election:
        statement = statement.where(table.election == election)
    rows = []
    for row in db.execute(statement.order_by(table.stage, table.day, table.subject)):
        stage = stage_name(device, row.election, row.stage)
        rows.append({"stage": stage, "day": row.day, "topic": row.topic, "institution": office(device, row.institution)})
    return rows


def _warnings(device: Device, command: IssueWarnings) -> IssuedDocument:
    since, until = period_in(command.since, command.until, device.moment().day)
    track = track_in(command.track, device.reference)
    with device.database.writing() as db:
        again = documents.done_before(db, IssueDocument(command.command, "waspada"))
        if again is not None:
            return again
        position = team_answers.position_of(db, device, track) or NOTHING
        counted = meeting_answers.warning_counts(db, device, since, until)
        rows = []
        for each in counted:
            row = {"area": _area(device, each.area) or "tanpa kecamatan", "count": str(each.count)}
            stage = _any_stage(device, each.stage)
            rows.append(row | ({"stage": stage} if stage else {}))
        fields = {"since": since, "until": until, "signer_position": position}
        return _print(db, device, IssueDocument(command.command, "waspada", fields, {"rows": rows}))


def _levels(device: Device, command: IssueLevels) -> IssuedDocument:
    """Levels that were said of an area itself, with kinds of vulnerability as reasons: no words that somebody typed."""
    track, today = track_in(command.track, device.reference), device.moment().day
    with device.database.writing() as db:
        again = documents.done_before(db, IssueDocument(command.command, "kerawanan"))
        if again is not None:
            return again
        sheet = vulnerability.sheet(db, device, VulnerabilitySheet())
        rows = []
        for each in sheet.rows:
            told = {"area": _area(device, each.area), "level": each.level, "assessed": each.day}
            rows.append({name: text for name, text in (told | {"reasons": "; ".join(each.reasons)}).items() if text})
        position = team_answers.position_of(db, device, track) or NOTHING
        fields = {"day": today.isoformat(), "signer_position": position, "unassessed": ", ".join(sheet.unassessed)}
        return _print(db, device, IssueDocument(command.command, "kerawanan", fields, {"rows": rows}))


def office(device: Device, code: str) -> str:
    """An institution's name, without what the reference data add in brackets."""
    found = device.reference.institution(code)
    return code if found is None else found.name_id.split(" (")[0]


def stage_name(device: Device, election: str, stage: str) -> str:
    """A stage's name in an election."""
    found = device.reference.stage(election, stage)
    return stage if found is None else found.name_id


def _any_stage(device: Device, stage: str) -> str:
    """A stage's name in the first election that has it."""
    named = (device.reference.stage(each.code, stage) for each in device.reference.elections)
    return next((each.name_id for each in named if each is not None), stage)


def _area(device: Device, code: str) -> str:
    """District and regency."""
    parts = [device.reference.area(code[:length]) for length in (8, 5) if len(code) >= length]
    return ", ".join(area.label for area in parts if area is not None)

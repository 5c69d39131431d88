"""Answers about sanctions: ladders, the list, the open case, names to erase."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, or_, select

from core.app import sanction_queries as queries
from core.app.answers import find_report, show_time
from core.app.device import Device
from core.app.sanction_views import (
    CaseSanctions,
    PartyRow,
    RulingRow,
    RungRow,
    SanctionPage,
    SanctionRow,
    SanctionView,
    StepRow,
)
from core.domain import report, sanctioning
from core.domain.case_state import case_of
from core.domain.errors import Invalid
from core.domain.ids import read_id, show_id
from core.domain.reference import ReferenceData
from core.domain.reference_items import Sanction as Rung
from core.domain.report import ReportState
from core.domain.rulings import rulings_of
from core.domain.sanction_rules import act_of, event_day, rungs_for, steps_of
from core.domain.sanctioning import Sanction, Step, sanctions_of
from core.journal import reading
from core.projections.sanctions import office_key
from core.storage import tables

MAX_PAGE = 200
ALL_DAYS = date.min, date.max


def ladder(db: Connection, device: Device, query: queries.Ladder) -> tuple[RungRow, ...]:
    """The rungs with the law that they rest on; those out of force on that day are shown as such."""
    reference, day = device.reference, query.day or device.moment().day
    if not query.person:
        return tuple(rung_row(rung, day, day) for rung in reference.sanctions)
    if reference.subject(query.person) is None:
        raise Invalid("sanction.person", value=query.person)
    return tuple(rung_row(rung, day, day) for rung in rungs_for(reference, query.person, query.act))


def rung_row(rung: Rung, first: date, last: date) -> RungRow:
    """A rung of the data set as screens show it."""
    return RungRow(
        code=rung.code,
        ladder=rung.ladder,
        order=rung.order,
        name_id=rung.name_id,
        name_en=rung.name_en,
        sanction_class=rung.sanction_class,
        legal_basis=rung.legal_basis,
        authority=rung.imposing_authority,
        decision=rung.decision,
        appeals=rung.appeals,
        requires=rung.requires,
        valid_from="" if rung.valid_from is None else rung.valid_from.isoformat(),
        valid_to="" if rung.valid_to is None else rung.valid_to.isoformat(),
        in_force=rung.valid_between(first, last),
        confidence=rung.confidence,
        procedure=rung.procedure_confidence,
    )


# --- the list ------------------------------------------------------------------------------------------------------------


def listed(db: Connection, device: Device, query: queries.Sanctions) -> SanctionPage:
    """A page of the list."""
    if query.status and query.status not in sanctioning.STATUSES:
        raise Invalid("query.filter", field="status", value=query.status)
    limit = max(1, min(query.limit, MAX_PAGE))
    rows = db.execute(_filtered(device.reference, query).limit(limit + 1)).all()
    shown = tuple(_row(device.reference, row) for row in rows[:limit])
    more = len(rows) > limit
    return SanctionPage(shown, f"{rows[limit - 1].at}.{rows[limit - 1].sanction.hex()}" if more else None)


def _columns() -> Select[Any]:
    table, home = tables.sanction, tables.report
    return select(table, home.c.number.label("report_number"), home.c.regency).join(home, home.c.subject == table.c.subject)


def _filtered(reference: ReferenceData, query: queries.Sanctions) -> Select[Any]:
    table = tables.sanction.c
    found = _columns().order_by(table.at.desc(), table.sanction.desc())
    if query.status:
        found = found.where(table.status == query.status)
    if query.ladder:
        found = found.where(table.rung.in_([rung.code for rung in reference.ladder(query.ladder)]))
    if query.regency:
        found = found.where(tables.report.c.regency == query.regency)
    if query.since:
        found = found.where(table.day >= query.since)
    if query.until:
        found = found.where(table.day != "", table.day <= query.until)
    if query.after is None:
        return found
    at, _, name = query.after.partition(".")
    try:
        place, last = int(at), bytes.fromhex(name)
    except ValueError:
        raise Invalid("query.cursor") from None
    return found.where(or_(table.at < place, and_(table.at == place, table.sanction < last)))


def _row(reference: ReferenceData, row: Row[Any]) -> SanctionRow:
    rung = reference.sanction(str(row.rung))
    return SanctionRow(
        id=show_id(row.sanction),
        report=show_id(row.subject),
        number=row.report_number,
        rung=row.rung,
        name_id=row.rung if rung is None else rung.name_id,
        name_en=row.rung if rung is None else rung.name_en,
        ladder="" if rung is None else rung.ladder,
        sanction_class="" if rung is None else rung.sanction_class,
        person=row.person,
        status=row.status,
        proposer=row.proposer,
        proposed=row.proposed,
        authority=row.authority,
        document=row.number,
        day=row.day,
        executed=row.executed,
        informed=row.informed,
        disputed=bool(row.disputed),
        regency=row.regency,
    )


def report_of(db: Connection, device: Device, query: queries.SanctionReport) -> str:
    """The report of a sanction."""
    try:
        name = read_id(query.sanction)
    except Invalid:
        raise Invalid("sanction.unknown") from None
    subject = db.execute(select(tables.sanction.c.subject).where(tables.sanction.c.sanction == name)).scalar()
    if subject is None:
        raise Invalid("sanction.unknown")
    return show_id(subject)


# --- the open case -------------------------------------------------------------------------------------------------------


def of_report(db: Connection, device: Device, query: queries.SanctionsOf) -> CaseSanctions:
    """The sanctions of one report with what may come next, its parties with their rungs, and what outside bodies decided."""
    found = find_report(db, device, query.report)
    subject = bytes(found.subject)
    state = report.fold(reading.facts_about(db, subject, device.identities))
    rows = {bytes(row.sanction): row for row in db.execute(_columns().where(tables.sanction.c.subject == subject))}
    sanctions = [each for each in sanctions_of(state.history) if each.id in rows]
    return CaseSanctions(
        report=show_id(subject),
        number=str(found.number),
        readable=state.parties is not None,
        sanctions=tuple(_view(device, state, each, rows[each.id]) for each in sanctions),
        parties=tuple(_parties(db, device, subject, state)),
        rulings=tuple(
            RulingRow(show_id(each.id), each.institution, each.outcome, each.number, each.day, each.proven)
            for each in rulings_of(state.referrals)
        ),
        rules=f"sanctions {device.reference.versions()['sanctions']}",
    )


def _view(device: Device, state: ReportState, sanction: Sanction, row: Row[Any]) -> SanctionView:
    reference = device.reference
    rung = reference.sanction(sanction.rung)
    first, last = _days(device, state)
    lower = () if rung is None else tuple(each for each in reference.ladder(rung.ladder) if each.order < rung.order)
    return SanctionView(
        row=_row(reference, row),
        party=sanction.party,
        steps=tuple(_step(step) for step in sanction.steps),
        may=tuple(name for name, possible in steps_of(sanction, rung).items() if possible),
        appeals=() if rung is None else rung.appeals,
        lower=tuple(rung_row(each, first, last) for each in lower),
    )


def _step(step: Step) -> StepRow:
    facts: Any = getattr(step.fact.event, "facts", None)
    source = step.fact.source
    told = {} if facts is None else {name: getattr(facts, name) for name in facts.__struct_fields__}
    detail = {name: str(value) for name, value in told.items() if name not in ("sanction", "decision") and value}
    if told.get("decision"):
        detail["decision"] = show_id(told["decision"])
    act = source.kind.removeprefix("sanction.")
    return StepRow(act, show_time(source.at, source.zone), source.officer, detail, step.note, step.files)


def _days(device: Device, state: ReportState) -> tuple[date, date]:
    today = device.moment().day
    return event_day(state) or today, today


def _parties(db: Connection, device: Device, subject: bytes, state: ReportState) -> list[PartyRow]:
    reported = [] if state.parties is None else state.parties.reported
    act = act_of(case_of(state))
    first, last = _days(device, state)
    rows = []
    for number, party in enumerate(reported, start=1):
        kind, unit = str(party.get("subject", "")), str(party.get("unit", ""))
        rungs = tuple(rung_row(rung, first, last) for rung in rungs_for(device.reference, kind, act))
        position = str(party.get("position", "")) or str(party.get("description", ""))
        rows.append(PartyRow(number, kind, position, unit, rungs, repeats(db, subject, unit)))
    return rows


def repeats(db: Connection, subject: bytes, unit: str) -> int:
    """Other reports about the same office in which a sanction stands; nobody is looked up (SAFEGUARDS 23)."""
    key = office_key(unit)
    if not key:
        return 0
    table = tables.sanction.c
    proven = (table.office == key, table.proven == 1, table.subject != subject)
    return int(db.execute(select(func.count(table.subject.distinct())).where(*proven)).scalar_one())

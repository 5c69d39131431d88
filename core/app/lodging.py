"""Bawaslu's own receipt and preliminary notices: written at the post or the province on the report's subject."""

from __future__ import annotations

from sqlalchemy import Connection, select

from core.app.device import Device
from core.app.streams import audience_about, own_stream
from core.domain import authority, bawaslu, report
from core.domain.bawaslu import GiveNotice, RecordBawasluReceipt
from core.domain.errors import Invalid
from core.domain.events import Event
from core.domain.report import ReportState
from core.journal import catalogue, reading
from core.journal.author import Placement
from core.storage import tables


def lodge(device: Device, command: RecordBawasluReceipt | GiveNotice) -> None:
    """Write ``bawaslu.receipt_recorded`` or ``notice.given``, once for each command.

    Raises what :func:`core.domain.bawaslu.record_receipt` and :func:`core.domain.bawaslu.give_notice` raise.
    """
    with device.database.writing() as db:
        if _done_before(db, command.command):
            return
        facts = reading.facts_about(db, command.report, device.identities)
        state = report.fold(facts)
        if state.received is None:
            raise Invalid("report.unknown")
        event = _decided(device, state, command)
        home = state.received.source.post
        kind, _ = catalogue.kind_of(event)
        owns = home == device.belongings.code
        authority.require(kind, device.officer.role, from_desk=device.is_desk, begins=False, owns=owns)
        audience = audience_about(device, state)
        placement = Placement(own_stream(db, device, audience, command.command), command.report, reading.heads_of(facts))
        entry = device.author.write(db, event, placement, device.circumstance(command.command))
        device.projector.project(db, entry)


def _decided(device: Device, state: ReportState, command: RecordBawasluReceipt | GiveNotice) -> Event:
    moment = device.moment()
    if isinstance(command, GiveNotice):
        return bawaslu.give_notice(state, command, moment.when, moment.zone, device.reference)
    return bawaslu.record_receipt(state, command, moment.when, moment.zone)


def _done_before(db: Connection, command: bytes) -> bool:
    table = tables.command
    return db.execute(select(table.c.subject).where(table.c.command == command)).first() is not None

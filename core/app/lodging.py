"""Bawaslu's own receipt and preliminary notices: written at the post or the province on the report's subject."""

from __future__ import annotations

from core.app.at_report import open_report
from core.app.device import Device
from core.app.writing import done_before
from core.domain import bawaslu
from core.domain.bawaslu import GiveNotice, RecordBawasluReceipt
from core.domain.events import Event
from core.domain.report import ReportState


def lodge(device: Device, command: RecordBawasluReceipt | GiveNotice) -> None:
    """Write ``bawaslu.receipt_recorded`` or ``notice.given``, once for each command.

    Raises what :func:`core.domain.bawaslu.record_receipt` and :func:`core.domain.bawaslu.give_notice` raise.
    """
    with device.database.writing() as db:
        if done_before(db, command.command):
            return
        at = open_report(db, device, command.report, command.command)
        at.write(_decided(device, at.state, command))


def _decided(device: Device, state: ReportState, command: RecordBawasluReceipt | GiveNotice) -> Event:
    moment = device.moment()
    if isinstance(command, GiveNotice):
        return bawaslu.give_notice(state, command, moment.when, moment.zone, device.reference)
    return bawaslu.record_receipt(state, command, moment.when, moment.zone)

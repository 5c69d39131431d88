"""Bawaslu's own receipt, its taking back and preliminary notices: written at the post or the province on the report's subject."""

from __future__ import annotations

from core.app import telling
from core.app.at_report import open_report
from core.app.device import Device
from core.app.writing import done_before
from core.domain import bawaslu, receipts
from core.domain.bawaslu import GiveNotice, WithdrawBawasluReceipt
from core.domain.commands import LodgingCommand
from core.domain.events import Event
from core.domain.report import ReportState


def lodge(device: Device, command: LodgingCommand) -> None:
    """Write ``bawaslu.receipt_recorded``, ``bawaslu.receipt_withdrawn`` or ``notice.given``, once for each command.

    What a desk takes back may move the case to where it stood before: the post hears of that at once.
    Raises what :func:`core.domain.bawaslu.record_receipt`, :func:`core.domain.receipts.withdraw` and
    :func:`core.domain.bawaslu.give_notice` raise.
    """
    with device.database.writing() as db:
        if done_before(db, command.command):
            return
        at = open_report(db, device, command.report, command.command)
        at.write(_decided(device, at.state, command))
    if isinstance(command, WithdrawBawasluReceipt):
        telling.settle(device)


def _decided(device: Device, state: ReportState, command: LodgingCommand) -> Event:
    moment = device.moment()
    if isinstance(command, GiveNotice):
        return bawaslu.give_notice(state, command, moment.when, moment.zone, device.reference)
    if isinstance(command, WithdrawBawasluReceipt):
        return receipts.withdraw(state, command)
    return bawaslu.record_receipt(state, command, moment.when, moment.zone)

"""A new look-up code for a reporter who lost the old one: at the post that took the report in, with the reporter present."""

from __future__ import annotations

import msgspec
from sqlalchemy import select

from core.app.device import DESKS, Device
from core.app.intake import fresh_code, keys_of
from core.app.streams import own_stream
from core.app.views import RECEIVED, WAITING, Submitted
from core.domain import authority
from core.domain.commands import RenewLookup
from core.domain.errors import Invalid, NotAllowed
from core.domain.identifiers import format_lookup_code
from core.domain.ids import show_id
from core.domain.papers import VISITOR
from core.domain.report import ReportState, fold
from core.domain.reporter import LookupRenewed, RenewalFacts, RenewalStory
from core.journal import reading
from core.journal.author import Placement
from core.storage import tables


def renew(device: Device, command: RenewLookup) -> Submitted:
    """Write the new code's keys; the same command again gives no code, for a code is shown once.

    Raises ``Invalid`` (``report.unknown``, ``receipt.no_visitor``) and ``NotAllowed('lookup.other_post')``.
    """
    code = fresh_code(device)
    lookup = keys_of(code, device.belongings.province)
    with device.database.writing() as db:
        facts = reading.facts_about(db, command.report, device.identities)
        state = fold(facts)
        sealed = _require_own(device, state)
        row = tables.command.c
        done = db.execute(select(row.subject).where(row.command == command.command, row.subject == command.report)).first()
        if done is not None:
            return _reply(device, command, state, "", sealed=sealed)
        authority.require("lookup.renewed", device.officer.role, from_desk=device.is_desk, begins=False, owns=True)
        placement = Placement(
            own_stream(db, device, DESKS, command.command),
            command.report,
            reading.heads_of(facts),
            {"story": [device.recipients.reports]} if sealed else {},
        )
        told = RenewalFacts(day=device.moment().day.isoformat(), tag=lookup.tag if sealed else msgspec.UNSET)
        event = LookupRenewed(told, RenewalStory(lookup=lookup))
        device.projector.project(db, device.author.write(db, event, placement, device.circumstance(command.command)))
        return _reply(device, command, state, format_lookup_code(code), sealed=sealed)


def _require_own(device: Device, state: ReportState) -> bool:
    """Whether the report is sealed; refuses where this post did not take it in or nobody came with it."""
    if state.received is None or state.facts is None:
        raise Invalid("report.unknown")
    if state.facts.kind not in VISITOR:
        raise Invalid("receipt.no_visitor")
    if state.received.source.post != device.belongings.code:
        raise NotAllowed("lookup.other_post")
    return state.facts.sealed


def _reply(device: Device, command: RenewLookup, state: ReportState, code: str, *, sealed: bool) -> Submitted:
    number = "" if state.facts is None else state.facts.number
    return Submitted(show_id(command.report), number, code, RECEIVED if device.is_desk else WAITING, sealed)

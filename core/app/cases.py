"""The province registers reports: a case opens under the office's own agenda number."""

from __future__ import annotations

from core.app.device import Device
from core.app.streams import audience_about, own_stream
from core.domain import authority, report
from core.domain.commands import OpenCase
from core.domain.errors import Invalid
from core.domain.text import check_line
from core.journal import reading
from core.journal.author import Placement


def open_case(device: Device, command: OpenCase) -> None:
    """Write ``case.opened`` for the post that took the report in, so that it learns of it with the next stick.

    Raises ``Invalid('report.unknown')``, ``NotAllowed`` (``authority.refused``, ``case.already_open``).
    """
    check_line(command.agenda, "agenda")
    with device.database.writing() as db:
        facts = reading.facts_about(db, command.report, device.identities)
        state = report.fold(facts)
        if state.received is None:
            raise Invalid("report.unknown")
        authority.require("case.opened", device.officer.role, from_desk=device.is_desk, begins=False, owns=True)
        event = report.open_case(state, command.agenda)
        stream = own_stream(db, device, audience_about(device, state), command.command)
        placement = Placement(stream, command.report, reading.heads_of(facts))
        entry = device.author.write(db, event, placement, device.circumstance(command.command))
        device.projector.project(db, entry)

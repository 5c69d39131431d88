"""The province registers reports: a case opens under the office's own agenda number."""

from __future__ import annotations

from core.app.at_report import open_report
from core.app.case_acts import tell
from core.app.device import Device
from core.domain import report
from core.domain.commands import OpenCase
from core.domain.text import check_line


def open_case(device: Device, command: OpenCase) -> None:
    """Write ``case.opened`` for the post that took the report in, so that it learns of it with the next stick.

    Raises ``Invalid('report.unknown')``, ``NotAllowed`` (``authority.refused``, ``case.already_open``).
    """
    check_line(command.agenda, "agenda")
    with device.database.writing() as db:
        at = open_report(db, device, command.report, command.command)
        at.write(report.open_case(at.state, command.agenda))
        tell(at.again())

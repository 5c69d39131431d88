"""What desks did without knowing of each other is told to the post as soon as one of them has both.

Each desk told the post what followed from its own acts. Which of them holds follows from the order of all acts, which a
post cannot know: so a desk that takes another's acts in says it, at once and not with the next act about the case.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, case, select

from core.app import case_acts
from core.app.at_report import open_report
from core.app.device import Device
from core.domain.authority import may_write
from core.domain.case import AT_INSTITUTION, CLOSED, DECIDED, REFERRED, VOIDED
from core.domain.errors import Refused
from core.domain.report import AT_PROVINCE, RECORDED
from core.storage import tables

COMMAND_BYTES = 16


def settle(device: Device) -> int:
    """Tell what follows from all acts together, wherever something else was told last; gives the number of cases.

    A device that may not tell leaves it to one that may; a case that cannot be told of now is left for the next time.
    """
    if not device.is_desk or device.is_nation:
        return 0
    if not may_write("case.told", device.officer.role, from_desk=True, begins=False, owns=True):
        return 0
    with device.database.reading() as db:
        subjects = crossed(db)
    return sum(_told(device, subject) for subject in subjects)


def crossed(db: Connection) -> list[bytes]:
    """Reports whose post was told last what does not follow from what is held here."""
    board, report = tables.board.c, tables.report.c
    query = (
        select(report.subject)
        .join_from(tables.report, tables.board, report.subject == board.subject)
        .where(report.case_status != RECORDED, report.case_status != follows(board.board_stage), board.outcome != VOIDED)
        .order_by(report.subject)
    )
    return [bytes(subject) for subject in db.execute(query).scalars()]


def follows(stage: ColumnElement[str]) -> ColumnElement[str]:
    """As :func:`core.domain.case_state.status_of_stage` has it."""
    return case(
        (stage == CLOSED, CLOSED),
        (stage == DECIDED, DECIDED),
        (stage.in_((REFERRED, AT_INSTITUTION)), REFERRED),
        else_=AT_PROVINCE,
    )


def _told(device: Device, subject: bytes) -> int:
    try:
        with device.database.writing() as db:
            case_acts.tell(open_report(db, device, subject, device.ports.entropy(COMMAND_BYTES)))
    except Refused:
        return 0
    return 1

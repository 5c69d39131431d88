"""Items of the plan of action (rencana aksi): who does what by when, for which election and stage, and where it stands.

An item that is not done stands in every later meeting until it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import msgspec

from core.domain.errors import Invalid, NotAllowed
from core.domain.ids import CommandId
from core.domain.member import institution_in
from core.domain.reference import ReferenceData
from core.domain.team_form import check_form, code_in, day_in, id_in
from core.domain.text import check_line

OPEN, RUNNING, DONE, DROPPED = "belum", "berjalan", "selesai", "dibatalkan"
STATUSES: Final = (OPEN, RUNNING, DONE, DROPPED)
CLOSED: Final = frozenset({DONE, DROPPED})


class ActionForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An item as typed; ``meeting`` is the id of the one that agreed on it, ``related`` codes parted by commas."""

    activity: str
    owner: str
    due: str
    election: str = ""
    stage: str = ""
    output: str = ""
    related: str = ""
    area: str = ""
    meeting: str = ""


class ActionFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Owner, due date, election and stage, where it is done and which meeting agreed on it."""

    owner: str
    due: str
    day: str
    election: str = ""
    stage: str = ""
    related: list[str] = []
    area: str = ""
    meeting: bytes = b""


class ActionStory(msgspec.Struct, frozen=True, kw_only=True):
    """What is done, and what it brings."""

    activity: str
    output: str = ""


class ActionSet(msgspec.Struct, frozen=True):
    """Somebody has something to do."""

    facts: ActionFacts | None
    story: ActionStory | None = None


class MovedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Where it stands now, since when, and its new due date where it was put off."""

    status: str
    day: str
    due: str = ""


class MovedStory(msgspec.Struct, frozen=True, kw_only=True):
    """What was said about it."""

    note: str = ""


class ActionMoved(msgspec.Struct, frozen=True):
    """An item went on, was done, was put off or was dropped."""

    facts: MovedFacts | None
    story: MovedStory | None = None


ActionEvent = ActionSet | ActionMoved


@dataclass(frozen=True, slots=True)
class SetAction:
    """Add an item."""

    command: CommandId
    form: ActionForm


@dataclass(frozen=True, slots=True)
class MoveAction:
    """Say where an item stands; ``due`` empty leaves it as it was."""

    command: CommandId
    action: str
    status: str
    note: str = ""
    due: str = ""


ActionCommand = SetAction | MoveAction


def set_action(command: SetAction, reference: ReferenceData, today: date) -> ActionSet:
    """The event, or ``Invalid``: ``team.missing``, ``team.code``, ``team.day``, ``team.area``, ``text.*``."""
    form = command.form
    check_form(form, "activity", "owner", "due")
    election, stage = election_in(form.election, form.stage, reference)
    area = form.area.strip()
    if area and reference.area(area) is None:
        raise Invalid("team.area", value=area[:20])
    related = [institution_in(each, reference, "related") for each in form.related.split(",") if each.strip()]
    facts = ActionFacts(
        owner=institution_in(form.owner, reference, "owner"),
        due=day_in(form.due, "due"),
        day=today.isoformat(),
        election=election,
        stage=stage,
        related=related,
        area=area,
        meeting=id_in(form.meeting),
    )
    return ActionSet(facts, ActionStory(activity=form.activity.strip(), output=form.output.strip()))


def move(command: MoveAction, status: str, today: date) -> ActionMoved:
    """The event, or ``Invalid``: ``team.code``, ``team.day``, ``text.*``; ``NotAllowed('action.closed')``.

    What was done or dropped stays so, whatever is said of it later.
    """
    check_line(command.note, "note")
    if status in CLOSED:
        raise NotAllowed("action.closed", status=status)
    wanted = code_in(command.status, STATUSES, "status")
    facts = MovedFacts(status=wanted, day=today.isoformat(), due=day_in(command.due, "due"))
    return ActionMoved(facts, MovedStory(note=command.note.strip()))


def election_in(election: str, stage: str, reference: ReferenceData) -> tuple[str, str]:
    """An election and one of its stages, both optional; raises ``Invalid('team.code')``."""
    if not election.strip():
        if stage.strip():
            raise Invalid("team.missing", field="election")
        return "", ""
    code = code_in(election, (each.code for each in reference.elections), "election")
    found = reference.election(code)
    stages = () if found is None else found.stages
    return code, code_in(stage, (each.code for each in stages), "stage") if stage.strip() else ""

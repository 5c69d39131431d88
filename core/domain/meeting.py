"""Meetings of the integrated team: planned, then held or cancelled, then minuted.

A rakor belongs to one of three targets a year (B.04, B.08, B.12), which give it its number: "rakor ke-3". That they mean
April, August and December is a reading of the ministry's report targets, not a quoted rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import msgspec

from core.domain.errors import Invalid, NotAllowed
from core.domain.ids import CommandId, SubjectId
from core.domain.reference import ReferenceData
from core.domain.team_form import check_form, code_in, day_in, id_in, past_day_in, required_line

RAKOR, FGD, AUDIENSI, SECTORAL = "rakor", "fgd", "audiensi", "sektoral"
KINDS: Final = (RAKOR, FGD, AUDIENSI, SECTORAL)
TARGETS: Final[dict[str, tuple[int, int]]] = {"b04": (1, 4), "b08": (2, 8), "b12": (3, 12)}
"""Target -> its number in the year, and the month by whose end it is due."""

PLANNED, HELD, CANCELLED, MINUTED = "planned", "held", "cancelled", "minuted"
STATES: Final = (PLANNED, HELD, MINUTED, CANCELLED)
PRESENCE: Final = ("hadir", "diwakili", "berhalangan")
LEVELS: Final = ("rendah", "sedang", "tinggi")
MOST_ROWS: Final = 500


class Attendee(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who came: an institution and a position, never a person."""

    institution: str
    position: str
    presence: str = "hadir"


class Talk(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an institution told, or a point that a visitor of an audiensi raised."""

    institution: str
    point: str


class AreaLevel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How vulnerable the meeting saw a district, and what changed since the last one."""

    area: str
    level: str
    change: str = ""


class MeetingForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A meeting that is planned, as typed; ``target`` of a rakor alone, ``agreement`` the id of one that it prepares."""

    kind: str
    day: str
    theme: str
    time: str = ""
    venue: str = ""
    target: str = ""
    year: str = ""
    track: str = ""
    basis: str = ""
    agenda: str = ""
    agreement: str = ""


class MeetingFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Which meeting: its kind, day and clock, series and number, and the track whose position signs."""

    kind: str
    day: str
    time: str = ""
    target: str = ""
    year: int = 0
    ordinal: int = 0
    track: str = ""
    agreement: bytes = b""


class MeetingStory(msgspec.Struct, frozen=True, kw_only=True):
    """What it is about, where, on what basis, and its agenda."""

    theme: str
    venue: str = ""
    basis: str = ""
    agenda: str = ""


class MeetingPlanned(msgspec.Struct, frozen=True):
    """A meeting was called."""

    facts: MeetingFacts | None
    story: MeetingStory | None = None


class HeldForm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What happened, as typed; days and places that are empty stay as planned, the clerk is the track's position."""

    day: str = ""
    time: str = ""
    venue: str = ""
    chair: str = ""
    clerk: str = ""
    basis: str = ""
    agenda: str = ""
    opening: str = ""
    discussion: str = ""
    agreed: str = ""
    closing: str = ""
    result: str = ""
    attendance: tuple[Attendee, ...] = ()
    talks: tuple[Talk, ...] = ()
    areas: tuple[AreaLevel, ...] = ()


class HeldFacts(msgspec.Struct, frozen=True, kw_only=True):
    """When it was, how many came, and the document that it brought (an FGD's result)."""

    day: str
    time: str = ""
    present: int = 0
    result: str = ""


class HeldStory(msgspec.Struct, frozen=True, kw_only=True):
    """What was said and decided, who came by institution and position, and how vulnerable the districts were seen."""

    venue: str = ""
    chair: str = ""
    clerk: str = ""
    basis: str = ""
    agenda: str = ""
    opening: str = ""
    discussion: str = ""
    agreed: str = ""
    closing: str = ""
    attendance: list[Attendee] = []
    talks: list[Talk] = []
    areas: list[AreaLevel] = []


class MeetingHeld(msgspec.Struct, frozen=True):
    """The meeting took place; said again before the minutes, the later word counts."""

    facts: HeldFacts | None
    story: HeldStory | None = None


class CancelledFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Why it did not take place."""

    reason: str


class MeetingCancelled(msgspec.Struct, frozen=True):
    """The meeting will not take place."""

    facts: CancelledFacts | None


class MinutedFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The issued minutes: the document's subject, its number, and the SHA-256 of its file."""

    document: bytes
    number: str
    digest: bytes


class MeetingMinuted(msgspec.Struct, frozen=True):
    """The minutes were issued; what is in them is fixed."""

    facts: MinutedFacts | None


MeetingEvent = MeetingPlanned | MeetingHeld | MeetingCancelled | MeetingMinuted


@dataclass(frozen=True, slots=True)
class PlanMeeting:
    """Call a meeting."""

    command: CommandId
    form: MeetingForm


@dataclass(frozen=True, slots=True)
class HoldMeeting:
    """Record what happened."""

    command: CommandId
    meeting: str
    form: HeldForm


@dataclass(frozen=True, slots=True)
class CancelMeeting:
    """It will not take place."""

    command: CommandId
    meeting: str
    reason: str


@dataclass(frozen=True, slots=True)
class IssueMinutes:
    """Print, sign and number the minutes; once issued, the same file is given again."""

    command: CommandId
    meeting: str


MeetingCommand = PlanMeeting | HoldMeeting | CancelMeeting | IssueMinutes


def plan(command: PlanMeeting, reference: ReferenceData) -> MeetingPlanned:
    """The event, or ``Invalid``: ``team.missing`` (a rakor needs its target), ``team.code``, ``team.day``, ``text.*``."""
    form = command.form
    check_form(form, "kind", "day", "theme")
    kind, day = code_in(form.kind, KINDS, "kind"), day_in(form.day, "day")
    target = code_in(form.target.replace(".", ""), TARGETS, "target") if kind == RAKOR else ""
    year = _year(form.year, day) if target else 0
    track = code_in(form.track, (each.code for each in reference.tracks), "track") if form.track.strip() else ""
    facts = MeetingFacts(
        kind=kind,
        day=day,
        time=form.time.strip(),
        target=target,
        year=year,
        ordinal=TARGETS[target][0] if target else 0,
        track=track,
        agreement=id_in(form.agreement),
    )
    texts = {name: getattr(form, name).strip() for name in ("theme", "venue", "basis", "agenda")}
    return MeetingPlanned(facts, MeetingStory(**texts))


def hold(command: HoldMeeting, state: str, planned: MeetingPlanned, reference: ReferenceData, today: date) -> MeetingHeld:
    """The event.

    Raises ``Invalid``: ``meeting.nobody``, ``meeting.rows``, ``team.*``, ``text.*``; ``NotAllowed('meeting.state')``.
    """
    require_state(state, (PLANNED, HELD))
    form, facts = command.form, planned.facts
    check_form(form)
    if not any(each.presence.casefold() != PRESENCE[2] for each in form.attendance):
        raise Invalid("meeting.nobody")
    if max(map(len, (form.attendance, form.talks, form.areas))) > MOST_ROWS:
        raise Invalid("meeting.rows", limit=MOST_ROWS)
    attendance = [_attendee(each, reference) for each in form.attendance]
    story = planned.story or MeetingStory(theme="")
    kept = {name: getattr(form, name).strip() or getattr(story, name) for name in ("venue", "basis", "agenda")}
    said = {name: getattr(form, name).strip() for name in ("opening", "discussion", "agreed", "closing")}
    signs = {name: required_line(getattr(form, name), name) for name in ("chair", "clerk")}
    held = HeldFacts(
        day=past_day_in(form.day or (facts.day if facts else ""), "day", today),
        time=form.time.strip() or (facts.time if facts else ""),
        present=sum(each.presence != PRESENCE[2] for each in attendance),
        result=form.result.strip(),
    )
    talks = [msgspec.structs.replace(each, institution=required_line(each.institution, "institution")) for each in form.talks]
    areas = [_level(each, reference) for each in form.areas]
    return MeetingHeld(held, HeldStory(**kept, **said, **signs, attendance=attendance, talks=talks, areas=areas))


def cancel(command: CancelMeeting, state: str) -> MeetingCancelled:
    """The event, or ``Invalid``: ``team.missing``, ``text.*``; ``NotAllowed('meeting.state')``."""
    require_state(state, (PLANNED,))
    return MeetingCancelled(CancelledFacts(reason=required_line(command.reason, "reason")))


def minute(document: SubjectId, number: str, digest: bytes) -> MeetingMinuted:
    """The event."""
    return MeetingMinuted(MinutedFacts(document=document, number=number, digest=digest))


def require_state(state: str, wanted: tuple[str, ...]) -> None:
    """Refuse a step that a meeting in this state cannot take; raises ``NotAllowed('meeting.state')``."""
    if state not in wanted:
        raise NotAllowed("meeting.state", state=state)


def due_day(year: int, target: str) -> date:
    """The last day of a target's month."""
    month = TARGETS[target][1]
    return date(year, month, 31) if month == 12 else date.fromordinal(date(year, month + 1, 1).toordinal() - 1)


def _year(text: str, day: str) -> int:
    cleaned = text.strip() or day[:4]
    if not cleaned.isascii() or not cleaned.isdigit() or not 2000 <= int(cleaned) <= 2100:
        raise Invalid("team.code", field="year", value=cleaned[:10], codes="2000-2100")
    return int(cleaned)


def _attendee(each: Attendee, reference: ReferenceData) -> Attendee:
    code = code_in(each.institution, (office.code for office in reference.institutions), "attendance.institution")
    presence = code_in(each.presence, PRESENCE, "attendance.presence")
    return Attendee(institution=code, position=required_line(each.position, "attendance.position"), presence=presence)


def _level(each: AreaLevel, reference: ReferenceData) -> AreaLevel:
    found = reference.area(each.area)
    if found is None or found.level not in ("regency", "district"):
        raise Invalid("team.area", value=each.area.strip()[:20])
    return AreaLevel(area=found.code, level=code_in(each.level, LEVELS, "areas.level"), change=each.change.strip())

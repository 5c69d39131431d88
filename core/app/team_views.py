"""What screens and verbs get to see of the integrated team; codes are those of the reference data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TeamPage(Generic[T]):
    """A page of records; ``next`` is where to go on, None at the end."""

    rows: tuple[T, ...]
    next: str | None
    total: int


@dataclass(frozen=True, slots=True)
class DecreeRow:
    """A decree; ``current`` on the day that was asked for."""

    id: str
    area: str
    number: str
    day: str
    valid_from: str
    valid_to: str
    withdrawn: bool
    current: bool


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A seat; its term is the decree's where it has none of its own."""

    id: str
    decree: str
    area: str
    institution: str
    position: str
    role: str
    unit: str
    name: str
    name_day: str
    valid_from: str
    valid_to: str
    withdrawn: bool
    current: bool


@dataclass(frozen=True, slots=True)
class GapRow:
    """What is missing: ``no_decree``, ``decree_ended``, ``no_member``, ``member_ended``; of which area and seat."""

    area: str
    what: str
    seat: str
    basis: str
    confidence: str


@dataclass(frozen=True, slots=True)
class TeamView:
    """Decrees, seats and gaps on a day."""

    day: str
    decrees: tuple[DecreeRow, ...]
    members: tuple[MemberRow, ...]
    gaps: tuple[GapRow, ...]


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A line of the list; ``doubled`` where two desks closed it without knowing of each other."""

    id: str
    kind: str
    day: str
    time: str
    target: str
    year: int
    ordinal: int
    track: str
    theme: str
    venue: str
    status: str
    doubled: bool
    present: int
    result: str
    number: str
    document: str


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A target of the year: its rakor, if there is one, and ``state``: open, planned, held, minuted, overdue or, where none is
    known of a month before the province was founded, before."""

    target: str
    ordinal: int
    due: str
    state: str
    meeting: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Another subject that belongs to it."""

    what: str
    id: str
    label: str


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An item; ``rolled`` counts the meetings that it outlived, ``overdue`` on the day of asking."""

    id: str
    activity: str
    owner: str
    due: str
    election: str
    stage: str
    area: str
    output: str
    status: str
    since: str
    note: str
    day: str
    meeting: str
    withdrawn: bool
    overdue: bool
    rolled: int


@dataclass(frozen=True, slots=True)
class ActOnMeeting:
    """One step of a meeting as somebody wrote it."""

    kind: str
    officer: str
    at: str


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A meeting in full: as planned and as held; ``acts`` are all steps, so that two desks' words are both seen."""

    row: MeetingRow
    agreement: str
    agenda: str
    basis: str
    chair: str
    clerk: str
    opening: str
    discussion: str
    agreed: str
    closing: str
    reason: str
    attendance: tuple[dict[str, str], ...]
    talks: tuple[dict[str, str], ...]
    areas: tuple[dict[str, str], ...]
    actions: tuple[ActionRow, ...]
    links: tuple[LinkRow, ...]
    acts: tuple[ActOnMeeting, ...]


@dataclass(frozen=True, slots=True)
class WarningCount:
    """Early warnings of a district (or a regency, where no district was told) in a stage."""

    area: str
    stage: str
    count: int


@dataclass(frozen=True, slots=True)
class AgendaView:
    """What a meeting might talk of. ``lines`` may stand in its papers; ``inside`` is for the chair alone and in no paper.

    The latter are counts that touch complaints: near deadlines and open referrals.
    """

    lines: tuple[str, ...]
    inside: tuple[tuple[str, int], ...]
    actions: tuple[ActionRow, ...]
    warnings: tuple[WarningCount, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """A cooperation agreement; ``standing`` says whether it holds, wants renewal, or ended."""

    id: str
    number: str
    title: str
    day: str
    parties: tuple[str, ...]
    valid_from: str
    valid_to: str
    notice: int
    withdrawn: bool
    standing: str
    links: tuple[LinkRow, ...]


@dataclass(frozen=True, slots=True)
class OutreachRow:
    """An act of outreach."""

    id: str
    kind: str
    topic: str
    day: str
    institution: str
    election: str
    stage: str
    area: str
    audience: str
    reached: int
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A local rule; ``current`` on the day that was asked for."""

    id: str
    area: str
    topic: str
    text: str
    document: str
    valid_from: str
    valid_to: str
    withdrawn: bool
    current: bool


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A document that was given to a member of the team: what, to whom, on what basis, by whom."""

    id: str
    document: str
    kind: str
    number: str
    digest: str
    institution: str
    day: str
    basis: str
    purpose: str
    note: str
    note_number: str
    officer: str
    at: str


@dataclass(frozen=True, slots=True)
class TrackRow:
    """One of the office's two tracks and the position that signs for it here."""

    code: str
    name: str
    english: str
    position: str

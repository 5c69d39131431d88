"""What screens and verbs get to see of rosters and of the cascade of pacts."""

from __future__ import annotations

from dataclasses import dataclass

from core.app.pact_views import PactActRow

SIGNED_STATE = "ditandatangani"


@dataclass(frozen=True, slots=True)
class Tally:
    """People and how far they got. ``lacking`` have no pact; only ``signed`` is coverage.

    ``on_leave`` are counted in ``people`` too. ``overdue`` have not signed although their day has passed.
    """

    people: int = 0
    lacking: int = 0
    issued: int = 0
    told: int = 0
    signed: int = 0
    refused: int = 0
    away: int = 0
    overdue: int = 0
    on_leave: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.people + other.people,
            self.lacking + other.lacking,
            self.issued + other.issued,
            self.told + other.told,
            self.signed + other.signed,
            self.refused + other.refused,
            self.away + other.away,
            self.overdue + other.overdue,
            self.on_leave + other.on_leave,
        )

    @property
    def permille(self) -> int:
        """Signed per thousand people, rounded down; 1000 only when all signed."""
        return self.signed * 1000 // self.people if self.people else 0


@dataclass(frozen=True, slots=True)
class PlanView:
    """The plan in force: ``dues`` are days for tier 1, 2 ...; ``templates`` wording by employment kind."""

    id: str
    title: str
    election: str
    begins: str
    dues: tuple[str, ...]
    templates: dict[str, str]
    planned_at: str
    officer: str


@dataclass(frozen=True, slots=True)
class OfficeNode:
    """One office of the tree, parents before children; ``depth`` 1 stands directly below who keeps the roster.

    ``own`` counts the people of this very office, ``whole`` those below too. ``head`` is a person's id or empty. ``listed`` is
    False for an office that is known from issued pacts alone.
    """

    id: str
    parent: str
    name: str
    level: str
    depth: int
    home: str
    head: str
    head_name: str
    head_state: str
    own: Tally
    whole: Tally
    due: str
    listed: bool = True


@dataclass(frozen=True, slots=True)
class CascadeTreeView:
    """Every office that keeps a roster with what lies below it; ``homes`` are its code and name."""

    offices: tuple[OfficeNode, ...]
    homes: tuple[tuple[str, str], ...]
    total: Tally
    plan: PlanView | None


@dataclass(frozen=True, slots=True)
class CoverageLevel:
    """One tier of the cascade: 0 the top, then heads and people below; ``due`` is its day in the plan."""

    tier: int
    due: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class CoverageDay:
    """How many of today's people had signed by the end of a day."""

    day: str
    signed: int
    total: int


@dataclass(frozen=True, slots=True)
class CoverageView:
    """Coverage by office, by tier and by date."""

    units: tuple[OfficeNode, ...]
    levels: tuple[CoverageLevel, ...]
    days: tuple[CoverageDay, ...]
    total: Tally
    plan: PlanView | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person of a roster. ``state`` is the standing pact's, empty without one; ``due`` the day by which to sign.

    ``standing`` is active, leave or left; ``superior`` a person's id or empty; ``overdue`` tells that ``due`` has passed.
    """

    id: str
    home: str
    name: str
    front_title: str
    back_title: str
    number: str
    rank: str
    position: str
    office: str
    office_name: str
    employment: str
    is_head: bool
    standing: str
    until: str
    tier: int
    superior: str
    superior_name: str
    pact: str
    pact_number: str
    state: str
    told_day: str
    signed_day: str
    due: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """A page of people in the order of names."""

    rows: tuple[PersonRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class PersonStep:
    """One step in a person's history: ``kind`` is an act of the roster (new, changed, moved, leave, returned, left, head).

    ``source`` is ``file`` or ``typed``.
    """

    day: str
    kind: str
    position: str
    office_name: str
    rank: str
    standing: str
    until: str
    reason: str
    source: str
    officer: str
    at: str


@dataclass(frozen=True, slots=True)
class PersonPact:
    """One pact of the person with its acts; ``current`` is the one that counts, ``reasons`` why it must be issued anew."""

    id: str
    number: str
    state: str
    template: str
    template_version: str
    issued_at: str
    replaces: str
    current: bool
    reasons: tuple[str, ...]
    acts: tuple[PactActRow, ...]


@dataclass(frozen=True, slots=True)
class PersonHistoryView:
    """One person: as he stands, every step in the roster, every pact."""

    row: PersonRow
    steps: tuple[PersonStep, ...]
    pacts: tuple[PersonPact, ...]


@dataclass(frozen=True, slots=True)
class ReminderGroup:
    """What one head still owes: the people directly below who have not signed, the most pressing first.

    ``head`` is empty where an office has none; then ``office_name`` says which.
    """

    head: str
    head_name: str
    head_position: str
    office: str
    office_name: str
    people: tuple[PersonRow, ...]
    overdue: int


@dataclass(frozen=True, slots=True)
class ReissueRow:
    """A pact that must be issued anew: ``reasons`` are template, head or position."""

    person: PersonRow
    reasons: tuple[str, ...]
    template: str
    template_version: str


@dataclass(frozen=True, slots=True)
class PreviewField:
    """One field of a roster: which column it is read from (-1: none), how sure that is (0 to 100), whether it must be there."""

    field: str
    column: int
    heading: str
    likeness: int
    required: bool
    remembered: bool


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a row wants a look: a stable code under ``roster.line.`` or ``roster.doubt.``, the field, and what it says."""

    code: str
    field: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """What one row would do: ``change`` is new, changed, moved, returned, leave, left, same or rejected.

    ``line`` counts from 1 in the file; 0 for a person who is not in it any more. ``before`` and ``after`` are field, old and new.
    """

    line: int
    change: str
    name: str
    number: str
    position: str
    office: str
    employment: str
    doubts: tuple[Doubt, ...]
    differences: tuple[tuple[str, str, str], ...] = ()
    person: str = ""


@dataclass(frozen=True, slots=True)
class RosterPreviewView:
    """What taking a list over would change. ``rows`` holds all but the unchanged without doubt; ``counts`` all by change.

    ``digest`` goes into ``ImportRoster.preview``; it is empty where nothing can be taken over. ``notes`` tell of the file as a
    whole (codes under ``roster.note.``); ``problem`` is the code that stops everything, empty otherwise.
    """

    rows: tuple[PreviewRow, ...]
    counts: dict[str, int]
    fields: tuple[PreviewField, ...]
    headings: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    encoding: str
    notes: tuple[Doubt, ...]
    digest: str
    problem: str = ""
    problem_details: dict[str, str | int] | None = None


@dataclass(frozen=True, slots=True)
class RosterTaken:
    """What an import or a typed difference wrote: how many people and offices, in how many entries."""

    people: int
    offices: int
    entries: int
    counts: dict[str, int]

"""The items of the reference data sets, as the files in resources/reference hold them.

Every item keeps how sure it is (``confidence``, ``status``): what is "not verified" is shown so, never hidden.
Unknown keys are ignored, so that a newer file still opens.
"""

from __future__ import annotations

import datetime
from typing import Literal, TypeAlias

import msgspec

Day: TypeAlias = datetime.date

PostKind = Literal["KODIM", "PULAU", "PROVINSI"]
Regime = Literal["PEMILU", "PILKADA", "TNI_POSKO", "PDP", "TIMDU", "INTERNAL"]
Phase = Literal["before", "after", "any"]
Decision = Literal["outside", "discipline", "superior", "own", "coordination"]


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """What every item is: read once, never changed."""


class Post(Item, frozen=True, kw_only=True):
    """A complaint post or a province's desk. ``remit`` lists subject codes; None means that the mandate sets it."""

    code: str
    kind: PostKind
    name_id: str
    unit: str | None
    command: tuple[str, ...]
    family: str | None
    parent_post: str | None
    province: str
    regencies: tuple[str, ...]
    area: str | None
    island: str | None
    latitude_e7: int | None
    longitude_e7: int | None
    is_island: bool
    seat: str | None
    zone: str
    remit: tuple[str, ...] | None
    existence: str
    posko_verified: bool
    note: str


class Stage(Item, frozen=True, kw_only=True):
    """A stage of an election; both days belong to it, and an unknown day is None."""

    code: str
    name_id: str
    name_en: str
    start: Day | None
    end: Day | None
    is_substage: bool
    confidence: str
    note: str

    def covers(self, day: Day) -> bool:
        """Whether the stage runs on that day; a stage without any date never does."""
        if self.start is None and self.end is None:
            return False
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class Determination(Item, frozen=True, kw_only=True):
    """The day on which KPU determined the candidates of one contest: ethics list before, discipline list after."""

    contest: str
    date: Day
    announced: Day | None
    confidence: str


class Election(Item, frozen=True, kw_only=True):
    """An election with its calendar."""

    code: str
    regime: Regime
    name_id: str
    name_en: str
    basis: str
    voting_day: Day
    determinations: tuple[Determination, ...]
    stages: tuple[Stage, ...]


class Violation(Item, frozen=True, kw_only=True):
    """An act that may be alleged; ``sanction_class`` is the range that the law names, never a decision.

    ``counterpart`` is the same act on the list of the other phase; ``other_regime`` are the acts that fit in an election
    whose book does not know this one; ``voting`` says that the act is to have voted.
    """

    code: str
    name_id: str
    name_en: str
    applies_to: tuple[str, ...]
    legal_basis: str
    legal_refs: tuple[str, ...]
    sanction_class: tuple[str, ...]
    when_applies: str
    phase: Phase
    regimes: tuple[Regime, ...]
    punishable_from: dict[str, Day]
    needs_clarification: bool
    referral: tuple[str, ...]
    referral_after_discipline: tuple[str, ...]
    confidence: str
    note: str
    counterpart: str = ""
    other_regime: tuple[str, ...] = ()
    voting: bool = False


class Subject(Item, frozen=True, kw_only=True):
    """A type of reported or signing person; ``right_to_vote`` None means that it depends on the person's status."""

    code: str
    name_id: str
    name_en: str
    group: str
    family: str
    right_to_vote: bool | None
    identifier: str
    legal_refs: tuple[str, ...]
    governing_note: str
    sanction_ladders: tuple[str, ...]
    discipline_authority: str
    referral: tuple[str, ...]
    pact_template: str
    confidence: str
    note: str


class Institution(Item, frozen=True, kw_only=True):
    """An office that may receive something; ``family`` groups those that share one chain of command."""

    code: str
    name_id: str
    name_en: str
    level: str
    family: str
    roles_en: tuple[str, ...]
    receives: tuple[str, ...]
    valid_to: Day | None
    confidence: str
    note: str


class Seat(Item, frozen=True, kw_only=True):
    """A seat that the integrated team of an area (``levels``: province, regency) is expected to have, held by any of these."""

    code: str
    name_id: str
    name_en: str
    levels: tuple[str, ...]
    institutions: tuple[str, ...]
    basis: str
    confidence: str


class Track(Item, frozen=True, kw_only=True):
    """One of the office's two tracks: the position that signs what belongs to it, never a person."""

    code: str
    name_id: str
    name_en: str
    position_id: str


class Route(Item, frozen=True, kw_only=True):
    """Where a case goes first, who gets a copy, and under which condition the route opens."""

    code: str
    subject_groups: tuple[str, ...]
    primary: str
    cc: tuple[str, ...]
    by_reason: tuple[str, ...]
    via_bawaslu: tuple[str, ...]
    release_only: tuple[str, ...]
    condition: str | None
    deadline: str | None
    valid_from: Day | None
    valid_to: Day | None
    legal_ref: str | None
    basis: str
    confidence: str
    note: str

    def valid_on(self, day: Day) -> bool:
        """Whether the route is in force on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class LegalRef(Item, frozen=True, kw_only=True):
    """A rule of law; ``penalty_until`` is the last day of the penalty figures that it quotes.

    ``regimes`` are the elections whose acts it is about; none where it holds whatever election there is.
    """

    code: str
    citation: str
    topic_en: str
    key_points: tuple[str, ...]
    status: str
    in_force_note: str
    not_verified: str
    penalty_until: Day | None
    succeeded_by: str | None
    seen_in: tuple[str, ...]
    topic_id: str = ""
    penalty_id: str = ""
    penalty_en: str = ""
    not_verified_id: str = ""
    regimes: tuple[str, ...] = ()


class Clause(Item, frozen=True, kw_only=True):
    """A legal or internal time limit; ``amount`` counts ``unit``."""

    code: str
    regime: Regime
    step_id: str
    step_en: str
    amount: int | None
    unit: str
    counted_from: str
    basis: str
    legal_ref: str | None
    confidence: str
    note: str


class Counter(Item, frozen=True, kw_only=True):
    """When Bawaslu's counter takes reports in, local wall clock."""

    regime: Regime
    opens: str
    closes: str
    days: str
    round_the_clock_stages: tuple[str, ...]
    legal_ref: str
    confidence: str


class Holiday(Item, frozen=True, kw_only=True):
    """A day off; ``regencies`` None means everywhere."""

    date: Day
    name_id: str
    kind: str
    regencies: tuple[str, ...] | None
    confidence: str


class Vulnerability(Item, frozen=True, kw_only=True):
    """A kind of conflict potential; stage ``*`` means every stage."""

    code: str
    name_id: str
    name_en: str
    stages: tuple[str, ...]
    dimension: str | None
    early_signs_id: str
    is_nil: bool
    confidence: str


class Sanction(Item, frozen=True, kw_only=True):
    """One rung of a ladder; ``requires`` names what must be recorded with it.

    ``decision`` says what must stand before it: a decision of an ``outside`` body, one with the result ``discipline``,
    nothing where the ``superior`` acts alone or the body's ``own`` document decides, or ``coordination`` with Bawaslu.
    ``appeals`` are the ways by which the law lets it be lowered or annulled; ``procedure_confidence`` is how sure both are.
    """

    code: str
    ladder: str
    order: int
    name_id: str
    name_en: str
    sanction_class: str
    duration: str | None
    legal_basis: str
    imposing_authority: str
    requires: tuple[str, ...]
    confidence: str
    decision: Decision = "outside"
    appeals: tuple[str, ...] = ()
    procedure_confidence: str = "not verified"
    valid_from: Day | None = None
    valid_to: Day | None = None

    def valid_between(self, first: Day, last: Day) -> bool:
        """Whether it was law on any day of these: the act's own day, or a later one whose milder law reaches back."""
        return (self.valid_from is None or self.valid_from <= last) and (self.valid_to is None or first <= self.valid_to)


class Term(Item, frozen=True, kw_only=True):
    """One word of the product in Indonesian, English, and as a stem of identifiers."""

    id: str
    en: str
    code: str

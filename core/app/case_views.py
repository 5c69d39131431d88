"""What screens and verbs get to see of cases: the board, the day's agenda, and one case in full."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from core.app.deadline_views import DeadlineView
from core.app.referral_views import ReferralRow
from core.domain.requirements import Requirement
from core.domain.triage import Proposal


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One case on the board, in codes and days; no word of the report and no name of anybody reported.

    ``light`` is the state of the most pressing time limit (see ``legal_clock.standing``), empty where none runs; ``deadline``
    is that limit. ``place`` is the district.
    """

    id: str
    number: str
    agenda: str
    kind: str
    board_stage: str
    day: str
    post: str
    area: str
    place: str
    act: str
    classes: tuple[str, ...]
    severity: str
    regime: str
    election: str
    stage: str
    desk: str
    officer: str
    lacks: int
    due: str
    waiting: bool
    disputed: bool
    outcome: str
    light: str
    deadline: DeadlineView | None


@dataclass(frozen=True, slots=True)
class BoardPage:
    """Cases and the cursor of the next page, None at the end."""

    rows: tuple[BoardRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class BoardCounts:
    """How many cases stand at each stage, and how many wait for a second officer or are decided twice over."""

    stages: Mapping[str, int]
    waiting: int
    disputed: int


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """What a day asks of a case: at what hour (empty: within the day), which clause or ``completion``, and how it stands."""

    at: str
    what: str
    step_id: str
    step_en: str
    duty: str
    state: str
    id: str
    number: str
    kind: str
    board_stage: str
    desk: str
    officer: str


@dataclass(frozen=True, slots=True)
class ClassificationRow:
    """A confirmed classification; ``current`` is the one that holds, ``beside`` says that another desk decided at once."""

    at: str
    officer: str
    act: str
    subject: str
    classes: tuple[str, ...]
    laws: tuple[str, ...]
    law_version: str
    regime: str
    route: str
    severity: str
    agreed: bool
    words: str
    current: bool
    beside: bool


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note of the desks."""

    at: str
    officer: str
    words: str


@dataclass(frozen=True, slots=True)
class CompletionRow:
    """A request for what lacks; ``done_at`` is empty while the case waits."""

    at: str
    officer: str
    lacks: tuple[str, ...]
    due: str
    words: str
    done_at: str
    done_by: str
    met: bool


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """An end that was written: ``proposal`` is its id for ``approve``, ``status`` proposed, approved, declined or reopened."""

    proposal: str
    at: str
    officer: str
    outcome: str
    institution: str
    number: str
    day: str
    words: str
    status: str
    answered_at: str
    answered_by: str
    answer_words: str
    beside: bool
    may_answer: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case: its row, which steps it allows, the proposal with its reasoning, and all that was decided.

    ``decision`` is the last one of an institution that it was referred to: its code, number and day, empty before one.
    """

    row: BoardRow
    steps: Mapping[str, bool]
    proposal: Proposal
    classifications: tuple[ClassificationRow, ...]
    notes: tuple[NoteRow, ...]
    completions: tuple[CompletionRow, ...]
    closings: tuple[ClosingRow, ...]
    lacking: tuple[Requirement, ...]
    told: str
    withdrawn: bool
    outside: str
    referrals: tuple[ReferralRow, ...]
    decision: tuple[str, str, str]

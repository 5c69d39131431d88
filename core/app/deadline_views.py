"""What screens and verbs get to see of the law's clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.domain.legal_clock import State, Step
from core.domain.transit import Plan

Duty = str
REPORTER, POST, BAWASLU = "reporter", "post", "bawaslu"
"""Who must act: the reporter lodges, the post hands on, Bawaslu works on it."""
HANDING_ON = "SLA_RUJUK"
"""The post's own clause: it is met by handing the report on to the province as well."""


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """One time limit of one report, as text: dates, or RFC 3339 where the law counts hours; None where none can be said.

    ``hand_in_by`` is "serahkan paling lambat" for ``safe``. ``late`` says that the report came after ``latest``: it is taken
    all the same, as initial information. Where ``promised`` is false the post forwards initial information: the date is the
    reporter's own, should somebody with standing lodge it himself.
    """

    id: str
    regime: str
    step_id: str
    step_en: str
    duty: Duty
    basis: str
    legal_ref: str | None
    confidence: str
    counted_from: str
    zone: str
    safe: str
    latest: str | None
    hand_in_by: str | None
    hand_in_latest: str | None
    state: State
    days_left: int
    late: bool
    promised: bool
    steps: tuple[Step, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NearDeadline:
    """A deadline that needs a look, of which report, and the way to a lawful counter (None at the province)."""

    report: str
    number: str
    kind: str
    summary: str
    deadline: DeadlineView
    plan: Plan | None


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """Bawaslu's own receipt as recorded, with who recorded it."""

    number: str
    at: str
    level: str
    counter: str
    note: str
    officer: str
    post: str


@dataclass(frozen=True, slots=True)
class WithdrawnRow:
    """A receipt of Bawaslu that was taken back: the words why, when and by whom."""

    number: str
    level: str
    reason: str
    at: str
    officer: str
    post: str


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A preliminary notice as recorded."""

    to: str
    at: str
    means: str
    officer: str
    post: str


def resumed(deadlines: Iterable[DeadlineView], *, waiting: bool) -> tuple[DeadlineView, ...]:
    """Of a report's time limits those that run again without Bawaslu's receipt; ``waiting``: it was not handed on yet."""
    return tuple(each for each in deadlines if each.state == "stopped" and (each.id != HANDING_ON or waiting))

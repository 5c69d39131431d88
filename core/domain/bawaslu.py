"""Bawaslu's own receipt, which alone stops the law's clock, and the preliminary notice, which stops nothing.

What is recorded here is what the office at the other end said: number, time, level and counter. No person is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal, get_args

import msgspec

from core.domain.errors import Invalid, NotAllowed
from core.domain.ids import CommandId, SubjectId
from core.domain.text import check_line, check_narrative, is_blank

if TYPE_CHECKING:
    from core.domain.reference import ReferenceData
    from core.domain.report import ReportState

CounterLevel = Literal["kecamatan", "kabkota", "provinsi", "ri"]
Means = Literal["phone", "radio"]
LEVELS: tuple[CounterLevel, ...] = get_args(CounterLevel)
MEANS: tuple[Means, ...] = get_args(Means)
CLOCK_SLACK = timedelta(minutes=10)
"""How far two honest clocks may differ before a time counts as lying ahead."""


class BawasluFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Bawaslu's receipt: its own number, the time on it (milliseconds UTC, zone), the level and the counter in words."""

    number: str
    at: int
    zone: str
    level: str
    counter: str = ""


class BawasluStory(msgspec.Struct, frozen=True, kw_only=True):
    """What the officer adds."""

    note: str = ""


class BawasluReceiptRecorded(msgspec.Struct, frozen=True):
    """Bawaslu took the report in and gave its own receipt."""

    facts: BawasluFacts | None
    story: BawasluStory | None = None


class WithdrawnFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is taken back: ``receipts`` by the whole digests of their entries; number and level as they stand on the paper."""

    receipts: list[bytes]
    number: str
    level: str


class WithdrawnStory(msgspec.Struct, frozen=True, kw_only=True):
    """Why, in words."""

    reason: str


class BawasluReceiptWithdrawn(msgspec.Struct, frozen=True):
    """A receipt that was recorded on the wrong report counts for nothing there; what was recorded stays to be read."""

    facts: WithdrawnFacts | None
    story: WithdrawnStory | None = None


class NoticeFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A preliminary notice: to which institution, when, by what means, under which case number."""

    to: str
    at: int
    zone: str
    means: str
    number: str


class NoticeGiven(msgspec.Struct, frozen=True):
    """An institution was told by telephone or radio that a report is on its way."""

    facts: NoticeFacts | None


@dataclass(frozen=True, slots=True)
class RecordBawasluReceipt:
    """Record the receipt that Bawaslu gave for a report; a report may have several."""

    command: CommandId
    report: SubjectId
    number: str
    at: datetime
    level: str
    counter: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawBawasluReceipt:
    """Take a receipt back that does not belong to this report; the reason is asked for."""

    command: CommandId
    report: SubjectId
    number: str
    level: str
    reason: str


@dataclass(frozen=True, slots=True)
class GiveNotice:
    """Record that an institution was told of a report by telephone or radio."""

    command: CommandId
    report: SubjectId
    to: str
    at: datetime
    means: str


def counter_level(level: str) -> CounterLevel:
    """The level of a counter that a referral's level means; a regency's where it names none."""
    return next((each for each in LEVELS if each == level), "kabkota")


def record_receipt(state: ReportState, command: RecordBawasluReceipt, now: datetime, zone: str) -> BawasluReceiptRecorded:
    """The event, or a refusal.

    Raises ``Invalid`` (``report.unknown``, ``report.missing``, ``bawaslu.level``, ``bawaslu.ahead``, ``text.*``) and
    ``NotAllowed`` (``bawaslu.situation``, ``bawaslu.known``).
    """
    _require_report(state)
    for name, text in (("receipt_number", command.number), ("counter", command.counter)):
        check_line(text, name)
    check_narrative(command.note, "note")
    if is_blank(command.number):
        raise Invalid("report.missing", field="receipt_number")
    if command.level not in LEVELS:
        raise Invalid("bawaslu.level", value=command.level)
    facts = BawasluFacts(
        number=command.number.strip(),
        at=_instant(command.at, now),
        zone=zone,
        level=command.level,
        counter=command.counter.strip(),
    )
    if any((known.number, known.level) == (facts.number, facts.level) for known in state.receipts):
        raise NotAllowed("bawaslu.known")
    return BawasluReceiptRecorded(facts, BawasluStory(note=command.note.strip()))


def give_notice(state: ReportState, command: GiveNotice, now: datetime, zone: str, reference: ReferenceData) -> NoticeGiven:
    """The event, or a refusal.

    Raises ``Invalid`` (``report.unknown``, ``notice.institution``, ``notice.means``, ``bawaslu.ahead``) and
    ``NotAllowed('bawaslu.situation')``.
    """
    number = _require_report(state)
    institution = reference.institution(command.to)
    if institution is None:
        raise Invalid("notice.institution", value=command.to)
    if command.means not in MEANS:
        raise Invalid("notice.means", value=command.means)
    at = _instant(command.at, now)
    return NoticeGiven(NoticeFacts(to=institution.code, at=at, zone=zone, means=command.means, number=number))


def _require_report(state: ReportState) -> str:
    if state.received is None or state.facts is None:
        raise Invalid("report.unknown")
    if state.facts.kind == "situation":
        raise NotAllowed("bawaslu.situation")
    return state.facts.number


def _instant(at: datetime, now: datetime) -> int:
    if at.tzinfo is None:
        raise Invalid("bawaslu.zone")
    if at > now + CLOCK_SLACK:
        raise Invalid("bawaslu.ahead")
    return int(at.timestamp() * 1000)

"""The deadlines of reports: which clauses run, from when, how they stand now, and which are near."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Connection, Select, bindparam, select

from core.app import queries
from core.app.answers import show_time
from core.app.deadline_views import (
    BAWASLU,
    HANDING_ON,
    POST,
    REPORTER,
    DeadlineView,
    NearDeadline,
    NoticeRow,
    ReceiptRow,
    WithdrawnRow,
)
from core.app.deadlines import explain, zone_at
from core.app.device import Device
from core.app.views import WAITING
from core.app.way import way_column, way_column_of
from core.domain.bawaslu import BawasluReceiptRecorded, BawasluReceiptWithdrawn, NoticeGiven
from core.domain.case import CLOSED
from core.domain.errors import Invalid
from core.domain.events import UNAUTHORISED, Fact
from core.domain.ids import show_id
from core.domain.legal_clock import Deadline, Due, Trigger, days_left, standing
from core.domain.receipts import standing_receipts
from core.domain.reference import ReferenceData
from core.domain.reference_items import Clause
from core.domain.report import ReportState
from core.domain.transit import Plan, Trip, plan, read_schedule
from core.storage import tables

COURIER = "courier"
"""The setting that holds the post's courier schedule."""

FOLLOWING = {"PEMILU": ("PEMILU_KAJIAN_AWAL",), "PILKADA": ("PILKADA_PUTUS", "PILKADA_TAMBAH")}
"""What Bawaslu's own receipt sets running, on Bawaslu's side."""

LOOK_BACK, LOOK_AHEAD_DAYS = timedelta(days=60), 7
PAST_DAYS = 14
MOST_ROWS, MOST_SHOWN, PIECE = 5_000, 200, 500
_URGENCY = ("after_safe", "near", "passed", "open")
"""What can still be saved comes first."""


@dataclass(frozen=True, slots=True)
class _Case:
    """What a report's readable facts say to the clock; empty where it is sealed to others or promises nothing."""

    kind: str
    post: str
    at: int
    zone: str
    area: str
    regime: str
    known: str
    promised: bool
    stopped: bool
    waiting: bool


@dataclass(frozen=True, slots=True)
class _Running:
    clause: str
    regime: str
    duty: str
    trigger: Trigger
    met: bool


class Clock:
    """Computes for one question; the same counting is done once, for many reports share their days."""

    def __init__(self, device: Device, reference: ReferenceData | None = None) -> None:
        self._device, self._reference = device, reference or device.reference
        self.now = device.moment().when
        self._done: dict[tuple[object, ...], Deadline] = {}

    def of(self, case: _Case) -> Iterator[DeadlineView]:
        """The deadlines of a report, the reporter's own first. At the national office none: the lane stays in the province."""
        if self._device.is_nation:
            return
        for running in self._running(case):
            clause = self._reference.clause(running.clause)
            if clause is not None:
                yield self._view(clause, running, case)

    def _running(self, case: _Case) -> Iterator[_Running]:
        zone = zone_at(self._reference, case.area, case.zone)
        intake = _instant(case.at, case.zone)
        first = next(iter(self._reference.clauses_of(case.regime)), None) if case.regime else None
        if first is not None and _is_day(case.known):
            yield _Running(first.code, case.regime, REPORTER, Trigger(date.fromisoformat(case.known), zone), case.stopped)
        post = self._reference.post(case.post)
        if case.kind in ("complaint", "information") and post is not None and post.kind == "KODIM":
            yield _Running("TNI_BAWASLU", case.regime, POST, Trigger.at(intake, zone), case.stopped)
        if case.kind == "early_warning":
            yield _Running("SLA_PERINGATAN", case.regime, POST, Trigger.at(intake, zone), case.stopped)
        if case.kind == "complaint" and not self._device.is_desk:
            met = case.stopped or not case.waiting
            yield _Running(HANDING_ON, "", POST, Trigger.at(intake, case.zone), met)

    def following(self, case: _Case, receipt: datetime) -> Iterator[DeadlineView]:
        """What Bawaslu must do after its receipt; for the reader's information."""
        for code in FOLLOWING.get(case.regime, ()):
            clause = self._reference.clause(code)
            trigger = Trigger.at(receipt, zone_at(self._reference, case.area, case.zone))
            if clause is not None:
                yield self._view(clause, _Running(code, case.regime, BAWASLU, trigger, met=False), case)

    def _view(self, clause: Clause, running: _Running, case: _Case) -> DeadlineView:
        found = self._computed(clause, running, case.area)
        late = found.latest is not None and _instant(case.at, case.zone) > found.latest.end
        return DeadlineView(
            id=clause.code,
            regime=clause.regime,
            step_id=clause.step_id,
            step_en=clause.step_en,
            duty=running.duty,
            basis=clause.basis,
            legal_ref=clause.legal_ref,
            confidence=clause.confidence,
            counted_from=_counted_from(found.trigger),
            zone=found.trigger.zone,
            safe=found.safe.text,
            latest=None if found.latest is None else found.latest.text,
            hand_in_by=_hand_in(found.safe),
            hand_in_latest=_hand_in(found.latest),
            state=standing(found, self.now, stopped=running.met),
            days_left=days_left(found, self.now),
            late=late and running.duty == REPORTER,
            promised=case.promised or running.duty != REPORTER,
            steps=found.steps,
            warnings=found.warnings,
        )

    def _computed(self, clause: Clause, running: _Running, area: str) -> Deadline:
        place = self._reference.area(area) if area else None
        regency = None if place is None else place.regency
        key = (clause.code, running.regime, running.trigger, regency)
        if key not in self._done:
            self._done[key] = explain(self._reference, clause, running.trigger, area, _book(clause, running.regime))
        return self._done[key]


def _book(clause: Clause, regime: str) -> str:
    """Whose counter hours hold: the election's for what goes to Bawaslu; the post's own referral goes to no counter."""
    return "-" if clause.code == HANDING_ON else regime or clause.regime


def _counted_from(trigger: Trigger) -> str:
    return trigger.day.isoformat() if trigger.moment is None else trigger.moment.isoformat(timespec="seconds")


def _hand_in(due: Due | None) -> str | None:
    return None if due is None or due.hand_in is None else due.hand_in.isoformat(timespec="seconds")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _instant(at: int, zone: str) -> datetime:
    try:
        return datetime.fromtimestamp(at / 1000, ZoneInfo(zone))
    except (ValueError, OSError, OverflowError, ZoneInfoNotFoundError):
        return datetime.fromtimestamp(0, ZoneInfo("UTC"))


# --- one report ------------------------------------------------------------------------------------------------------


_ROW = (
    tables.report.c.subject, tables.report.c.number, tables.report.c.kind, tables.report.c.post, tables.report.c.at,
    tables.report.c.zone, tables.report.c.area, tables.report.c.summary,
    tables.report_clock.c.regime, tables.report_clock.c.known,
    tables.report_clock.c.promised, tables.report_clock.c.stopped,
)  # fmt: skip
_SAME = tables.report.c.subject == tables.report_clock.c.subject


def deadlines_of(db: Connection, device: Device, subject: bytes, state: ReportState) -> tuple[DeadlineView, ...]:
    """The deadlines of one report, with Bawaslu's own after its receipt."""
    row = db.execute(_row_of(is_desk=device.is_desk), {"subject": subject}).first()
    if row is None:
        return ()
    clock, case = Clock(device), _case(row)
    found = list(clock.of(case))
    if state.receipts:
        first = min(state.receipts, key=lambda told: told.at)
        found.extend(clock.following(case, _instant(first.at, first.zone)))
    return tuple(found)


@cache
def _row_of(*, is_desk: bool) -> Select[Any]:
    statement = select(*_ROW, way_column_of(is_desk=is_desk).label("way")).join_from(tables.report, tables.report_clock, _SAME)
    return statement.where(tables.report.c.subject == bindparam("subject"))


def deadlines_by_number(db: Connection, device: Device, numbers: Sequence[int]) -> dict[int, tuple[DeadlineView, ...]]:
    """The same for many reports by their number in this store, counted together; Bawaslu's own clauses are left out."""
    clock, found = Clock(device), dict[int, tuple[DeadlineView, ...]]()
    statement = select(*_ROW, tables.report.c.id, way_column(device).label("way")).join_from(
        tables.report, tables.report_clock, _SAME
    )
    for start in range(0, len(numbers), PIECE):
        for row in db.execute(statement.where(tables.report.c.id.in_(numbers[start : start + PIECE]))):
            found[int(row.id)] = tuple(clock.of(_case(row)))
    return found


def _case(row: Any) -> _Case:
    return _Case(
        kind=row.kind,
        post=row.post,
        at=row.at,
        zone=row.zone,
        area=row.area,
        regime=row.regime,
        known=row.known,
        promised=bool(row.promised),
        stopped=bool(row.stopped),
        waiting=row.way == WAITING,
    )


def receipts_of(state: ReportState) -> tuple[ReceiptRow, ...]:
    """Bawaslu's receipts that stand, in the order of the journal."""
    return tuple(
        _receipt_row(fact) for fact in standing_receipts(state.history) if isinstance(fact.event, BawasluReceiptRecorded)
    )


def _receipt_row(fact: Fact) -> ReceiptRow:
    event = fact.event
    facts = event.facts if isinstance(event, BawasluReceiptRecorded) else None
    note = event.story.note if isinstance(event, BawasluReceiptRecorded) and event.story is not None else ""
    if facts is None:
        return ReceiptRow("", "", "", "", note, fact.source.officer, fact.source.post)
    at = show_time(facts.at, facts.zone)
    return ReceiptRow(facts.number, at, facts.level, facts.counter, note, fact.source.officer, fact.source.post)


def withdrawn_of(state: ReportState) -> tuple[WithdrawnRow, ...]:
    """What was taken back of them, by whom and why, in the order of the journal."""
    return tuple(_withdrawn_row(fact) for fact in _lawful(state.history) if isinstance(fact.event, BawasluReceiptWithdrawn))


def _withdrawn_row(fact: Fact) -> WithdrawnRow:
    event, source = fact.event, fact.source
    facts = event.facts if isinstance(event, BawasluReceiptWithdrawn) else None
    reason = event.story.reason if isinstance(event, BawasluReceiptWithdrawn) and event.story is not None else ""
    number, level = ("", "") if facts is None else (facts.number, facts.level)
    return WithdrawnRow(
        number, level, reason, show_time(source.at, source.zone) if source.at else "", source.officer, source.post
    )


def notices_of(state: ReportState) -> tuple[NoticeRow, ...]:
    """Preliminary notices in the order of the journal."""
    return tuple(_notice_row(fact) for fact in _lawful(state.history) if isinstance(fact.event, NoticeGiven))


def _notice_row(fact: Fact) -> NoticeRow:
    facts = fact.event.facts if isinstance(fact.event, NoticeGiven) else None
    if facts is None:
        return NoticeRow("", "", "", fact.source.officer, fact.source.post)
    return NoticeRow(facts.to, show_time(facts.at, facts.zone), facts.means, fact.source.officer, fact.source.post)


def _lawful(history: Iterable[Fact]) -> Iterator[Fact]:
    return (fact for fact in history if UNAUTHORISED not in fact.source.marks)


# --- many reports ----------------------------------------------------------------------------------------------------


def near(db: Connection, device: Device, query: queries.NearDeadlines) -> tuple[NearDeadline, ...]:
    """What is near or over among reports without Bawaslu's receipt, the most pressing first."""
    clock, trips = Clock(device), courier(db)
    found = [(row, view) for row in db.execute(_running(device, clock)) for view in clock.of(_case(row)) if _pressing(view)]
    found.sort(key=lambda each: (_URGENCY.index(each[1].state), each[1].hand_in_by or each[1].safe, each[0].number))
    limit = max(1, min(query.limit, MOST_SHOWN))
    return tuple(
        NearDeadline(
            report=show_id(row.subject),
            number=row.number,
            kind=row.kind,
            summary=row.summary,
            deadline=view,
            plan=_plan(device, row.area, trips, view, clock.now),
        )
        for row, view in found[:limit]
    )


def _running(device: Device, clock: Clock) -> Select[Any]:
    """Reports of late whose clock runs, the newest first; none that is void or closed, which would hide the others."""
    since = int((clock.now - LOOK_BACK).timestamp() * 1000)
    running, report = tables.report_clock.c, tables.report.c
    return (
        select(*_ROW, way_column(device).label("way"))
        .join_from(tables.report_clock, tables.report, _SAME)
        .where(running.stopped == 0, running.at >= since, report.voided == 0, report.case_status != CLOSED)
        .order_by(running.at.desc())
        .limit(MOST_ROWS)
    )


def otherwise(db: Connection, device: Device, other: ReferenceData) -> Iterator[tuple[str, str, str, str]]:
    """Running time limits that other data would end on another day: the report's number, the clause, the day now and then."""
    clock, changed = Clock(device), Clock(device, other)
    for row in db.execute(_running(device, clock)):
        now = {view.id: view.latest or view.safe for view in clock.of(_case(row))}
        then = {view.id: view.latest or view.safe for view in changed.of(_case(row))}
        for clause in dict.fromkeys((*now, *then)):
            if now.get(clause) != then.get(clause):
                yield str(row.number), clause, now.get(clause, ""), then.get(clause, "")


def _pressing(view: DeadlineView) -> bool:
    return view.state != "stopped" and -PAST_DAYS <= view.days_left <= LOOK_AHEAD_DAYS


def _plan(device: Device, area: str, trips: tuple[Trip, ...], view: DeadlineView, now: datetime) -> Plan | None:
    post = device.reference.post(device.belongings.code)
    if post is None or device.is_desk or view.id == HANDING_ON:
        return None
    hand_in = None if view.hand_in_by is None else datetime.fromisoformat(view.hand_in_by)
    return plan(post, area, trips, hand_in, now)


def courier(db: Connection) -> tuple[Trip, ...]:
    """The post's courier schedule; what does not read counts as not set."""
    text = db.execute(select(tables.setting.c.value).where(tables.setting.c.key == COURIER)).scalar()
    try:
        return read_schedule(str(text or ""))
    except Invalid:
        return ()

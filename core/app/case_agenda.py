"""The day's agenda of the desks: what the law's clock and the office's own requests ask, by hour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, select

from core.app.board import ENDED, URGENCY
from core.app.case_queries import CaseAgenda
from core.app.case_views import AgendaItem
from core.app.deadline_views import REPORTER, DeadlineView
from core.app.device import Device
from core.app.referral_answers import running
from core.app.report_clock import deadlines_by_number
from core.domain.case import STAGES
from core.domain.errors import Invalid
from core.domain.ids import show_id
from core.storage import tables

MOST_ASKED, MOST_SHOWN, LOOK_BACK, PIECE = 5_000, 200, timedelta(days=60), 500
"""No time limit is longer than fourteen working days: sixty days hold it with every holiday there is."""
COMPLETION = "completion"
_B = tables.board.c


def agenda(db: Connection, device: Device, query: CaseAgenda) -> tuple[AgendaItem, ...]:
    """What ends on that day, by hour; what the office asked for and is due by then stands last, as it has no hour."""
    day = _day(query.day, device.moment().day)
    items = [*_by_law(db, device, day), *_at_institutions(db, device, day), *_asked(db, device, day)]
    return tuple(sorted(items, key=lambda item: (not item.at, item.at, URGENCY.index(item.state), item.number)))


def _day(text: str, today: date) -> date:
    try:
        return date.fromisoformat(text) if text else today
    except ValueError:
        raise Invalid("query.filter", field="day", value=text) from None


def _by_law(db: Connection, device: Device, day: date) -> Iterator[AgendaItem]:
    since = (day - LOOK_BACK).isoformat()
    open_stages = [stage for stage in STAGES if stage not in ENDED]
    wanted = (
        select(_B.id)
        .where(_B.board_stage.in_(open_stages), _B.pressing >= since, _B.pressing <= day.isoformat())
        .order_by(_B.pressing.desc(), _B.id.desc())
        .limit(MOST_ASKED)
    )
    numbers = list(db.execute(wanted).scalars())
    clocks = deadlines_by_number(db, device, numbers)
    due = {
        number: ends
        for number in numbers
        if (
            ends := [
                (each, at) for each in clocks.get(number, ()) if each.state != "stopped" and (at := _ends(each, day)) is not None
            ]
        )
    }
    rows = {row.number: row for row in _bare_rows(db, list(due))}
    for number, ends in due.items():
        for each, at in ends:
            yield _item(rows[number], at, each.id, (each.step_id, each.step_en), each.duty, each.state)


def _at_institutions(db: Connection, device: Device, day: date) -> Iterator[AgendaItem]:
    """Time limits of referrals: what an institution owes that day, or this office owes it."""
    begin = datetime.combine(day - LOOK_BACK, time(), UTC)
    due = [
        (report, clock, at)
        for report, clocks in running(db, device, int(begin.timestamp() * 1000))
        for clock in clocks
        if (at := _end_at((clock.hand_in_by, clock.safe, clock.latest), day)) is not None
    ]
    wanted = select(_B.subject, _B.id).where(_B.subject.in_({report for report, *_ in due}))
    numbers = {bytes(row.subject): int(row.id) for row in db.execute(wanted)} if due else {}
    rows = {row.number: row for row in _bare_rows(db, list(numbers.values()))}
    for report, clock, at in due:
        if report in numbers:
            yield _item(rows[numbers[report]], at, clock.clause, (clock.step_id, clock.step_en), clock.duty, clock.state)


def _ends(deadline: DeadlineView, day: date) -> str | None:
    return _end_at((deadline.hand_in_by, deadline.safe, deadline.hand_in_latest, deadline.latest), day)


def _end_at(ends: tuple[str | None, ...], day: date) -> str | None:
    """The hour at which one of these ends on that day ("" within the day), by either reading; None where none does."""
    for text in ends:
        if text is not None and text[:10] == day.isoformat():
            return datetime.fromisoformat(text).strftime("%H:%M") if len(text) > len("2024-01-01") else ""
    return None


def _asked(db: Connection, device: Device, day: date) -> Iterator[AgendaItem]:
    since = (day - LOOK_BACK).isoformat()
    wanted = select(_B.id, _B.due).where(_B.due >= since, _B.due <= day.isoformat()).order_by(_B.due.desc()).limit(MOST_SHOWN)
    due = {int(row.id): str(row.due) for row in db.execute(wanted)}
    words = ("Kelengkapan yang diminta", "completion asked for")
    for row in _bare_rows(db, list(due)):
        state = "near" if due[row.number] == day.isoformat() else "passed"
        yield _item(row, "", COMPLETION, words, REPORTER, state)


@dataclass(frozen=True, slots=True)
class _Bare:
    number: int
    row: Any


def _bare_rows(db: Connection, numbers: Sequence[int]) -> Iterator[_Bare]:
    for start in range(0, len(numbers), PIECE):
        wanted = select(tables.board, tables.report.c.number).join_from(tables.board, tables.report, _B.id == tables.report.c.id)
        for row in db.execute(wanted.where(_B.id.in_(numbers[start : start + PIECE]))):
            yield _Bare(row.id, row)


def _item(bare: _Bare, at: str, what: str, words: tuple[str, str], duty: str, state: str) -> AgendaItem:
    row = bare.row
    return AgendaItem(
        at=at,
        what=what,
        step_id=words[0],
        step_en=words[1],
        duty=duty,
        state=state,
        id=show_id(row.subject),
        number=row.number,
        kind=row.kind,
        board_stage=row.board_stage,
        desk=row.desk,
        officer=row.officer,
    )

"""The board of cases: pages and counts, from one narrow row for each case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from core.app.case_queries import Board, BoardFilter, CountBoard
from core.app.case_views import BoardCounts, BoardPage, BoardRow
from core.app.deadline_days import DEADLINES, OPEN, days_of
from core.app.deadline_views import DeadlineView
from core.app.device import Device
from core.app.report_clock import deadlines_by_number
from core.domain.case import CLOSED, DECIDED, OUTCOMES, SEVERITIES, STAGES, VOIDED
from core.domain.case_state import KINDS
from core.domain.errors import Invalid
from core.domain.geo import MARK
from core.domain.ids import show_id
from core.storage import tables

MAX_PAGE = 200
SEPARATOR = "~"
ENDED = (DECIDED, CLOSED)
ONLY = ("waiting", "disputed", "lacking", "unassigned")
URGENCY = ("after_safe", "near", "passed", "open")
"""What can still be saved comes first."""
_B, _R = tables.board.c, tables.report.c


@dataclass(frozen=True, slots=True)
class _Run:
    """A part of a stage's list that is walked one way along the index."""

    name: str
    where: tuple[ColumnElement[bool], ...]
    falling: bool


def page(db: Connection, device: Device, query: Board) -> BoardPage:
    """One page; a cursor is the run, the sort key and the number of the last case."""
    limit = max(1, min(query.limit, MAX_PAGE))
    exact = _conditions(device, query.narrowed)
    if query.board_stage and query.board_stage not in STAGES:
        raise Invalid("query.filter", field="board_stage", value=query.board_stage)
    if not query.board_stage:
        return _newest(db, device, exact, query.after, limit)
    exact.append(_B.board_stage == query.board_stage)
    runs, at = _runs(device, query.board_stage), _cursor(query.after)
    found: list[tuple[str, str, int]] = []
    begun = at is None
    for run in runs:
        here = at if not begun and at is not None and at[0] == run.name else None
        begun = begun or here is not None
        if begun and len(found) <= limit:
            found += [(run.name, str(row.pressing), int(row.id)) for row in _walk(db, exact, run, here, limit + 1 - len(found))]
    more = len(found) > limit
    last = SEPARATOR.join(str(part) for part in found[limit - 1]) if more else None
    return BoardPage(rows_by_number(db, device, [number for *_, number in found[:limit]]), last)


def _newest(db: Connection, device: Device, exact: list[ColumnElement[bool]], after: str | None, limit: int) -> BoardPage:
    if after is not None and not after.isdecimal():
        raise Invalid("query.cursor")
    beyond = [] if after is None else [_B.id < int(after)]
    numbers = list(db.execute(select(_B.id).where(*exact, *beyond).order_by(_B.id.desc()).limit(limit + 1)).scalars())
    last = str(numbers[limit - 1]) if len(numbers) > limit else None
    return BoardPage(rows_by_number(db, device, numbers[:limit]), last)


def _runs(device: Device, stage: str) -> tuple[_Run, ...]:
    """What ended lies newest first. Of the others, what may still be kept comes first, the oldest of it before the rest."""
    if stage in ENDED:
        return (_Run("e", (), falling=True),)
    begin = min((run.first for run in days_of(device, OPEN)), default=device.moment().day.isoformat())
    return (_Run("a", (_B.pressing >= begin,), falling=False), _Run("b", (_B.pressing < begin,), falling=True))


def _cursor(after: str | None) -> tuple[str, str, int] | None:
    if after is None:
        return None
    run, _, rest = after.partition(SEPARATOR)
    pressing, _, number = rest.rpartition(SEPARATOR)
    if run not in ("a", "b", "e") or not number.isdecimal():
        raise Invalid("query.cursor")
    return run, pressing, int(number)


def _walk(
    db: Connection, exact: Sequence[ColumnElement[bool]], run: _Run, at: tuple[str, str, int] | None, limit: int
) -> Sequence[Any]:
    beyond: list[ColumnElement[bool]] = []
    if at is not None:
        _, pressing, number = at
        further = _B.pressing < pressing if run.falling else _B.pressing > pressing
        within = _B.id < number if run.falling else _B.id > number
        beyond = [
            _B.pressing <= pressing if run.falling else _B.pressing >= pressing,
            or_(further, and_(_B.pressing == pressing, within)),
        ]
    order = (_B.pressing.desc(), _B.id.desc()) if run.falling else (_B.pressing, _B.id)
    return db.execute(select(_B.pressing, _B.id).where(*exact, *run.where, *beyond).order_by(*order).limit(limit)).all()


def _conditions(device: Device, narrowed: BoardFilter) -> list[ColumnElement[bool]]:
    _require_known(narrowed)
    plain = ("kind", "severity", "regime", "election", "stage", "desk", "officer", "outcome")
    found: list[ColumnElement[bool]] = [_B[name] == getattr(narrowed, name) for name in plain if getattr(narrowed, name)]
    if narrowed.area:
        found += [_B.area >= narrowed.area, _B.area < narrowed.area + "\uffff"]
    if narrowed.deadline:
        runs = [
            and_(_B.clock == 1, _B.regime == run.regime, _B.pressing >= run.first, _B.pressing <= run.last)
            for run in days_of(device, narrowed.deadline)
        ]
        found.append(or_(*runs) if runs else _B.id < 0)
    only = {
        "waiting": _B.waiting == 1,
        "disputed": _B.disputed == 1,
        "lacking": _B.lacks > 0,
        "unassigned": and_(_B.desk == "", _B.officer == ""),
    }
    return [*found, only[narrowed.only]] if narrowed.only else found


def _require_known(narrowed: BoardFilter) -> None:
    known = (
        ("kind", narrowed.kind, KINDS),
        ("severity", narrowed.severity, SEVERITIES),
        ("deadline", narrowed.deadline, DEADLINES),
        ("outcome", narrowed.outcome, (*OUTCOMES, VOIDED)),
        ("only", narrowed.only, ONLY),
    )
    for name, value, allowed in known:
        if value and value not in allowed:
            raise Invalid("query.filter", field=name, value=value)


def count(db: Connection, device: Device, query: CountBoard) -> BoardCounts:
    """Counts along the index alone."""
    exact = _conditions(device, query.narrowed)
    columns = (
        _B.board_stage,
        func.count().label("cases"),
        func.sum(_B.waiting).label("asked"),
        func.sum(_B.disputed).label("twice"),
    )
    rows = db.execute(select(*columns).where(*exact).group_by(_B.board_stage)).all()
    held = {row.board_stage: int(row.cases) for row in rows}
    return BoardCounts(
        stages={stage: held.get(stage, 0) for stage in STAGES},
        waiting=sum(int(row.asked or 0) for row in rows),
        disputed=sum(int(row.twice or 0) for row in rows),
    )


def rows_by_number(db: Connection, device: Device, numbers: Sequence[int]) -> tuple[BoardRow, ...]:
    """Rows in the order of their numbers, each with its most pressing time limit."""
    if not numbers:
        return ()
    wanted = select(tables.board, *_OF_REPORT).join_from(tables.board, tables.report, _B.id == _R.id).where(_B.id.in_(numbers))
    held = {row.id: row for row in db.execute(wanted)}
    clocks = deadlines_by_number(db, device, [n for n in numbers if n in held and held[n].board_stage not in ENDED])
    return tuple(_row(device, held[number], clocks.get(number, ())) for number in numbers if number in held)


_OF_REPORT = (_R.number, _R.agenda, _R.day, _R.post)


def _row(device: Device, row: Any, deadlines: Sequence[DeadlineView]) -> BoardRow:
    running = sorted(
        (each for each in deadlines if each.state != "stopped"), key=lambda each: (URGENCY.index(each.state), each.safe)
    )
    pressing = running[0] if running else None
    district = None if row.area.startswith(MARK) else device.reference.area(row.area)
    return BoardRow(
        id=show_id(row.subject),
        number=row.number,
        agenda=row.agenda,
        kind=row.kind,
        board_stage=row.board_stage,
        day=row.day,
        post=row.post,
        area=row.area,
        place="" if district is None else district.name,
        act=row.act,
        classes=tuple(row.classes.split()),
        severity=row.severity,
        regime=row.regime,
        election=row.election,
        stage=row.stage,
        desk=row.desk,
        officer=row.officer,
        lacks=row.lacks,
        due=row.due,
        waiting=bool(row.waiting),
        disputed=bool(row.disputed),
        outcome=row.outcome,
        light="" if pressing is None else pressing.state,
        deadline=pressing,
    )

"""The orders in which reports are shown: how each is walked along an index, and how a few are sorted in memory.

A cursor is a text: the sort key, ``~`` and the number of the last report; by number of arrival it is the number alone.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from core.app.deadline_days import OPEN, REGIMES, dates, days_of
from core.app.device import Device
from core.domain.errors import Invalid
from core.storage import tables

Conditions = Sequence[ColumnElement[bool]]
PIECE, STEP, MOST_STEP = 500, 64, 4_096
SEPARATOR = "~"
LAST_DAY = "9999-99-99"

_R = tables.report.c


def number_of(after: str | None) -> int | None:
    """The report's number in a cursor; raises ``Invalid('query.cursor')``."""
    if after is None:
        return None
    number = after.rpartition(SEPARATOR)[2]
    if not number.isdecimal():
        raise Invalid("query.cursor")
    return int(number)


class Order(ABC):
    """One order of reports."""

    by_arrival = False
    oldest = False

    def condition(self) -> list[ColumnElement[bool]]:
        """What a report needs to have a place in this order."""
        return []

    @abstractmethod
    def walk(self, db: Connection, exact: Conditions, after: str | None) -> Iterator[tuple[str, int]]:
        """Cursors and numbers of what meets the conditions, from beyond a cursor."""

    @abstractmethod
    def sort(self, db: Connection, numbers: Sequence[int], after: str | None) -> Iterator[tuple[str, int]]:
        """The same for a few numbers that are known already."""


def order_of(device: Device, name: str) -> Order:
    """The order by its name, one of :data:`core.app.queries.SORTS`."""
    match name:
        case "event":
            return _ByColumn(_R.happened, falling=True)
        case "number":
            return _ByColumn(_R.number, falling=False)
        case "deadline":
            return _ByDeadline(device)
        case _:
            return ByArrival(oldest=name == "oldest")


def _in_steps(db: Connection, step: Callable[[Any], Select[Any]], after: Any) -> Iterator[Any]:
    """Rows of a walk, a page after another: the engine looks for the right index only where it knows that few rows are wanted."""
    size = STEP
    while True:
        rows = db.execute(step(after).limit(size)).all()
        yield from rows
        if len(rows) < size:
            return
        after, size = rows[-1], min(2 * size, MOST_STEP)


class ByArrival(Order):
    """By number of arrival in this store."""

    by_arrival = True

    def __init__(self, *, oldest: bool) -> None:
        self.oldest = oldest

    def walk(self, db: Connection, exact: Conditions, after: str | None) -> Iterator[tuple[str, int]]:
        """Along the table itself."""
        at = number_of(after)
        for row in _in_steps(db, lambda last: self._beyond(exact, last), None if at is None else (at,)):
            yield str(row.id), row.id

    def numbers(self, db: Connection, exact: Conditions, after: str | None, limit: int) -> list[int]:
        """The same at once, for pieces of a long list: a million numbers one by one would take a minute."""
        at = number_of(after)
        return list(db.execute(self._beyond(exact, None if at is None else (at,)).limit(limit)).scalars())

    def _beyond(self, exact: Conditions, last: Any) -> Select[Any]:
        beyond = [] if last is None else [_R.id > last[0] if self.oldest else _R.id < last[0]]
        return select(_R.id).where(*exact, *beyond).order_by(_R.id.asc() if self.oldest else _R.id.desc())

    def sort(self, db: Connection, numbers: Sequence[int], after: str | None) -> Iterator[tuple[str, int]]:
        """Numbers are their own key."""
        at = number_of(after)
        for number in sorted(numbers, reverse=not self.oldest):
            if at is None or (number > at if self.oldest else number < at):
                yield str(number), number


class _ByColumn(Order):
    """By a column and, within it, by number of arrival, both the same way round."""

    def __init__(self, column: ColumnElement[str], *, falling: bool) -> None:
        self._column, self._falling = column, falling

    def walk(self, db: Connection, exact: Conditions, after: str | None) -> Iterator[tuple[str, int]]:
        """Along the column's index."""
        at = number_of(after)
        last = None if after is None or at is None else (at, after.rpartition(SEPARATOR)[0])
        for row in _in_steps(db, lambda last: self._beyond(exact, last), last):
            yield f"{row.key}{SEPARATOR}{row.id}", row.id

    def _beyond(self, exact: Conditions, last: Any) -> Select[Any]:
        column, beyond = self._column, list[ColumnElement[bool]]()
        if last is not None:
            number, key = last
            further = column < key if self._falling else column > key
            within = _R.id < number if self._falling else _R.id > number
            beyond = [column <= key if self._falling else column >= key, or_(further, and_(column == key, within))]
        ends = (column.desc(), _R.id.desc()) if self._falling else (column.asc(), _R.id.asc())
        return select(_R.id, column.label("key")).where(*exact, *beyond).order_by(*ends)

    def sort(self, db: Connection, numbers: Sequence[int], after: str | None) -> Iterator[tuple[str, int]]:
        """By the keys of the few."""
        pairs = sorted(((row.key, row.id) for row in _read(db, numbers, self._column.label("key"))), reverse=self._falling)
        at = None if after is None else (after.rpartition(SEPARATOR)[0], number_of(after) or 0)
        for key, number in pairs:
            if at is None or ((key, number) < at if self._falling else (key, number) > at):
                yield f"{key}{SEPARATOR}{number}", number


class _ByDeadline(Order):
    """The reporter's own time limit: what can still be kept first, the nearest before the others; then what is over, the last
    before the others. Deadlines are computed, so the order is that of the days of knowledge, regime by regime."""

    def __init__(self, device: Device) -> None:
        self._device = device
        self._open = {run.regime: run for run in days_of(device, OPEN)}

    def condition(self) -> list[ColumnElement[bool]]:
        """A clock must run."""
        return [_R.regime.in_(REGIMES)]

    def walk(self, db: Connection, exact: Conditions, after: str | None) -> Iterator[tuple[str, int]]:
        """Day of knowledge by day of knowledge."""
        at, behind = number_of(after), None if after is None else after.rpartition(SEPARATOR)[0]
        for regime, known in self._days(db):
            key = self._key(regime, known)
            if behind is not None and key < behind:
                continue
            here = (_R.regime == regime, _R.known == known)

            def step(last: Any, here: Conditions = here) -> Select[Any]:
                beyond = [] if last is None else [_R.id < last[0]]
                return select(_R.id).where(*here, *exact, *beyond).order_by(_R.id.desc())

            for row in _in_steps(db, step, (at,) if key == behind and at is not None else None):
                yield f"{key}{SEPARATOR}{row.id}", row.id

    def sort(self, db: Connection, numbers: Sequence[int], after: str | None) -> Iterator[tuple[str, int]]:
        """By the keys of the few."""
        rows = [row for row in _read(db, numbers, _R.regime, _R.known) if row.regime in REGIMES]
        pairs = sorted((self._key(row.regime, row.known), -row.id) for row in rows)
        at = None if after is None else (after.rpartition(SEPARATOR)[0], -(number_of(after) or 0))
        for key, number in pairs:
            if at is None or (key, number) > at:
                yield f"{key}{SEPARATOR}{-number}", -number

    def _days(self, db: Connection) -> Iterator[tuple[str, str]]:
        """Days of knowledge that reports have, in the order of this list; each found by one look into the index."""
        held = {regime: self._run(db, regime) for regime in REGIMES}
        still = [(regime, known) for regime, known in self._still_open(db)]
        yield from sorted(still, key=lambda pair: self._key(*pair))
        heads = {regime: next(days, None) for regime, days in held.items()}
        while any(heads.values()):
            regime = min((name for name in REGIMES if heads[name]), key=lambda name: self._key(name, heads[name] or ""))
            known = heads[regime]
            if known is not None and not self._is_open(regime, known):
                yield regime, known
            heads[regime] = next(held[regime], None)

    def _still_open(self, db: Connection) -> Iterator[tuple[str, str]]:
        for regime in self._open:
            for known in self._run(db, regime):
                if known < self._open[regime].first:
                    break
                yield regime, known

    @staticmethod
    def _run(db: Connection, regime: str) -> Iterator[str]:
        """Days of knowledge of a regime, the newest first."""
        before = LAST_DAY
        while True:
            found = db.execute(select(func.max(_R.known)).where(_R.regime == regime, _R.known < before)).scalar()
            if found is None:
                return
            before = str(found)
            yield before

    def _is_open(self, regime: str, known: str) -> bool:
        return regime in self._open and known >= self._open[regime].first

    def _key(self, regime: str, known: str) -> str:
        """A text that sorts as the list does: open ones by their safe day, the rest backwards by the day of knowledge."""
        if not self._is_open(regime, known):
            return f"1{''.join(_BACKWARDS.get(letter, letter) for letter in known)}{regime}"
        try:
            return f"0{dates(self._device, regime, date.fromisoformat(known)).safe.isoformat()}{known}{regime}"
        except ValueError:
            return f"0{LAST_DAY}{known}{regime}"


_BACKWARDS = dict(zip("0123456789", "9876543210", strict=True))


def _read(db: Connection, numbers: Sequence[int], *columns: ColumnElement[Any]) -> Iterator[Any]:
    for start in range(0, len(numbers), PIECE):
        yield from db.execute(select(_R.id, *columns).where(_R.id.in_(numbers[start : start + PIECE])))

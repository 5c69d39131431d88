"""Received reports at a glance, in memory while a search lasts: what their rows tell, by regency and day of the event."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from core.app.likely import REGENCY_LETTERS, day_of
from core.domain.likeness import REACH, Account, account, likeness
from core.storage import tables

FLOOR, LOW_FLOOR = 0.5, 0.4
"""What is less alike at a glance is not opened, in a search over many and for one report. Of 6,500 incidents told twice with
typing errors one lies below the higher one; each step down of a tenth doubles what is opened."""
MOST_HELD, MOST_WEIGHED, MOST_READ, FEW_WORDS = 30_000, 40, 12, 2

_R = tables.report.c
COLUMNS: tuple[Any, ...] = (_R.id, _R.subject, _R.area, _R.happened, _R.violation, _R.summary, _R.kind)
_OF_DAYS: Select[Any] = select(*COLUMNS).where(
    _R.regency == bindparam("regency"), _R.happened.in_(bindparam("days", expanding=True)), _R.kind != "situation"
)


@dataclass(frozen=True, slots=True)
class Glance:
    """A report's row and what it tells."""

    row: Row[Any]
    account: Account


@dataclass(slots=True)
class Glances:
    """What was looked at in one search; a day of a regency is read once."""

    db: Connection
    held: dict[tuple[str, int], list[Glance]] = field(default_factory=dict)
    count: int = 0

    def read_for(self, rows: Iterable[Row[Any]]) -> None:
        """Read the days around these reports with one statement for each regency."""
        wanted: dict[str, set[int]] = {}
        for row in rows:
            day = day_of(row.happened)
            if row.area and day is not None:
                wanted.setdefault(row.area[:REGENCY_LETTERS], set()).update(_around(day))
        for regency, days in wanted.items():
            self._read(regency, sorted(each for each in days if (regency, each) not in self.held))

    def _read(self, regency: str, days: list[int]) -> None:
        if self.count > MOST_HELD:
            self.held.clear()
            self.count = 0
        for day in days:
            self.held[regency, day] = []
        texts = [date.fromordinal(day).isoformat() for day in days]
        for row in self.db.execute(_OF_DAYS, {"regency": regency, "days": texts}) if days else ():
            happened = date.fromisoformat(row.happened)
            told = account(row.area, happened, row.violation, (row.summary,))
            self.held[regency, happened.toordinal()].append(Glance(row, told))
            self.count += 1

    def nearest(self, row: Row[Any], mine: Account, before: int | None) -> list[Row[Any]]:
        """Whose row alone makes it worth to open the report, of those that came before a number; the likeliest first."""
        self.read_for((row,))
        others = heapq.nlargest(MOST_WEIGHED, self._sharing(row, mine, before), key=lambda each: (each[0], each[1].row.id))
        weighed = ((likeness(mine, other.account).score, other.row) for _, other in others)
        floor = LOW_FLOOR if before is None else FLOOR
        likely = [(score, each) for score, each in weighed if score >= floor]
        return [each for _, each in heapq.nlargest(MOST_READ, likely, key=lambda pair: (pair[0], pair[1].id))]

    def _sharing(self, row: Row[Any], mine: Account, before: int | None) -> Iterator[tuple[int, Glance]]:
        """Reports with words in common, or of the same village and day: a burst of a thousand is gone through quickly."""
        if mine.day is None:
            return
        for day in _around(mine.day):
            for other in self.held.get((row.area[:REGENCY_LETTERS], day), ()):
                if other.row.id == row.id or (before is not None and other.row.id > before):
                    continue
                shared = len(mine.words & other.account.words)
                if shared >= FEW_WORDS or (other.account.area == mine.area and other.account.day == mine.day):
                    yield shared, other


def _around(day: date) -> range:
    return range(day.toordinal() - REACH, day.toordinal() + REACH + 1)

"""How many reports a post wrote on a day, in a month and ever: kept as reports come, so that no board counts them again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, delete

from core.storage import tables
from core.storage.upsert import insert

EVER = ""
MONTH_LETTERS, DAY_LETTERS = 7, 10
SITUATION = "situation"
_ADD = insert(tables.post_count)
_ADD = _ADD.on_conflict_do_update(
    index_elements=["span", "post"],
    set_={name: tables.post_count.c[name] + _ADD.excluded[name] for name in ("number", "others")},
)
_EMPTY = delete(tables.post_count).where(tables.post_count.c.number == 0, tables.post_count.c.others == 0)


class Counting(NamedTuple):
    """What of a report's row is counted."""

    post: str
    day: str
    kind: str
    voided: int


def project_counts(db: Connection, gone: Iterable[Counting], come: Iterable[Counting]) -> None:
    """Count rows that have come, and no more those that are gone; a count of nothing is no row, as in a replay."""
    found, left = defaultdict[tuple[str, str], list[int]](lambda: [0, 0]), False
    for sign, rows in ((-1, gone), (1, come)):
        for row in rows:
            left = left or sign < 0
            for span in (EVER, row.day[:MONTH_LETTERS], row.day[:DAY_LETTERS]):
                cell = found[span, row.post]
                cell[0] += sign
                cell[1] += sign * int(row.kind != SITUATION and not row.voided)
    changed = [(place, cell) for place, cell in sorted(found.items()) if any(cell)]
    if not changed:
        return
    db.execute(_ADD, [{"span": span, "post": post, "number": n, "others": others} for (span, post), (n, others) in changed])
    if left:
        db.execute(_EMPTY.where(tables.post_count.c.span.in_([span for (span, _), _ in changed])))


def spans_of(first: str, last: str) -> Iterator[str]:
    """Whole months, and the days that are left, between two days that both belong to it."""
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    while day <= end:
        month = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
        whole = day.day == 1 and month - timedelta(days=1) <= end
        yield day.isoformat()[: MONTH_LETTERS if whole else DAY_LETTERS]
        day = month if whole else day + timedelta(days=1)

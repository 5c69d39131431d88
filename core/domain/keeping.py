"""Which dated copies of a profile stay: the newest of each of seven days, and of each of four weeks."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Final

DAYS: Final = 7
WEEKS: Final = 4


def to_keep(made: Collection[datetime]) -> frozenset[datetime]:
    """Of these moments those whose copies stay.

    Days and weeks are counted among those that have a copy, never back from today: a laptop that is opened once a month
    keeps seven copies as well, and a clock that was set wrong once removes nothing.
    """
    daily = _newest(made, lambda each: each.date().toordinal(), DAYS)
    weekly = _newest(made, lambda each: each.date().toordinal() - each.weekday(), WEEKS)
    return daily | weekly


def _newest(made: Collection[datetime], span: Callable[[datetime], int], most: int) -> frozenset[datetime]:
    """The newest moment of each span of time, of the newest spans."""
    last: dict[int, datetime] = {}
    for each in sorted(made):
        last[span(each)] = each
    return frozenset(last[key] for key in sorted(last, reverse=True)[:most])

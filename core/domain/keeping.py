"""Which copies of a profile stay: dated ones of seven days and four weeks; of before an update until a week was worked."""

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


def is_over(before: datetime, made: Collection[datetime]) -> bool:
    """Whether a copy of before an update has done its time: on seven days since a dated copy was made, so they were worked.

    Calendar days would let it go while the laptop lay in a drawer, before anybody saw whether the new program does.
    """
    return len({each.date() for each in made if each.date() > before.date()}) >= DAYS


def _newest(made: Collection[datetime], span: Callable[[datetime], int], most: int) -> frozenset[datetime]:
    """The newest moment of each span of time, of the newest spans."""
    last: dict[int, datetime] = {}
    for each in sorted(made):
        last[span(each)] = each
    return frozenset(last[key] for key in sorted(last, reverse=True)[:most])

"""What a table of districts withholds, so that no two tables give by subtraction what one of them does not tell.

Tables of districts are made of whole calendar years, cross one direction alone, and are narrowed by area at most. What is
withheld is decided for each year and regency by itself, whatever was asked; a table over several years is the sum of
its years and tells a count only if every year tells its own. So whatever is added to or taken from each other is made of
counts that a year's own table tells. All directions of a year withhold the same totals: what hides behind a total in one
table must not be told by another.

What this does not hold back: a year that still runs grows, and two tables of different days differ by what came between.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.domain.withholding import TOTAL, withheld

ACROSS: Final = ("kind", "stage", "subject", "status", "board", "outcome", "month")
"""What districts may be crossed with."""
NARROWED: Final = ("area", "since", "until")
"""What a table of districts may be narrowed by."""
REGENCY_LETTERS: Final = 5
REGENCY: Final = "one"
"""All lines of one regency are one group, whatever it is called."""


@dataclass(frozen=True, slots=True)
class Alike:
    """So many reports of one district and year that are alike in every direction; ``codes`` follow :data:`ACROSS`."""

    year: str
    line: str
    codes: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Hidden:
    """Which counts are not told: by direction, line and code, and the totals of lines."""

    cells: frozenset[tuple[str, str, str]]
    totals: frozenset[str]


def hidden_in(reports: Iterable[Alike], lines_of: Callable[[str], Iterable[str]]) -> Hidden:
    """What is withheld in the sum of the years; ``lines_of`` names every district of a regency."""
    found: defaultdict[tuple[str, str], list[Alike]] = defaultdict(list)
    for each in reports:
        if each.line:
            found[each.year, each.line[:REGENCY_LETTERS]].append(each)
    years = [
        _of_year(members, sorted({*lines_of(regency), *(each.line for each in members)}))
        for (_, regency), members in found.items()
    ]
    cells = frozenset(cell for each in years for cell in each.cells)
    return Hidden(cells, frozenset(line for each in years for line in each.totals))


def _of_year(reports: Sequence[Alike], lines: Sequence[str]) -> Hidden:
    """What a regency's tables of one year withhold: until no table withholds a total that another one tells."""
    tables = {direction: _table(reports, lines, place) for place, direction in enumerate(("", *ACROSS))}
    totals: frozenset[int] = frozenset()
    while True:
        gone = {direction: withheld([REGENCY] * len(lines), cells, totals) for direction, (_, cells) in tables.items()}
        hidden = frozenset(row for each in gone.values() for row, column in each if column == TOTAL)
        if hidden == totals:
            break
        totals = hidden
    cells = {
        (direction, lines[row], tables[direction][0][column])
        for direction, each in gone.items()
        for row, column in each
        if column != TOTAL
    }
    return Hidden(frozenset(cells), frozenset(lines[row] for row in totals))


def _table(reports: Sequence[Alike], lines: Sequence[str], place: int) -> tuple[list[str], list[list[int]]]:
    """Codes and counts of one way of crossing; the first one crosses with nothing."""
    counts: Counter[tuple[str, str]] = Counter()
    for each in reports:
        counts[each.line, each.codes[place - 1] if place else ""] += each.count
    codes = sorted({code for _, code in counts})
    return codes, [[counts[line, code] for code in codes] for line in lines]


def whole_years(first: str, last: str) -> bool:
    """Whether a period, open where a day is empty, begins with a year and ends with one."""
    return first[4:] in ("", "-01-01") and last[4:] in ("", "-12-31")


def years_before(first: date, last: date) -> tuple[str, str] | None:
    """As many whole years before a period of whole years; None for any other period."""
    if not whole_years(first.isoformat(), last.isoformat()):
        return None
    years = last.year - first.year + 1
    return first.replace(year=first.year - years).isoformat(), last.replace(year=last.year - years).isoformat()

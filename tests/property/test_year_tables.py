"""Tables of districts, added to and taken from each other in any way, give no small count away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.domain.statistics import days_before
from core.domain.withholding import SMALLEST
from core.domain.year_tables import ACROSS, Alike, Hidden, hidden_in, whole_years

YEARS = ("2023", "2024")
LINES = ("19.01.01", "19.01.02", "19.01.03")
CROSSED = ("kind", "stage")
"""Two directions stand for all: the others hold one code, so their tables are the totals."""
PRIME = 2**31 - 1
"""Elimination with whole numbers modulo a prime: what follows there and not in fractions would be a chance of one in 10^9."""
Unknown = tuple[str, str, str, str]
"""Direction (empty for a total), year, line, code."""

reports = st.lists(
    st.builds(
        lambda year, line, kind, stage, count: Alike(year, line, (kind, stage, *("x" for _ in ACROSS[2:])), count),
        st.sampled_from(YEARS),
        st.sampled_from(LINES),
        st.sampled_from("ab"),
        st.sampled_from("mn"),
        st.sampled_from([1, 2, 3, 6, 9, 30]),
    ),
    min_size=1,
    max_size=9,
)


def counted(found: list[Alike]) -> Counter[Unknown]:
    """Every count there is."""
    made: Counter[Unknown] = Counter()
    for each in found:
        made["", each.year, each.line, ""] += each.count
        for direction in CROSSED:
            made[direction, each.year, each.line, each.codes[ACROSS.index(direction)]] += each.count
    return made


def told(counts: Counter[Unknown], rule: Callable[[tuple[str, ...]], Hidden]) -> Iterator[list[Unknown]]:
    """The sums that all tables together publish: of districts what the rule lets, of the regency everything."""
    codes = {direction: sorted({name[3] for name in counts if name[0] == direction}) for direction in ("", *CROSSED)}
    for many in range(1, len(YEARS) + 1):
        for years in combinations(YEARS, many):
            hidden = rule(years)
            for direction, found in codes.items():
                for code in found:
                    yield [(direction, year, line, code) for year in years for line in LINES]
                    for line in LINES:
                        gone = (direction, line, code) in hidden.cells if direction else line in hidden.totals
                        if not gone:
                            yield [(direction, year, line, code) for year in years]


def always(counts: Counter[Unknown]) -> Iterator[list[tuple[Unknown, int]]]:
    """What holds in any table: a line's cells add up to its total."""
    for direction in CROSSED:
        codes = sorted({name[3] for name in counts if name[0] == direction})
        for year in YEARS:
            for line in LINES:
                yield [*(((direction, year, line, code), 1) for code in codes), (("", year, line, ""), -1)]


def given_away(found: list[Alike], rule: Callable[[tuple[str, ...]], Hidden]) -> set[Unknown]:
    """The small counts that follow from what is published, by elimination over all of its equations."""
    counts = counted(found)
    rows = [dict.fromkeys(names, 1) for names in told(counts, rule)]
    rows += [dict(parts) for parts in always(counts)]
    solved: dict[Unknown, dict[Unknown, int]] = {}
    for row in sorted(rows, key=len):
        for name in [each for each in row if each in solved]:
            row = less(row, solved[name], row[name])
        if row:
            name = min(row)
            inverse = pow(row[name], -1, PRIME)
            row = {key: value * inverse % PRIME for key, value in row.items()}
            for key, other in solved.items():
                if name in other:
                    solved[key] = less(other, row, other[name])
            solved[name] = row
    return {name for name, row in solved.items() if len(row) == 1 and 0 < counts[name] < SMALLEST}


def less(row: dict[Unknown, int], other: dict[Unknown, int], times: int) -> dict[Unknown, int]:
    made = dict(row)
    for key, value in other.items():
        made[key] = (made.get(key, 0) - times * value) % PRIME
        if not made[key]:
            del made[key]
    return made


def by_years(found: list[Alike]) -> Callable[[tuple[str, ...]], Hidden]:
    """The rule of the program."""
    return lambda years: hidden_in([each for each in found if each.year in years], lambda _regency: LINES)


def by_sums(found: list[Alike]) -> Callable[[tuple[str, ...]], Hidden]:
    """A rule that looks at each table alone, as if its years were one."""

    def rule(years: tuple[str, ...]) -> Hidden:
        as_one = [Alike("all", each.line, each.codes, each.count) for each in found if each.year in years]
        return hidden_in(as_one, lambda _regency: LINES)

    return rule


def alike(year: str, line: str, count: int, kind: str = "a", stage: str = "m") -> Alike:
    return Alike(year, line, (kind, stage, *("x" for _ in ACROSS[2:])), count)


GROWN = [alike("2023", line, 9) for line in LINES] + [alike("2024", "19.01.01", 2), alike("2024", "19.01.02", 30)]
"""Two reports of the second year show in the difference of both years and the first, unless that is held back."""
LINKED = [alike("2024", "19.01.01", 5), alike("2024", "19.01.01", 2, "b"), alike("2024", "19.01.02", 3, "a", "n")]


@pytest.mark.fault("EX-8")
@settings(max_examples=40, deadline=None)
@given(reports)
@example(GROWN)
@example(LINKED)
def test_no_tables_give_by_subtraction_what_they_withhold(found: list[Alike]) -> None:
    assert not given_away(found, by_years(found))


def test_a_rule_for_each_table_alone_would() -> None:
    """The control: the same elimination finds the small count where each table is judged by its own sums."""
    assert ("", "2024", "19.01.01", "") in given_away(GROWN, by_sums(GROWN))


def test_a_sum_of_years_is_told_where_each_year_is() -> None:
    whole = [alike(year, line, 9) for year in YEARS for line in LINES]
    assert by_years(whole)(YEARS) == Hidden(frozenset(), frozenset())
    hidden = by_years(GROWN)(YEARS)
    assert "19.01.01" in hidden.totals and by_years(GROWN)(("2023",)).totals == frozenset()


def test_reports_without_a_place_point_at_nothing() -> None:
    assert hidden_in([alike("2024", "", 1)], lambda _regency: ()) == Hidden(frozenset(), frozenset())


def test_years_are_whole_and_followed_back_whole() -> None:
    assert whole_years("", "") and whole_years("2023-01-01", "2024-12-31") and whole_years("", "2024-12-31")
    assert not whole_years("2024-01-02", "") and not whole_years("", "2024-12-30")
    assert days_before("2024-01-01", "2024-12-31", "previous") == ("2023-01-01", "2023-12-31")
    assert days_before("2023-01-01", "2024-12-31", "previous") == ("2021-01-01", "2022-12-31")
    assert days_before("2024-02-01", "2024-02-29", "previous") == ("2024-01-03", "2024-01-31")
    assert date.fromisoformat(days_before("2024-01-01", "2024-12-31", "year")[0]).year == 2023

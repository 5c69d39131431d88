"""Whatever is counted: no published total gives a withheld count away, and nothing small is told."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.withholding import SMALLEST, TOTAL, withheld

tables = st.integers(2, 4).flatmap(
    lambda rows: st.integers(1, 4).flatmap(
        lambda columns: st.lists(
            st.lists(st.sampled_from([0, 0, 0, 1, 1, 2, 3, 5, 7, 40]), min_size=columns, max_size=columns),
            min_size=rows,
            max_size=rows,
        )
    )
)


def other_table(cells: list[list[int]], hidden: frozenset[tuple[int, int]], cell: tuple[int, int]) -> bool:
    """Whether linear algebra finds whole numbers, none negative, that publish the same and differ in one place.

    Independent of rings: a linear program over the free counts, solved by trying changes of at most one in each of them
    (a difference of two tables in such a net is always a sum of such changes).
    """
    rows, columns = len(cells), len(cells[0])
    names = sorted(hidden)
    at = {name: place for place, name in enumerate(names)}
    value = [sum(cells[r]) if c == TOTAL else cells[r][c] for r, c in names]
    sums: list[list[tuple[int, int]]] = []
    for r in range(rows):
        parts = [(at[(r, c)], 1) for c in range(columns) if (r, c) in at]
        parts += [(at[(r, TOTAL)], -1)] if (r, TOTAL) in at else []
        sums.append(parts)
    sums += [[(at[(r, c)], 1) for r in range(rows) if (r, c) in at] for c in (*range(columns), TOTAL)]
    last_of = {max(place for place, _ in parts): [] for parts in sums if parts}
    for parts in sums:
        if parts:
            last_of[max(place for place, _ in parts)].append(parts)

    def search(change: list[int]) -> bool:
        place = len(change)
        if place == len(names):
            return True
        allowed = [1, -1] if names[place] == cell else [0, 1, -1]
        for step in allowed:
            if value[place] + step < 0:
                continue
            change.append(step)
            if all(sum(change[p] * sign for p, sign in parts) == 0 for parts in last_of.get(place, [])) and search(change):
                return True
            change.pop()
        return False

    return search([])


@pytest.mark.fault("EX-8")
@settings(max_examples=150)
@given(tables)
def test_no_total_gives_a_withheld_count_away(cells: list[list[int]]) -> None:
    hidden = withheld(["19.01"] * len(cells), cells)
    for row, column in product(range(len(cells)), (*range(len(cells[0])), TOTAL)):
        count = sum(cells[row]) if column == TOTAL else cells[row][column]
        if 0 < count < SMALLEST:
            assert (row, column) in hidden
            assert other_table(cells, hidden, (row, column)), (cells, sorted(hidden), row, column)


@given(tables)
def test_what_holds_nothing_small_is_told_whole(cells: list[list[int]]) -> None:
    large = [[count and count + SMALLEST for count in row] for row in cells]
    assert not withheld(["19.01"] * len(large), large)
    assert not withheld([""] * len(cells), cells)


def test_each_regency_stands_for_itself() -> None:
    """A regency's total is public: one small count in it needs a second one there, wherever else something is withheld."""
    cells = [[2], [9], [3], [8]]
    hidden = withheld(["19.01", "19.01", "19.02", "19.02"], cells)
    assert {row for row, column in hidden if column == 0} == {0, 1, 2, 3}


def test_a_zero_serves_where_there_is_nothing_else() -> None:
    hidden = withheld(["19.01", "19.01", "19.01"], [[2], [0], [0]])
    assert (0, 0) in hidden
    assert len({row for row, _ in hidden}) == 2
    # Alone in its regency it cannot be hidden: the caller always adds the districts in which nothing was reported.
    assert withheld(["19.01"], [[2]]) == {(0, 0), (0, TOTAL)}

"""Small counts that could point at a village are withheld, and so much beside them that no total gives them away.

A table of districts is read together with the totals of each regency, which are public. What is withheld can be
computed by nobody: for each withheld count there is another table with the same published numbers in which it differs.
Proved so: withheld counts are the free arcs of a flow from the regency over its districts to the columns; a count can
differ exactly where a ring of free arcs leads through it, so withholding means to close such a ring at the least cost.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

SMALLEST = 5
"""Counts from one to below this are withheld in tables of districts."""
ZERO_COST, COST = 1_000_000, 1_000
"""A ring over a zero hides that nothing happened there, which is told where it can be; a short ring beats a long one."""

_Node = tuple[str, int]
_SOURCE: _Node = ("source", 0)
Cell = tuple[int, int]
"""Row and column; column -1 is the row's total."""
TOTAL = -1


@dataclass(frozen=True, slots=True)
class _Arc:
    """One count as a flow: of a regency into its district (a total), or of a district into a column (a cell)."""

    cell: Cell
    tail: _Node
    head: _Node
    count: int


def withheld(groups: Sequence[str], cells: Sequence[Sequence[int]], also: Collection[int] = ()) -> frozenset[Cell]:
    """Which cells and totals of rows are not told; ``groups`` names each row's regency, empty where no place is known.

    Rows without a place point at no village and are told whole. ``also`` are rows whose totals another table withholds: in
    this one nothing may give them away either.
    """
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for row, group in enumerate(groups):
        if group:
            rows[group].append(row)
    return frozenset(cell for members in rows.values() for cell in _of_group(members, cells, also))


def is_small(count: int) -> bool:
    """Whether a count alone would be withheld."""
    return 0 < count < SMALLEST


def _of_group(rows: Sequence[int], cells: Sequence[Sequence[int]], also: Collection[int]) -> frozenset[Cell]:
    arcs = list(_arcs(rows, cells))
    small = [arc for arc in arcs if is_small(arc.count) or (arc.cell[1] == TOTAL and arc.cell[0] in also)]
    if not small:
        return frozenset()
    net = _Net(arcs)
    for arc in small:
        net.free.add(arc.cell)
    for arc in sorted(small, key=lambda arc: (arc.count, arc.cell)):
        net.cover(arc)
    return frozenset(net.free)


def _arcs(rows: Sequence[int], cells: Sequence[Sequence[int]]) -> Iterator[_Arc]:
    for row in rows:
        yield _Arc((row, TOTAL), _SOURCE, ("row", row), sum(cells[row]))
        for column, count in enumerate(cells[row]):
            yield _Arc((row, column), ("row", row), ("column", column), count)


class _Net:
    """The arcs of one regency by their ends; along an arc a count may grow, against it shrink, but not below zero."""

    def __init__(self, arcs: Sequence[_Arc]) -> None:
        self.free: set[Cell] = set()
        self._steps: defaultdict[_Node, list[tuple[_Node, _Arc]]] = defaultdict(list)
        for arc in arcs:
            self._steps[arc.tail].append((arc.head, arc))
            if arc.count > 0:
                self._steps[arc.head].append((arc.tail, arc))

    def cover(self, arc: _Arc) -> None:
        """Withhold what closes the cheapest ring through an arc, unless one is closed already."""
        ways = [self._way(arc.head, arc.tail, arc)]
        if arc.count > 0:
            ways.append(self._way(arc.tail, arc.head, arc))
        _, ring = min(ways, key=lambda way: way[0])
        self.free.update(ring)

    def _way(self, start: _Node, end: _Node, without: _Arc) -> tuple[float, list[Cell]]:
        """The cheapest way between two ends that does not use an arc, and what would have to be withheld for it."""
        best: dict[_Node, int] = {start: 0}
        came: dict[_Node, tuple[_Node, Cell]] = {}
        queue = [(0, start)]
        while queue:
            cost, node = heapq.heappop(queue)
            if node == end:
                return cost, _back(came, start, end)
            if cost > best[node]:
                continue
            for other, arc in self._steps[node]:
                if arc.cell == without.cell:
                    continue
                further = cost + self._price(arc)
                if further < best.get(other, further + 1):
                    best[other] = further
                    came[other] = (node, arc.cell)
                    heapq.heappush(queue, (further, other))
        return float("inf"), []

    def _price(self, arc: _Arc) -> int:
        if arc.cell in self.free:
            return 0
        return COST + arc.count if arc.count else ZERO_COST


def _back(came: dict[_Node, tuple[_Node, Cell]], start: _Node, end: _Node) -> list[Cell]:
    node, cells = end, []
    while node != start:
        node, cell = came[node]
        cells.append(cell)
    return cells

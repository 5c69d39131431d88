"""Parts the land of the two provinces into regencies, coarsely: ``python3 packaging/make_regions.py``.

No open data set of borders lies within reach, so none is claimed: each spot of the main islands is shown with the regency
of the nearest town of a short list, typed here from general knowledge to a twentieth of a degree, and each small island
whole with the regency of the nearest named island of ``reference/areas.json``. The outcome is a *sketch*, and the map says so.
It is written to ``resources/maps/regions-<code>.json`` beside the coast lines, in the same steps of 1e-5 degrees.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

Point = tuple[float, float]
Ring = list[Point]
Edge = tuple[Point, Point, int]

ROOT = Path(__file__).resolve().parent.parent / "resources"
SCALE = 100_000
NEAR_KM = 5.0
DEGREE_KM = 111.0
WALL = -1
"""An edge of the box, where no neighbour lies."""

TOWNS: dict[str, tuple[Point, ...]] = {
    "19.01": (
        (106.12, -1.86), (105.77, -1.63), (106.12, -2.02), (105.87, -2.02), (105.88, -1.78), (105.93, -2.16), (105.88, -1.93),
    ),
    "19.02": ((107.64, -2.74), (107.70, -2.57), (107.75, -2.86), (107.62, -3.13)),
    "19.03": ((106.46, -3.01), (106.18, -2.64), (106.42, -2.76), (106.03, -2.66), (106.65, -2.98), (106.27, -2.74)),
    "19.04": ((106.40, -2.49), (106.15, -2.20), (106.18, -2.33), (106.02, -2.28), (105.99, -2.42), (106.57, -2.55)),
    "19.05": ((105.16, -2.07), (105.38, -2.00), (105.64, -1.95), (105.46, -1.70), (105.66, -2.12)),
    "19.06": ((108.27, -2.87), (108.03, -2.70), (108.14, -2.99), (107.90, -3.07), (108.00, -3.16), (107.97, -2.90)),
    "19.71": ((106.11, -2.12),),
    "52.01": ((116.12, -8.70), (116.20, -8.60), (115.98, -8.78), (116.07, -8.73), (116.10, -8.53), (116.06, -8.49)),
    "52.02": ((116.28, -8.71), (116.28, -8.87), (116.19, -8.80), (116.32, -8.59), (116.36, -8.64), (116.40, -8.76)),
    "52.03": (
        (116.53, -8.65), (116.66, -8.42), (116.65, -8.50), (116.49, -8.75), (116.52, -8.83), (116.46, -8.60), (116.53, -8.37),
    ),
    "52.04": (
        (117.42, -8.50), (117.02, -8.54), (117.22, -8.98), (117.78, -8.80), (117.98, -8.78), (117.50, -8.85), (117.55, -8.52),
        (117.20, -8.60), (117.70, -8.60),
    ),
    "52.05": (
        (118.46, -8.54), (118.20, -8.60), (118.35, -8.36), (117.78, -8.28), (118.42, -8.80), (118.13, -8.72), (117.92, -8.42),
    ),
    "52.06": (
        (118.64, -8.60), (119.00, -8.57), (118.90, -8.36), (118.25, -8.36), (118.02, -8.15), (118.57, -8.45), (118.66, -8.73),
        (118.85, -8.73), (118.20, -8.25),
    ),
    "52.07": ((116.85, -8.74), (116.76, -8.91), (116.84, -8.99), (116.84, -8.56), (117.00, -8.72)),
    "52.08": ((116.15, -8.35), (116.43, -8.27), (116.24, -8.32), (116.31, -8.27), (116.10, -8.40)),
    "52.71": ((116.11, -8.585),),
    "52.72": ((118.73, -8.46),),
}  # fmt: skip
"""Seats and other towns of each regency, west to east as they came to mind: longitude, latitude. Not surveyed."""
SLACK = 3
"""Steps of 1e-5 degrees within which two corners are one."""


def main() -> int:
    """Write both sketches; gives 0."""
    rows = json.loads((ROOT / "reference" / "areas.json").read_text("utf-8"))["items"]
    islands = [(str(row[0])[:5], (row[3] / 1e7, row[2] / 1e7)) for row in rows if len(row) > 2 and row[0][3:5] != "00"]
    for code in ("19", "52"):
        tree = json.loads((ROOT / "maps" / f"{code}.json").read_text("utf-8"))
        rings = [_ring(flat) for flat in tree["rings"]]
        towns = [(name, at) for name, spots in TOWNS.items() if name.startswith(code) for at in spots]
        own = [each for each in islands if each[0].startswith(code)]
        main_land = [place for place, ring in enumerate(rings) if any(_inside(at, ring) for _, at in towns)]
        small = [(place, name) for place, ring in enumerate(rings) if place not in main_land and (name := _whose(ring, own))]
        west, south, east, north = (edge / SCALE for edge in tree["box"])
        cells = [_cell(number, towns, (west, south, east, north)) for number in range(len(towns))]
        names = [name for name, _ in towns]
        parts = {name: _union(cells, names, name) for name in sorted(set(names))}
        sketch = {
            "map": code,
            "source": "own list of towns; small islands after idn-area-data 4.0.1; coast lines of Natural Earth 4.1",
            "licence": "ODbL-1.0",
            "notice": "A sketch: the nearest town decides, no border of anything. Contains information from idn-area-data 4.0.1, "
            "made available under the Open Database License (ODbL) 1.0.",
            "main": main_land,
            "islands": small,
            "labels": {name: list(_key(_ashore(name, [rings[place] for place in main_land]))) for name in parts},
            "regions": {name: [_steps(ring) for ring in rings_] for name, rings_ in parts.items()},
            "borders": [[*map(_whole, a), *map(_whole, b)] for a, b in _borders(cells, names)],
        }
        (ROOT / "maps" / f"regions-{code}.json").write_text(json.dumps(sketch, separators=(",", ":")) + "\n", "utf-8")
        agree = [_nearest(at, towns) == name for name, at in own]
        print(code, len(main_land), "main,", len(small), "small,", f"{sum(agree) / len(agree):.0%} of {len(agree)} islands agree")
    return 0


def _ring(flat: list[int]) -> Ring:
    return [(x / SCALE, y / SCALE) for x, y in zip(accumulate(flat[::2]), accumulate(flat[1::2]), strict=True)]


def _inside(at: Point, ring: Ring) -> bool:
    x, y = at
    odd = False
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            odd = not odd
    return odd


def _whose(ring: Ring, islands: list[tuple[str, Point]]) -> str:
    """The regency of the named island nearest to a ring; empty for land of another province."""
    away, name = min((0.0 if _inside(at, ring) else min(_apart(at, spot) for spot in ring), name) for name, at in islands)
    return name if away * DEGREE_KM <= NEAR_KM else ""


def _ashore(name: str, rings: list[Ring]) -> Point:
    """The first town of a regency that the coarse coast lines leave on land."""
    return next(at for at in TOWNS[name] if any(_inside(at, ring) for ring in rings))


def _apart(a: Point, b: Point) -> float:
    return float(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5)


def _nearest(at: Point, towns: list[tuple[str, Point]]) -> str:
    return min(towns, key=lambda each: _apart(at, each[1]))[0]


def _cell(number: int, towns: list[tuple[str, Point]], box: tuple[float, float, float, float]) -> list[Edge]:
    """The spots nearest to a town, as edges that name the town beyond them."""
    west, south, east, north = box
    corners = [(west, south), (east, south), (east, north), (west, north)]
    edges: list[Edge] = [(a, b, WALL) for a, b in zip(corners, [*corners[1:], corners[0]], strict=True)]
    here = towns[number][1]
    for other, (_, there) in enumerate(towns):
        if other != number:
            edges = _cut(edges, here, there, other)
    return edges


def _cut(edges: list[Edge], here: Point, there: Point, other: int) -> list[Edge]:
    """What of a convex cell is nearer to ``here`` than to ``there``."""
    normal = (there[0] - here[0], there[1] - here[1])
    middle = ((there[0] + here[0]) / 2, (there[1] + here[1]) / 2)

    def beyond(at: Point) -> float:
        return (at[0] - middle[0]) * normal[0] + (at[1] - middle[1]) * normal[1]

    kept: list[Edge] = []
    gap: list[Point] = []
    for a, b, beside in edges:
        da, db = beyond(a), beyond(b)
        if da > 0 and db > 0:
            continue
        if (da > 0) != (db > 0):
            share = da / (da - db)
            at = (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]))
            gap.append(at)
            a, b = (at, b) if da > 0 else (a, at)
        kept.append((a, b, beside))
    if len(gap) == 2:
        leaving = next(place for place, (_, b, _beside) in enumerate(kept) if b in gap)
        start = kept[leaving][1]
        end = gap[0] if gap[1] == start else gap[1]
        kept.insert(leaving + 1, (start, end, other))
    return kept


def _key(at: Point) -> tuple[int, int]:
    return round(at[0] * SCALE), round(at[1] * SCALE)


def _union(cells: list[list[Edge]], names: list[str], name: str) -> list[Ring]:
    """The cells of one regency without the edges inside it, as rings."""
    following: dict[tuple[int, int], tuple[int, int]] = {}
    for number, edges in enumerate(cells):
        if names[number] != name:
            continue
        for a, b, beside in edges:
            if (beside == WALL or names[beside] != name) and _key(a) != _key(b):
                following[_key(a)] = _key(b)
    rings: list[Ring] = []
    while following:
        start, at = following.popitem()
        ring = [start]
        while not _same(at, start):
            # Two cells reckon their common corner each for itself; the last digit may differ.
            at = next(each for each in following if _same(each, at))
            ring.append(at)
            at = following.pop(at)
        rings.append([(x / SCALE, y / SCALE) for x, y in ring])
    return rings


def _same(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return abs(a[0] - b[0]) <= SLACK and abs(a[1] - b[1]) <= SLACK


def _borders(cells: list[list[Edge]], names: list[str]) -> Iterator[tuple[Point, Point]]:
    """Every edge between two regencies, once."""
    for number, edges in enumerate(cells):
        for a, b, beside in edges:
            if beside > number and names[beside] != names[number]:
                yield a, b


def _whole(value: float) -> int:
    return round(value * SCALE)


def _steps(ring: Ring) -> list[int]:
    flat: list[int] = []
    last = (0, 0)
    for at in ring:
        here = _key(at)
        flat += [here[0] - last[0], here[1] - last[1]]
        last = here
    return flat


if __name__ == "__main__":
    sys.exit(main())

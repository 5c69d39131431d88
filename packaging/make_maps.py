"""Cuts the coast lines of the two provinces out of a TopoJSON file: ``python3 packaging/make_maps.py LAND_10M_JSON``.

The file is ``land-10m.json`` of the package world-atlas 2.0.2, which packs Natural Earth 4.1 (public domain). It is read
from the disk; nothing is fetched. Each province's box is written to ``resources/maps/<code>.json``: rings of longitude
and latitude in 1e-5 degrees (a metre), the first pair whole, the others as steps, so that the file stays small.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

Point = tuple[float, float]
Box = tuple[float, float, float, float]

BOXES: dict[str, Box] = {"19": (104.7, -4.2, 109.4, -0.9), "52": (115.3, -9.6, 119.8, -7.4)}
"""West, south, east, north of each province with a margin, in degrees."""
SCALE = 100_000
FOLDER = Path(__file__).resolve().parent.parent / "resources" / "maps"
LEFT, BOTTOM, RIGHT, TOP = range(4)


def main() -> int:
    """Read the world, write the provinces; gives 0."""
    world = json.loads(Path(sys.argv[1]).read_bytes())
    arcs = [list(_points(arc, world["transform"])) for arc in world["arcs"]]
    rings = [ring for shape in _shapes(world["objects"]["land"]) for ring in _rings(shape, arcs)]
    FOLDER.mkdir(exist_ok=True)
    for code, box in BOXES.items():
        cut = [part for ring in rings if (part := clip(ring, box))]
        tree = {
            "map": code,
            "source": "Natural Earth 4.1, 1:10m land, as packed in world-atlas 2.0.2",
            "licence": "public domain",
            "box": [round(edge * SCALE) for edge in box],
            "rings": [_steps(ring) for ring in cut],
        }
        (FOLDER / f"{code}.json").write_text(json.dumps(tree, separators=(",", ":")) + "\n", "utf-8")
        print(code, len(cut), "rings", sum(len(ring) for ring in cut), "points")
    return 0


def _points(arc: Iterable[list[int]], transform: dict[str, list[float]]) -> Iterator[Point]:
    """An arc's points in degrees: TopoJSON keeps whole steps of a grid."""
    (wide, high), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield x * wide + left, y * high + bottom


def _shapes(geometry: dict[str, object]) -> Iterator[dict[str, object]]:
    inner = geometry.get("geometries")
    if isinstance(inner, list):
        for each in inner:
            yield from _shapes(each)
    else:
        yield geometry


def _rings(shape: dict[str, object], arcs: list[list[Point]]) -> Iterator[list[Point]]:
    """Every ring of a polygon or of many; a negative number names an arc walked backwards."""
    found = shape["arcs"]
    polygons = [found] if shape["type"] == "Polygon" else found
    for polygon in polygons:  # type: ignore[attr-defined]
        for numbers in polygon:
            ring: list[Point] = []
            for number in numbers:
                points = arcs[number] if number >= 0 else arcs[~number][::-1]
                ring.extend(points[1:] if ring else points)
            yield ring


def clip(ring: list[Point], box: Box) -> list[Point]:
    """The part of a ring inside a box (Sutherland and Hodgman: cut at one edge after the other)."""
    for edge in range(4):
        ring = list(_cut(ring, edge, box[edge]))
    return ring


def _cut(ring: list[Point], edge: int, limit: float) -> Iterator[Point]:
    axis = edge % 2

    def inside(point: Point) -> bool:
        return point[axis] >= limit if edge in (LEFT, BOTTOM) else point[axis] <= limit

    for before, here in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        if inside(before) != inside(here):
            share = (limit - before[axis]) / (here[axis] - before[axis])
            yield before[0] + share * (here[0] - before[0]), before[1] + share * (here[1] - before[1])
        if inside(here):
            yield here


def _steps(ring: list[Point]) -> list[int]:
    """A ring as one flat list: first pair, then steps; points that fall together are left out."""
    flat: list[int] = []
    last = (0, 0)
    for x, y in ring:
        here = (round(x * SCALE), round(y * SCALE))
        if flat and here == last:
            continue
        flat += [here[0] - last[0], here[1] - last[1]]
        last = here
    return flat


if __name__ == "__main__":
    sys.exit(main())

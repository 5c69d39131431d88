"""The land of a province in regencies, as sketched in ``resources/maps/regions-*.json``; read once a run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from core.domain.area import MAIN_ISLAND_REGENCY
from ui.gui.widgets.coast import FOLDER, SCALE, coast

AREAS = FOLDER.parent / "reference" / "areas.json"
ROOM, E7, NAMED = 0.14, 1e7, 2


@dataclass(frozen=True, slots=True)
class Shapes:
    """Everything in degrees of longitude and of latitude turned downwards, as a screen counts.

    ``land`` is a regency's land, ``other`` the coast of neighbours, ``borders`` the sketched lines between regencies,
    ``main`` the large islands that they part, ``labels`` where a regency's name stands, ``islands`` the named islands with
    their regency, ``box`` what is to be seen of the province.
    """

    land: Mapping[str, QPainterPath]
    main: QPainterPath
    other: QPainterPath
    borders: QPainterPath
    labels: Mapping[str, QPointF]
    islands: tuple[tuple[QPointF, str, str], ...]
    box: QRectF

    def at(self, spot: QPointF) -> str:
        """The regency whose land lies at a spot; empty for the sea."""
        return next((code for code, path in self.land.items() if path.contains(spot)), "")


@cache
def shapes(province: str) -> Shapes | None:
    """The sketch of a province by its code; None where the program has none."""
    lines, file = coast(province), FOLDER / f"regions-{province}.json"
    if lines is None or not file.is_file():
        return None
    tree = json.loads(file.read_text("utf-8"))
    main = _path([lines.rings[place] for place in tree["main"]])
    land = {code: _path([_ring(flat) for flat in rings]).intersected(main) for code, rings in tree["regions"].items()}
    for place, code in tree["islands"]:
        land[code].addPolygon(lines.rings[place])
    own = {*tree["main"], *(place for place, _ in tree["islands"])}
    borders = QPainterPath()
    for ax, ay, bx, by in tree["borders"]:
        borders.moveTo(_spot(ax, ay))
        borders.lineTo(_spot(bx, by))
    box = QRectF()
    for path in land.values():
        box = box.united(path.boundingRect())
    labels = {code: _spot(x, y) for code, (x, y) in tree["labels"].items()}
    other = _path([ring for place, ring in enumerate(lines.rings) if place not in own])
    return Shapes(land, main, other, borders, labels, _islands(province), box.adjusted(-ROOM, -ROOM, ROOM, ROOM))


def _islands(province: str) -> tuple[tuple[QPointF, str, str], ...]:
    rows = json.loads(AREAS.read_text("utf-8"))["items"]
    own = [row for row in rows if len(row) > NAMED and row[0].startswith(province) and row[0][3:5] != MAIN_ISLAND_REGENCY]
    return tuple((QPointF(row[3] / E7, -row[2] / E7), str(row[1]), str(row[0])[:5]) for row in own)


def _spot(x: int, y: int) -> QPointF:
    return QPointF(x / SCALE, -y / SCALE)


def _ring(flat: list[int]) -> QPolygonF:
    return QPolygonF([_spot(x, y) for x, y in zip(accumulate(flat[::2]), accumulate(flat[1::2]), strict=True)])


def _path(rings: list[QPolygonF]) -> QPainterPath:
    made = QPainterPath()
    for ring in rings:
        made.addPolygon(ring)
        made.closeSubpath()
    return made

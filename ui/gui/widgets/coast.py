"""The coast lines of a province and its named islands, as the map draws them; read once a run."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

FOLDER = Path(__file__).resolve().parents[3] / "resources" / "maps"
SCALE = 100_000


@dataclass(frozen=True, slots=True)
class Coast:
    """Rings in degrees of longitude and of latitude turned downwards, as a screen counts; ``box`` bounds them."""

    rings: tuple[QPolygonF, ...]
    box: QRectF


@cache
def coast(province: str) -> Coast | None:
    """The coast of a province by its code; None where the program has none."""
    path = FOLDER / f"{province}.json"
    if not province.isdecimal() or not path.is_file():
        return None
    tree = json.loads(path.read_text("utf-8"))
    west, south, east, north = (edge / SCALE for edge in tree["box"])
    return Coast(tuple(_ring(flat) for flat in tree["rings"]), QRectF(west, -north, east - west, north - south))


def _ring(flat: list[int]) -> QPolygonF:
    across, up = accumulate(flat[::2]), accumulate(flat[1::2])
    return QPolygonF([QPointF(x / SCALE, -y / SCALE) for x, y in zip(across, up, strict=True)])

"""Strokes as the operators of a page: a few hundred bytes of curves, drawn nine tenths as large as they were drawn."""

from __future__ import annotations

from typing import Final

from core.documents.sheet import MM
from core.domain.ink import HEIGHT, WIDTH, Ink, Point, curves

SCALE: Final = 0.9 * MM / 100
BOX: Final = (WIDTH * SCALE, HEIGHT * SCALE)
"""Width and height of the drawn box in points."""
_PEN: Final = "q 1 J 1 j 1.1 w 0 0 0.35 RG"


def ink_operators(ink: Ink) -> str:
    """The strokes from the lower left corner of their box; nothing is drawn outside of it but half the pen's width."""
    parts = [_PEN]
    for curve in curves(ink):
        parts.append(f"{_at(curve.start)} m")
        parts += [f"{_at(first)} {_at(second)} {_at(end)} c" for first, second, end in curve.pieces]
        parts.append("S")
    return "\n".join([*parts, "Q"])


def _at(point: Point) -> str:
    return f"{point[0] * SCALE:.2f} {point[1] * SCALE:.2f}"

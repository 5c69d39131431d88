"""Strokes drawn on a screen: checked, thinned, packed, and turned into curves that never leave their box.

A point is a pair of whole numbers, hundredths of a millimetre from the lower left corner of a box of 60 x 22 mm. A drawn
signature is a person's own hand: it is bound to one document by its digest and used for no other.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from core.domain.errors import Invalid

WIDTH, HEIGHT = 6000, 2200
"""The box, in hundredths of a millimetre."""
STROKES_LIMIT: Final = 100
POINTS_LIMIT: Final = 20_000
TOLERANCE: Final = 12
"""How far thinning may move a line: an eighth of a millimetre, less than a pen is wide."""
LEAST: Final = 300
"""A signature is at least three millimetres long altogether; a dot is a slip of the hand."""
_PACKED_LIMIT: Final = 64 * 1024
_LABEL: Final = b"posko/ink/1"

Point = tuple[int, int]
Stroke = tuple[Point, ...]
Ink = tuple[Stroke, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """A smooth line: where it begins, and for each piece two control points and its end."""

    start: Point
    pieces: tuple[tuple[Point, Point, Point], ...]


def check_ink(strokes: Sequence[Sequence[Sequence[int]]]) -> Ink:
    """The strokes, thinned; raises ``Invalid`` (``ink.empty``, ``ink.too_much``, ``ink.outside``)."""
    if len(strokes) > STROKES_LIMIT or sum(len(stroke) for stroke in strokes) > POINTS_LIMIT:
        raise Invalid("ink.too_much", limit=POINTS_LIMIT)
    made = tuple(_stroke(stroke) for stroke in strokes if stroke)
    if sum(_length(stroke) for stroke in made) < LEAST:
        raise Invalid("ink.empty")
    return tuple(thinned(stroke) for stroke in made)


def thinned(stroke: Stroke, tolerance: int = TOLERANCE) -> Stroke:
    """The stroke with fewer points, none of the others farther than the tolerance (Ramer, Douglas, Peucker)."""
    if len(stroke) < 3:
        return stroke
    kept = {0, len(stroke) - 1}
    waiting = [(0, len(stroke) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, at = max(
            ((_distance(stroke[first], stroke[last], stroke[each]), each) for each in range(first + 1, last)), default=(0, 0)
        )
        if far > tolerance:
            kept.add(at)
            waiting += [(first, at), (at, last)]
    return tuple(stroke[at] for at in sorted(kept))


def curves(ink: Ink) -> Iterator[Curve]:
    """Smooth lines through the points (Catmull and Rom, as cubic curves); control points are held inside the box."""
    for stroke in ink:
        points = [stroke[0], *stroke, stroke[-1]]
        pieces = []
        for before, start, end, after in zip(points, points[1:], points[2:], points[3:], strict=False):
            first = _inside(start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
            second = _inside(end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
            pieces.append((first, second, end))
        yield Curve(stroke[0], tuple(pieces))


def pack_ink(ink: Ink) -> bytes:
    """Strokes as bytes: counts and steps in a variable length, the first point of each stroke as it stands."""
    out = bytearray()
    _put(out, len(ink))
    for stroke in ink:
        _put(out, len(stroke))
        at = (0, 0)
        for point in stroke:
            for now, before in zip(point, at, strict=True):
                step = now - before
                _put(out, step * 2 if step >= 0 else -step * 2 - 1)
            at = point
    return bytes(out)


def unpack_ink(data: bytes) -> Ink:
    """What :func:`pack_ink` made; anything else is ``Invalid('ink.unreadable')``."""
    if len(data) > _PACKED_LIMIT:
        raise Invalid("ink.unreadable")
    numbers = _numbers(data)
    try:
        count = next(numbers)
        if count > STROKES_LIMIT:
            raise Invalid("ink.unreadable")
        ink = tuple([_unpacked(numbers) for _ in range(count)])
    except StopIteration:
        raise Invalid("ink.unreadable") from None
    if next(numbers, None) is not None or pack_ink(ink) != data:
        raise Invalid("ink.unreadable")
    return ink


def ink_digest(ink: Ink) -> bytes:
    """32 bytes that stand for the strokes in what is signed."""
    return hashlib.sha256(_LABEL + pack_ink(ink)).digest()


def _stroke(points: Sequence[Sequence[int]]) -> Stroke:
    made: list[Point] = []
    for point in points:
        if len(point) != 2 or not all(type(value) is int for value in point):
            raise Invalid("ink.outside")
        x, y = point
        if not (0 <= x <= WIDTH and 0 <= y <= HEIGHT):
            raise Invalid("ink.outside")
        if not made or made[-1] != (x, y):
            made.append((x, y))
    return tuple(made) if len(made) > 1 else (made[0], made[0])


def _length(stroke: Stroke) -> float:
    return float(sum(((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5 for (ax, ay), (bx, by) in itertools.pairwise(stroke)))


def _distance(start: Point, end: Point, point: Point) -> float:
    across, up = end[0] - start[0], end[1] - start[1]
    length = (across * across + up * up) ** 0.5
    if not length:
        return float(((point[0] - start[0]) ** 2 + (point[1] - start[1]) ** 2) ** 0.5)
    return float(abs(across * (start[1] - point[1]) - (start[0] - point[0]) * up) / length)


def _inside(x: float, y: float) -> Point:
    return min(max(round(x), 0), WIDTH), min(max(round(y), 0), HEIGHT)


def _put(out: bytearray, number: int) -> None:
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)


def _numbers(data: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in data:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield number
            number = shift = 0
        elif shift > 28:
            return


def _unpacked(numbers: Iterator[int]) -> Stroke:
    count = next(numbers)
    if count > POINTS_LIMIT:
        raise Invalid("ink.unreadable")
    points: list[Point] = []
    x = y = 0
    for _ in range(count):
        x, y = x + _signed(next(numbers)), y + _signed(next(numbers))
        points.append((x, y))
    return tuple(points)


def _signed(number: int) -> int:
    return number // 2 if number % 2 == 0 else -(number + 1) // 2

"""Contrast as it is painted: colours are counted in the picture of a window, nothing is taken from a palette.

The commonest colour of a text's rectangle is what lies under it; the letters are the colour in it that differs most from that
and has, with what differs still more, at least a few pixels (the edges of letters are mixtures of both). Ratios as in WCAG 2.2.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

FEW = 5
"""Pixels of one colour that no stray dot makes."""


@cache
def luminance(colour: int) -> float:
    """Of ``0xRRGGBB``, from 0 to 1."""
    parts = [(colour >> shift & 0xFF) / 255 for shift in (16, 8, 0)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: int, other: int) -> float:
    """The contrast of two colours, from 1 to 21."""
    lower, higher = sorted((luminance(one), luminance(other)))
    return (higher + 0.05) / (lower + 0.05)


@dataclass(frozen=True, slots=True)
class Picture:
    """A window as it is painted."""

    image: QImage

    def colours(self, area: QRect) -> Counter[int]:
        """How often each colour is painted in a part."""
        part = self.image.copy(area.intersected(self.image.rect())).convertToFormat(QImage.Format.Format_RGB32)
        count = Counter(memoryview(part.constBits()).cast("I")) if not part.isNull() else Counter[int]()
        return Counter({colour & 0xFFFFFF: often for colour, often in count.items()})

    def text(self, area: QRect) -> float:
        """The contrast of what is written there; 21 where nothing is."""
        count = self.colours(area)
        if len(count) < 2:
            return 21.0
        under = count.most_common(1)[0][0]
        inked = 0
        for measured, often in sorted(
            ((ratio(each, under), often) for each, often in count.items() if each != under), reverse=True
        ):
            inked += often
            if inked >= FEW:
                return measured
        return 21.0

    def edge(self, area: QRect, deep: int) -> float:
        """The contrast between what is left of a control and its border or filling, half-way down, so many pixels deep."""
        line = self.colours(QRect(area.left() - 3, area.center().y(), deep + 3, 1))
        outside = self.colours(QRect(area.left() - 3, area.center().y(), 1, 1)).most_common(1)
        return max((ratio(each, outside[0][0]) for each in line), default=21.0) if outside else 21.0


def changed(before: QImage, after: QImage) -> tuple[int, float]:
    """How many pixels differ, and the greatest contrast between what was and what is there, over a few pixels."""
    pairs = zip(_values(before), _values(after), strict=True)
    differing = Counter((one & 0xFFFFFF, other & 0xFFFFFF) for one, other in pairs if one != other)
    best = max((ratio(*pair) for pair, often in differing.items() if often >= FEW), default=1.0)
    return sum(differing.values()), best


def _values(image: QImage) -> memoryview:
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    return memoryview(bytes(plain.constBits())).cast("I")

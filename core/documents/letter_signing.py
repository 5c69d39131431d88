"""Room for one or two handwritten signatures side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from core.documents.layout import Block
from core.documents.letter_template import Hand
from core.documents.sheet import MM, Sheet, Style, Typesetter

_WET: Final = 19 * MM
_GAP: Final = 12 * MM
_BEFORE: Final = 4 * MM
_DOTS: Final = "(…………………………………………)"


def signing_block(typesetter: Typesetter, left: float, width: float, style: Style, hands: Sequence[Hand]) -> Block:
    """The hands from left to right, names at one height; a single one stands on the right, as official letters do."""
    room = (width - _GAP) / 2
    bold = Style(typesetter.faces.bold, style.size)
    columns = [left + room + _GAP] if len(hands) == 1 else [left, left + room + _GAP]
    heads = [_wrapped(typesetter, hand.above, style, room) for hand in hands]
    names = [typesetter.lines(hand.name.strip() or _DOTS, bold, room) for hand in hands]
    feet = [_wrapped(typesetter, hand.below, style, room) for hand in hands]
    head = max(len(lines) for lines in heads)
    under = max(len(name) + len(foot) for name, foot in zip(names, feet, strict=True))

    def draw(sheet: Sheet, top: float) -> None:
        top -= _BEFORE
        for at, x in enumerate(columns):
            below = sheet.paragraph([""] * (head - len(heads[at])) + heads[at], x, top, style)
            below = sheet.paragraph(names[at], x, below - _WET, bold)
            sheet.paragraph(feet[at], x, below, style)

    return Block(_BEFORE + (head + under) * style.leading + _WET, draw)


def _wrapped(typesetter: Typesetter, parts: Sequence[str], style: Style, room: float) -> list[str]:
    return [line for part in parts if part.strip() for line in typesetter.lines(part, style, room)]

"""From the pieces of a wording to blocks on paper: everything is measured, wraps, and flows on; nothing is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from core.documents import letter_template as wording
from core.documents.layout import Block
from core.documents.letter_signing import signing_block
from core.documents.letter_table import table_blocks
from core.documents.letter_template import Fill, filled, stands
from core.documents.sheet import MM, Sheet, Style, Typesetter
from core.documents.tags import Tag, item

Groups = Mapping[str, Sequence[Fill]]
Clean = Callable[[str], str]
Paragraphs = Sequence[Sequence[str]]
SIZE: Final = 10.0
_LABEL: Final = 54 * MM
_INDENT: Final = 7 * MM
_DOTS: Final = (0.6, 2.2)
_BOX: Final = 3.2 * MM
_RULED: Final = 8 * MM
_STEP: Final = 7 * MM
_BETWEEN: Final = 1.4 * MM
_PARTED: Final = (wording.Item, wording.Field, wording.Tick, wording.Table, wording.Ruled)
"""Pieces below which another kind of piece begins with a gap."""

_LISTED: Final = (wording.Item, wording.Field, wording.Tick)
"""Pieces that are read out as one list where they follow each other."""

_TOGETHER: Final = 2
"""Lines of a paragraph that are never left alone at the foot or the top of a page."""


@dataclass(frozen=True)
class Room:
    """Where blocks are set: left edge and width in points, and the size of plain text."""

    left: float
    width: float
    size: float = SIZE


class LetterLayout:
    """Sets pieces into a room; ``clean`` turns every filled text into what the faces can print."""

    def __init__(self, typesetter: Typesetter, room: Room, clean: Clean) -> None:
        self._set, self._room, self._clean = typesetter, room, clean
        self._list = Tag("L")
        faces, size = typesetter.faces, room.size
        self.looks = {
            "plain": Style(faces.regular, size),
            "strong": Style(faces.bold, size),
            "small": Style(faces.regular, size * 0.8),
            "notice": Style(faces.bold, size),
            "centre": Style(faces.regular, size),
            "code": Style(faces.bold, size * 1.8),
        }

    def blocks(self, pieces: Iterable[wording.Piece], fill: Fill, groups: Groups) -> list[Block]:
        """All blocks in reading order."""
        made: list[Block] = []
        before: wording.Piece | None = None
        for piece in pieces:
            if not stands(piece.when, fill):
                continue
            if not isinstance(before, _LISTED):
                self._list = Tag("L")
            if not isinstance(piece, wording.Page):
                made += self._after(before, piece, made)
                new = self._piece(piece, fill, groups)
                made += [replace(new[0], fresh=True), *new[1:]] if isinstance(before, wording.Page) and new else new
            before = piece
        return made

    def _after(self, before: wording.Piece | None, piece: wording.Piece, made: list[Block]) -> list[Block]:
        """The gap between pieces of different kinds; a signature stays with what it stands under, a table with its heading."""
        if isinstance(piece, wording.Signing) and made:
            made[-1] = replace(made[-1], keep=True)
        if isinstance(before, wording.Heading) and isinstance(piece, wording.Table):
            return [replace(self._gap(_BETWEEN / 2), keep=True)]
        ends = isinstance(before, _PARTED)
        begins = isinstance(piece, wording.Text | wording.Field | wording.Item | wording.Table | wording.Tick)
        return [self._gap(_BETWEEN)] if ends and begins and type(before) is not type(piece) else []

    def title(self, lines: Sequence[str], fill: Fill) -> list[Block]:
        """The heading of a document, which stays with what follows: its name large, lines below it plain, no empty ones."""
        faces, size = self._set.faces, self._room.size
        made = []
        for number, line in enumerate(lines):
            style = Style(faces.regular, size) if number else Style(faces.bold, size * 1.3)
            text = self._clean(filled(line, fill))
            made += (
                self._flow(self._lines(text, style), style, Tag("P" if number else "H1"), centred=True) if text.strip() else []
            )
        return [replace(block, keep=True) for block in [*made, self._gap(3 * MM)]]

    def _piece(self, piece: wording.Piece, fill: Fill, groups: Groups) -> list[Block]:
        room = self._room
        match piece:
            case wording.Each():
                return self._each(piece, fill, groups)
            case wording.Table():
                cells = self._cells(piece, groups.get(piece.of, ()), fill)
                return table_blocks(self._set, room.left, room.width, piece, cells)
            case wording.Signing():
                return [signing_block(self._set, room.left, room.width, self.looks["plain"], self._hands(piece, fill))]
            case wording.Heading() | wording.Text() | wording.Item():
                return self._sentence(piece, fill)
        return self._by_hand(piece, fill)

    def _by_hand(self, piece: wording.Piece, fill: Fill) -> list[Block]:
        """Pieces that a pen may go on with."""
        match piece:
            case wording.Field():
                return self._field(self._clean(filled(piece.label, fill)), self._clean(filled(piece.value, fill)), piece.rows)
            case wording.Tick():
                return self._tick(self._clean(filled(piece.text, fill)), bool(piece.on) and stands(piece.on, fill))
            case wording.Ruled():
                return [self._ruled() for _ in range(piece.lines)]
            case wording.Gap():
                return [self._gap(piece.mm * MM)]
        raise TypeError(f"no such piece: {piece!r}")

    def _sentence(self, piece: wording.Heading | wording.Text | wording.Item, fill: Fill) -> list[Block]:
        text = self._clean(filled(piece.text, fill))
        match piece:
            case wording.Heading():
                style = self.looks["strong"]
                made = self._flow(self._lines(text, style), style, Tag("H2"), before=2 * MM, after=0.6 * MM)
                return [replace(block, keep=True) for block in made]
            case wording.Item():
                style, (label, body) = self.looks["plain"], item(self._list)
                lines = self._lines(text, style, _INDENT)
                return self._flow(lines, style, body, indent=_INDENT, mark=(piece.mark, label), after=0.8 * MM)
        style = self.looks[piece.look]
        if piece.look == "strong":
            made = self._flow(self._lines(text, style), style, Tag("P"), before=0.8 * MM, after=0.4 * MM)
            return [replace(block, keep=True) for block in made]
        return self._flow(self._lines(text, style), style, Tag("P"), after=1.6 * MM, centred=piece.look == "centre")

    def _each(self, piece: wording.Each, fill: Fill, groups: Groups) -> list[Block]:
        rows = groups.get(piece.of, ())
        if not rows and piece.empty:
            return self._sentence(wording.Text(text=piece.empty), fill)
        made: list[Block] = []
        for number, row in enumerate(rows, 1):
            made += self.blocks(piece.pieces, {**fill, **row, "n": str(number)}, {})
        return made

    def _cells(self, piece: wording.Table, rows: Sequence[Fill], fill: Fill) -> list[tuple[list[str], str]]:
        cells = []
        for number, row in enumerate(rows, 1):
            values = {**fill, **row, "n": str(number)}
            line = [self._clean(filled(column.value, values)) for column in piece.columns]
            cells.append((line, self._clean(filled(piece.under, values))))
        return cells

    def _hands(self, piece: wording.Signing, fill: Fill) -> list[wording.Hand]:
        hands = [hand for hand in (piece.left, piece.right) if hand is not None]
        return [
            wording.Hand(
                above=tuple(self._clean(filled(line, fill)) for line in hand.above),
                name=self._clean(filled(hand.name, fill)),
                below=tuple(self._clean(filled(line, fill)) for line in hand.below),
            )
            for hand in hands
        ]

    def _lines(self, text: str, style: Style, indent: float = 0) -> Paragraphs:
        return [self._set.lines(part, style, self._room.width - indent) for part in text.split("\n")]

    def _flow(
        self,
        paragraphs: Paragraphs,
        style: Style,
        tag: Tag,
        *,
        indent: float = 0,
        mark: tuple[str, Tag] | None = None,
        before: float = 0,
        after: float = 0,
        centred: bool = False,
    ) -> list[Block]:
        """Lines as blocks that may part between pages, never leaving one line alone."""
        parts = [part for lines in paragraphs for part in _parted(lines)]
        made = []
        for number, part in enumerate(parts):
            above = before if number == 0 else 0
            below = after if number == len(parts) - 1 else 0
            draw = self._drawing(part, style, tag, indent, above, centred)
            draw = _labelled(draw, mark, style, self._room.left, above) if mark and number == 0 else draw
            made.append(Block(above + len(part) * style.leading + below, draw))
        return made

    def _drawing(
        self, lines: Sequence[str], style: Style, tag: Tag, indent: float, above: float, centred: bool
    ) -> Callable[[Sheet, float], None]:
        room = self._room

        def draw(sheet: Sheet, top: float) -> None:
            y = top - above
            with sheet.marked(tag):
                if not centred:
                    sheet.paragraph(lines, room.left + indent, y, style)
                    return
                for line in lines:
                    y -= style.leading
                    sheet.centred(line, room.left + room.width / 2, y + style.size * 0.25, style)

        return draw

    def _field(self, label: str, value: str, rows: int) -> list[Block]:
        style, indent = self.looks["plain"], min(_LABEL, self._room.width * 0.36)
        names = self._set.lines(label, style, indent - 3 * MM)
        tag, body = item(self._list)
        if not value.strip():
            return [self._blank_field(names, tag, indent, max(rows, 1))]
        made = self._flow(self._lines(value, style, indent), style, body, indent=indent)
        first = made[0]

        def draw(sheet: Sheet, top: float) -> None:
            self._name(sheet, names, tag, indent, top)
            first.draw(sheet, top)

        made[0] = replace(first, height=max(first.height, len(names) * style.leading), draw=draw)
        return [*made[:-1], replace(made[-1], height=made[-1].height + 0.4 * MM)] if len(made) > 1 else made

    def _name(self, sheet: Sheet, names: Sequence[str], tag: Tag, indent: float, top: float) -> None:
        """A field's label and its colon."""
        style = self.looks["plain"]
        with sheet.marked(tag):
            sheet.paragraph(names, self._room.left, top, style)
            sheet.paragraph([":"], self._room.left + indent - 3 * MM, top, style)

    def _blank_field(self, names: Sequence[str], tag: Tag, indent: float, rows: int) -> Block:
        style, room = self.looks["plain"], self._room
        rest = style.leading - style.size * 0.25

        def draw(sheet: Sheet, top: float) -> None:
            base = top - _STEP + 1.8 * MM
            self._name(sheet, names, tag, indent, base + rest)
            for number in range(rows):
                sheet.rule(room.left + indent, base - number * _STEP - 0.8, room.left + room.width, 0.7, _DOTS)

        return Block(max(rows * _STEP, _STEP + (len(names) - 1) * style.leading), draw)

    def _tick(self, text: str, on: bool) -> list[Block]:
        style = self.looks["plain"]
        one = Tag("LI", self._list)
        square, body = Tag("Lbl", one, actual="[x] " if on else "[ ] "), Tag("LBody", one)
        made = self._flow(self._lines(text, style, _INDENT), style, body, indent=_INDENT, after=0.8 * MM)
        first, left = made[0], self._room.left

        def draw(sheet: Sheet, top: float) -> None:
            low = top - style.leading + (style.leading - _BOX) / 2
            with sheet.marked(square):
                sheet.box(left, low, _BOX, _BOX, crossed=on)
            first.draw(sheet, top)

        made[0] = replace(first, draw=draw)
        return made

    def _ruled(self) -> Block:
        room = self._room
        to = room.left + room.width
        return Block(_RULED, lambda sheet, top: sheet.rule(room.left, top - _RULED + 1.2 * MM, to, 0.7, _DOTS))

    @staticmethod
    def _gap(height: float) -> Block:
        return Block(height, lambda _sheet, _top: None)


def _parted(lines: Sequence[str]) -> list[Sequence[str]]:
    if len(lines) < 2 * _TOGETHER:
        return [lines]
    middle = [[line] for line in lines[_TOGETHER:-_TOGETHER]]
    return [lines[:_TOGETHER], *middle, lines[-_TOGETHER:]]


def _labelled(
    draw: Callable[[Sheet, float], None], mark: tuple[str, Tag], style: Style, left: float, above: float
) -> Callable[[Sheet, float], None]:
    """What draws an item's label before the item."""
    text, tag = mark

    def both(sheet: Sheet, top: float) -> None:
        with sheet.marked(tag):
            sheet.paragraph([text], left, top - above, style)
        draw(sheet, top)

    return both

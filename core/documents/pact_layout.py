"""The page of one pact: title, person, numbered pledges, and room for two wet signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.documents.layout import Block
from core.documents.sheet import MARGIN, MM, WIDTH, Sheet, Style, Typesetter
from core.documents.tags import Tag, item

_LABEL_WIDTH: Final = 38 * MM
_INDENT: Final = 8 * MM
_WET_ROOM: Final = 21 * MM
_COLUMN_GAP: Final = 12 * MM
_STAMP: Final = (18 * MM, 17 * MM)
_BLANK_NAME: Final = "(…………………………………………)"
_BODY: Final = WIDTH - 2 * MARGIN


@dataclass(frozen=True)
class Signature:
    """One column of the signing block; ``name`` empty leaves a dotted line to be filled by hand."""

    lines: tuple[str, ...]
    name: str
    below: tuple[str, ...]
    stamp: bool = False


@dataclass(frozen=True)
class PactText:
    """The words of one pact, ready to be set."""

    title: tuple[str, ...]
    number: str
    opening: str
    person: tuple[tuple[str, str], ...]
    statement: str
    pledges: tuple[str, ...]
    closing: str
    witness: Signature
    signer: Signature


class PactLayout:
    """Turns the words of a pact into blocks."""

    def __init__(self, typesetter: Typesetter) -> None:
        self._set = typesetter
        faces = typesetter.faces
        self._body, self._bold = Style(faces.regular, 10), Style(faces.bold, 10)
        self._title, self._number = Style(faces.bold, 13), Style(faces.regular, 10.5)
        self._tiny = Style(faces.italic, 6.5)

    def blocks(self, text: PactText) -> list[Block]:
        """All blocks in reading order; the signing block stays together with the closing sentence."""
        closing = self._plain(text.closing, after=3 * MM)
        signing = self._signing(text.witness, text.signer)
        person, pledges = Tag("L"), Tag("L")
        return [
            self._heading(text.title, text.number),
            self._plain(text.opening),
            *(self._field(label, value, person) for label, value in text.person),
            _gap(2 * MM),
            self._plain(text.statement),
            *(self._pledge(number, pledge, pledges) for number, pledge in enumerate(text.pledges, 1)),
            _gap(1.5 * MM),
            _together(closing, signing),
        ]

    def _heading(self, title: Sequence[str], number: str) -> Block:
        name, below = Tag("H1"), Tag("P")
        lines = [(line, self._title, name) for part in title for line in self._set.lines(part, self._title, _BODY, True)]
        lines += [(line, self._number, below) for line in self._set.lines(f"Nomor: {number}", self._number, _BODY)]

        def draw(sheet: Sheet, top: float) -> None:
            for line, style, tag in lines:
                top -= style.leading
                with sheet.marked(tag):
                    sheet.centred(line, WIDTH / 2, top, style)

        return Block(sum(style.leading for _, style, _ in lines) + 6 * MM, draw)

    def _plain(self, text: str, after: float = 1.5 * MM) -> Block:
        lines = self._set.lines(text, self._body, _BODY, True)

        def draw(sheet: Sheet, top: float) -> None:
            sheet.paragraph(lines, MARGIN, top, self._body)

        return Block(len(lines) * self._body.leading + after, draw)

    def _field(self, label: str, value: str, of: Tag) -> Block:
        style = self._bold if label == "Nama" else self._body
        left = MARGIN + _LABEL_WIDTH + 3 * MM
        lines = self._set.lines(value or "-", style, WIDTH - MARGIN - left)

        name, body = item(of)

        def draw(sheet: Sheet, top: float) -> None:
            with sheet.marked(name):
                sheet.paragraph([label], MARGIN, top, self._body)
                sheet.paragraph([":"], MARGIN + _LABEL_WIDTH, top, self._body)
            with sheet.marked(body):
                sheet.paragraph(lines, left, top, style)

        return Block(len(lines) * self._body.leading, draw)

    def _pledge(self, number: int, text: str, of: Tag) -> Block:
        lines = self._set.lines(text, self._body, _BODY - _INDENT, True)

        mark, body = item(of)

        def draw(sheet: Sheet, top: float) -> None:
            with sheet.marked(mark):
                sheet.paragraph([f"{number}."], MARGIN, top, self._body)
            with sheet.marked(body):
                sheet.paragraph(lines, MARGIN + _INDENT, top, self._body)

        return Block(len(lines) * self._body.leading + 0.9 * MM, draw)

    def _signing(self, left: Signature, right: Signature) -> Block:
        room = (_BODY - _COLUMN_GAP) / 2
        columns = [(MARGIN, left), (MARGIN + room + _COLUMN_GAP, right)]
        heads = [self._wrapped(column.lines, room) for _, column in columns]
        names = [self._set.lines(column.name or _BLANK_NAME, self._bold, room) for _, column in columns]
        feet = [self._wrapped(column.below, room) for _, column in columns]
        head = max(len(lines) for lines in heads)

        def draw(sheet: Sheet, top: float) -> None:
            for at, (x, column) in enumerate(columns):
                below = sheet.paragraph([""] * (head - len(heads[at])) + heads[at], x, top, self._body)
                if column is right:
                    sheet.signing_room = (x, below - _WET_ROOM)
                if column.stamp:
                    self._stamp_box(sheet, x, below - 2 * MM)
                below = sheet.paragraph(names[at], x, below - _WET_ROOM, self._bold)
                sheet.paragraph(feet[at], x, below, self._body)

        under = max(len(name) + len(foot) for name, foot in zip(names, feet, strict=True))
        return Block((head + under) * self._body.leading + _WET_ROOM, draw)

    def _wrapped(self, parts: Sequence[str], room: float) -> list[str]:
        return [line for part in parts for line in self._set.lines(part, self._body, room)]

    def _stamp_box(self, sheet: Sheet, x: float, top: float) -> None:
        width, height = _STAMP
        sheet.box(x, top - height, width, height, 0.4)
        for row, word in enumerate(("Meterai", "Rp10.000")):
            sheet.centred(word, x + width / 2, top - height / 2 - row * self._tiny.leading + 2, self._tiny)


def _together(*blocks: Block) -> Block:
    def draw(sheet: Sheet, top: float) -> None:
        for block in blocks:
            block.draw(sheet, top)
            top -= block.height

    return Block(sum(block.height for block in blocks), draw)


def _gap(height: float) -> Block:
    return Block(height, lambda sheet, top: None)

"""A table of a letter: its head comes again on every page, a row is never parted, a cell is never cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from core.documents.layout import Block
from core.documents.letter_template import Table
from core.documents.sheet import MM, Sheet, Style, Typesetter
from core.documents.tags import Tag

_SIZE: Final = 8.0
_PAD: Final = 1.2 * MM
_BLANK: Final = 9 * MM


@dataclass(frozen=True)
class RowKind:
    """What a row is: the head (``above``), cells over so many columns, the least height in points."""

    above: bool = False
    span: int = 1
    least: float = 0


def table_blocks(
    typesetter: Typesetter, left: float, width: float, table: Table, rows: Sequence[tuple[list[str], str]]
) -> list[Block]:
    """The head and one block a row (cells, and the line below them); without rows the sentence that says so."""
    plain, bold = Style(typesetter.faces.regular, _SIZE), Style(typesetter.faces.bold, _SIZE)
    total = sum(column.share for column in table.columns)
    widths = [width * column.share / total for column in table.columns]
    whole = Tag("Table")
    titles = [column.title for column in table.columns]
    head = replace(_row(typesetter, left, widths, bold, titles, "", whole, RowKind(above=True)), keep=True)
    if not rows:
        return [head, _row(typesetter, left, [width], plain, [table.empty], "", whole, RowKind(span=len(widths)))]
    kind = RowKind(least=table.row_mm * MM)
    made = [replace(_row(typesetter, left, widths, plain, cells, under, whole, kind), repeat=head) for cells, under in rows]
    return [head, *made]


def _row(
    typesetter: Typesetter,
    left: float,
    widths: Sequence[float],
    style: Style,
    cells: Sequence[str],
    under: str,
    table: Tag,
    kind: RowKind = RowKind(),
) -> Block:
    lines = [typesetter.lines(cell, style, width - 2 * _PAD) for cell, width in zip(cells, widths, strict=True)]
    whole = sum(widths)
    below = typesetter.lines(under, style, whole - 2 * _PAD) if under.strip() else ()
    tall = max(len(cell) for cell in lines)
    blank = len(cells) > 1 and not any(cell.strip() for cell in cells[1:])
    height = max((tall + len(below)) * style.leading + 2 * _PAD, _BLANK if blank else 0, kind.least)

    row = Tag("TR", table)
    tags = [Tag("TH" if kind.above else "TD", row, span=kind.span) for _ in cells]
    across = Tag("TD", Tag("TR", table), span=len(cells))

    def draw(sheet: Sheet, top: float) -> None:
        with sheet.once(row):
            x = left
            for cell, width, tag in zip(lines, widths, tags, strict=True):
                sheet.mention(tag)
                with sheet.marked(tag):
                    sheet.paragraph(cell, x + _PAD, top - _PAD, style)
                x += width
            if below:
                with sheet.marked(across):
                    sheet.paragraph(below, left + _PAD, top - _PAD - tall * style.leading, style)
        if kind.above:
            sheet.rule(left, top, left + whole, 0.9)
        sheet.rule(left, top - height, left + whole, 0.9 if kind.above else 0.3)

    return Block(height, draw)

"""A book and a card from pages of Markdown, with bold, code and tables; contents with page numbers, tagged."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

import pikepdf

from core.documents.fonts import Fonts
from core.documents.layout import Block, paginate
from core.documents.letter_layout import LetterLayout, Room
from core.documents.letter_template import Column, Heading, Item, Piece, Table, Text
from core.documents.printable import Printer
from core.documents.sheet import HEIGHT, MARGIN, MM, WIDTH, Metadata, Sheet, Style, Typesetter
from core.documents.stress import StressedSetter, StressedSheet, bare, stressed
from core.documents.tags import Tag

_NUMBERED: Final = re.compile(r"(\d+)\. +(.*)")
_RULE: Final = re.compile(r"\|[-|: ]+\|")
_LINK: Final = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_FOOT: Final = 12 * MM
_ROOM: Final = HEIGHT - 2 * MARGIN - _FOOT
_NUMBERS: Final = 14 * MM
_FIRST_SHARE: Final = 28


@dataclass(frozen=True)
class Chapter:
    """One page of the help: its Markdown, which begins with its heading; ``part`` is the part of the book it stands in."""

    part: str
    text: str

    @property
    def title(self) -> str:
        """The heading."""
        return self.text.partition("\n")[0].removeprefix("# ").strip()


@dataclass(frozen=True)
class Cover:
    """Words around the chapters: title, what stands below it, heading of the contents, foot line with ``{n}`` and ``{of}``."""

    title: str
    below: str
    contents: str
    foot: str
    language: str
    size: float = 10.5


def book(fonts: Fonts, chapters: Sequence[Chapter], cover: Cover) -> bytes:
    """Title and contents, then every chapter; a new part begins a page."""
    typesetter, layout = _tools(fonts, cover)
    body, marks = list[Block](), list[tuple[str, str, Block]]()
    for part, here in groupby(chapters, key=lambda each: each.part):
        for number, chapter in enumerate(here):
            blocks = _chapter(layout, chapter)
            blocks[0] = replace(blocks[0], fresh=number == 0)
            marks.append((part if number == 0 else "", chapter.title, blocks[0]))
            body += blocks
    pages = paginate(body, _ROOM, _ROOM)
    front = _front(typesetter, layout, cover, marks, pages, 0)
    front = _front(typesetter, layout, cover, marks, pages, len(front))
    pages = [*front, *pages]
    return _with_outline(_drawn(fonts, typesetter, cover, pages), _where(marks, pages))


def card(fonts: Fonts, chapter: Chapter, cover: Cover) -> bytes:
    """One chapter by itself under the cover's title."""
    typesetter, layout = _tools(fonts, cover)
    blocks = layout.title((chapter.title, cover.below), {}) + layout.blocks(_pieces(chapter.text), {}, _tables(chapter.text))
    return _drawn(fonts, typesetter, cover, paginate(blocks, _ROOM, _ROOM))


def _tools(fonts: Fonts, cover: Cover) -> tuple[Typesetter, LetterLayout]:
    typesetter, printer = StressedSetter(fonts.lean), Printer(fonts.lean)
    room = Room(MARGIN, WIDTH - 2 * MARGIN, cover.size)
    return typesetter, LetterLayout(typesetter, room, lambda text: stressed(printer.text(text)))


def _chapter(layout: LetterLayout, chapter: Chapter) -> list[Block]:
    end = Block(8 * MM, lambda _sheet, _top: None, space=True)
    body = [*layout.title((chapter.title,), {}), *layout.blocks(_pieces(chapter.text), {}, _tables(chapter.text))]
    return [*body[:-2], replace(body[-2], keep=True), body[-1], end]  # its last item never begins a page alone


def _front(
    typesetter: Typesetter,
    layout: LetterLayout,
    cover: Cover,
    marks: Sequence[tuple[str, str, Block]],
    pages: Sequence[Sequence[Block]],
    before: int,
) -> list[list[Block]]:
    """Title and contents; ``before`` pages stand before the first chapter."""
    where = {id(block): number for number, page in enumerate(pages, before + 1) for block in page}
    blocks = layout.title((cover.title, cover.below), {}) + layout.blocks([Heading(text=cover.contents)], {}, {})
    for part, title, first in marks:
        if part:
            blocks += layout.blocks([Text(text=part, look="strong")], {}, {})
        blocks.append(_entry(typesetter, layout.looks["plain"], title, where[id(first)]))
    return paginate(blocks, _ROOM, _ROOM)


def _entry(typesetter: Typesetter, style: Style, title: str, page: int) -> Block:
    """A line of the contents with its page number on the right."""
    words, number, to = typesetter.fitted(title, style, WIDTH - 2 * MARGIN - _NUMBERS), str(page), WIDTH - MARGIN
    tag = Tag("P")

    def draw(sheet: Sheet, top: float) -> None:
        y = top - style.leading + style.size * 0.25
        with sheet.marked(tag):
            sheet.line(words, MARGIN + 4 * MM, y, style)
            sheet.line(number, to - typesetter.width(number, style), y, style)
        left, right = MARGIN + 6 * MM + typesetter.width(words, style), to - typesetter.width(number, style) - 2 * MM
        sheet.rule(left, y, right, 0.5, (0.6, 2.2))

    return Block(style.leading, draw)


def _drawn(fonts: Fonts, typesetter: Typesetter, cover: Cover, pages: Sequence[Sequence[Block]]) -> bytes:
    sheet = StressedSheet(fonts.lean, Metadata(cover.title, "Posko", "", language=cover.language))
    small = Style(typesetter.faces.regular, 8)
    for number, page in enumerate(pages, 1):
        if number > 1:
            sheet.next_page()
        top = HEIGHT - MARGIN
        for block in page:
            block.draw(sheet, top)
            top -= block.height
        with sheet.artifact():
            words = cover.foot.format(n=number, of=len(pages))
            sheet.rule(MARGIN, MARGIN, WIDTH - MARGIN, 0.4)
            sheet.line(cover.title, MARGIN, MARGIN - small.leading, small)
            sheet.line(words, WIDTH - MARGIN - typesetter.width(words, small), MARGIN - small.leading, small)
    return sheet.finished()


def _where(marks: Sequence[tuple[str, str, Block]], pages: Sequence[Sequence[Block]]) -> list[tuple[str, str, int]]:
    """The part that begins there or nothing, the chapter, and its page from 0."""
    at = {id(block): number for number, page in enumerate(pages) for block in page}
    return [(part, title, at[id(first)]) for part, title, first in marks]


def _with_outline(content: bytes, chapters: Sequence[tuple[str, str, int]]) -> bytes:
    """Add the list of contents that a reader shows beside the pages (ISO 32000-1, 12.3.3): parts, and chapters in them."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        with document.open_outline() as outline:
            for part, title, page in chapters:
                if part:
                    outline.root.append(pikepdf.OutlineItem(part, page))
                outline.root[-1].children.append(pikepdf.OutlineItem(title, page))
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _lines(text: str) -> Iterator[str]:
    """What stands below the heading; of a link its words."""
    for line in text.splitlines()[1:]:
        yield _LINK.sub(r"\1", line).strip()


def _pieces(text: str) -> list[Piece]:
    """Markdown's lines as pieces of a wording; a table is one piece that stands where its first line stood."""
    made, tables = list[Piece](), 0
    in_table = False
    for line in _lines(text):
        row = line.startswith("|")
        if row and not in_table:
            titles = _cells(bare(line))
            shares = [_FIRST_SHARE, *[(100 - _FIRST_SHARE) / max(1, len(titles) - 1)] * (len(titles) - 1)]
            columns = tuple(
                Column(title=title, value=f"{{c{at}}}", share=share)
                for at, (title, share) in enumerate(zip(titles, shares, strict=True))
            )
            made.append(Table(of=f"table{tables}", columns=columns, empty="–"))
            tables += 1
        in_table = row
        if line and not row:
            made.append(_piece(line))
    return made


def _piece(line: str) -> Piece:
    numbered = _NUMBERED.fullmatch(line)
    if numbered:
        return Item(mark=f"{numbered[1]}.", text=numbered[2])
    if line.startswith("- "):
        return Item(mark="•", text=line[2:])
    return Heading(text=bare(line.lstrip("# "))) if line.startswith("#") else Text(text=line)


def _tables(text: str) -> dict[str, list[dict[str, str]]]:
    """The rows of every table by its name."""
    found, rows = dict[str, list[dict[str, str]]](), list[str]()
    for line in [*_lines(text), ""]:
        if line.startswith("|"):
            rows.append(line)
        elif rows:
            body = [row for row in rows[1:] if not _RULE.fullmatch(row)]
            found[f"table{len(found)}"] = [{f"c{at}": cell for at, cell in enumerate(_cells(row))} for row in body]
            rows = []
    return found


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]

"""A workbook row by row: as many rows as there are, never more of them in memory than one piece, nothing beside the file.

Every cell is a text inside the sheet, neither formula nor link nor number, but for a day in a column of days; what is more than
a sheet holds goes on the next.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain, islice
from typing import BinaryIO, Final
from xml.sax.saxutils import escape

SHEET_ROWS: Final = 1_000_000
"""Rows of one sheet: programs end at 1,048,576."""
LOOKED: Final = 500
"""So many rows tell how wide the columns are."""
WIDEST, LONGEST_CELL = 60, 32_767
DAY_ZERO, DAY_ONE = date(1899, 12, 30), date(1900, 3, 1)
"""What days are counted from, and the first one on which all programs agree."""
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/>'
    '<sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
    '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def write_long_book(
    sink: BinaryIO,
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    made: datetime,
    sheet_rows: int = SHEET_ROWS,
    days: Collection[int] = (),
) -> None:
    """Write the workbook into the sink; what the sink raises comes out unchanged.

    ``days`` are the columns, counted from 0, in which ``YYYY-MM-DD`` is a date to sort and group by.
    """
    stamp, coming, sheets, more = made.timetuple()[:6], iter(rows), 0, True
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as book:
        while more or not sheets:
            sheets += 1
            # A sheet may outgrow what the short form of the archive counts to.
            with book.open(_place(f"xl/worksheets/sheet{sheets}.xml", stamp), "w", force_zip64=True) as page:
                for text in _page(headings, islice(coming, sheet_rows), days):
                    page.write(text.encode())
            following = next(coming, None)
            more = following is not None
            coming = coming if following is None else chain([following], coming)
        for name, text in _beside(sheets):
            book.writestr(_place(name, stamp), text)


def _place(name: str, stamp: tuple[int, ...]) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (stamp[0], stamp[1], stamp[2], stamp[3], stamp[4], stamp[5]))
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _page(headings: Sequence[str], rows: Iterator[Sequence[str]], days: Collection[int]) -> Iterator[str]:
    first = list(islice(rows, LOOKED))
    wide = [min(WIDEST, 2 + max(len(line[column]) for line in (headings, *first))) for column in range(len(headings))]
    columns = "".join(f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(wide, 1))
    yield (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        f'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{columns}</cols><sheetData>'
    )
    yield _row(_cell(heading, ' s="1"') for heading in headings)
    for row in chain(first, rows):
        yield _row(_day(cell) if at in days else _cell(cell) for at, cell in enumerate(row))
    yield "</sheetData></worksheet>"


def _row(cells: Iterable[str]) -> str:
    return f"<row>{''.join(cells)}</row>"


def _cell(cell: str, style: str = "") -> str:
    return f'<c{style} t="inlineStr"><is><t xml:space="preserve">{_text(cell)}</t></is></c>'


def _day(cell: str) -> str:
    """A day as its number; what is none stays a text."""
    try:
        day = date.fromisoformat(cell)
    except ValueError:
        return _cell(cell)
    return _cell(cell) if day < DAY_ONE else f'<c s="2"><v>{(day - DAY_ZERO).days}</v></c>'


def _text(cell: str) -> str:
    """A cell's text as the format writes it: letters that XML has not stand as their code."""
    coded = _CODED.sub("_x005F_", cell[:LONGEST_CELL])
    return escape(_CONTROL.sub(lambda found: f"_x{ord(found.group()):04X}_", coded).replace("\r", "_x000D_"))


def _beside(sheets: int) -> Iterator[tuple[str, str]]:
    """What a workbook has besides its sheets."""
    numbers = range(1, sheets + 1)
    pages = "".join(f'<sheet name="{at}" sheetId="{at}" r:id="rId{at}"/>' for at in numbers)
    told = "".join(f'<Relationship Id="rId{at}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>' for at in numbers)
    parts = "".join(f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{_TYPE}.worksheet+xml"/>' for at in numbers)
    yield "xl/workbook.xml", f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{pages}</sheets></workbook>'
    yield "xl/styles.xml", _STYLES
    yield (
        "xl/_rels/workbook.xml.rels",
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{told}<Relationship Id="rId{sheets + 1}" '
        f'Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    )
    yield (
        "_rels/.rels",
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
    )
    yield (
        "[Content_Types].xml",
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{parts}</Types>',
    )

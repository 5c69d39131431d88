"""A table as XLSX or CSV that no program takes for formulas, whatever the cells hold."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, Final

FORMATS = ("xlsx", "csv")
FORMULA = re.compile(r"(^|\n|\r)(?=[\s\u00a0\ufeff]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20])")
"""The beginning of a cell, or of a line in it, from where a spreadsheet may read a formula."""
WIDEST = 60
NO_NAME: Final = re.compile(r"[\[\]:*?/\\]")
LONGEST_NAME: Final = 31


def guarded(text: str) -> str:
    """A cell of CSV behind an apostrophe wherever a line of it could begin a formula."""
    return FORMULA.sub(r"\1'", text)


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The whole table at once; see :func:`write_csv_into`."""
    sink = io.BytesIO()
    write_csv_into(sink, headings, rows)
    return sink.getvalue()


def write_csv_into(sink: BinaryIO, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Row by row; UTF-8 with a mark of order, so that spreadsheets read the letters right."""
    text = io.TextIOWrapper(sink, "utf-8-sig", newline="")
    try:
        writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerow([guarded(cell) for cell in headings])
        writer.writerows([guarded(cell) for cell in row] for row in rows)
        text.flush()
    finally:
        # The sink is the caller's, also where there was no room for the rest.
        with contextlib.suppress(OSError):
            text.detach()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: its name, the headings, the rows."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[str]]


def write_xlsx(headings: Sequence[str], rows: Iterable[Sequence[str]], made: datetime) -> bytes:
    """One sheet; every cell is a text, neither formula nor link nor number."""
    return write_book([Sheet("", headings, rows)], made)


def write_book(sheets: Iterable[Sheet], made: datetime) -> bytes:
    """Several sheets; every cell is a text. What a sheet's name may not hold is left out of it, and a name never stands twice."""
    # It takes a tenth of a second to import and is needed rarely.
    import xlsxwriter

    sink = io.BytesIO()
    book = xlsxwriter.Workbook(sink, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": made.replace(tzinfo=None)})
    strong = book.add_format({"bold": True})
    for number, sheet in enumerate(sheets, start=1):
        name = NO_NAME.sub(" ", sheet.name).strip("' ")
        _fill(book.add_worksheet(f"{number} {name}"[:LONGEST_NAME].strip() if name else None), sheet, strong)
    book.close()
    return sink.getvalue()


def _fill(page: Any, sheet: Sheet, strong: Any) -> None:
    widths = [len(heading) for heading in sheet.headings]
    for column, heading in enumerate(sheet.headings):
        page.write_string(0, column, heading, strong)
    for line, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            page.write_string(line, column, cell)
            widths[column] = max(widths[column], len(cell))
    for column, width in enumerate(widths):
        page.set_column(column, column, min(width + 2, WIDEST))
    page.freeze_panes(1, 0)

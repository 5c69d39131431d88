"""A personnel office's list as a plain table: whatever character set, title rows, merged cells or formulas it has.

Nothing is computed and nothing is guessed silently: what had to be assumed comes back as a note.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from statistics import median
from typing import Any, Final

import charset_normalizer
import python_calamine

from core.documents import xlsx_guard
from core.domain.errors import Invalid

BYTES_LIMIT: Final = 64 * 1024 * 1024
ROWS_LIMIT: Final = 20_000
"""A larger list is brought office by office: each is a difference of its own."""
TITLE_ROWS: Final = 30
COLUMNS_LIMIT: Final = 80
CELL_LIMIT: Final = 1_000
EXACT_DIGITS: Final = 15
"""A spreadsheet keeps no more digits of a number; what stands behind them is lost."""
_ZIP: Final = b"PK\x03\x04"
_OLD_WORKBOOK: Final = b"\xd0\xcf\x11\xe0"
_SAMPLE: Final = 256 * 1024
_SNIFFED_LINES: Final = 40
_DELIMITERS: Final = ";,\t|"
_CANDIDATES: Final = ["cp1252", "mac_roman"]
_ROUNDED: Final = re.compile(r"\d([.,]\d+)?[eE]\+?\d{2,}")
_TEXT_FORMULA: Final = re.compile(r'="([^"]*)"')


class RoundedNumber(str):
    """A number whose last digits the spreadsheet threw away."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Lines of cells with their number in the file (from 1), the character set, and what had to be assumed about the whole."""

    lines: tuple[tuple[int, tuple[str, ...]], ...]
    encoding: str = ""
    notes: tuple[tuple[str, str], ...] = field(default=())


def read_table(data: bytes) -> Table:
    """Read CSV in any usual character set, or the first sheet of an XLSX that holds anything.

    Raises ``Invalid``: ``roster.empty``, ``roster.file_too_big``, ``roster.too_many_rows``, ``roster.unreadable``,
    ``roster.old_workbook``, ``roster.encoding``.
    """
    if len(data) > BYTES_LIMIT:
        raise Invalid("roster.file_too_big", limit=BYTES_LIMIT // (1024 * 1024))
    if data.startswith(_OLD_WORKBOOK):
        raise Invalid("roster.old_workbook")
    if not data.strip(b"\0 \r\n\t"):
        raise Invalid("roster.empty")
    table = _workbook(data) if data.startswith(_ZIP) else _text(data)
    if not table.lines:
        raise Invalid("roster.empty")
    return table


# --- text ----------------------------------------------------------------------------------------------------------------


def _text(data: bytes) -> Table:
    encoding, text = _decoded(data)
    if "\x00" in text:
        raise Invalid("roster.unreadable")
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == len("sep=;"):
        delimiter, text, skipped = first.strip()[-1], rest, 1
    else:
        delimiter, skipped = _delimiter(text), 0
    notes = [] if encoding in ("utf-8", "utf-8-sig") else [("roster.note.encoding", encoding)]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return Table(tuple(_csv_lines(reader, skipped)), encoding, tuple(notes))


def _decoded(data: bytes) -> tuple[str, str]:
    """Character set and text. Marks at the beginning decide; then UTF-8 where it fits; then what the bytes look like."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return encoding, _decode(data, encoding)
    zeros = data[:_SAMPLE].count(0)
    if zeros * 5 > min(len(data), _SAMPLE):
        encoding = "utf-16-be" if data[:_SAMPLE:2].count(0) * 2 > zeros else "utf-16-le"
        return encoding, _decode(data, encoding)
    try:
        return "utf-8", data.decode("utf-8")
    except UnicodeDecodeError as error:
        # What is odd stands here; the beginning of the file may be plain.
        start = max(0, error.start - _SAMPLE // 2)
    best = charset_normalizer.from_bytes(data[start : start + _SAMPLE], cp_isolation=_CANDIDATES).best()
    encoding = "cp1252" if best is None else best.encoding
    return encoding, _decode(data, encoding)


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Invalid("roster.encoding", line=data.count(b"\n", 0, error.start) + 1) from None


def _delimiter(text: str) -> str:
    """What parts the cells: the sign that most lines hold equally often."""
    lines = [line for line in text[:_SAMPLE].splitlines() if line.strip()][:_SNIFFED_LINES]
    counts = {sign: [line.count(sign) for line in lines] for sign in _DELIMITERS}
    return max(_DELIMITERS, key=lambda sign: (median(counts[sign] or [0]), sum(counts[sign])))


def _csv_lines(reader: Iterator[list[str]], skipped: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    line = skipped
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Invalid("roster.unreadable", line=line + 1) from None
        line += 1
        _require_room(line, len(cells))
        if any(cell.strip() for cell in cells):
            yield line, tuple(_plain(cell) for cell in cells)


def _require_room(line: int, columns: int) -> None:
    if line > ROWS_LIMIT + TITLE_ROWS or columns > COLUMNS_LIMIT:
        raise Invalid("roster.too_many_rows", rows=ROWS_LIMIT, columns=COLUMNS_LIMIT)


def _plain(text: str) -> str:
    """A cell of text as a person reads it: without the signs that keep a spreadsheet from touching a number."""
    cell = text.strip().replace("\u00a0", " ").strip()
    found = _TEXT_FORMULA.fullmatch(cell)
    if found:
        cell = found[1].strip()
    if cell.startswith("'"):
        cell = cell[1:].strip()
    return RoundedNumber(cell) if _ROUNDED.fullmatch(cell) else cell


# --- workbooks -----------------------------------------------------------------------------------------------------------


def _workbook(data: bytes) -> Table:
    try:
        found = xlsx_guard.guard(data, ROWS_LIMIT + TITLE_ROWS, COLUMNS_LIMIT)
    except Invalid as refusal:
        if refusal.code == "roster.too_many":
            raise Invalid("roster.too_many_rows", rows=ROWS_LIMIT, columns=COLUMNS_LIMIT) from None
        raise
    sheet = _sheet(data)
    notes = []
    if found.formulas:
        notes.append(("roster.note.formulas", str(found.formulas)))
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    merged = _unmerge(rows, sheet)
    if merged:
        notes.append(("roster.note.merged", str(merged)))
    cells = ((line, tuple(_cell(value) for value in row)) for line, row in enumerate(rows, 1))
    return Table(tuple((line, row) for line, row in cells if any(row)), "", tuple(notes))


def _sheet(data: bytes) -> Any:
    """The first sheet that holds anything."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for number in range(len(book.sheet_names)):
            sheet = book.get_sheet_by_index(number)
            if sheet.height:
                return sheet
    except Exception as error:  # the reader's own errors have no common root; a panic is none of ours
        raise Invalid("roster.unreadable") from error
    raise Invalid("roster.empty")


def _unmerge(rows: list[list[Any]], sheet: Any) -> int:
    """Write what a merged cell says into every cell that it covers; gives how many were merged."""
    count = 0
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top >= len(rows) or left >= len(rows[top]) or rows[top][left] in ("", None):
            continue
        count += 1
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])
    return count


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, int | float):
        if abs(value) >= 10**EXACT_DIGITS:
            return RoundedNumber(f"{value:.0f}")
        return str(int(value)) if float(value).is_integer() else str(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return _plain(str(value))


# --- headings ------------------------------------------------------------------------------------------------------------


def heading_at(table: Table, score: Any) -> int:
    """Which of the first lines holds the headings: the one that ``score`` likes best; the first where it likes none."""
    first = table.lines[:TITLE_ROWS]
    scores = [score(cells) for _, cells in first]
    return scores.index(max(scores))


def headings_from(table: Table, at: int) -> tuple[tuple[str, ...], int]:
    """The headings of a line, joined with a second line of headings below it, and where the people begin."""
    heading = table.lines[at][1]
    begin = at + 1
    if begin < len(table.lines):
        below = table.lines[begin][1]
        if _continues(heading, below):
            heading = tuple(low or high for high, low in zip(heading, _as_long(below, len(heading)), strict=True))
            begin += 1
    if begin < len(table.lines) and _only_counts(table.lines[begin][1]):
        begin += 1
    return heading, begin


def _as_long(cells: Sequence[str], length: int) -> tuple[str, ...]:
    return tuple(cells[:length]) + ("",) * (length - len(cells))


def _continues(heading: Sequence[str], below: Sequence[str]) -> bool:
    """A second line of headings repeats what was merged downwards, or stands under one that was merged sideways."""
    if any(character.isdigit() for cell in below for character in cell):
        return False
    pairs = [(high, low) for high, low in zip(heading, below, strict=False) if low]
    spread = {name for name, number in Counter(cell for cell in heading if cell).items() if number > 1}
    return bool(pairs) and all(high in ("", low) or high in spread for high, low in pairs)


def _only_counts(cells: Sequence[str]) -> bool:
    """The line (1) (2) (3) that lists print under their headings."""
    numbers = [cell.strip("() .") for cell in cells if cell]
    if len(numbers) < 2 or not numbers[0].isdecimal():
        return False
    first = int(numbers[0])
    return numbers == [str(number) for number in range(first, first + len(numbers))]

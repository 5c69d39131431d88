"""Looks at a workbook before a spreadsheet library unpacks it: size when unpacked, damage, and how far its cells reach.

A cell far to the lower right makes such libraries fill memory with a table of empty cells, a small archive can hold
gigabytes, and a changed byte can pass unseen; each is refused here, while still streaming.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any, Final
from xml.parsers import expat

from core.domain.errors import Invalid

UNPACKED_LIMIT: Final = 256 * 1024 * 1024
MEMBER_LIMIT: Final = 2_000
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_CELL: Final = re.compile(r"([A-Z]{1,4})(\d{1,9})")


def guard(data: bytes, rows: int, columns: int) -> None:
    """Raise ``Invalid`` with ``roster.unreadable`` or ``roster.too_big`` when the workbook must not be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MEMBER_LIMIT or sum(member.file_size for member in members) > UNPACKED_LIMIT:
                raise Invalid("roster.too_big", limit=UNPACKED_LIMIT)
            for member in members:
                body = archive.read(member)  # checks length and CRC
                if _SHEET.fullmatch(member.filename):
                    _Reach(rows, columns).scan(body)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, expat.ExpatError, OSError):
        raise Invalid("roster.unreadable") from None


class _Reach:
    """Follows rows and cells of a sheet's XML and refuses the first one beyond the limits."""

    def __init__(self, rows: int, columns: int) -> None:
        self._rows, self._columns = rows, columns
        self._cells = 0

    def scan(self, body: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._element
        parser.StartDoctypeDeclHandler = self._doctype
        parser.Parse(body, True)

    def _doctype(self, *_: Any) -> None:
        raise Invalid("roster.unreadable")

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            self._check(int(attributes.get("r", "1") or 1), 1)
        elif local == "c":
            self._cells += 1
            found = _CELL.fullmatch(attributes.get("r", "A1"))
            if found is None:
                raise Invalid("roster.unreadable")
            self._check(int(found[2]), _column(found[1]))

    def _check(self, row: int, column: int) -> None:
        if row > self._rows or column > self._columns or self._cells > self._rows * self._columns:
            raise Invalid("roster.too_many", rows=self._rows, columns=self._columns)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number

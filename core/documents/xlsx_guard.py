"""Looks at a workbook before a spreadsheet library unpacks it: size when unpacked, damage, and how far its cells reach.

A cell far to the lower right makes such libraries fill memory with a table of empty cells, a small archive can hold
gigabytes, and a changed byte can pass unseen; each is refused here, while still streaming.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, Any, Final
from xml.parsers import expat

from core.domain.errors import Invalid

UNPACKED_LIMIT: Final = 256 * 1024 * 1024
MEMBER_LIMIT: Final = 2_000
_CELL: Final = re.compile(r"([A-Z]{1,4})(\d{1,9})")
_XML_STARTS: Final = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_MUST: Final = "xl/workbook.xml"
_OTHER_FORMATS: Final = frozenset({"xl/workbook.bin", "content.xml"})
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)


PIECE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Found:
    """What a workbook holds besides values: cells with a formula."""

    formulas: int


def guard(data: bytes, rows: int, columns: int) -> Found:
    """Raise ``Invalid`` with ``roster.unreadable``, ``roster.too_big`` or ``roster.too_many`` for a workbook to avoid.

    Every XML part is scanned, whatever its name: the workbook itself says which of them is a sheet. It is read in pieces,
    so that a list of a million rows is refused at the first row too many.
    """
    formulas = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > MEMBER_LIMIT or sum(member.file_size for member in members) > UNPACKED_LIMIT:
                raise Invalid("roster.too_big", limit=UNPACKED_LIMIT)
            names = {member.filename for member in members}
            if _MUST not in names or names & _OTHER_FORMATS or len(names) < len(members):
                raise Invalid("roster.unreadable")
            for member in members:
                reach = _Reach(rows, columns)
                with archive.open(member) as body:  # checks length and CRC at the end
                    reach.scan(body)
                formulas += reach.formulas
    except _DAMAGE:
        raise Invalid("roster.unreadable") from None
    return Found(formulas)


class _Reach:
    """Follows rows and cells of a sheet's XML, stated or counted, and refuses the first one beyond the limits."""

    def __init__(self, rows: int, columns: int) -> None:
        self._rows, self._columns = rows, columns
        self._row = self._column = 0
        self.formulas = 0

    def scan(self, body: IO[bytes]) -> None:
        piece = body.read(PIECE)
        if not piece.lstrip()[:3].startswith(_XML_STARTS):
            while piece:
                piece = body.read(PIECE)
            return
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._element
        parser.StartDoctypeDeclHandler = self._doctype
        while piece:
            parser.Parse(piece, False)
            piece = body.read(PIECE)
        parser.Parse(b"", True)

    def _doctype(self, *_: Any) -> None:
        raise Invalid("roster.unreadable")

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        elif local == "c":
            self._row, self._column = self._place(attributes.get("r"))
        elif local == "f":
            self.formulas += 1
        if self._row > self._rows or self._column > self._columns:
            raise Invalid("roster.too_many", rows=self._rows, columns=self._columns)

    def _place(self, stated: str | None) -> tuple[int, int]:
        if stated is None:
            return self._row, self._column + 1
        found = _CELL.fullmatch(stated)
        if found is None:
            raise Invalid("roster.unreadable")
        return int(found[2]), _number(found[1])


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number

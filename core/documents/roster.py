"""Rosters: the people of a unit from a CSV or XLSX file, each row good or refused with its line, column and reason."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

import python_calamine

from core.documents import xlsx_guard
from core.documents.roster_file import EXACT_DIGITS, RoundedNumber
from core.domain.errors import Invalid
from core.domain.identifiers import Checked, check_employee_number, check_nik, check_nrp_polri, check_nrp_tni
from core.domain.text import check_line

BYTES_LIMIT: Final = 16 * 1024 * 1024
ROWS_LIMIT: Final = 20_000
COLUMNS_LIMIT: Final = 40
CELL_LIMIT: Final = 300
_ZIP: Final = b"PK\x03\x04"
_YES: Final = {"ya": True, "y": True, "1": True, "tidak": False, "t": False, "0": False, "": False}


@dataclass(frozen=True)
class Column:
    """One column of a roster: its heading, what it means, whether it must be there, the longest text."""

    name: str
    field: str
    meaning: str
    required: bool = False
    limit: int = CELL_LIMIT


COLUMNS: Final = (
    Column("nama", "name", "nama lengkap tanpa gelar; satu kata boleh", required=True),
    Column("gelar_depan", "front_title", "gelar atau pangkat di depan nama"),
    Column("gelar_belakang", "back_title", "gelar di belakang nama"),
    Column("nip", "nip", "NIP, NI PPPK, NRP, atau NIK; kosong bila tidak ada", limit=30),
    Column("pangkat", "rank", "pangkat/golongan"),
    Column("jabatan", "position", "jabatan", required=True),
    Column("unit_kerja", "unit", "unit kerja", required=True),
    Column("instansi", "agency", "instansi induk"),
    Column("jenis", "subject", "kode jenis: PNS, PPPK, HONORER, KADES, TNI, POLRI, BIN dan lain-lain", True, 40),
    Column("atasan_nip", "superior", "NIP atau NRP atasan langsung", limit=30),
    Column("pimpinan", "is_head", "ya bila memimpin pegawai lain, selain itu tidak", limit=10),
)


@dataclass(frozen=True)
class RosterRow:
    """One person as the roster states it; ``line`` counts from 1, the heading included."""

    line: int
    name: str
    front_title: str
    back_title: str
    nip: str
    rank: str
    position: str
    unit: str
    agency: str
    subject: str
    superior: str
    is_head: bool


@dataclass(frozen=True)
class RejectedRow:
    """Why a line was refused: ``column`` is a heading, ``code`` a stable dotted code."""

    line: int
    column: str
    code: str


@dataclass(frozen=True)
class Roster:
    """What a file holds; a caller issues nothing while ``rejected`` is not empty."""

    rows: tuple[RosterRow, ...]
    rejected: tuple[RejectedRow, ...]


def read_roster(data: bytes) -> Roster:
    """Read a roster from CSV (UTF-8, comma or semicolon) or XLSX (first sheet).

    Raises ``Invalid``: ``roster.empty``, ``roster.too_big``, ``roster.too_many``, ``roster.unreadable``,
    ``roster.not_utf8``, ``roster.missing_column``, ``roster.duplicate_column``.
    Text that looks like a formula is text; nothing is ever computed.
    """
    if len(data) > BYTES_LIMIT:
        raise Invalid("roster.too_big", limit=BYTES_LIMIT)
    if not data.strip():
        raise Invalid("roster.empty")
    table = _workbook(data) if data.startswith(_ZIP) else _text_table(data)
    lines = [(line, cells) for line, cells in table if any(cell.strip() for cell in cells)]
    if not lines:
        raise Invalid("roster.empty")
    places = _places(lines[0][1])
    if len(lines) == 1:
        raise Invalid("roster.empty")
    return _judged(lines[1:], places, len(lines[0][1]))


def schema() -> list[dict[str, str | bool | int]]:
    """The columns that a roster may have: name, meaning, required, limit (characters)."""
    return [
        {"name": column.name, "meaning": column.meaning, "required": column.required, "limit": column.limit} for column in COLUMNS
    ]


def example_csv() -> str:
    """A small roster of made-up people that :func:`read_roster` accepts."""
    head = "197803122005012004"
    unit = ("Kecamatan Lepar", "Pemerintah Kabupaten Bangka Selatan")
    rows = (
        ("Siti Aminah", "Dra.", "M.Si.", head, "Pembina (IV/a)", "Camat", *unit, "PNS", "", "ya"),
        ("Budi", "", "S.Sos.", "199608182022211001", "IX", "Analis Kebijakan", *unit, "PPPK", head, "tidak"),
        ("Hasan", "", "", "", "", "Tenaga administrasi", *unit, "HONORER", head, "tidak"),
    )
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in COLUMNS])
    writer.writerows(rows)
    return out.getvalue()


def _text_table(data: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid("roster.not_utf8", line=data.count(b"\n", 0, error.start) + 1) from None
    if "\x00" in text:
        raise Invalid("roster.unreadable")
    first = text.lstrip("\r\n").partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",", strict=True)
    return _csv_lines(reader)


def _csv_lines(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    line = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Invalid("roster.unreadable", line=line + 1) from None
        line += 1
        if line > ROWS_LIMIT + 1 or len(cells) > COLUMNS_LIMIT:
            raise Invalid("roster.too_many", rows=ROWS_LIMIT, columns=COLUMNS_LIMIT)
        yield line, cells


def _workbook(data: bytes) -> Iterator[tuple[int, list[str]]]:
    xlsx_guard.guard(data, ROWS_LIMIT + 1, COLUMNS_LIMIT)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except Exception as error:  # the reader's own errors have no common root; a panic is none of ours
        raise Invalid("roster.unreadable") from error
    for line, cells in enumerate(rows, 1):
        yield line, [_cell(value) for value in cells]


def _cell(value: object) -> str:
    """A cell as a person reads it; a number without decimals has none; the last digits of a long one are lost."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, float) and abs(value) >= 10**EXACT_DIGITS:
        return RoundedNumber(f"{value:.0f}")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value)


def _places(heading: Sequence[str]) -> dict[str, int]:
    """Where each known column stands; unknown columns are left alone."""
    names = [cell.strip().casefold().replace(" ", "_") for cell in heading]
    for column in COLUMNS:
        if names.count(column.name) > 1:
            raise Invalid("roster.duplicate_column", column=column.name)
        if column.required and column.name not in names:
            raise Invalid("roster.missing_column", column=column.name)
    return {column.field: names.index(column.name) for column in COLUMNS if column.name in names}


def _judged(lines: Sequence[tuple[int, list[str]]], places: dict[str, int], width: int) -> Roster:
    rows, rejected = [], []
    seen: set[str] = set()
    for line, cells in lines:
        texts = {field: _stripped(cells[at]) if at < len(cells) else "" for field, at in places.items()}
        found = _complaint(texts, len(cells), width, seen)
        if found:
            rejected.append(RejectedRow(line, *found))
        else:
            rows.append(_row(line, texts))
            seen.update({rows[-1].nip} - {""})
    return Roster(tuple(rows), tuple(rejected))


def _stripped(cell: str) -> str:
    return cell if isinstance(cell, RoundedNumber) else cell.strip()


def _complaint(texts: dict[str, str], cells: int, width: int, seen: set[str]) -> tuple[str, str] | None:
    """Column and code of the first thing wrong with a line, if any."""
    if cells < width:
        return "", "roster.row.cut"
    if cells > width:
        return "", "roster.row.extra_cells"
    for column in COLUMNS:
        code = _cell_complaint(column, texts.get(column.field, ""))
        if code:
            return column.name, code
    return _number_complaint(texts, seen)


def _number_complaint(texts: dict[str, str], seen: set[str]) -> tuple[str, str] | None:
    number = judge_number(texts.get("nip", ""), texts["subject"])
    if isinstance(texts.get("nip"), RoundedNumber):
        return "nip", "roster.row.rounded_number"
    if not number.usable:
        return "nip", "roster.row.bad_number"
    if number.value and number.value in seen:
        return "nip", "roster.row.duplicate_number"
    return None


def _cell_complaint(column: Column, text: str) -> str | None:
    if column.required and not text:
        return "roster.row.empty"
    if len(text) > column.limit:
        return "roster.row.too_long"
    if not _one_clean_line(text):
        return "roster.row.forbidden_character"
    if column.field == "name" and not any(character.isalpha() for character in text):
        return "roster.row.no_name"
    return "roster.row.not_yes_or_no" if column.field == "is_head" and text.casefold() not in _YES else None


def _one_clean_line(text: str) -> bool:
    """No control, bidi or replacement character: the last is what a wrong character set leaves behind."""
    try:
        check_line(text, "cell")
    except Invalid:
        return False
    return "\ufffd" not in text


def judge_number(text: str, subject: str) -> Checked:
    """Judge an identity number by the kind of person; those without one leave the cell empty."""
    kind = subject.upper()
    if not text:
        return Checked("")
    if kind == "TNI":
        return check_nrp_tni(text)
    if kind == "POLRI":
        return check_nrp_polri(text)
    bare = "".join(character for character in text if not character.isspace() and character not in ".-")
    if len(bare) == 16:
        return check_nik(bare)
    if kind == "BIN" and len(bare) < 16:
        return check_nrp_tni(text)
    return check_employee_number(text)[1]


def _row(line: int, texts: dict[str, str]) -> RosterRow:
    def cell(field: str) -> str:
        return texts.get(field, "")

    return RosterRow(
        line=line,
        name=" ".join(cell("name").split()),
        front_title=cell("front_title"),
        back_title=cell("back_title"),
        nip=judge_number(cell("nip"), cell("subject")).value,
        rank=cell("rank"),
        position=cell("position"),
        unit=cell("unit"),
        agency=cell("agency"),
        subject=cell("subject").upper(),
        superior=cell("superior"),
        is_head=_YES[cell("is_head").casefold()],
    )

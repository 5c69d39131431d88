"""Lists as personnel offices have them: character sets, title rows, merged cells, formulas, far too many rows."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter

from core.documents import roster_columns
from core.documents.roster import read_roster
from core.documents.roster_file import ROWS_LIMIT, RoundedNumber, Table, heading_at, headings_from, read_table
from core.domain.errors import Invalid
from core.domain.roster_words import day_of, leads, level_of, standing_of

PLAIN = 'Nama;NIP;Jabatan\nJosé Müller;\'197803122005012004;Camat\nWati;="199608182022211001";Staf\nBudi;1.97803E+17;Staf\n'


def workbook(fill: Callable[[Any, Any], None]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        fill(book, book.add_worksheet())
    return out.getvalue()


def people(table: Table) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    headings, begin = headings_from(table, heading_at(table, roster_columns.score))
    return headings, [cells for _, cells in table.lines[begin:]]


@pytest.mark.fault("RO-1")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_usual_character_set_reads_and_a_strange_one_is_told(encoding: str) -> None:
    table = read_table(PLAIN.encode(encoding))
    assert [cells[0] for _, cells in table.lines] == ["Nama", "José Müller", "Wati", "Budi"]
    assert [code for code, _ in table.notes] == ([] if encoding.startswith("utf-8") else ["roster.note.encoding"])


@pytest.mark.fault("RO-3")
def test_numbers_keep_their_digits_or_are_known_to_have_lost_them() -> None:
    cells = [cells[1] for _, cells in read_table(PLAIN.encode()).lines]
    assert cells[1:3] == ["197803122005012004", "199608182022211001"]
    assert isinstance(cells[3], RoundedNumber) and not isinstance(cells[2], RoundedNumber)


def test_a_number_typed_as_a_number_is_refused_in_a_list_for_pacts_too() -> None:
    def fill(_book: Any, sheet: Any) -> None:
        for row, cells in enumerate(
            (["nama", "nip", "jabatan", "unit_kerja", "jenis"], ["Budi", 1.9960818202221101e17, "Staf", "A", "PPPK"])
        ):
            sheet.write_row(row, 0, cells)

    data = workbook(fill)
    assert [row.code for row in read_roster(data).rejected] == ["roster.row.rounded_number"]
    assert isinstance(read_table(data).lines[1][1][1], RoundedNumber)


@pytest.mark.fault("RO-2")
def test_titles_merged_cells_second_headings_and_formulas() -> None:
    def fill(book: Any, sheet: Any) -> None:
        bold = book.add_format()
        sheet.merge_range(0, 0, 0, 4, "DAFTAR PEGAWAI", bold)
        sheet.merge_range(2, 0, 3, 0, "NO", bold)
        sheet.merge_range(2, 1, 3, 1, "NAMA", bold)
        sheet.merge_range(2, 2, 2, 3, "PEKERJAAN", bold)
        sheet.write_row(3, 2, ["JABATAN", "TMT JABATAN"])
        sheet.merge_range(2, 4, 3, 4, "UNIT KERJA", bold)
        sheet.write_row(4, 0, ["1", "2", "3", "4", "5"])
        sheet.write_row(5, 0, [1, "Siti", "Camat"])
        sheet.write_formula(5, 3, "=DATE(2024,1,2)", None, "2 Januari 2024")
        sheet.merge_range(5, 4, 6, 4, "Kecamatan Lepar", bold)
        sheet.write_row(6, 0, [2, "Budi", "Staf", "02/01/2024"])

    table = read_table(workbook(fill))
    headings, rows = people(table)
    assert headings == ("NO", "NAMA", "JABATAN", "TMT JABATAN", "UNIT KERJA")
    assert [row[4] for row in rows] == ["Kecamatan Lepar", "Kecamatan Lepar"], "a merged cell counts for each of its rows"
    assert {str(day_of(row[3])) for row in rows} == {"2024-01-02"}
    assert dict(table.notes) == {"roster.note.formulas": "1", "roster.note.merged": "6"}


@pytest.mark.fault("RO-6")
def test_two_hundred_thousand_rows_are_refused_at_once_and_fill_no_memory() -> None:
    rows = "".join(f"<row r='{n}'><c r='A{n}' t='inlineStr'><is><t>Orang</t></is></c></row>" for n in range(1, 200_001))
    sheet = (
        f"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData>{rows}</sheetData></worksheet>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    text = b"Nama;Jabatan;NIP\n" + b"Orang Biasa;Staf;\n" * 200_000
    for data in (out.getvalue(), text):
        tracemalloc.start()
        began = time.process_time()
        with pytest.raises(Invalid, match=r"roster\.too_many_rows") as refusal:
            read_table(data)
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert refusal.value.details["rows"] == ROWS_LIMIT
        assert time.process_time() - began < 5 and used < 64 * 1024 * 1024


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "roster.empty"),
        (b"\n\n", "roster.empty"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "roster.old_workbook"),
        (b"PK\x03\x04 damaged", "roster.unreadable"),
        ("Nama;Jabatan\n".encode("utf-16") + b"\x00", "roster.encoding"),
        (b"Nama\n" + b";" * 200 + b"\n", "roster.too_many_rows"),
    ],
)
def test_what_cannot_be_read_says_so(data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_table(data)
    assert refusal.value.code == code


def test_columns_are_found_by_the_names_that_lists_use_and_by_likeness() -> None:
    found = roster_columns.guess(
        ["No", "Nama Lengkap", "NIP Baru", "Gol. Ruang", "Jabatn", "Unit Kerja", "Status Kepegawaian", "Alamat"]
    )
    assert {name: guess.column for name, guess in found.items()} == {
        "name": 1,
        "number": 2,
        "rank": 3,
        "position": 4,
        "unit": 5,
        "employment": 6,
    }
    assert found["name"].likeness == 100 and found["position"].likeness < 100


DAYS = {
    "2024-01-02": "2024-01-02",
    "2/1/2024": "2024-01-02",
    "02-01-2024": "2024-01-02",
    "2 Januari 2024": "2024-01-02",
    "45293": "2024-01-02",
    "2024-01-02T00:00:00": "2024-01-02",
    "31/02/2024": "None",
    "awal tahun": "None",
}


@pytest.mark.parametrize(("text", "day"), DAYS.items())
def test_days_as_people_write_them(text: str, day: str) -> None:
    assert str(day_of(text)) == day


def test_words_of_lists() -> None:
    assert standing_of("Cuti Besar") == ("leave", "cuti") and standing_of("Tugas Belajar S2") == ("leave", "tugas_belajar")
    assert standing_of("Pensiun BUP") == ("left", "pensiun") and standing_of("entah") is None
    assert leads("Plt. Kepala Dinas Pendidikan", ("Dinas Pendidikan",)) and leads("Camat", ("Kecamatan Lepar",))
    assert not leads("Kepala Subbagian Umum", ("Dinas Pendidikan",)) and not leads("Staf", ("Dinas Pendidikan",))
    assert [level_of(name, 2, unit=False) for name in ("Desa Tanjung", "Seksi A", "UPT B", "Unit C")] == [
        "desa",
        "seksi",
        "bidang",
        "bidang",
    ]

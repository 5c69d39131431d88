"""Rosters: every line good or refused with a reason, and no file, however odd, does harm."""

from __future__ import annotations

import csv
import io
import random
import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from core.documents import roster
from core.documents.roster import example_csv, read_roster, schema
from core.domain.errors import Invalid

HEAD = "nama,nip,jabatan,unit_kerja,jenis,pimpinan"
NIP = "198609262015051001"


def codes(*lines: str) -> list[tuple[int, str, str]]:
    data = "\n".join((HEAD, *lines)).encode()
    return [(row.line, row.column, row.code) for row in read_roster(data).rejected]


def workbook(rows: list[list[object]], far: tuple[int, int] | None = None) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        if far:
            sheet.write(*far, "x")
    return out.getvalue()


def test_the_example_is_read_whole() -> None:
    found = read_roster(example_csv().encode())
    assert not found.rejected
    first = found.rows[0]
    assert (first.line, first.name, first.front_title, first.is_head) == (2, "Siti Aminah", "Dra.", True)
    assert (first.nip, first.subject, first.unit) == ("197803122005012004", "PNS", "Kecamatan Lepar")
    assert found.rows[1].superior == first.nip
    assert found.rows[2].nip == ""
    assert [one["name"] for one in schema() if one["required"]] == ["nama", "jabatan", "unit_kerja", "jenis"]


@pytest.mark.parametrize(("before", "end"), [("", "\n"), ("\ufeff", "\n"), ("", "\r\n"), ("\ufeff", "\r\n")])
def test_spellings_of_a_csv_file(before: str, end: str) -> None:
    text = before + example_csv().replace("\n", end)
    assert read_roster(text.encode()) == read_roster(example_csv().encode())


def test_semicolons_and_quotes() -> None:
    data = b'Nama;NIP;Jabatan;Unit Kerja;Jenis\n"Siti; ""Iti""";1986 0926 201505 1 001;Camat;Lepar;pns\n'
    (row,) = read_roster(data).rows
    assert (row.name, row.nip, row.subject) == ('Siti; "Iti"', NIP, "PNS")


def test_a_workbook_gives_the_same_rows() -> None:
    table: list[list[object]] = [list(row) for row in csv.reader(io.StringIO(example_csv()))]
    assert read_roster(workbook(table)) == read_roster(example_csv().encode())


@pytest.mark.fault("RO-4")
def test_a_cell_that_looks_like_a_formula_is_text() -> None:
    assert read_roster(f"{HEAD}\n=cmd|'/c calc'!A1,,Staf,Lepar,PNS,\n".encode()).rows[0].name == "=cmd|'/c calc'!A1"
    table = [HEAD.split(","), ["=1+1 Budi", "", "+Staf", "@Lepar", "PNS", ""]]
    assert read_roster(workbook(table)).rows[0].name == "=1+1 Budi"


@pytest.mark.fault("RO-9")
def test_bad_lines_are_named_with_column_and_reason() -> None:
    assert codes(
        f"Siti,{NIP},Camat,Lepar,PNS,ya",
        ",,Staf,Lepar,PNS,",
        f"Budi,{NIP},Staf,Lepar,PNS,",
        "Budi,123,Staf,Lepar,PNS,",
        "Budi,,,Lepar,PNS,",
        "Budi,,Staf,Lepar,PNS,mungkin",
        "Budi,,Staf,Lepar",
        "Budi,,Staf,Lepar,PNS,,lebih",
        "Bu\x07di,,Staf,Lepar,PNS,",
        "Bu\ufffddi,,Staf,Lepar,PNS,",
        "Bu\u202edi,,Staf,Lepar,PNS,",
        "123,,Staf,Lepar,PNS,",
        f"{'B' * 301},,Staf,Lepar,PNS,",
        '"Bu\ndi",,Staf,Lepar,PNS,',
    ) == [
        (3, "nama", "roster.row.empty"),
        (4, "nip", "roster.row.duplicate_number"),
        (5, "nip", "roster.row.bad_number"),
        (6, "jabatan", "roster.row.empty"),
        (7, "pimpinan", "roster.row.not_yes_or_no"),
        (8, "", "roster.row.cut"),
        (9, "", "roster.row.extra_cells"),
        (10, "nama", "roster.row.forbidden_character"),
        (11, "nama", "roster.row.forbidden_character"),
        (12, "nama", "roster.row.forbidden_character"),
        (13, "nama", "roster.row.no_name"),
        (14, "nama", "roster.row.too_long"),
        (15, "nama", "roster.row.forbidden_character"),
    ]


def test_numbers_are_judged_by_kind() -> None:
    good = ("Andi,11940012340570,Babinsa,Kodim,TNI,", "Beni,85010234,Kanit,Polres,POLRI,")
    more = ("Citra,199608182022211001,Staf,Lepar,PPPK,", "Dedi,1903024506900001,Kades,Lepar,KADES,")
    assert codes(*good, *more, "Eka,19030245069000,Kades,Lepar,KADES,") == [(6, "nip", "roster.row.bad_number")]


@pytest.mark.fault("RO-13")
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "roster.empty"),
        (b"\n\n  \n", "roster.empty"),
        (HEAD.encode(), "roster.empty"),
        (b"nama,nip\nSiti,1\n", "roster.missing_column"),
        (b"nama,nama,jabatan,unit_kerja,jenis\na,b,c,d,e\n", "roster.duplicate_column"),
        (f"{HEAD}\nJos\xe9,,Staf,Lepar,PNS,".encode("cp1252"), "roster.not_utf8"),
        (f"{HEAD}\nSiti,,".encode("utf-16"), "roster.not_utf8"),
        (f'{HEAD}\n"Siti,,Staf,Lepar,PNS,'.encode(), "roster.unreadable"),
        (f"{HEAD}\nSiti\x00,,Staf,Lepar,PNS,".encode(), "roster.unreadable"),
        (b"PK\x03\x04 no archive", "roster.unreadable"),
        (b"x" * (roster.BYTES_LIMIT + 1), "roster.too_big"),
        (b"," * 50 + b"\n", "roster.too_many"),
        ((HEAD + "\n" + "Budi,,Staf,Lepar,PNS,\n" * (roster.ROWS_LIMIT + 1)).encode(), "roster.too_many"),
    ],
)
def test_unusable_files_are_refused_whole(data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_roster(data)
    assert refusal.value.code == code


@pytest.mark.fault("RO-6")
def test_a_far_cell_does_not_fill_memory() -> None:
    for far in ((1_048_575, 16_383), (30_000, 0), (0, 60)):
        with pytest.raises(Invalid, match=r"roster\.too_many"):
            read_roster(workbook([HEAD.split(",")], far))


@pytest.mark.parametrize("sheet", ["<s>" + "<row/>" * 20_002 + "</s>", "<s><row>" + "<c/>" * 41 + "</row></s>"])
def test_cells_without_a_place_are_counted(sheet: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/hidden.part", sheet)
    with pytest.raises(Invalid, match=r"roster\.too_many"):
        read_roster(out.getvalue())


@pytest.mark.fault("RO-5")
def test_an_archive_that_unpacks_to_gigabytes_is_refused_by_its_sizes() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for at in range(5):
            archive.writestr(f"xl/worksheets/sheet{at}.xml", b" " * 60_000_000)
    with pytest.raises(Invalid, match=r"roster\.too_big"):
        read_roster(out.getvalue())


@pytest.mark.fault("RO-7")
def test_entities_in_a_sheet_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/anything", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(Invalid, match=r"roster\.unreadable"):
        read_roster(out.getvalue())


@pytest.mark.fault("RO-8")
def test_damaged_workbooks_never_give_other_people() -> None:
    good = workbook([HEAD.split(","), ["Siti", NIP, "Camat", "Lepar", "PNS", "ya"]])
    whole, chance = read_roster(good), random.Random(3)
    for _ in range(300):
        changed = bytearray(good)
        changed[chance.randrange(len(good))] ^= 1 << chance.randrange(8)
        try:
            assert read_roster(bytes(changed)).rows == whole.rows
        except Invalid:
            continue
    for size in range(0, len(good) - 1, 97):
        with pytest.raises(Invalid):
            read_roster(good[:size])


@pytest.mark.fault("RO-8")
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(tail: bytes) -> None:
    for head in (b"", HEAD.encode() + b"\n", b"PK\x03\x04"):
        try:
            read_roster(head + tail)
        except Invalid:
            continue

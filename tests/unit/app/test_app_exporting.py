"""A list outside the program: no formula, no person, of a titip report three fields, and an entry that says so."""

from __future__ import annotations

import contextlib
import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from core.app import exporting, queries
from core.app.exporting import CODES, COLUMNS, OF_SEALED
from core.documents import table_file
from core.documents.long_book import write_long_book
from core.documents.table_file import guarded, write_csv, write_xlsx
from core.domain.case import STATUSES
from core.domain.errors import Invalid, Unavailable
from core.domain.events import ListExported
from core.domain.forms import KINDS
from core.domain.report import RECORDED
from core.journal import store
from core.journal.catalogue import read_event
from core.journal.reading import open_parts
from tests.crash.world import quick_lookup
from tests.world import World, complaint, reference, titip, warning
from ui import compose
from ui.listing_words import listing_words
from ui.messages import sentence

STARTERS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"


def table(data: bytes, form: str) -> list[dict[str, Any]]:
    """The rows of the file as another reader sees them."""
    if form == "csv":
        return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    heading, *rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    return [dict(zip(heading, row, strict=True)) for row in rows]


@pytest.mark.fault("EX-3")
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_shown_goes_out_without_persons(world: World, form: str) -> None:
    world.a.submit(complaint(summary="=HYPERLINK(1)", reported=[{"subject": "TNI", "name": "Gunawan Wibisono", "unit": "Lanal"}]))
    world.a.submit(warning(summary="Kapal terlambat"))
    world.a.submit(titip(summary="Rahasia titip"))
    sink = io.BytesIO()
    count = world.a.app.export_reports(queries.Reports(), sink, (), form, {"summary": "Ringkasan"})
    data = sink.getvalue()
    rows = table(data, form)
    assert count == len(rows) == 3
    assert [row["number"] for row in rows] == [row.number for row in world.a.rows()]
    assert "Gunawan" not in str(rows) and "Rahasia" not in str(rows) and "Sari" not in str(rows)
    assert {name for name, value in rows[0].items() if value} <= OF_SEALED | {"status_code"}, "titip"
    assert rows[1]["Ringkasan"] == "Kapal terlambat", "control"
    assert rows[2]["Ringkasan"] == ("'=HYPERLINK(1)" if form == "csv" else "=HYPERLINK(1)")


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_code_of_a_list_has_a_word_and_a_column_of_its_own(language: str) -> None:
    data, words = reference(), listing_words(reference(), language)
    assert {f"{name}_code" for name in CODES} | set(COLUMNS) <= words.keys()
    assert len({words[name] for name in (*COLUMNS, *(f"{name}_code" for name in CODES))}) == len(COLUMNS) + len(CODES)
    codes = {f"case_status.{each}" for each in (RECORDED, *STATUSES)} | {f"kind.{each}" for each in KINDS}
    codes |= {f"violation.{each.code}" for each in (*data.violations, *data.vulnerabilities)}
    assert codes <= words.keys() and words["case_status.closed"] == {"id": "Ditutup", "en": "Closed"}[language]


def test_only_what_is_chosen_or_found_goes_out(world: World) -> None:
    for _ in range(3):
        world.a.submit(warning())
    world.a.submit(complaint())
    assert world.a.app.export_reports(queries.Reports(kind="early_warning"), io.BytesIO(), (), "csv") == 3
    assert world.a.app.export_reports(queries.Reports(), io.BytesIO(), (2, 1), "csv") == 2


def test_the_journal_keeps_codes_and_no_words(world: World) -> None:
    world.a.submit(warning(summary="Kapal kenari"))
    world.a.app.export_reports(queries.Reports("kenari", kind="early_warning"), io.BytesIO(), (), "csv")
    with world.a.device.database.reading() as db:
        entry = next(entry for entry in store.everything(db) if entry.header.kind == "list.exported")
    event = read_event(entry.header.kind, entry.header.version, open_parts(entry, ()))
    assert isinstance(event, ListExported) and event.facts is not None
    assert (event.facts.count, event.facts.format, event.facts.searched) == (1, "csv", True)
    assert event.facts.filter == {"kind": "early_warning", "sort": "newest"}
    assert all(b"kenari" not in part.content for part in entry.parts.values())
    world.settle(world.a)
    assert world.a.problems() == world.province.problems() == ()


def test_another_kind_of_file_is_refused_and_leaves_no_entry(world: World) -> None:
    world.a.submit(warning())
    before = world.a.entries()
    with pytest.raises(Invalid, match=r"export\.format"):
        world.a.app.export_reports(queries.Reports(), io.BytesIO(), (), "exe")
    assert world.a.entries() == before


@contextlib.contextmanager
def small_medium(most: int) -> Iterator[None]:
    """No file of this process grows beyond so many bytes: the kernel's own refusal in the middle of a write."""
    resource = pytest.importorskip("resource", reason="the limit is the kernel's of Linux and macOS")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.fault("EX-1")
def test_a_list_onto_a_full_disk_leaves_nothing_there(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with quick_lookup():
        for _ in range(3):
            world.a.submit(warning(summary="Kapal terlambat " * 15))
    real = table_file.write_csv_into

    def export() -> int:
        with compose.writing_file(tmp_path / "daftar.csv") as sink:
            return world.a.app.export_reports(queries.Reports(), sink, (), "csv")

    def on_a_small_medium(*given: Any) -> None:
        # Only here: the journal's own files are not what is full.
        with small_medium(600):
            real(*given)

    monkeypatch.setattr(exporting.table_file, "write_csv_into", on_a_small_medium)
    with pytest.raises(Unavailable) as refused:
        export()
    assert refused.value.code == "file.no_room"
    assert "tidak ada sisa" in sentence(refused.value)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    assert export() == 3, "control"
    assert (tmp_path / "daftar.csv").stat().st_size > 600
    with small_medium(600), pytest.raises(Unavailable, match=r"file\.no_room"):
        compose.write_file(tmp_path / "grafik.png", bytes(5_000))
    assert [path.name for path in tmp_path.iterdir()] == ["daftar.csv"]
    assert world.a.problems() == ()


def test_a_long_list_goes_on_page_by_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with quick_lookup():
        for _ in range(3):
            world.a.submit(warning())
    monkeypatch.setattr(exporting, "PAGE", 2)
    for form in ("csv", "xlsx"):
        sink = io.BytesIO()
        assert world.a.app.export_reports(queries.Reports(), sink, (), form) == len(table(sink.getvalue(), form)) == 3


CELLS = st.text(st.sampled_from("ab=+-@<&>\"' \t\n\r\x01\x1f\ufffe_x0041é"), min_size=1, max_size=9)


@pytest.mark.fault("EX-2")
@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS), max_size=7), st.integers(1, 4))
def test_a_workbook_goes_on_with_another_sheet_and_every_cell_is_a_text(rows: list[tuple[str, str]], most: int) -> None:
    sink = io.BytesIO()
    write_long_book(sink, ["p", "q"], rows, datetime(2024, 2, 5, tzinfo=UTC), most)
    told = []
    with zipfile.ZipFile(sink) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/")]
        assert book.testzip() is None and len(sheets) == max(1, -(-len(rows) // most))
        for name in sheets:
            page = ElementTree.fromstring(book.read(name))  # noqa: S314
            assert not [each for each in page.iter() if each.tag.endswith(("}f", "}v", "}hyperlink"))]
            lines = [[_plain("".join(cell.itertext())) for cell in row] for row in page.iter(f"{page.tag[:-9]}row")]
            assert lines[0] == ["p", "q"] and len(lines) <= most + 1
            told += lines[1:]
    assert told == [list(row) for row in rows]
    held = CalamineWorkbook.from_filelike(io.BytesIO(sink.getvalue()))
    assert held.sheet_names == [str(number) for number in range(1, len(sheets) + 1)], "another program opens it"


@pytest.mark.fault("EX-2")
def test_a_day_is_a_date_and_what_is_none_stays_a_text() -> None:
    sink, days = io.BytesIO(), ["2024-02-05", "1899-12-31", "", "=1+1", "2024-02-05T10:00"]
    write_long_book(sink, ["hari", "teks"], [[day, day] for day in days], datetime(2024, 2, 5, tzinfo=UTC), days=(0,))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sink.getvalue())).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["hari", date(2024, 2, 5), *days[1:]] and [row[1] for row in rows] == ["teks", *days]


def _plain(cell: str) -> str:
    """A cell as the format defines it: letters that stand as their code."""
    return re.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found.group(1), 16)), cell)


@pytest.mark.fault("EX-2")
@given(st.text(st.sampled_from(STARTERS + " \u00a0\ufeffab1\"',;"), max_size=12))
def test_no_line_of_a_cell_begins_a_formula(text: str) -> None:
    for line in guarded(text).replace("\r", "\n").split("\n"):
        assert not line.lstrip(" \u00a0\ufeff\t").startswith(tuple("=+-@\uff1d\uff0b\uff0d\uff20")), repr(guarded(text))


def test_the_table_reads_as_it_was_written() -> None:
    rows = [["a", 'b "c"'], ["x\ny", "é"]]
    assert [list(row.values()) for row in table(write_csv(["1", "2"], rows), "csv")] == rows
    assert [list(row.values()) for row in table(write_xlsx(["p", "q"], rows, datetime(2024, 2, 5, tzinfo=UTC)), "xlsx")] == rows
    assert len(COLUMNS) == len(set(COLUMNS))

"""Lists of people are parsed in a limited process: what stalls, swells or takes over a parser ends there, in one sentence."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from unittest import mock

import pytest
import xlsxwriter

from core.apart.process import worker_command
from core.documents import preview_apart, roster, roster_file
from core.documents.roster_apart import WORKER, roster_apart, table_apart
from core.domain.errors import Invalid, Unavailable
from ui.messages import SENTENCES

_ODD = "Nama;NIP;Jabatan\nJosé Müller;'197803122005012004;Camat\nBudi;1.97803E+17;Staf\n".encode("cp1252")


def _workbook() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Daftar")
        sheet.write_row(0, 0, ["Nama", "NIP", "TMT"])
        sheet.write_row(1, 0, ["Siti", 199608182022211001])
        sheet.write_datetime(1, 2, date(2024, 1, 2), book.add_format({"num_format": "dd/mm/yyyy"}))
        sheet.write_formula(2, 0, "=1+1", None, "Budi")
    return out.getvalue()


def parser(text: str) -> mock._patch[Callable[[str], list[str]]]:
    """The real worker, whose reader does this to a list."""
    start = f"import sys; sys.path.insert(0, sys.argv[1]); import {WORKER} as w\n{text}\nw.main()"
    root = worker_command(WORKER)[-1]
    return mock.patch.object(preview_apart, "worker_command", lambda module: [sys.executable, "-I", "-c", start, root])


@pytest.mark.parametrize("data", [_workbook(), _ODD], ids=["workbook", "text"])
def test_a_list_is_the_same_read_apart(data: bytes) -> None:
    apart, here = table_apart(data), roster_file.read_table(data)
    assert apart == here and apart.lines[1][1][0] in ("Siti", "José Müller")
    kinds = [[type(cell) for _, cells in table.lines for cell in cells] for table in (apart, here)]
    assert kinds[0] == kinds[1] and roster_file.RoundedNumber in kinds[0]


def test_the_program_itself_parses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = roster.read_roster(roster.example_csv().encode())
    for module, name in ((roster, "read_roster"), (roster_file, "read_table")):
        monkeypatch.setattr(module, name, mock.Mock(side_effect=AssertionError("parsed in the program")))
    assert roster_apart(roster.example_csv().encode()) == whole


def test_a_refusal_comes_back_with_its_details() -> None:
    with pytest.raises(Invalid) as refusal:
        roster_apart(b"nama,nama\nBudi,Staf\n")
    assert (refusal.value.code, refusal.value.details) == ("roster.duplicate_column", {"column": "nama"})


HARM = {
    "never ends": "w.SECONDS = 1\nw.read_table = lambda data: [None for _ in iter(int, 1)]",
    "swells": "w.read_table = lambda data: bytearray(8 << 30)",
    "writes": "read = w.read_table\nw.read_table = lambda data: (open({path!r}, 'w'), read(data))[1]",
    "falls": "w.read_table = lambda data: __import__('os').abort()",
}


@pytest.mark.fault("RO-15")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits the time alone")
@pytest.mark.parametrize("harm", sorted(HARM))
def test_a_parser_that_is_taken_over_ends_in_one_sentence(harm: str, tmp_path: Path) -> None:
    written, bound = tmp_path / "written", "w.warm_up = lambda: None\n" + HARM[harm]
    with parser(bound.format(path=str(written))), pytest.raises(Unavailable) as refusal:
        table_apart(b"Nama;Jabatan\nBudi;Staf\n")
    assert refusal.value.code == "roster.failed" and "Tidak ada yang berubah" in SENTENCES["roster.failed"][0]
    assert not written.exists()


def test_a_parser_without_a_limit_can_write(tmp_path: Path) -> None:
    """The control: it is the limit that kept the file from being written."""
    written = tmp_path / "written"
    free = "w.warm_up = w.limit_self = lambda *limits, **more: None\n" + HARM["writes"]
    with parser(free.format(path=str(written))):
        assert table_apart(b"Nama;Jabatan\nBudi;Staf\n").lines[1][1] == ("Budi", "Staf")
    assert written.exists()

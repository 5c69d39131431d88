"""Counts over the command line: a table, its files, the dashboard."""

from __future__ import annotations

import subprocess
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from python_calamine import CalamineWorkbook

from core.app.recap import SET_WORDS
from core.app.recap_views import parts_of
from tests.crash.world import quick_lookup
from tests.scripts.shell import Shell, copy_of
from tests.world import complaint, nihil, warning
from ui import compose


@pytest.fixture(scope="module")
def told(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A post that took in six complaints, a warning and a report that nothing happened."""
    shell = copy_of(founded, tmp_path_factory.mktemp("told"))
    before = {"period_from": "2024-02-03T06:00:00+07:00", "period_to": "2024-02-03T18:00:00+07:00"}
    one = [{"subject": "TNI", "description": "=1+1", "unit": "Lanal Bangka Belitung"}]
    with quick_lookup():
        shell.add(*[complaint(reported=one)] * 5, complaint(reported=one, place={"area": "19.01.02"}), warning(), nihil(**before))
    shell.good("send", shell.stick, profile="post")
    shell.good("receive", shell.stick, profile="province")
    return shell


def sheet(path: Path, number: int) -> list[list[str]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(number).to_python()


def test_a_table_as_json_and_as_words(told: Shell) -> None:
    tree = told.good("statistics", "--rows", "district", "--columns", "kind", profile="post")
    assert tree["total"] == 8
    # In Belinyu one complaint: withheld, and in Sungailiat what would give it away.
    columns = [column["code"] for column in tree["columns"]]
    rows = {row["code"]: cells for row, cells in zip(tree["rows"], tree["cells"], strict=True)}
    assert rows["19.01.01"][columns.index("complaint")] is None
    assert rows["19.01.02"][columns.index("complaint")] is None
    assert tree["card"]["withheld"] >= 4
    regency = told.good("statistics", "--rows", "regency", "--kind", "complaint", profile="post")
    assert [(row["code"], row["name"]) for row in regency["rows"]] == [("19.01", "Kab. Bangka")]
    assert regency["row_totals"] == [6]
    words = told.run("statistics", "--rows", "kind", profile="post", as_json=False)
    assert "Laporan situasi NIHIL" in words.out
    assert "pos yang diam bukan NIHIL" in words.out
    told.refused("statistics.direction", "statistics", "--rows", "name", profile="post")
    told.refused("statistics.too_fine", "statistics", "--rows", "kind", "--area", "19.01.01", profile="post")


def test_a_table_goes_out_with_its_card_and_is_noted(told: Shell, tmp_path: Path) -> None:
    before = told.good("check", profile="post")["entries"]
    book = tmp_path / "tabel.xlsx"
    told.good("statistics", "--rows", "regency", "--columns", "kind", "--from", "2024-02-01", "--out", book, profile="post")
    assert sheet(book, 0)[0] == ["Kabupaten/kota", "Pengaduan", "Peringatan dini", "Laporan situasi NIHIL", "Jumlah"]
    assert sheet(book, 0)[-1] == ["Jumlah", "6", "1", "1", "8"]
    card = dict(sheet(book, 1))
    assert card["Yang dihitung"] == "Kabupaten/kota × Jenis"
    assert card["Saringan"] == "Sejak: 01-02-2024"
    picture = tmp_path / "gambar.png"
    told.good("statistics", "--rows", "kind", "--out", picture, profile="post")
    assert Image.open(BytesIO(picture.read_bytes())).size[0] == 1400
    assert told.good("check", profile="post")["entries"] == before + 2
    told.refused("export.format", "statistics", "--rows", "kind", "--out", tmp_path / "tabel.csv", profile="post")


def test_the_dashboard_is_pictures_and_a_workbook(told: Shell, tmp_path: Path) -> None:
    files = told.good("dashboard", "--out", tmp_path / "papan", profile="post")["files"]
    assert sorted(path.name for path in (tmp_path / "papan").iterdir()) == sorted(Path(name).name for name in files)
    pictures = [name for name in files if name.endswith(".png")]
    assert len(pictures) >= 8
    for name in pictures:
        Image.open(name).verify()
    province = told.good("dashboard", "--out", tmp_path / "provinsi", profile="province")["files"]
    assert [Path(name).name for name in province if "map" in name] == ["09-map.png"]
    assert len(CalamineWorkbook.from_path(str(tmp_path / "papan" / "tabel.xlsx")).sheet_names) == 16


def test_the_situation_of_a_period_on_paper_and_as_a_workbook(told: Shell, tmp_path: Path) -> None:
    period = ("--from", "2024-02-01", "--to", "2024-02-29")
    paper = tmp_path / "rekap.pdf"
    made = told.good("recap", *period, "--out", paper, profile="province")
    assert made["count"] == 8
    assert "RLS" in made["number"]
    assert told.good("verify", paper, profile="province")["results"][0]["verdict"] == "valid"
    words = subprocess.run(["mutool", "draw", "-F", "txt", paper], capture_output=True, text=True, check=True).stdout
    for part in ("belum lengkap", "Laporan situasi NIHIL", "Belum lapor bukan NIHIL", "Kab. Bangka", "Kartu data", "sidik ujung"):
        assert part in " ".join(words.split()), part
    assert "Lanal" not in words
    assert set(compose.load_reference().versions()) <= set(SET_WORDS) and "wilayah 2024" in words
    assert "2024-02" not in words and "legal_refs" not in words, "days and sets as people write them"
    book = tmp_path / "rekap.xlsx"
    assert told.good("recap", *period, "--out", book, profile="province")["count"] == 8
    assert sheet(book, 0) == [
        ["Jenis", "Jumlah"], ["Pengaduan", "6"], ["Peringatan dini", "1"], ["Laporan situasi NIHIL", "1"],
    ]  # fmt: skip
    silent = {row[0] for row in sheet(book, 4)[1:]}
    assert len(silent) == 1, "the other post is silent, and that is no NIHIL"
    told.refused("authority.refused", "recap", *period, "--out", tmp_path / "pos.pdf", profile="post")
    told.refused("recap.period", "recap", "--from", "2024-02-02", "--to", "2024-02-01", "--out", book, profile="province")
    told.refused("export.format", "recap", *period, "--out", tmp_path / "rekap.doc", profile="province")


def test_the_register_and_the_sanctions_of_a_day(told: Shell, tmp_path: Path) -> None:
    day = ("--from", "2024-02-05", "--to", "2024-02-05")
    book, paper = tmp_path / "register.xlsx", tmp_path / "register.pdf"
    told.good("recap", *day, "--what", "register", "--out", book, profile="post")
    rows = sheet(book, 0)
    assert len(rows) == 7
    assert [row[3] for row in rows[1:]] == ["Kec. Sungailiat"] * 5 + ["Kec. Belinyu"]
    assert told.good("recap", *day, "--what", "register", "--out", paper, profile="post")["count"] == 6
    assert told.good("recap", *day, "--what", "sanctions", "--out", tmp_path / "t15.pdf", profile="province")["count"] == 0


def test_a_long_register_goes_on_with_other_numbered_papers(told: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    day = ("--from", "2024-02-05", "--to", "2024-02-05")
    monkeypatch.setattr("ui.cli.statistics_verbs.parts_of", partial(parts_of, most=4))
    made = told.good("recap", *day, "--what", "register", "--out", tmp_path / "t14.pdf", profile="post")
    assert made["count"] == 6 and made["number"] == made["parts"][0]["number"] != made["parts"][1]["number"]
    assert [Path(part["file"]).name for part in made["parts"]] == ["t14.pdf", "t14-2.pdf"]
    for at, rows in ((1, 4), (2, 2)):
        paper = made["parts"][at - 1]["file"]
        assert told.good("verify", paper, profile="province")["results"][0]["verdict"] == "valid"
        words = subprocess.run(["mutool", "draw", "-F", "txt", paper], capture_output=True, text=True, check=True).stdout
        assert f"(bagian {at} dari 2)" in " ".join(words.split())
        assert words.count("Kec.") == rows

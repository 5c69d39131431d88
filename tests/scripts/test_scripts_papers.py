"""Papers by verbs: the slip with its days and its code, letters and blank forms, verified with the exported trust."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.domain.papers import KINDS
from tests.scripts.shell import Shell
from tests.unit.documents.letters import pages, words

NAMES = ("Sukmawati", "Kenanga", "0717 555 0101", "Marno")


def said(path: str | Path) -> str:
    return words(Path(path).read_bytes())


@pytest.fixture
def trust(shell: Shell) -> Path:
    """The province's trust after it has met the post."""
    shell.good("send", shell.stick, profile="post")
    shell.good("receive", shell.stick, profile="province")
    path = shell.home / "trust.pem"
    shell.good("province", "export-trust", "--out", path, profile="province")
    return path


def test_the_slip_of_a_new_report_tells_the_laws_days(shell: Shell) -> None:
    tree = shell.write("r.json", json.dumps(shell.example("complaint", known="2024-02-05")))
    added = shell.good("report", "add", tree, "--print", shell.home / "slips", profile="post")
    text = said(added["files"][0])
    assert "paling aman sebelum Kamis, 15 Februari 2024, paling akhir Senin, 19 Februari 2024" in text
    assert "Panwaslu Kec. Sungailiat atau Bawaslu Kab. Bangka" in text and "pukul 16.00 WIB (paling akhir)" in text
    assert added["reports"][0]["number"] not in text
    unsigned = shell.write("u.json", json.dumps(shell.example("complaint", signed_t07="no")))
    added = shell.good("report", "add", unsigned, "--print", shell.home / "slips", profile="post")
    text = said(added["files"][0])
    assert "paling aman" not in text and "informasi awal" in text


def test_every_paper_of_a_report_comes_out_without_names(shell: Shell) -> None:
    (filed,) = shell.add(shell.example("complaint"))
    (told,) = shell.add(shell.example("situation"))
    for kind in KINDS:
        out = shell.home / f"{kind}.pdf"
        reply = shell.good("paper", kind, (told if kind == "t11" else filed)["id"], "--out", out, profile="post")
        assert reply == {"file": str(out), "kind": kind}
        text = said(out)
        assert not any(name in text for name in NAMES)
        assert "CONTOH" in text, "the kit of these posts is a drill's"


def test_a_blank_form_needs_no_report_and_what_cannot_be_is_refused(shell: Shell) -> None:
    out = shell.home / "blank.pdf"
    shell.good("paper", "T07", "--out", out, profile="post")
    assert len(pages(out.read_bytes())) % 3 == 0
    (raised,) = shell.add(shell.example("early_warning"))
    gone = shell.home / "gone.pdf"
    shell.refused("paper.report_needed", "paper", "t17", "--out", gone, profile="post")
    shell.refused("paper.other_kind", "paper", "t11", raised["id"], "--out", gone, profile="post")
    shell.refused("paper.kind", "paper", "t99", "--out", gone, profile="post")
    shell.refused("report.unknown", "paper", "t17", "nichts", "--out", gone, profile="post")
    shell.refused("file.unwritable", "paper", "t20", "--out", out / "below-a-file.pdf", profile="post")
    assert not gone.exists()


def test_what_the_post_issues_is_verified_with_the_trust_alone(shell: Shell, trust: Path) -> None:
    (filed,) = shell.add(shell.example("complaint"))
    (told,) = shell.add(shell.example("situation"))
    files = []
    for kind, report in (("bukti", filed), ("t11", told)):
        files.append(shell.good("paper", kind, report["id"], "--out", shell.home / f"{kind}.pdf", profile="post")["file"])
    code = shell.write("code", filed["code"])
    files.append(shell.good("receipt", filed["id"], "--out", shell.home / "t05.pdf", "--code-file", code, profile="post")["file"])
    results = shell.good("verify", *files, "--trust", trust)["results"]
    assert [result["verdict"] for result in results] == ["valid"] * 3
    assert results[-1]["fields"]["name"] == "Tanda Terima Pengaduan" and results[-1]["fields"]["number"] == ""


def test_a_letterhead_is_told_by_verb_and_stands_on_what_comes_after(shell: Shell) -> None:
    logo = shell.home / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="navy" d="M0 0h9v9z"/></svg>', "utf-8")
    told = ("office", "letterhead", "--agency", "KABUPATEN CONTOH", "--line", "Jalan Contoh 7", "--line", "Telepon 000111")
    kept = shell.good(*told, "--logo", logo, profile="post")
    assert kept["agency"] == "KABUPATEN CONTOH" and kept["lines"] == ["Jalan Contoh 7", "Telepon 000111"] and kept["logo"] > 0
    out = shell.home / "blank.pdf"
    shell.good("office", "letterhead", "--unit", "SATUAN TUGAS", "--sample", out, profile="post")
    assert "KABUPATEN CONTOH SATUAN TUGAS Jalan Contoh 7 Telepon 000111" in said(out)
    logo.write_text("<svg><image href='http://contoh.invalid/a.png'/></svg>", "utf-8")
    shell.refused("letterhead.active", "office", "letterhead", "--logo", logo, profile="post")
    assert shell.good("office", "letterhead", "--clear", profile="post")["logo"] == 0

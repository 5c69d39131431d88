"""The integrated team by verbs: decree and seats, a rakor planned, held, minuted, what rolls over, and what may be released."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypdfium2

from tests.scripts.shell import Shell

AT = {"profile": "province"}


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        return " ".join(" ".join(document[n].get_textpage().get_text_bounded() for n in range(len(document))).split())
    finally:
        document.close()


def rakor(shell: Shell, target: str, day: str, *more: object) -> str:
    made = shell.good(
        "meeting", "add", "--kind", "rakor", "--target", target, "--day", day, "--theme", "Deteksi dini", *more, **AT
    )
    return str(made["id"])


def held(shell: Shell, meeting: str, **changes: Any) -> None:
    tree = shell.good("meeting", "hold", "--example") | changes
    shell.good("meeting", "hold", meeting, "--file", shell.write("rapat.json", json.dumps(tree)), **AT)


def seated(shell: Shell) -> str:
    decree = shell.good("member", "decree", "--area", "19", "--number", "188.44/123/KSB/2023", "--day", "2023-02-10", **AT)["id"]
    for institution, position in (("KESBANGPOL", "Kepala Badan"), ("POLDA", "Wakil Direktur"), ("KABINDA", "Kepala Bagian")):
        shell.good("member", "add", "--decree", decree, "--institution", institution, "--position", position, **AT)
    return str(decree)


def test_plan_hold_minutes_roll_over_and_release(shell: Shell) -> None:
    seated(shell)
    view = shell.run("member", "list", **AT)
    assert view.code == 1 and {"area": "19", "what": "no_member", "seat": "TNI"}.items() <= view.tree["gaps"][1].items()
    assert [gap["area"] for gap in view.tree["gaps"] if gap["what"] == "no_decree"] == [
        "19.01", "19.02", "19.03", "19.04", "19.05", "19.06", "19.71",
    ]  # fmt: skip
    shell.add(shell.example("early_warning"))
    shell.good("send", shell.stick, profile="post")
    shell.good("receive", shell.stick, **AT)
    first = rakor(shell, "B.04", "2024-02-05", "--track", "wasnas", "--propose", "--time", "09.00 WIB", "--venue", "Aula")
    shell.refused(
        "meeting.taken", "meeting", "add", "--kind", "rakor", "--target", "b04", "--day", "2024-03-01", "--theme", "x", **AT
    )
    shell.refused("meeting.state", "minutes", first, "--out", shell.home / "x.pdf", **AT)
    held(shell, first, clerk="")
    action = shell.good(
        "action", "add", "--activity", "Sosialisasi netralitas di pulau", "--owner", "KESBANGPOL", "--due", "2024-02-20",
        "--election", "PEMILU_2024", "--stage", "KAMPANYE", "--output", "Berita acara", "--meeting", first, **AT,
    )["id"]  # fmt: skip
    paper = shell.home / "notulen.pdf"
    made = shell.good("minutes", first, "--out", paper, **AT)
    said = text_of(paper)
    assert "Rapat ke-1 Tahun 2024 (target B.04)" in said and "Sosialisasi netralitas di pulau" in said
    assert "Kepala Bidang Kewaspadaan Nasional dan Penanganan Konflik" in said and "Peringatan dini: 1" in said
    again = shell.good("meeting", "minutes", first, "--out", shell.home / "lagi.pdf", **AT)
    assert again["number"] == made["number"] and (shell.home / "lagi.pdf").read_bytes() == paper.read_bytes()
    shell.refused("meeting.state", "meeting", "hold", first, "--file", shell.home / "rapat.json", **AT)

    shell.when = shell.when.replace(month=8, day=6)
    second = rakor(shell, "b08", "2024-08-05", "--basis", "SK Gubernur")
    assert shell.run("action", "list", "--status", "open", **AT).code == 1
    held(shell, second, time="10.00 WIB", venue="Aula")
    shell.good("minutes", second, "--out", shell.home / "kedua.pdf", **AT)
    rolled = text_of(shell.home / "kedua.pdf")
    assert "Rapat ke-2 Tahun 2024" in rolled and "Sosialisasi netralitas di pulau" in rolled and "dibawa dari 1 rapat" in rolled
    shell.good("action", "move", action, "--status", "selesai", "--note", "Dilaksanakan", **AT)
    shell.refused("action.closed", "action", "move", action, "--status", "berjalan", **AT)
    report = shell.home / "rencana.pdf"
    shell.good("action", "report", "--target", "b04", "--year", "2024", "--out", report, **AT)
    assert "Target B.04 Tahun 2024" in text_of(report) and made["number"] in text_of(report)

    releasing(shell, made["number"])
    shell.good("check", **AT)


def releasing(shell: Shell, minutes: str) -> None:
    told = ("--basis", "SK tim", "--purpose", "Tindak lanjut")
    note = shell.home / "lepas.pdf"
    shell.refused(
        "release.member", "release", "make", "--document", minutes, "--institution", "KOREM", *told, "--out", note, **AT
    )
    shell.good("release", "make", "--document", minutes, "--institution", "polda", *told, "--out", note, **AT)
    assert minutes in text_of(note)
    shell.good("release", "warnings", "--since", "2024-01-01", "--until", "2024-08-05", "--out", shell.home / "w.pdf", **AT)
    assert "menurut Kecamatan dan Tahapan" in text_of(shell.home / "w.pdf")
    form = shell.write("isian.json", json.dumps(shell.good("document", "issue", "t14", "--example")))
    other = shell.good("document", "issue", "t14", "--file", form, "--out", shell.home / "o.pdf", **AT)["number"]
    shell.refused("release.kind", "release", "make", "--document", other, "--institution", "POLDA", *told, "--out", note, **AT)
    shell.good("release", "levels", "--out", shell.home / "k.pdf", **AT)
    assert "Belum ada wilayah yang dinilai" in text_of(shell.home / "k.pdf")
    (row,) = shell.good("release", "list", **AT)["releases"]
    assert (row["institution"], row["kind"], row["number"], len(row["digest"])) == ("POLDA", "T10", minutes, 64)


def test_agreements_rules_outreach_and_their_links(shell: Shell) -> None:
    agreement = shell.good(
        "agreement", "add", "--number", "PKS/1/2023", "--title", "Bawaslu dan Polda", "--day", "2023-03-01",
        "--parties", "bawaslu,polda", "--valid-to", "2024-03-01", **AT,
    )["id"]  # fmt: skip
    sector = shell.good(
        "meeting", "add", "--kind", "sektoral", "--day", "2024-02-05", "--theme", "Persiapan", "--agreement", agreement, **AT
    )["id"]
    told = shell.good(
        "outreach", "add", "--kind", "imbauan", "--topic", "Masa tenang", "--day", "2024-02-01", "--institution", "BAWASLU",
        "--election", "PEMILU_2024", "--stage", "MASA_TENANG", **AT,
    )["id"]  # fmt: skip
    shell.good("agreement", "link", agreement, "outreach", told, **AT)
    listed = shell.run("agreement", "list", **AT)
    (row,) = listed.tree["agreements"]
    assert listed.code == 1 and row["standing"] == "perpanjang"
    assert {(each["what"], each["id"]) for each in row["links"]} == {("outreach", told), ("meeting", sector)}
    shell.good(
        "rule", "add", "--area", "19.03", "--topic", "honorer_calon", "--text", "Tidak perlu mundur.",
        "--document", "Perbup 1/2023", "--valid-from", "2023-01-01", **AT,
    )["id"]  # fmt: skip
    assert shell.good("rule", "list", "--day", "2024-02-05", **AT)["rules"][0]["document"] == "Perbup 1/2023"
    assert shell.good("outreach", "list", "--stage", "MASA_TENANG", **AT)["total"] == 1
    shell.refused("authority.refused", "meeting", "cancel", sector, "--reason", "x", profile="post")
    assert shell.good("meeting", "list", profile="post")["total"] == 0
    shell.good("meeting", "cancel", sector, "--reason", "Ditunda", **AT)
    shell.refused("meeting.state", "meeting", "hold", sector, "--chair", "x", "--clerk", "y", **AT)
    shell.good("release", "signer", "--track", "POLDAGRI", "--position", "Plt. Kepala Bidang", **AT)
    tracks = shell.good("release", "signer", **AT)["tracks"]
    assert [each["position"] for each in tracks][1] == "Plt. Kepala Bidang"

"""Corrections, approvals, erasure and holds by verbs, as CONTRACT says: `pending`, `approve ID`, a second officer."""

from __future__ import annotations

import csv
import io
import json

from tests.scripts.shell import Shell

SECOND, SECOND_PASSPHRASE = "Petugas Kedua", "kata sandi petugas kedua"


def second(shell: Shell, profile: str, role: str) -> list[object]:
    """Enrol another officer; gives the options that name him as the second one."""
    path = shell.write("second", SECOND_PASSPHRASE + "\n")
    shell.good("officer", "add", SECOND, "--role", role, "--new-passphrase-file", path, profile=profile)
    return ["--second-officer", SECOND, "--second-passphrase-file", path]


def test_a_correction_waits_and_is_approved_by_another(shell: Shell) -> None:
    (report,) = shell.add(shell.example("complaint"))
    changes = shell.write("baru.json", json.dumps({"summary": "Ringkasan baru"}))
    made = shell.good("report", "correct", report["id"], changes, "--reason", "salah dengar", profile="post")
    assert made["status"] == "proposed" and made["pending"]
    (waiting,) = shell.good("report", "pending", profile="post")["pending"]
    assert (waiting["id"], waiting["fields"], waiting["mine"]) == (made["pending"], ["summary"], True)
    shell.refused("approval.own", "approve", made["pending"], profile="post")
    second(shell, "post", "officer")
    shell.write("passphrase-first", (shell.home / "passphrase").read_bytes())
    shell.write("passphrase", SECOND_PASSPHRASE + "\n")
    assert shell.good("approve", made["pending"], profile="post")["status"] == "approved"
    shown = shell.good("report", "show", report["id"], profile="post")
    assert shown["summary"] == "Ringkasan baru" and shown["original"]["summary"] != "Ringkasan baru"
    assert shown["proposals"][0]["words"] == "salah dengar"
    assert shell.good("report", "pending", profile="post")["pending"] == []
    shell.refused("approval.done", "decline", made["pending"], profile="post")


def test_two_officers_at_one_desk(shell: Shell) -> None:
    (report,) = shell.add(shell.example("complaint"))
    other = second(shell, "post", "officer")
    fresh = ["--role", "officer", "--new-passphrase-file", shell.write("third", "frasa ketiga yang panjang\n")]
    for same in (SECOND, f" {SECOND.upper()} ", "petugas  1"):
        shell.refused("officer.name_taken", "officer", "add", same, *fresh, profile="post")
    made = shell.good("report", "correct", report["id"], "--void", "--reason", "duplicate", *other, profile="post")
    assert made["status"] == "approved" and "pending" not in made
    shown = shell.good("report", "show", report["id"], profile="post")
    assert shown["voided"] is True and shown["narrative"]
    shell.add(shell.example("early_warning"))
    shell.good("report", "export-list", "--out", shell.home / "daftar.csv", profile="post")
    rows = csv.DictReader(io.StringIO((shell.home / "daftar.csv").read_text("utf-8-sig"), newline=""))
    assert [(row["Keterangan"], row["Keterangan (kode)"]) for row in rows] == [("", ""), ("Batal", "voided")], (
        "who counts sees it"
    )
    wrong = [*other[:3], shell.write("wrong", "kata sandi yang salah\n")]
    before = shell.good("check", profile="post")["entries"]
    shell.refused("passphrase.wrong", "report", "correct", report["id"], "--restore", "--reason", "x", *wrong, profile="post")
    assert shell.good("check", profile="post")["entries"] == before


def test_an_order_travels_and_a_hold_stops_it(shell: Shell) -> None:
    (report,) = shell.add(shell.example("complaint"))
    shell.good("send", shell.stick, profile="post")
    shell.good("receive", shell.stick, profile="province")
    other = second(shell, "province", "administrator")
    order = ["erasure", "order", report["id"], "--ground", "retention", "--basis", "Jadwal retensi"]
    shell.good("hold", "place", report["id"], "--basis", "Surat Bawaslu", profile="province")
    shell.refused("erasure.held", *order, *other, profile="province")
    shell.refused("authority.refused", *order, profile="post")
    shell.good("hold", "lift", report["id"], "--basis", "Surat Bawaslu", profile="province")
    assert shell.good(*order, *other, profile="province")["status"] == "approved"
    shell.good("send", shell.stick, profile="province")
    shell.good("receive", shell.stick, profile="post")
    for profile in ("post", "province"):
        shown = shell.good("report", "show", report["id"], profile=profile)
        assert shown["erased"] == ["parties", "story"] and "narrative" not in shown and shown["number"]
        assert shell.good("check", profile=profile)["problems"] == []


def test_what_cannot_be_read_is_refused_in_one_line(shell: Shell) -> None:
    (report,) = shell.add(shell.example("complaint"))
    shell.refused("usage", "report", "correct", report["id"], "--reason", "x", profile="post")
    broken = shell.write("rusak.json", "[1]")
    shell.refused("report.not_json", "report", "correct", report["id"], broken, "--reason", "x", profile="post")
    shell.refused("approval.unknown", "approve", report["id"], profile="post")
    shell.refused("id.unreadable", "approve", "bukan-id", profile="post")

"""The happy road by verbs: reports of every kind, two posts, a stick there and back, pacts, receipts, papers verified."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pypdfium2
import pytest

from core.domain.forms import KINDS
from tests.scripts.shell import OTHER_POST, PASSPHRASE, POST, Shell

CODE_DIGITS = 18


def text_of(path: str | Path) -> str:
    """The words of a PDF."""
    document = pypdfium2.PdfDocument(Path(path).read_bytes())
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def digits(code: str) -> str:
    return "".join(character for character in code if character.isdigit())


def test_a_stick_there_and_back(shell: Shell) -> None:
    mine = shell.add(*(shell.example(kind) for kind in KINDS))
    shell.add(shell.example("early_warning"), profile="other")
    assert shell.good("status", profile="post")["queued"] == len(KINDS)
    for post, count in (("post", len(KINDS)), ("other", 1)):
        sent = shell.good("send", shell.stick, profile=post)
        assert (sent["entries"], sent["queued"]) == (count + 3, 0)  # the reports, the opening of two streams, and the sealed day
        again = shell.good("send", shell.stick, profile=post)
        assert (again["entries"], again["objects"], again["attachments"]) == (0, 0, 0)
        assert shell.good("status", profile=post)["sent"] == count
    came = shell.good("receive", shell.stick, profile="province")
    assert (came["entries"], came["quarantined"], came["gaps"]) == (len(KINDS) + 7, [], [])
    assert shell.good("receive", shell.stick, profile="province")["entries"] == 0
    shell.good("case", "open", mine[0]["id"], "--agenda", "7/K/2024", profile="province")
    shell.good("send", shell.stick, profile="province")
    back = shell.good("receive", shell.stick, profile="post")
    assert back["acknowledged"] == len(KINDS)
    assert shell.good("receive", shell.stick, profile="other")["acknowledged"] == 1
    assert shell.good("receive", shell.stick, profile="post")["entries"] == 0
    status = shell.good("status", profile="post")
    assert (status["queued"], status["sent"], status["received"]) == (0, 0, len(KINDS))
    shown = shell.good("report", "show", mine[0]["number"], profile="post")
    assert (shown["status"], shown["case_status"], shown["agenda"]) == ("received", "at_province", "7/K/2024")
    assert [line["kind"] for line in shown["history"]] == ["complaint.received", "case.opened"]
    assert [row["code"] for row in shell.good("status", profile="province")["posts"]] == [POST, OTHER_POST]
    for profile in ("province", "post", "other"):
        assert shell.good("check", profile=profile)["problems"] == []
        assert shell.good("check", "--rebuild", profile=profile)["rebuilt"] is True


def test_a_sealed_report_leaves_no_words_and_its_files_still_travel(shell: Shell) -> None:
    party = [{"subject": "PNS", "name": "Terlapor Rahasia"}]
    evidence = [{"title": "Foto", "kind": "photo", "file": "bukti.jpg"}]
    tree = shell.example("complaint", reported=party, violation="ASN-K04", summary="Ringkasan titip", evidence=evidence)
    attachment = shell.write("bukti.jpg", b"isi bukti" * 1000)
    added = shell.good("report", "add", "-", "--attach", attachment, profile="post", stdin=json.dumps(tree).encode())
    (reply,) = added["reports"]
    assert reply["sealed"] is True
    shown = shell.good("report", "show", reply["id"], profile="post")
    assert "summary" not in shown and "reported" not in shown and shown["sealed"] is True
    assert "Terlapor Rahasia" not in json.dumps(shown) and "bukti.jpg" not in json.dumps(shown)
    assert shell.good("report", "list", "--query", "titip", profile="post")["reports"] == []
    assert shell.good("send", shell.stick, profile="post")["attachments"] == 1
    shell.good("receive", shell.stick, profile="province")
    at_province = shell.good("report", "show", reply["id"], profile="province")
    assert at_province["summary"] == "Ringkasan titip"
    assert [(file["name"], file["missing"], file["openable"]) for file in at_province["attachments"]] == [("bukti.jpg", 0, True)]


def test_a_file_that_shows_a_person_opens_nowhere_but_at_the_identity_desk(shell: Shell) -> None:
    evidence = [{"title": "KTP", "file": "ktp.jpg", "shows_identity": True}, {"title": "Foto", "file": "foto.jpg"}]
    tree = shell.write("r.json", json.dumps(shell.example("complaint", evidence=evidence)))
    files = [word for name in ("ktp.jpg", "foto.jpg", "lain.txt") for word in ("--attach", shell.write(name, name))]
    (reply,) = shell.good("report", "add", tree, *files, profile="post")["reports"]
    shown = shell.good("report", "show", reply["id"], profile="post")
    facts = {file["name"]: (file["shows_identity"], file["openable"]) for file in shown["attachments"]}
    assert facts == {"ktp.jpg": (True, False), "foto.jpg": (False, True), "lain.txt": (False, True)}
    assert shown["reporter"] == {"lane": "open", "sealed": True}


def test_pages_of_the_list(shell: Shell) -> None:
    # Words, not figures: a figure may also begin a part of somebody's case number.
    words = ("pertama", "kedua", "ketiga", "keempat", "kelima")
    shell.add(*(shell.example("early_warning", summary=f"Peringatan {word}") for word in words))
    first = shell.good("report", "list", "--limit", 3, profile="post")
    rest = shell.good("report", "list", "--limit", 3, "--after", first["next"], profile="post")
    assert [row["summary"] for row in [*first["reports"], *rest["reports"]]] == [f"Peringatan {word}" for word in reversed(words)]
    assert rest["next"] is None
    assert len(shell.good("report", "list", "--kind", "situation", profile="post")["reports"]) == 0
    assert len(shell.good("report", "list", "--query", "pering keem", profile="post")["reports"]) == 1
    narrowed = ("--area", "19", "--status", "queued", "--sort", "event", "--from", "2000-01-01")
    listed = shell.good("report", "list", *narrowed, profile="post")["reports"]
    for name in ("keluar.csv", "keluar.xlsx"):
        written = shell.good("report", "export-list", *narrowed, "--out", shell.home / name, profile="post")
        assert written["count"] == len(listed) and (shell.home / name).stat().st_size > 0
    rows = list(csv.DictReader(io.StringIO((shell.home / "keluar.csv").read_text("utf-8-sig"), newline="")))
    assert [row["Nomor"] for row in rows] == [row["number"] for row in listed]
    told = [(row["Jenis"], row["Status"], row["Wilayah"].partition(",")[0], row["Tahapan"]) for row in rows]
    assert set(told) == {("Peringatan dini", "Menunggu", "Kec. Sungailiat", "Masa kampanye")}, "an analyst reads words"
    codes = {(row["Jenis (kode)"], row["Status (kode)"], row["Wilayah (kode)"], row["Tahapan (kode)"]) for row in rows}
    assert codes == {tuple(str(row[name]) for name in ("kind", "status", "area", "stage")) for row in listed}, (
        "programs read codes"
    )


def test_the_receipt_carries_the_code_only_while_it_is_in_memory(shell: Shell) -> None:
    tree = shell.write("r.json", json.dumps(shell.example("complaint")))
    added = shell.good("report", "add", tree, "--print", shell.home / "slips", profile="post")
    (reply,) = added["reports"]
    assert len(digits(reply["code"])) == CODE_DIGITS
    words = text_of(added["files"][0])
    assert digits(reply["code"]) in digits(words)
    assert "Sukmawati" not in words and "BUKAN tanda bukti dari Bawaslu" in words and reply["number"] not in words
    later = shell.home / "later.pdf"
    with_code = ["--code-file", shell.write("code", reply["code"])]
    shell.good("receipt", reply["id"], "--out", later, "--with-number", *with_code, profile="post")
    assert digits(reply["code"]) in digits(text_of(later)) and reply["number"] in text_of(later)
    new = shell.good("receipt", reply["id"], "--out", later, profile="post")["code"]
    assert digits(reply["code"]) not in digits(text_of(later)) and digits(new) in digits(text_of(later))
    shell.refused("receipt.other_code", "receipt", reply["id"], "--out", later, *with_code, profile="post")
    assert shell.run("report", "lookup", reply["code"], profile="post").code == 1
    assert shell.good("report", "lookup", new, profile="post")["status"] == "recorded"
    with_code = ["--code-file", shell.write("code", new)]
    shell.good("receipt", reply["id"], "--out", later, *with_code, profile="post")
    assert digits(new) in digits(text_of(later))
    other = shell.add(shell.example("complaint"))[0]
    shell.refused("receipt.other_code", "receipt", other["id"], "--out", later, *with_code, profile="post")


def test_pacts_verify_and_a_changed_byte_does_not(shell: Shell) -> None:
    roster = shell.write("roster.csv", shell.good("pact", "issue", "--example")["csv"])
    issued = shell.good("pact", "issue", roster, "--out", shell.home / "papers", "--place", "Toboali", profile="province")
    assert (issued["issued"], len(issued["files"]), issued["rejected"]) == (3, 3, [])
    # The same list by mistake: nothing is issued, and it is said who holds which pact; who insists gets second ones.
    twice = ("pact", "issue", roster, "--out", shell.home / "twice")
    refused = shell.run(*twice, profile="province")
    assert (refused.code, refused.tree["issued"], [row["line"] for row in refused.tree["rejected"]]) == (1, 0, [2, 3, 4])
    assert refused.tree["rejected"][0]["number"] and refused.tree["rejected"][0]["code"] == "pact.already"
    trust = shell.home / "trust.pem"
    shell.good("province", "export-trust", "--out", trust, profile="province")
    results = shell.good("verify", *issued["files"], "--trust", trust)["results"]
    assert [result["verdict"] for result in results] == ["valid"] * 3
    assert (
        shell.good("verify", issued["files"][0], profile="province")["results"][0]["fields"]["name"] == "Dra. Siti Aminah, M.Si."
    )
    changed = bytearray(Path(issued["files"][0]).read_bytes())
    changed[1500] ^= 1
    result = shell.run("verify", shell.write("changed.pdf", bytes(changed)), "--trust", trust)
    assert result.code == 1 and result.tree["results"][0]["verdict"] == "invalid" and result.tree["results"][0]["reasons"]
    listed = shell.good("pact", "list", "--out", shell.home / "again", profile="province")
    originals = sorted(Path(path).read_bytes() for path in issued["files"])
    assert sorted(Path(path).read_bytes() for path in listed["files"]) == originals
    assert shell.good(*twice, "--again", profile="province")["issued"] == 3


@pytest.mark.fault("MU-2")
def test_a_second_officer_works_under_an_own_passphrase(shell: Shell) -> None:
    new = shell.write("new", PASSPHRASE + " kedua")
    added = shell.good("officer", "add", "Rina", "--role", "officer", "--new-passphrase-file", new, profile="post")
    assert (added["officer"], added["role"]) == ("Rina", "officer")
    shell.write("passphrase", PASSPHRASE + " kedua")
    (reply,) = shell.add(shell.example("information"))
    history = shell.good("report", "show", reply["id"], profile="post")["history"]
    assert [line["officer"] for line in history] == ["Rina"]
    shell.refused("officer.other", "status", "--officer", "Petugas 1", profile="post")
    shell.refused("officer.not_head", "officer", "add", "X", "--role", "officer", "--new-passphrase-file", new, profile="post")


@pytest.mark.fault("EX-5")
def test_shares_are_written_once_and_only_where_nothing_lies(shell: Shell) -> None:
    files = shell.good("province", "shares", "--out", shell.home / "shares", profile="province")["files"]
    assert len(files) == 3 and all(Path(path).is_file() for path in files)
    shell.refused("folder.not_empty", "province", "shares", "--out", shell.home / "shares", profile="province")
    words = ["province", "create", "--name", "X", "--area", "19", "--shares", shell.home / "s2"]
    shell.good(*words, profile="p2")
    shell.refused("shares.gone", "province", "shares", "--out", shell.home / "s3", profile="p2")


@pytest.mark.parametrize("language", ["id", "en"])
def test_text_answers_and_languages(shell: Shell, language: str) -> None:
    shell.add(shell.example("early_warning"))
    result = shell.run("report", "list", "--lang", language, profile="post", as_json=False)
    assert result.code == 0 and result.err == ""
    assert ("menunggu" if language == "id" else "waiting") in result.out
    missing = shell.run("report", "show", "xyz", "--lang", language, profile="post", as_json=False)
    assert missing.code == 2 and missing.out == "" and len(missing.err.splitlines()) == 1


def test_common_options_may_stand_before_the_verb_and_come_from_the_environment(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSKO_PROFILE", str(shell.home / "post"))
    monkeypatch.setenv("POSKO_PASSPHRASE_FILE", str(shell.home / "passphrase"))
    assert shell.good("status")["reports"] == 0
    assert shell.good("--lang", "en", "report", "list")["reports"] == []

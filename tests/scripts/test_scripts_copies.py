"""Copies of a profile, by verbs: made, proved by a drill, brought back elsewhere, refused when broken."""

from __future__ import annotations

import errno
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from pytest import MonkeyPatch

from core.app import backup
from core.domain.errors import Unavailable, Untrusted
from core.storage import copies
from sync.folder import CONSTANT_TIME
from tests.scripts.shell import OTHER_POST, PASSPHRASE, POST, Shell, files_below


def listed(shell: Shell, profile: str) -> set[str]:
    return {row["number"] for row in shell.good("report", "list", profile=profile)["reports"]}


@pytest.mark.fault("ST-22", "EX-5")
def test_a_laptop_falls_into_the_sea_and_its_copy_goes_on(shell: Shell) -> None:
    photo = shell.write("foto.jpg", b"\xff\xd8\xff" + b"isi foto" * 2000)
    tree = shell.example("complaint", evidence=[{"title": "Foto", "kind": "photo", "file": "foto.jpg"}])
    added = shell.good("report", "add", "-", "--attach", photo, profile="post", stdin=json.dumps(tree).encode())
    before = added["reports"][0]["number"]
    shell.refused("backup.none", "drill", profile="post")
    copy = shell.home / "stik" / "salinan.posko-backup"
    copy.parent.mkdir()
    made = shell.good("backup", copy, profile="post")
    assert made["verified"] is True and made["attachments"] == 1 and made["file"] == str(copy)
    assert shell.good("check", profile="post")["entries"] == made["entries"]
    shell.refused("file.exists", "backup", copy, profile="post")
    told = shell.good("drill", profile="post")
    assert (told["reports"], told["problems"], told["entries"]) == (1, [], made["entries"])
    (after,) = shell.add(shell.example("early_warning"))
    stick = shell.home / "s1"
    stick.mkdir()
    shell.good("send", stick, profile="post")
    shell.good("receive", stick, profile="province")
    # Nothing that is wrong changes anything, and each is told apart from the others.
    whole = copy.read_bytes()
    broken = {
        "backup.cut": whole[:-14_000],  # in the photo, wherever the last record of the archive ends
        "backup.damaged": _flipped(whole),
        "backup.foreign": b"PK\x03\x04" + whole[4:],
    }
    for code, data in broken.items():
        bad = shell.write(code, data)
        shell.refused(code, "restore", bad, profile="new")
        assert not (shell.home / "new").exists(), "not even a folder"
        empty = shell.home / f"kosong-{code}"
        empty.mkdir()
        shell.refused(code, "restore", bad, profile=empty.name)
        assert not list(empty.iterdir()), "an empty folder stays empty"
    shell.write("passphrase", "bukan kata sandi yang itu")
    shell.refused("passphrase.wrong", "restore", copy, profile="new")
    shell.write("passphrase", PASSPHRASE)
    assert not (shell.home / "new").exists()
    shell.refused("profile.exists", "restore", copy, profile="post")
    shell.refused("backup.damaged", "drill", shell.home / "backup.damaged", profile="post")
    # The laptop is gone; its copy opens on another one and goes on, on streams of its own.
    shutil.move(shell.home / "post", shell.home / "gone")
    back = shell.good("restore", copy, profile="new")
    assert (back["post"], back["entries"]) == (POST, made["entries"]) and listed(shell, "new") == {before}
    shell.good("receive", stick, profile="new")
    assert listed(shell, "new") == {before, after["number"]}, "its own old stick brings back what came after the copy"
    (fresh,) = shell.add(shell.example("early_warning"), profile="new")
    for name, giver, taker in (("s2", "new", "province"), ("s3", "province", "new")):
        (shell.home / name).mkdir()
        shell.good("send", shell.home / name, profile=giver)
        shell.good("receive", shell.home / name, profile=taker)
    assert listed(shell, "province") == {before, after["number"], fresh["number"]}
    assert shell.good("check", profile="new")["problems"] == [] and shell.good("status", profile="new")["received"] == 3
    # A damaged installation is laid aside whole, never removed.
    lying = files_below(shell.home / "new")
    back = shell.good("restore", copy, "--set-aside", profile="new")
    (aside,) = (shell.home / "new").glob("aside-*")
    assert listed(shell, "new") == {before} and {"posko.db", "keys.slots"} <= files_below(aside) and lying


def _flipped(data: bytes) -> bytes:
    """One bit of the store turned over, in the middle of the file."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


@pytest.mark.fault("EX-12")
def test_everything_in_files_that_need_no_program(shell: Shell) -> None:
    photo = shell.write("foto.jpg", b"\xff\xd8\xff" + b"isi foto" * 2000)
    tree = shell.example("complaint", evidence=[{"title": "Foto", "kind": "photo", "file": "foto.jpg"}])
    added = shell.good("report", "add", "-", "--attach", photo, profile="other", stdin=json.dumps(tree).encode())
    number = added["reports"][0]["number"]
    out = shell.home / "terbuka"
    ran = shell.run("export-all", out, profile="other")
    assert ran.code == 0 and ran.tree["attachments"] == 1 and "musnahkan" in ran.err
    lines = [json.loads(line) for line in (out / "entries.jsonl").read_text("utf-8").splitlines()]
    assert (lines[0]["format"], lines[-1]) == ("posko-everything", {"line": "end", "entries": len(lines) - 2})
    (report,) = [line for line in lines if line.get("kind") == "complaint.received"]
    assert report["parts"]["facts"]["number"] == number and report["parts"]["story"]["form"]["narrative"] == tree["narrative"]
    assert tree["reporter"]["name"] not in (out / "entries.jsonl").read_text("utf-8"), "who reported stays sealed"
    assert [line["kind"] for line in lines if line["line"] == "entry"][-1] == "everything.exported"
    kinds = json.loads((out / "kinds.json").read_bytes())
    assert set(kinds) == {line["kind"] for line in lines if line["line"] == "entry"} and all(kinds["complaint.received"].values())
    meant = json.loads((out / "reference" / "violations.json").read_bytes())["items"]
    assert tree["violation"] in {item["code"] for item in meant}, "what a code means goes along"
    (file,) = [json.loads(line) for line in (out / "attachments.jsonl").read_text("utf-8").splitlines()][:-1]
    assert (file["name"], file["state"]) == ("foto.jpg", "readable") and (out / file["file"]).read_bytes() == photo.read_bytes()
    proved = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=out, check=False)
    assert proved.returncode == 0 and "lamport" in (out / "BACA-INI.md").read_text("utf-8")
    shell.refused("folder.not_empty", "export-all", out, profile="other")
    shell.write("second", "kata sandi petugas dua\n")
    shell.good("officer", "add", "Dua", "--role", "officer", "--new-passphrase-file", shell.home / "second", profile="other")
    shell.write("passphrase", "kata sandi petugas dua\n")
    shell.refused("authority.refused", "export-all", shell.home / "tidak", profile="other")
    assert not (shell.home / "tidak").exists()


def test_a_copy_goes_along_at_a_handover_and_is_replaced_on_the_same_stick(shell: Shell, monkeypatch: MonkeyPatch) -> None:
    stick, keep = shell.stick, shell.stick / "KEEP"
    sent = shell.good("send", stick, "--with-copy", profile="post")
    assert sent["entries"] and sent["copy"]["verified"]
    (first,) = keep.iterdir()
    assert re.fullmatch("[a-z2-7]{26}[.]bin", first.name) and first.stat().st_mtime == CONSTANT_TIME, "tells nothing"
    (number,) = shell.add(shell.example("early_warning"))
    # No room: what was sent stays sent, the older copy stays, and it is said.
    with monkeypatch.context() as full:
        full.setattr(copies, "free_bytes", lambda folder: copies.MARGIN if folder == stick else 10**12)
        done = shell.run("send", stick, "--with-copy", profile="post")
    assert (done.code, done.tree["copy"], list(keep.iterdir())) == (1, None, [first]) and "Ruang tidak cukup" in done.err
    # A stick that gives other bytes back: the older copy stays.
    with monkeypatch.context() as lying:
        lying.setattr(backup, "prove_files", lambda *_: (_ for _ in ()).throw(Untrusted("backup.damaged", name="posko.db")))
        assert shell.run("send", stick, "--with-copy", profile="post").code == 1
    assert list(keep.iterdir()) == [first], "control: with neither fault it is replaced"
    shell.good("send", stick, "--with-copy", profile="post")
    (second,) = keep.iterdir()
    assert second.name != first.name
    # Another laptop's copy on the same stick is left alone, and each opens with its own passphrase.
    shell.write("lain", "kata sandi laptop yang lain\n")
    shell.good("officer", "add", "Dua", "--role", "officer", "--new-passphrase-file", shell.home / "lain", profile="other")
    shell.good("send", stick, "--with-copy", profile="other")
    assert len(list(keep.iterdir())) == 2
    (keep / "aaaaaaaaaaaaaaaaaaaaaaaaaa.bin").write_bytes(second.read_bytes()[:-30_000])
    shell.refused("backup.several", "restore", stick, profile="new")
    back = shell.good("restore", second, profile="new")
    assert back["file"] == str(second) and listed(shell, "new") == {number["number"]}
    shell.write("passphrase", "kata sandi laptop yang lain")
    assert shell.good("restore", stick, profile="new-2")["post"] == OTHER_POST, "the half one is none"
    shell.write("passphrase", "tidak membuka satu pun")
    shell.refused("backup.cut", "restore", stick, profile="new-3")
    (keep / "aaaaaaaaaaaaaaaaaaaaaaaaaa.bin").unlink()
    shell.refused("passphrase.wrong", "restore", stick, profile="new-3")
    shutil.rmtree(keep)
    keep.mkdir()
    shell.refused("backup.none_there", "restore", stick, profile="new-3")
    assert not (shell.home / "new-3").exists()


@pytest.mark.parametrize(("number", "code"), [(errno.EROFS, "file.unwritable"), (errno.EIO, "disk.failed")])
def test_a_place_that_takes_nothing_is_not_told_as_a_failing_disk(
    number: int, code: str, tmp_path: Path, monkeypatch: MonkeyPatch
) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(Unavailable) as refusal, copies.made_whole(tmp_path / "terang"):
        pytest.fail("there is no such place")
    assert refusal.value.code == code


def test_copies_elsewhere_are_known_and_told_when_an_officer_leaves(shell: Shell) -> None:
    shell.good("backup", shell.home / "awal.posko-backup", profile="post")
    shell.write("lain", "kata sandi petugas dua\n")
    shell.good("officer", "add", "Dua", "--role", "officer", "--new-passphrase-file", shell.home / "lain", profile="post")
    shell.good("send", shell.stick, "--with-copy", profile="post")
    file = shell.home / "cadangan.posko-backup"
    shell.good("backup", file, profile="post")
    listed = shell.good("backup", "--list", profile="post")
    before = listed["away"]
    assert [(each["where"], each["open_to"]) for each in before] == [(str(shell.home), []), ("stick", []), (str(shell.home), [])]
    assert {each["made"][-6:] for each in (*listed["copies"], *before)} == {"+07:00"}, "one clock in one list"
    tried = shell.good("drill", shell.stick, profile="post")
    assert Path(tried["file"]).parent == shell.stick / "KEEP" and tried["problems"] == [], "a stick is taken as restore takes it"
    ended = shell.run("officer", "end", "Dua", profile="post")
    assert ended.code == 0 and len(ended.tree["copies"]) == 2 and ended.err.count("masih terbuka bagi Dua") == 2
    told = shell.run("backup", "--list", profile="post")
    assert [each["open_to"] for each in told.tree["away"]] == [["Dua"], ["Dua"], []], "the first is older than his first day"
    # Control: it is true. The copy of before opens with his passphrase; the one in its place does not.
    shell.write("passphrase", "kata sandi petugas dua")
    assert shell.good("restore", file, profile="his")["officer"] == "Dua"
    shell.refused("passphrase.wrong", "restore", shell.home / "awal.posko-backup", profile="his-0")
    shell.write("passphrase", PASSPHRASE)
    shell.good("send", shell.stick, "--with-copy", profile="post")
    shell.good("backup", file, "--replace", profile="post")
    told = shell.run("backup", "--list", profile="post")
    assert [each["open_to"] for each in told.tree["away"]] == [[], [], []] and "terbuka" not in told.err
    shell.write("passphrase", "kata sandi petugas dua")
    shell.refused("passphrase.wrong", "restore", file, profile="his-2")
    shell.refused("passphrase.wrong", "restore", shell.stick, profile="his-2")
    shell.write("passphrase", PASSPHRASE)
    foreign = shell.write("catatan.txt", "bukan salinan")
    shell.refused("file.exists", "backup", foreign, "--replace", profile="post")
    assert foreign.read_text("utf-8") == "bukan salinan"


def test_dated_copies_are_made_and_listed(shell: Shell) -> None:
    first = shell.good("backup", profile="other")
    (row,) = shell.good("backup", "--list", profile="other")["copies"]
    assert row["file"] == first["file"] and Path(row["file"]).parent.name == "backups"
    assert shell.good("drill", profile="other")["days"] == 0
    # The same installation read as if it were damaged: another one beside it, and this one as it was.
    before = files_below(shell.home / "other")
    told = shell.good("rescue", shell.home / "other", "--out", shell.home / "terselamatkan", profile="other")
    assert told["gaps"] == [] and told["entries"] >= first["entries"] and files_below(shell.home / "other") == before
    assert shell.good("check", profile="terselamatkan")["problems"] == []
    shell.refused("folder.not_empty", "rescue", shell.home / "other", "--out", shell.home / "terselamatkan", profile="other")

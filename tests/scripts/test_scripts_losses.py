"""Laptops that are stolen or dead, by verbs: what is lost is told, and what was acknowledged comes back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.scripts.shell import PASSPHRASE, POST, Shell

NEW = "kata sandi yang baru sekali"


def listed(shell: Shell, profile: str) -> dict[str, bool]:
    rows = shell.good("report", "list", profile=profile)["reports"]
    return {row["number"]: row["revoked"] for row in rows}


def laptop_of(shell: Shell, post: str) -> str:
    rows = shell.good("province", "certificates", profile="province")["certificates"]
    (key,) = [row["key"] for row in rows if (row["post"], row["role"]) == (post, "device")]
    return str(key)


def with_photo(shell: Shell) -> tuple[str, Path]:
    """One report with a photo at the post; gives its number and the photo."""
    photo = shell.write("foto.jpg", b"\xff\xd8\xff" + b"isi foto" * 2000)
    tree = shell.example("complaint", evidence=[{"title": "Foto", "kind": "photo", "file": "foto.jpg"}])
    added = shell.good("report", "add", "-", "--attach", photo, profile="post", stdin=json.dumps(tree).encode())
    return added["reports"][0]["number"], photo


def carry(shell: Shell, giver: str, taker: str, name: str) -> Path:
    """A fresh stick from one to the other."""
    stick = shell.home / name
    stick.mkdir()
    shell.good("send", stick, profile=giver)
    shell.good("receive", stick, profile=taker)
    return stick


def test_a_stolen_laptop_and_the_one_in_its_place(shell: Shell) -> None:
    sent, photo = with_photo(shell)
    carry(shell, "post", "province", "s1")
    (never,) = shell.add(shell.example("early_warning"))
    key = laptop_of(shell, POST)
    shell.good("province", "revoke", key, "--from", shell.now().isoformat(), "--reason", "lost", profile="province")
    seen = shell.good("province", "lost", key, profile="province")
    assert [(each["number"], each["own"]) for each in seen["reports"]] == [(sent, True)] and seen["attachments"] == 0
    # A thief sends what he wrote: taken in, marked in the list, in detail, in the counts and among what needs a look.
    carry(shell, "post", "province", "s2")
    assert listed(shell, "province") == {sent: False, never["number"]: True}
    assert shell.run("report", "list", profile="province", as_json=False).out.count("SESUDAH DICABUT") == 1
    assert shell.good("report", "show", never["number"], profile="province")["revoked"] is True
    assert shell.good("status", profile="province")["revoked"] == 1
    odd = shell.run("aside", "list", profile="province")
    assert odd.code == 1 and [row["post"] for row in odd.tree["revoked"]]
    # A new laptop from a new kit gets back what had come, photo and all; of the old one's last entries it is told, too.
    kit = shell.good("kit", "create", "--post", POST, "--out", shell.home / "new.kit", profile="province")
    shell.write("new.code", kit["code"])
    shell.good("post", "create", "--kit", shell.home / "new.kit", "--kit-code-file", shell.home / "new.code", profile="new")
    for number in range(2):
        carry(shell, "new", "province", f"n{number}")
        carry(shell, "province", "new", f"p{number}")
    assert set(listed(shell, "new")) == {sent, never["number"]}
    shown = shell.good("report", "show", sent, profile="new")
    (file,) = shown["attachments"]
    out = shell.home / "kembali.jpg"
    export = ("--attachment", file["id"], "--purpose", "case_meeting", "--out", out)
    shell.good("report", "export", sent, *export, profile="new")
    assert out.read_bytes() == photo.read_bytes() and shown["status"] == "received"


@pytest.mark.fault("UN-12")
def test_a_dead_laptops_disk_opens_with_two_shares(shell: Shell) -> None:
    """The disk goes into another laptop; a province whose administrator forgot everything opens the same way."""
    number, _ = with_photo(shell)
    files = shell.good("province", "shares", "--out", shell.home / "shares", profile="province")["files"]
    both = ["--share", files[0], "--share", files[2]]
    shutil.copytree(shell.home / "post", shell.home / "found")
    shell.write("passphrase", NEW)
    shell.refused("passphrase.wrong", "status", profile="found")
    before = {path.name: path.read_bytes() for path in (shell.home / "found").glob("keys*")}
    shell.refused("share.same", "recover", "--share", files[0], "--share", files[0], profile="found")
    for few in ([], both[:2], [*both, "--share", files[1]]):
        told = shell.refused("shares.needed", "recover", *few, profile="found").tree["message"]
        assert f"yang diberikan {len(few) // 2}." in told, told
    torn = shell.write("robek.txt", "bukan daftar kata\n")
    told = shell.refused("share.unreadable", "recover", *both[:2], "--share", torn, profile="found").tree["message"]
    assert told.startswith("Bagian ke-2 "), "which of the two"
    shell.refused("profile.none", "recover", *both, profile="nowhere")
    shell.refused("officer.name", "recover", *both, "--officer", " ", profile="found")
    assert {path.name: path.read_bytes() for path in (shell.home / "found").glob("keys*")} == before
    opened = shell.good("recover", *both, "--officer", "Rina", profile="found")
    assert (opened["officer"], opened["role"], opened["post"]) == ("Rina", "head", POST)
    shell.refused("passphrase.taken", "recover", *both, profile="found")
    (after,) = shell.add(shell.example("early_warning"), profile="found")
    assert set(listed(shell, "found")) == {number, after["number"]}
    assert shell.good("recover", *both, profile="province")["role"] == "administrator"
    carry(shell, "found", "province", "s1")
    carry(shell, "province", "found", "s2")
    history = shell.good("report", "show", after["number"], profile="province")["history"]
    assert [line["officer"] for line in history] == ["Rina"]
    assert shell.good("status", profile="found")["received"] == 2
    # Who was there before still opens it: nothing was taken from anybody.
    shell.write("passphrase", PASSPHRASE)
    assert set(listed(shell, "found")) == {number, after["number"]}

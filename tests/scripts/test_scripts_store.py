"""A new store key over the command line: by itself, and when an officer is ended who is not trusted any more."""

from __future__ import annotations

import shutil
from pathlib import Path

from core.app import profile
from core.crypto import keyslots
from tests.scripts.shell import PASSPHRASE, Shell

WAYAN, RINA = b"frasa wayan yang panjang\n", b"frasa rina yang panjang\n"


def add(shell: Shell, name: str, words: bytes) -> str:
    file = shell.write(f"{name}.txt", words)
    shell.good("officer", "add", name, "--role", "officer", "--new-passphrase-file", file, profile="post")
    return str(file)


def by(shell: Shell, file: object, profile: str) -> list[object]:
    """Words for a verb that another officer calls."""
    return ["--profile", shell.home / profile, "--passphrase-file", file]


def key(shell: Shell, words: bytes) -> bytes:
    slots = profile.read_slots(shell.home / "post")
    return keyslots.unlock(slots, words.decode().strip()).content.store_key


def test_a_new_key_and_what_it_leaves_behind(shell: Shell) -> None:
    wayan = add(shell, "Wayan", WAYAN)
    (before,) = shell.add(shell.example("early_warning"))
    shell.good("backup", profile="post")
    told = shell.good("store", "key", profile="post")
    assert (told["keeps"], told["loses"], told["changed"], told["copies"]) == (["Wayan"], [], "", 1)
    old = key(shell, WAYAN)
    shell.refused("officer.not_head", "store", "rotate", *by(shell, wayan, "post"))
    shell.refused("passphrase.wrong", "store", "rotate", *by(shell, shell.write("salah", b"salah"), "post"))
    made = shell.good("store", "rotate", profile="post")
    assert made["keeps"] == ["Wayan"] and made["copies"] == 0
    listed = shell.good("report", "list", *by(shell, wayan, "post"))["reports"]
    assert [row["number"] for row in listed] == [before["number"]] and key(shell, WAYAN) != old
    assert shell.good("check", profile="post")["problems"] == []
    assert len(shell.good("backup", "--list", profile="post")["copies"]) == 1
    assert shell.good("drill", profile="post")["problems"] == []


def test_who_is_not_trusted_any_more(shell: Shell) -> None:
    wayan, _rina = add(shell, "Wayan", WAYAN), add(shell, "Rina", RINA)
    stolen = shell.home / "curian"
    shutil.copytree(shell.home / "post", stolen)
    old = key(shell, WAYAN)
    ended = shell.good("officer", "end", "Wayan", "--distrusted", profile="post")
    assert ended["store_key"]["keeps"] == ["Rina"] and key(shell, RINA) != old
    shell.refused("passphrase.wrong", "report", "list", *by(shell, wayan, "post"))
    # His copy of before still opens, and its key opens nothing of now.
    assert shell.good("report", "list", *by(shell, wayan, "curian"))["reports"] == []
    shutil.copy(stolen / "keys.slots", Path(shell.home / "post" / "keys.slots"))
    shell.refused("store.unreadable", "report", "list", *by(shell, wayan, "post"))


def test_the_key_stays_where_it_is_to_stay(shell: Shell) -> None:
    add(shell, "Wayan", WAYAN)
    before = key(shell, WAYAN)
    add(shell, "Rina", RINA)
    assert "store_key" not in shell.good("officer", "end", "Wayan", "--distrusted", "--keep-store-key", profile="post")
    assert key(shell, RINA) == before


def test_a_new_signing_key_for_an_officer_and_for_oneself(shell: Shell) -> None:
    wayan = add(shell, "Wayan", WAYAN)
    (before,) = shell.add(shell.example("early_warning"))
    shell.refused("passphrase.wrong", "officer", "renew", "--passphrase-of", shell.write("salah", b"salah"), profile="post")
    shell.refused("officer.not_head", "officer", "renew", *by(shell, wayan, "post"))
    assert shell.good("officer", "renew", "--passphrase-of", wayan, profile="post")["officer"] == "Wayan"
    own = shell.good("officer", "renew", profile="post")
    assert own["role"] == "head"
    assert shell.good("report", "list", *by(shell, wayan, "post"))["reports"]
    (after,) = shell.add(shell.example("early_warning"))
    shell.good("send", shell.stick, profile="post")
    shell.good("receive", shell.stick, profile="province")
    rows = shell.good("report", "list", profile="province")["reports"]
    assert {row["number"] for row in rows} == {before["number"], after["number"]} and not any(row["revoked"] for row in rows)
    assert shell.good("check", profile="province")["problems"] == shell.good("check", profile="post")["problems"] == []


def test_sheets_are_made_and_open_a_profile(shell: Shell) -> None:
    out = shell.home / "lembar"
    made = shell.good("province", "shares", "--sheets", "--out", out, profile="province")
    assert [Path(file).name for file in made["files"]] == [f"bagian-{n}-dari-3.pdf" for n in (1, 2, 3)]
    shell.refused("folder.not_empty", "province", "shares", "--sheets", "--out", out, profile="province")
    shutil.copytree(shell.home / "post", shell.home / "found")
    words = shell.write("ketikan.txt", "1. acid 2. salah 3. academic")
    shell.write("passphrase", "frasa baru yang cukup panjang")
    shell.refused("share.words", "recover", "--share", words, "--share", made["files"][1], profile="found")
    both = ["--share", made["files"][2], "--share", made["files"][0]]
    assert shell.good("recover", *both, "--officer", "Rina", profile="found")["officer"] == "Rina"
    shell.write("passphrase", PASSPHRASE)
    again = shell.good("province", "shares", *both, "--out", shell.home / "baru", profile="province")
    assert again["set"] != made["set"]
    mixed = ["--share", made["files"][0], "--share", again["files"][1]]
    shell.refused("share.sets", "recover", *mixed, profile="province")


def test_the_laptop_itself_gets_a_new_key(shell: Shell) -> None:
    wayan = add(shell, "Wayan", WAYAN)
    shell.add(shell.example("early_warning"))
    old = shell.good("laptop", "key", profile="post")
    assert old["former"] == [] and old["may_renew"]
    assert not shell.good("laptop", "key", *by(shell, wayan, "post"))["may_renew"]
    shell.refused("device_key.no_authority", "laptop", "renew", *by(shell, wayan, "post"))
    early, late = shell.home / "laci", shell.home / "stik-baru"
    for folder in (early, late):
        folder.mkdir()
    shell.good("send", early, profile="post")
    made = shell.good("laptop", "renew", "--copied", profile="post")
    ((former),) = made["former"]
    assert made["key"] != old["key"] == former["key"] and former["copied"] and not former["heard"]
    assert made["name"] == old["name"], "the same laptop"
    shell.add(shell.example("early_warning", summary="Sesudah kunci baru"))
    shell.good("send", late, profile="post")
    # The drawer's stick comes last: what it holds is as good as it was.
    for stick in (late, early):
        assert shell.good("receive", stick, profile="province")["quarantined"] == []
    listed = shell.good("report", "list", profile="province")["reports"]
    assert len(listed) == 2 and not any(row["revoked"] for row in listed)
    shell.good("send", late, profile="province")
    assert shell.good("receive", late, profile="post")["quarantined"] == []
    assert shell.good("laptop", "key", profile="post")["former"][0]["heard"]
    for name in ("post", "province"):
        assert shell.good("check", profile=name)["problems"] == []
    told = shell.run("laptop", "key", profile="post", as_json=False).out
    assert made["key"] in told and "mungkin disalin" in told

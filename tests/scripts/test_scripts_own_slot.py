"""Verbs about the own way in: another passphrase, a key file, and that no other verb but unlocking asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.crypto import security_key
from tests.scripts.shell import Shell
from tests.soft_token import SoftToken

NEW = "payung merah di atas meja"
OTHER, OTHER_WORDS = "Rina Contoh", "frasa rina yang panjang"


def test_another_passphrase(shell: Shell) -> None:
    new = shell.write("new", NEW + "\n")
    shell.refused("file.missing", "officer", "passphrase", "--new-passphrase-file", shell.home / "tidak ada", profile="post")
    made = shell.good("officer", "passphrase", "--new-passphrase-file", new, profile="post")
    assert made == {"officer": "Petugas 1"}
    shell.refused("passphrase.wrong", "status", profile="post")
    shell.write("passphrase", NEW)
    shell.good("status", profile="post")
    shell.refused("passphrase.same", "officer", "passphrase", "--new-passphrase-file", new, profile="post")


@pytest.mark.fault("UN-21")
def test_a_key_file(shell: Shell) -> None:
    key: Path = shell.home / "stick" / "posko.kunci"
    shell.stick.mkdir(exist_ok=True)
    made = shell.good("officer", "key-file", "--make", key, profile="post")
    assert made == {"officer": "Petugas 1", "second": "keyfile", "file": str(key)} and key.stat().st_size == 128
    with_key = ["--unlock-key-file", key]
    shell.refused("second.missing", "status", profile="post")
    shell.refused("key_file.missing", "status", "--unlock-key-file", shell.home / "tidak ada", profile="post")
    other = shell.write("other.kunci", bytes(64))
    shell.refused("second.wrong", "status", "--unlock-key-file", other, profile="post")
    shell.refused("file.exists", "officer", "key-file", "--make", key, *with_key, profile="post")
    shell.good("status", *with_key, profile="post")

    copy = shell.home / "salinan.posko-backup"
    shell.good("backup", copy, *with_key, profile="post")
    shell.refused("second.missing", "restore", copy, profile="again")
    shell.good("restore", copy, *with_key, profile="again")
    shell.refused("second.missing", "rescue", shell.home / "post", "--out", shell.home / "saved", profile="post")
    assert shell.good("rescue", shell.home / "post", "--out", shell.home / "saved", *with_key, profile="post")["entries"]

    # Another file in its place, then none.
    assert shell.good("officer", "key-file", "--use", other, *with_key, profile="post")["file"] == str(other)
    shell.refused("second.wrong", "status", *with_key, profile="post")
    off = shell.good("officer", "key-file", "--off", "--unlock-key-file", other, profile="post")
    assert off == {"officer": "Petugas 1", "second": "", "file": ""}
    shell.good("status", profile="post")
    shell.refused("second.none", "officer", "key-file", "--off", profile="post")


def test_a_second_officer_with_a_key_file(shell: Shell) -> None:
    words, key = shell.write("rina", OTHER_WORDS), shell.home / "rina.kunci"
    shell.good("officer", "add", OTHER, "--role", "officer", "--new-passphrase-file", words, profile="post")
    own = ["--profile", shell.home / "post", "--passphrase-file", words]
    shell.good("officer", "key-file", "--make", key, *own)
    (added,) = shell.add(shell.example("information"))
    act = ["report", "correct", added["id"], "--void", "--reason", "Salah catat", "--second-officer", OTHER]
    shell.refused("second.missing", *act, "--second-passphrase-file", words, profile="post")
    done = shell.good(*act, "--second-passphrase-file", words, "--second-key-file", key, profile="post")
    assert "pending" not in done


def test_the_only_way_in_takes_no_key_file(shell: Shell) -> None:
    shell.refused("second.only_way", "officer", "key-file", "--make", shell.home / "kunci", profile="province")
    assert not (shell.home / "kunci").exists()


def test_a_security_key(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    token = SoftToken()
    monkeypatch.setattr(security_key, "plugged_in", lambda: [token])
    assert shell.good("officer", "security-key", profile="post") == {"officer": "Petugas 1", "second": "fido2", "file": ""}
    shell.refused("second.missing", "status", profile="post")
    shell.good("status", "--security-key", profile="post")
    shell.good("officer", "key-file", "--off", "--security-key", profile="post")
    shell.good("status", profile="post")

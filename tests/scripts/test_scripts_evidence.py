"""Evidence by the command line: what comes in, who had it in hand, and taking it out with a trace."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.scripts.shell import Shell
from tests.unit.documents import pictures


def add_photo(shell: Shell) -> Any:
    photo = shell.write("foto.jpg", pictures.jpeg())
    tree = shell.example("complaint", evidence=[{"title": "Foto", "kind": "photo", "file": "foto.jpg", "handed_by": "witness"}])
    form = shell.write("laporan.json", json.dumps(tree))
    added = shell.good("report", "add", form, "--attach", photo, profile="post")["reports"][0]
    return shell.good("report", "evidence", added["id"], profile="post")


def test_a_file_is_listed_and_leaves_as_original_and_as_copy(shell: Shell) -> None:
    told = add_photo(shell)
    (file,) = told["attachments"]
    assert (file["handed_by"], file["digest"]) == ("witness", hashlib.sha256(pictures.jpeg()).hexdigest())
    assert [step["act"] for step in file["custody"]] == ["taken"]
    out = shell.home / "asli.jpg"
    words = ("report", "export", told["id"], "--attachment", file["id"], "--out", out, "--purpose", "bawaslu")
    made = shell.run(*words, profile="post")
    assert made.code == 0 and "posko:" in made.err
    assert (made.tree["digest"], out.read_bytes()) == (file["digest"], pictures.jpeg())
    copy = shell.home / "salinan.jpg"
    words = (*words[:6], copy, *words[7:])
    made = shell.run(*words, "--copy", profile="post")
    assert hashlib.sha256(copy.read_bytes()).hexdigest() == made.tree["digest"]
    assert pictures.SECRET.encode() not in copy.read_bytes()
    again = shell.good("report", "evidence", told["id"], profile="post")["attachments"][0]
    assert [(step["act"], step["purpose"]) for step in again["custody"]][1:] == [("exported", "bawaslu"), ("copied", "bawaslu")]
    assert "2024-" in shell.run("report", "evidence", told["id"], profile="post", as_json=False).out
    assert not list(shell.home.glob(".*.part"))


def test_refused_exports_change_nothing(shell: Shell) -> None:
    told = add_photo(shell)
    (file,) = told["attachments"]
    out = shell.home / "asli.jpg"
    before = shell.state("post")
    start = ("report", "export", told["id"], "--purpose", "bawaslu")
    shell.refused("usage", "report", "export", told["id"], "--attachment", file["id"], "--out", out, profile="post")
    shell.refused("attachment.unknown", *start, "--attachment", "00" * 16, "--out", out, profile="post")
    nowhere = shell.write("no", "a file, not a folder") / "where.jpg"
    shell.refused("file.unwritable", *start, "--attachment", file["id"], "--out", nowhere, profile="post")
    assert not out.exists()
    assert shell.state("post") == before


@pytest.mark.fault("AT-1")
@pytest.mark.skipif(sys.platform == "win32", reason="pipes and links are made with POSIX calls")
def test_what_is_no_file_is_refused(shell: Shell) -> None:
    form = shell.write("laporan.json", json.dumps(shell.example("complaint", evidence=None)))
    before = shell.state("post")
    os.mkfifo(shell.home / "pipe")
    (shell.home / "round").symlink_to(shell.home / "round")
    shell.write("kosong.jpg", b"")
    cases: dict[str, Path] = {
        "attachment.not_file": shell.home / "pipe",
        "file.unreadable": shell.home / "round",
        "attachment.empty": shell.home / "kosong.jpg",
        "file.missing": shell.home / "tidak-ada.jpg",
    }
    for code, path in cases.items():
        good = shell.write("baik.jpg", pictures.png())
        shell.refused(code, "report", "add", form, "--attach", good, "--attach", path, profile="post")
    assert shell.state("post") == before

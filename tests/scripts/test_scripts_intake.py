"""Taking in by the command line: many sticks, a look first, a watched folder that is stopped at any time, `aside`."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.scripts.shell import OTHER_POST, POST, ROOT, Shell

WAIT = 30.0


def carried(shell: Shell, name: str, *profiles: str) -> Path:
    """A stick with what these profiles have to send."""
    stick = shell.home / name
    stick.mkdir()
    for profile in profiles:
        shell.good("send", stick, profile=profile)
    return stick


def test_a_look_before_a_yes_over_many_sticks(shell: Shell) -> None:
    shell.add(shell.example("early_warning"), profile="post")
    shell.add(shell.example("early_warning"), profile="other")
    sticks = carried(shell, "one", "post"), carried(shell, "two", "other")
    seen = shell.good("receive", "--preview", *sticks, profile="province")
    assert [(each["post"], each["entries"] > 0, bool(each["name"])) for each in seen["senders"]] == [
        (POST, True, True),
        (OTHER_POST, True, True),
    ]
    assert shell.good("report", "list", profile="province")["reports"] == []
    empty = shell.home / "empty"
    empty.mkdir()
    result = shell.run("receive", *sticks, empty, profile="province")
    assert (result.code, result.tree["entries"]) == (1, seen["entries"])
    assert [each["code"] for each in result.tree["unusable"]] == ["medium.not_a_stick"]
    assert len(shell.good("report", "list", profile="province")["reports"]) == 2
    assert shell.good("receive", "--preview", *sticks, profile="province")["senders"] == []
    shell.refused("medium.not_a_stick", "receive", "--preview", empty, profile="province")
    for words in ((), ("--watch", empty, sticks[0]), ("--watch", empty, "--preview")):
        shell.refused("usage", "receive", *words, profile="province")


def test_what_was_set_aside_is_listed_with_reason_and_tried_again(shell: Shell) -> None:
    shell.add(shell.example("early_warning"), profile="post")
    stick = carried(shell, "cut", "post")
    shutil.rmtree(stick / "SPARE")
    for path in (stick / "DATA").iterdir():
        path.write_bytes(path.read_bytes()[:-1])
    assert shell.run("receive", stick, profile="province").code == 1
    listed = shell.run("aside", "list", profile="province")
    assert listed.code == 1
    assert {(each["code"], each["kept"], each["settled"]) for each in listed.tree["set_aside"]} == {
        ("object.damaged", True, False)
    }
    assert all(each["reason"] for each in listed.tree["set_aside"])
    again = shell.run("aside", "retry", profile="province")
    assert (again.code, again.tree["entries"], len(again.tree["quarantined"])) == (1, 0, len(listed.tree["set_aside"]))
    assert shell.good("aside", "list", profile="post") == {"set_aside": [], "forks": [], "revoked": [], "gaps": [], "behind": []}


@contextmanager
def watching(shell: Shell, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """``receive --watch`` as a process of its own."""
    words = [
        "--profile",
        str(shell.home / "province"),
        "--passphrase-file",
        str(shell.home / "passphrase"),
        "--json",
        "--lang",
        "en",
    ]
    process = subprocess.Popen(
        [sys.executable, ROOT / "main.py", "receive", "--watch", folder, "--every", "0.05", *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    patience = threading.Timer(2 * WAIT, process.kill)  # what hangs ends as a failed test, not as a suite that stands still
    patience.start()
    try:
        yield process
    finally:
        patience.cancel()
        process.kill()
        process.communicate()


def heard(process: subprocess.Popen[str], words: str) -> None:
    """Read what it says until these words come."""
    assert process.stderr is not None
    for line in process.stderr:
        if words in line:
            return
    raise AssertionError(words)


def test_a_watched_folder_takes_in_what_comes_and_stops_at_a_word(shell: Shell) -> None:
    """A stick that was there before, one that comes later, rubbish beside; then SIGTERM, and the next start finds nothing new."""
    inbox = shell.home / "inbox"
    inbox.mkdir()
    shell.add(shell.example("early_warning"), profile="post")
    carried(shell, "inbox/one", "post")
    shell.add(shell.example("early_warning"), profile="other")
    later = carried(shell, "later", "other")
    (inbox / "notes.txt").write_text("bukan media", encoding="utf-8")
    (inbox / "holiday").mkdir()
    with watching(shell, inbox) as process:
        heard(process, "Watching")
        heard(process, "entries and")
        shutil.move(later, inbox / "two")
        heard(process, "entries and")
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=WAIT)
    assert process.returncode == 0, err
    told = json.loads(out)
    assert (told["quarantined"], told["gaps"], told["unusable"]) == ([], [], [])
    assert told["entries"] > 2
    assert len(shell.good("report", "list", profile="province")["reports"]) == 2
    assert shell.good("receive", inbox / "one", inbox / "two", profile="province")["entries"] == 0


@pytest.mark.fault("PO-8")
def test_a_watch_that_was_killed_loses_nothing(shell: Shell) -> None:
    inbox = shell.home / "inbox"
    inbox.mkdir()
    for _ in range(3):
        shell.add(shell.example("early_warning"), profile="post")
    stick = carried(shell, "inbox/one", "post")
    with watching(shell, inbox) as process:
        heard(process, "Watching")
        process.send_signal(signal.SIGKILL)
    shell.run("receive", stick, profile="province")
    assert len(shell.good("report", "list", profile="province")["reports"]) == 3

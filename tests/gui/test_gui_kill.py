"""A program that is killed while somebody types without a pause loses at most five seconds of it."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.app import queries
from tests.gui import scene
from tests.gui.typist import letter
from ui.gui import opening

ROOT = Path(__file__).resolve().parents[2]
MOST_LOST = 5.0
PATIENCE, LOOK_AGAIN = 60.0, 0.02


def notes_of(log: Path) -> list[tuple[float, int]]:
    """Times and counts of keys; a last line that was cut is left out."""
    whole = log.read_text("ascii").rpartition("\n")[0] if log.exists() else ""
    return [(float(when), int(count)) for when, count in (line.split() for line in whole.splitlines())]


def type_and_kill(profile: Path, log: Path, seconds: float) -> None:
    """Let the typist type for so long, then kill it with no word."""
    command = [sys.executable, "-m", "tests.gui.typist", str(profile), str(log)]
    with subprocess.Popen(command, cwd=ROOT, env=dict(os.environ), stderr=subprocess.DEVNULL) as typist:
        begun = time.monotonic()
        while time.monotonic() - begun < PATIENCE:
            notes = notes_of(log)
            if notes and notes[-1][0] - notes[0][0] >= seconds:
                break
            with contextlib.suppress(subprocess.TimeoutExpired):
                typist.wait(LOOK_AGAIN)
                raise AssertionError("the typist ended by himself")
        typist.send_signal(signal.SIGKILL)
        assert typist.wait() == -signal.SIGKILL


@pytest.mark.fault("CA-1")
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_what_was_typed_five_seconds_before_a_kill_is_there(post: Path, tmp_path: Path) -> None:
    log, seconds = tmp_path / "log", MOST_LOST + random.Random().uniform(0.5, 2.5)
    type_and_kill(post, log, seconds)
    notes = notes_of(log)
    app = opening.unlock(post, bytearray(scene.PASSPHRASE.encode()))
    try:
        (draft,) = app.ask(queries.Drafts())
        kept = str(app.drafts.load(draft.id).tree["narrative"])
    finally:
        app.lock()
    assert kept == "".join(letter(number) for number in range(len(kept) + 1))[: len(kept)], "another text than was typed"
    ended = notes[-1][0]
    owed = max((count for when, count in notes if when <= ended - MOST_LOST), default=0)
    assert owed > 0, "the typist was too short"
    # Blanks at the end are no part of an answer.
    assert len(kept) >= owed - 1, (seconds, len(kept), owed, len(notes))

"""The real command line, killed at some moments in a process of its own: what it said is so, and a new start is sound."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.app import queries
from core.domain.commands import ReportItem, SubmitReports
from core.domain.forms import form_tree
from sync.exchange import receive, send
from tests.crash.shim import LOST, compile_shim, reason_to_skip
from tests.crash.world import PASSPHRASE, POST, PROVINCE, STICK, World, complaint, quick_lookup

pytestmark = pytest.mark.skipif(reason_to_skip() is not None, reason=str(reason_to_skip()))

ROOT = Path(__file__).resolve().parents[2]
LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
FEW = {"add": (20, 60, 9999), "send": (9, 9999), "receive": (15, 40, 9999)}
MANY = {"add": (3, 20, 40, 60, 9999), "send": (2, 9, 17, 9999), "receive": (2, 15, 40, 9999)}
#: Kill-points of each verb; the last lies beyond its last call, so that the verb ends well.
POINTS = MANY if LONG else FEW
BOTH = ["Atribut ke-1", "Atribut ke-2"]


@dataclass(frozen=True)
class Desk:
    """A world of its own for one kill-point, and the shim. The killed verb is the real program; judges look inside."""

    world: World
    library: Path

    @property
    def stick(self) -> Path:
        """The stick's folder."""
        return self.world.live / STICK

    def killed(self, at: int, *words: object, profile: str) -> int:
        """Run main.py under the shim; power is lost with it. Gives the exit code."""
        environ = {name: value for name, value in os.environ.items() if not name.startswith("POSKO_")}
        environ |= {"POSKO_NO_BOOTSTRAP": "1", "LD_PRELOAD": str(self.library)}
        environ |= {"CRASH_AT": str(at), "CRASH_MODE": str(LOST)}
        environ |= {"CRASH_ROOT": str(self.world.live), "CRASH_ASIDE": str(self.world.aside)}
        files = ["--profile", str(self.world.live / profile), "--passphrase-file", str(self.world.root / "passphrase")]
        command = [sys.executable, str(ROOT / "main.py"), *map(str, words), *files, "--json"]
        return subprocess.run(command, capture_output=True, env=environ, cwd=ROOT, check=False).returncode

    def summaries(self, profile: str) -> list[str]:
        """What the list shows, after ``check`` found nothing."""
        with self.world.opened(profile) as app:
            assert app.check().problems == ()
            return sorted(row.summary for row in app.ask(queries.Reports()).rows)

    def submit(self, number: int) -> None:
        """A report, saved in peace."""
        with self.world.opened(POST) as app:
            app.execute(SubmitReports(app.new_command(), (ReportItem(complaint(number)),)))

    def send(self) -> None:
        """A trip of the stick from the post, in peace."""
        with self.world.opened(POST) as app:
            send(app, self.stick)

    def receive(self) -> None:
        """Its arrival at the province, in peace."""
        with self.world.opened(PROVINCE) as app:
            receive(app, self.stick)


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, int], tuple[int, str]]:
    """Every kill-point played, two at a time: exit code of the killed verb, and what was wrong afterwards."""
    folder = tmp_path_factory.mktemp("cli")
    library = compile_shim(folder)
    first = World(folder / "first")
    first.clock.at = int(time.time() * 1000)  # the program itself goes by the real clock
    with quick_lookup():
        first.found()
        Desk(first, library).submit(1)
        Desk(first, library).send()
        first.keep("ready")
        cases = [(verb, at) for verb, points in POINTS.items() for at in points]
        desks = [Desk(copy_of(first, folder / str(number)), library) for number in range(len(cases))]
        with ThreadPoolExecutor(max_workers=2) as pool:
            told = list(pool.map(play, desks, cases))
    return dict(zip(cases, told, strict=True))


def copy_of(first: World, root: Path) -> World:
    """A world that begins where the first one stands."""
    world = World(root, first.clock, first.contents)
    world.aside.mkdir(parents=True)
    shutil.copytree(first.root / "kept-ready", world.live)
    (root / "passphrase").write_text(PASSPHRASE + "\n", "utf-8")
    (root / "report.json").write_text(json.dumps(form_tree(complaint(2))), "utf-8")
    return world


def play(desk: Desk, case: tuple[str, int]) -> tuple[int, str]:
    """Kill one verb and look at what is left."""
    verb, at = case
    try:
        return {"add": play_add, "send": play_send, "receive": play_receive}[verb](desk, at), ""
    except AssertionError as fault:
        return 0, str(fault) or "assertion"


def play_add(desk: Desk, at: int) -> int:
    """Adding a report: what was said to be added is there."""
    code = desk.killed(at, "report", "add", desk.world.root / "report.json", profile=POST)
    found = desk.summaries(POST)
    assert found in (["Atribut ke-1"], BOTH), found
    assert code != 0 or found == BOTH, "added, it said"
    return code


def play_send(desk: Desk, at: int) -> int:
    """Sending a second report: whatever is on the stick, the province takes in whole, and a second trip completes it."""
    desk.submit(2)
    code = desk.killed(at, "send", desk.stick, profile=POST)
    assert desk.summaries(POST) == BOTH
    desk.receive()
    assert code != 0 or desk.summaries(PROVINCE) == BOTH, "sent, it said"
    desk.send()
    desk.receive()
    assert desk.summaries(PROVINCE) == BOTH
    return code


def play_receive(desk: Desk, at: int) -> int:
    """Taking in: a cut one is taken up again from the same stick."""
    code = desk.killed(at, "receive", desk.stick, profile=PROVINCE)
    found = desk.summaries(PROVINCE)
    assert code != 0 or found == ["Atribut ke-1"], "taken in, it said"
    desk.receive()
    assert desk.summaries(PROVINCE) == ["Atribut ke-1"]
    return code


@pytest.mark.fault("PO-4")
@pytest.mark.parametrize(("verb", "at"), [(verb, at) for verb, points in POINTS.items() for at in points])
def test_a_killed_verb_leaves_nothing_half(stories: dict[tuple[str, int], tuple[int, str]], verb: str, at: int) -> None:
    code, fault = stories[verb, at]
    assert fault == ""
    assert code == (0 if at == 9999 else -signal.SIGKILL)

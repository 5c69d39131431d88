"""How long locking takes: ``python3 -m tests.gui.locking [--reports 20000] [--times 5]``, a line for each situation.

A post with so many reports, and in its window what makes a lock slow: a long draft, a dialog, a sending under way. Timed are
the moment when nothing of the profile is on the screen any more, when the draft is durable, and when the store is closed and
the keys are gone. The control holds the store for two seconds, and must be seen in the last figure.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SITUATIONS = ("nothing", "draft", "dialog", "sending", "everything", "control: the store held for two seconds")
LONG = "Pada apel pagi di balai desa ia diduga mengajak hadirin. " * 1700
"""About 97,000 characters; a story may have 100,000."""
FILE_BYTES = 64 * 1024 * 1024
HELD_S = 2.0


def found(folder: Path, count: int) -> None:
    """A post in ``folder/post`` with ``count`` reports in its lists, and one with a large file that no medium has."""
    from core.domain.commands import ReportItem, SubmitReports
    from core.domain.forms import parse_form
    from tests import archive
    from tests.gui import scene

    province = scene.make_province(folder / "province")
    post: Any = scene.make_post(folder / "post", scene.make_kit(province))
    province.lock()
    dice = random.Random(7)
    words = archive.vocabulary(dice, 2000)[0]
    rows = [archive.row(number, dice, words) for number in range(10, count + 10)]
    with post._device.database.writing() as db:
        archive.fill(db, rows, [" ".join(dice.choices(words, k=60)) for _ in rows])
        archive.index_all(db)
    data = random.Random(1).randbytes(FILE_BYTES)
    told = {"claimed_at": "2024-02-03T08:30:00+07:00", "handed_by": "witness", "origin": "kamera HP saksi"}
    evidence = [{"title": "Rekaman", "kind": "audio", "file": "rekaman.bin", **told}]
    held = post.attach(io.BytesIO(data), "rekaman.bin", size=len(data))
    item = ReportItem(parse_form(scene.complaint(evidence=evidence)), (held,))
    post.execute(SubmitReports(post.new_command(), (item,)))
    post.lock()


class Locked:
    """One window over the post, locked once in a situation; ``times`` are seconds to screen, draft and keys."""

    def __init__(self, application: Any, folder: Path, situation: str, stick: Path) -> None:
        import shiboken6

        from tests.gui import scene
        from ui.gui import opening
        from ui.gui.app import build

        self._application = application
        self.window = build(application, folder / "post")
        self.window.show()
        app: Any = opening.unlock(folder / "post", bytearray(scene.PASSPHRASE.encode()))
        self.window.enter(app)
        self._until(lambda: not self.window.desk.runner.busy)
        self._prepare(situation, stick, app)
        self._marks: dict[str, float] = {}
        self._note(app, "lock", "keys")
        self._note(app.drafts, "save", "draft")
        began = time.perf_counter()
        self.window.lock()
        self._marks["screen"] = time.perf_counter()
        self._until(lambda: "keys" in self._marks)
        self.times = {name: at - began for name, at in self._marks.items()}
        self._until(lambda: not self.window.desk.runner.busy)
        self.window.close()
        shiboken6.delete(self.window)  # it looks at every event of the program, also of the next window

    def _note(self, owner: Any, name: str, mark: str) -> None:
        real = getattr(owner, name)

        def noted(*arguments: Any, **named: Any) -> Any:
            given = real(*arguments, **named)
            self._marks[mark] = time.perf_counter()
            return given

        setattr(owner, name, noted)

    def _prepare(self, situation: str, stick: Path, app: Any) -> None:
        from ui.gui.screens.help import HelpDialog

        frame: Any = self.window.centralWidget()
        if situation in ("sending", "everything"):
            frame.open("exchange", stick)
            frame.place.folder = stick
            frame.place.start_send()
            meter = frame.place._meter
            self._until(lambda: meter.bytes > FILE_BYTES // 10 or not self.window.desk.runner.busy)
        if situation in ("draft", "everything"):
            frame.open("report_form", None)
            frame.place.open_step("event")
            frame.place.page.narrative.setPlainText(LONG)
        if situation in ("dialog", "everything"):
            HelpDialog(self.window.desk, self.window, topic="start").show()
        if situation.startswith("control"):
            self.window.desk.runner.do(lambda _watch: hold(app))
        self._application.processEvents()

    def _until(self, done: Callable[[], bool]) -> None:
        while not done():
            self._application.processEvents()


def hold(app: Any) -> None:
    """Keep the store to oneself."""
    with app.exclusive():
        time.sleep(HELD_S)


def main(arguments: list[str]) -> int:
    """Lock in every situation and print medians and the longest, in milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from ui.gui.collector import Collector

    application = QApplication([])
    Collector(application)
    print("| while | screen empty | draft durable | keys gone | longest |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="posko-locking-") as folder:
        found(Path(folder), options.reports)
        for situation in SITUATIONS:
            runs = []
            for number in range(options.times):
                stick = Path(folder) / f"stick {situation[:7]} {number}"
                stick.mkdir()
                runs.append(Locked(application, Path(folder), situation, stick).times)
            cells = [_cell([run[name] for run in runs if name in run]) for name in ("screen", "draft", "keys")]
            longest = max(run["keys"] for run in runs)
            print(f"| {situation} | {' | '.join(cells)} | {longest * 1000:.0f} ms |", flush=True)
    return 0


def _cell(times: list[float]) -> str:
    return f"{statistics.median(times) * 1000:.0f} ms" if times else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

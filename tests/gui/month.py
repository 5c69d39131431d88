"""A month of an office's window: ``python3 -m tests.gui.month [--days 30] [--idle] [--planted]``, a line a day and a verdict.

The real window over a real post, unseen, with its own timers turned by a wheel (:mod:`tests.gui.wheel`): a month has as many
ticks as a month has. Each day somebody comes three times: opens every room, saves a report, leaves a draft, takes in a
stick, locks; once the window stays open, untouched, for eight hours. After the third day memory must not grow by more than 2 MiB,
and neither may what is counted: objects of Qt, of Python, open files, threads. ``--idle``: nobody looks into rooms or carries
sticks, the window is unlocked, a draft left, locked again, and otherwise stands there. ``--planted`` leaves a report's worth of
widgets behind every day and a file open, and must be caught.
"""

from __future__ import annotations

import argparse
import ctypes
import functools
import gc
import itertools
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.gui.wheel import BEGINNING, Wheel

DAY_MS = 24 * 3_600_000
VISITS, OPEN_MINUTES = 3, 8 * 60 - 1
SETTLED_DAY = 3
ALLOWED_MIB = 2.0
TAKEN = 0.02
"""Share by which counts may differ: a dialog's last animation, a cache that fills up."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the process holds: MiB resident, objects below the window, of Python, open files, threads."""

    memory: float
    widgets: int
    objects: int
    files: int
    threads: int

    def __str__(self) -> str:
        """One line."""
        return f"{self.memory:7.1f} MiB {self.widgets:6} Qt {self.objects:8} Python {self.files:4} files {self.threads:3} threads"


def weigh(window: Any) -> Held:
    """Count after everything that may go is gone."""
    from PySide6.QtCore import QCoreApplication, QEvent, QObject

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)  # what was given back to the allocator alone is nobody's
    lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text("ascii").splitlines())
    below = sum(len(root.findChildren(QObject)) for root in (window, window.desk))
    files = len(list(Path("/proc/self/fd").iterdir()))
    return Held(int(lines["VmRSS"].split()[0]) / 1024, below, len(gc.get_objects()), files, int(lines["Threads"]))


def grown(before: Held, after: Held) -> list[str]:
    """What grew more than it may."""
    found = [] if after.memory - before.memory <= ALLOWED_MIB else [f"{after.memory - before.memory:.1f} MiB"]
    for name in ("widgets", "objects", "files", "threads"):
        had, has = getattr(before, name), getattr(after, name)
        if has > had * (1 + TAKEN) + 2:
            found.append(f"{name} {had} -> {has}")
    return found


class Month:
    """A window over a post, and what happens at it day by day."""

    wheel: Wheel | None = None

    def __init__(self, folder: Path, planted: bool, idle: bool) -> None:
        from PySide6.QtWidgets import QApplication

        from tests.gui import scene
        from ui import compose
        from ui.gui.app import build
        from ui.gui.collector import Collector

        self._application = QApplication.instance() or QApplication([])
        seeds, plain = itertools.count(), scene.ports
        scene.ports = lambda name: replace(plain(f"{name} {next(seeds)}"), now=self._clock)
        compose.real_ports = lambda: scene.ports("window")  # type: ignore[assignment,misc]
        compose.load_reference = functools.cache(compose.load_reference)
        self._stick, self._scene, self._planted, self._idle = folder / "stick", scene, planted, idle
        self._stick.mkdir()
        self._province = folder / "province"
        province = scene.make_province(self._province)
        scene.make_post(folder / "post", scene.make_kit(province)).lock()
        province.lock()
        self.window = build(self._application, folder / "post")  # type: ignore[arg-type]
        self._leaked: list[Any] = []
        self.window.show()
        self.window.keep_watch()
        Collector(self.window)
        self.wheel = Wheel(self.window, self.window.desk)
        self.window.desk._now = self._clock
        self._settle()

    def _clock(self) -> datetime:
        return BEGINNING if self.wheel is None else self.wheel.clock()

    def days(self, count: int) -> Iterator[Held]:
        """Live through the days; what is held at the end of each."""
        for day in range(count):
            for visit in range(VISITS):
                self._turn_until(day * DAY_MS + visit * DAY_MS / VISITS)
                self._work(day * VISITS + visit)
            if self._planted:
                self._plant()
            self._turn_until((day + 1) * DAY_MS)
            yield weigh(self.window)

    def _turn_until(self, end: float) -> None:
        while self.wheel.turn(end):
            self._settle()

    def _settle(self) -> None:
        """Until the workers rest."""
        from PySide6.QtCore import QCoreApplication, QEvent

        while self.window.desk.runner.busy:
            self._application.processEvents()
        self._application.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _work(self, number: int) -> None:
        """Unlock, write, look into every room, carry, and either lock or go away without."""
        from sync.exchange import receive, send
        from ui.gui.shortcuts import rooms_of

        window, scene = self.window, self._scene
        if not window.desk.unlocked:
            gate: Any = window.centralWidget()
            gate.field.put_text(scene.PASSPHRASE)
            gate.field.entered.emit()
            self._settle()
        app = window.desk.app
        frame: Any = window.centralWidget()
        for room in () if self._idle else rooms_of(app.facts.kind, app.facts.officer_role):
            frame.open(room.room, None)
            self._settle()
        frame.open("report_form", None)
        frame.place.open_step("event")
        frame.place.page.summary.setText(f"Diduga berkampanye, hari {number}")
        self._settle()
        frame.open("home", None)
        self._settle()
        if number % VISITS == 0 and not self._idle:
            scene.submit(app, scene.complaint(summary=f"Diduga berkampanye, hari {number}"))
            send(app, self._stick)
            self._visit_province()
            receive(app, self._stick)
            window.desk.changed.emit(frozenset({"reports", "exchange"}))
            self._settle()
        if number % VISITS == 1:
            window.idle.watch(OPEN_MINUTES)  # nobody locks it, and the idle time does so late
        else:
            window.lock()
            self._settle()

    def _visit_province(self) -> None:
        """The stick is answered by a province that is open no longer than that: its memory is not the window's."""
        from core.app import profile
        from sync.exchange import receive, send

        scene, ports = self._scene, self._scene.ports("province")
        reference = scene.compose.load_reference()
        province = profile.unlock(self._province, scene.PASSPHRASE, reference=reference, ports=ports, program="", officer=None)
        receive(province, self._stick)
        send(province, self._stick)
        province.lock()

    def _plant(self) -> None:
        from PySide6.QtWidgets import QLabel

        self._leaked.append([QLabel("x" * 1000, self.window) for _ in range(400)])
        self._leaked.append(Path("/proc/self/status").open("rb"))  # noqa: SIM115 - that is the point

    def close(self) -> None:
        """Close the window."""
        self.window.close()


def main(arguments: list[str]) -> int:
    """Live through it and judge; 1 where something grew, or where what was planted was not seen."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--planted", action="store_true", help="the control: leave something behind every day")
    parser.add_argument("--idle", action="store_true", help="nobody looks into rooms or carries sticks")
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="posko-month-") as folder:
        month, held = Month(Path(folder), options.planted, options.idle), list[Held]()
        for day, now in enumerate(month.days(options.days), 1):
            held.append(now)
            print(f"day {day:2} {now}", flush=True)
        ticks = sum(map(len, month.wheel.slept.values()))
        print(f"{ticks} ticks: " + ", ".join(f"{name} {len(each)}" for name, each in sorted(month.wheel.slept.items())))
        month.close()
    found = grown(held[min(SETTLED_DAY, len(held)) - 1], held[-1])
    print("grew: " + "; ".join(found) if found else "nothing grew")
    return int(bool(found) != options.planted)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

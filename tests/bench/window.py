"""The window over an archive in a process of its own: memory and times, as one line of numbers."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PATIENCE_S = 120.0
STEPS = 60


def memory() -> float:
    """Resident memory of now, MiB."""
    return int(Path("/proc/self/status").read_text("ascii").split("VmRSS:")[1].split()[0]) / 1024


def run(root: str, empty: bool) -> None:
    """Print MiB at the end; with the archive also seconds to the first rows, to every number, to the end, and for a step."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication, QWidget

    application = QApplication([])
    if not empty:
        print(*_archive(application, Path(root)))
        return
    window = QWidget()
    window.resize(1366, 768)
    window.show()
    application.processEvents()
    print(memory())


def _archive(application: Any, root: Path) -> list[float]:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from core.app import profile
    from tests.crash.world import PASSPHRASE, POST, World, reference
    from ui.gui.app import build

    world = World(root)
    app = profile.unlock(world.live / POST, PASSPHRASE, reference=reference(), ports=world.ports)
    window = build(application, root / "none")
    window.resize(1366, 768)
    window.enter(app)
    window.show()
    frame: Any = window.centralWidget()

    def until(there: Callable[[], bool]) -> float:
        started = time.perf_counter()
        while not there() and time.perf_counter() - started < PATIENCE_S:
            application.processEvents()
        return time.perf_counter() - started

    until(lambda: not window.desk.runner.busy)
    frame.open("reports", None)
    room = frame.place
    first = until(lambda: room.model.row(0) is not None)
    known = until(lambda: room._all_known)
    room.view.setFocus()
    QTest.keyClick(room.view, Qt.Key.Key_End)
    end = until(lambda: room.model.row(len(room.model.numbers) - 1) is not None)
    bar, steps = room.view.verticalScrollBar(), []
    for step in range(STEPS):
        started = time.perf_counter()
        bar.setValue(bar.maximum() * step // STEPS)
        room.view.viewport().repaint()
        steps.append(time.perf_counter() - started)
        until(lambda: not window.desk.runner.busy)
    found = [memory(), first, known, end, statistics.median(steps)]
    window.close()
    return found

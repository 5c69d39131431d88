"""From the start of the process to the first painted window, and its memory, against an empty PySide6 window."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figures import Figure, spread

ROOT = Path(__file__).resolve().parents[2]
RUNS = 7

PAINT = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

class Painted(QObject):
    def eventFilter(self, thing, event):
        if event.type() == QEvent.Type.Paint:
            status = Path("/proc/self/status")
            kib = status.read_text().split("VmRSS:")[1].split()[0] if status.exists() else "0"
            print(kib, flush=True)
            import os
            os._exit(0)
        return False

application = QApplication([])
{window}
watch = Painted()
application.installEventFilter(watch)
window.show()
application.exec()
"""
EMPTY = "window = QWidget()\nwindow.resize(1280, 720)"
OURS = "from ui.gui.app import build\nwindow = build(application, Path({folder!r}))"


def measure(folder: Path, small: bool) -> Iterator[Figure]:
    """Both windows in turn, fresh processes, files warm in the page cache."""
    ours, empty = [], []
    for _ in range(3 if small else RUNS):
        empty.append(painted(EMPTY))
        ours.append(painted(OURS.format(folder=str(folder))))
    times, reference = [took for took, _ in ours], [took for took, _ in empty]
    what = "start to the first painted window, against an empty window"
    yield Figure(what, statistics.median(times), statistics.median(reference), "", spread(reference))
    sizes, bare = [size for _, size in ours], [size for _, size in empty]
    yield Figure("- resident memory then", statistics.median(sizes), statistics.median(bare), "", spread(bare), "MiB")


def painted(window: str) -> tuple[float, float]:
    """Seconds from starting the process to its first paint, and its memory in MiB."""
    code = PAINT.format(window=window)
    started = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if child.stdout is None:
        raise RuntimeError("no output")
    said = child.stdout.readline()
    took = time.perf_counter() - started
    child.stdout.close()
    if child.wait() or not said.strip():
        raise RuntimeError("the window was never painted")
    return took, int(said) / 1024

"""From the start of the process to the first painted window and to the form in it, and memory, against an empty PySide6 window.

Both are real processes started in turn: ours is the program itself, up to the moment after its first picture. Wall-clock and
processor time stand beside each other, for on a busy machine only the second says anything; each ratio is the median of the
ratios of neighbours. A first round, which compiles Python's files into a cache of its own, does not count. With DISPLAY the
windows are real ones on that screen, without one they are Qt's unseen ones.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.figures import Figure, spread

ROOT = Path(__file__).resolve().parents[2]
RUNS = 21

TELL = """
import os, time
def tell(*_anything):
    status = open("/proc/self/status").read()
    print(time.process_time(), status.split("VmRSS:")[1].split()[0], flush=True)
    os._exit(0)
"""
EMPTY = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

class Painted(QObject):
    def eventFilter(self, thing, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, tell)
        return False

application = QApplication([])
window = QWidget()
window.resize(1280, 720)
watch = Painted()
window.installEventFilter(watch)
window.show()
application.exec()
"""
OURS = """
import gc
from ui.start import start
gc.disable()  # as the start does before the window is imported
from ui.gui import app
app.{} = tell
start([])
"""
MOMENTS = {"the first picture": "_furnish", "the form that can be typed into": "MainWindow.keep_watch"}
"""What comes first behind a picture: behind the outline the gate is made, behind the gate the system is watched."""


@dataclass(frozen=True)
class Begun:
    """One start: seconds on the clock and of processor, MiB resident."""

    wall: float
    processor: float
    memory: float


def measure(folder: Path, small: bool) -> Iterator[Figure]:
    """The unlock window and the first run, each against an empty window started just before."""
    (folder / "locked" / "Posko").mkdir(parents=True)
    for name in ("keys.slots", "posko.db"):
        (folder / "locked" / "Posko" / name).touch()
    for what, home in (("the unlock window", "locked"), ("the first run", "new")):
        for moment, before in MOMENTS.items():
            ours, count = OURS.format(before), (4 if small else RUNS) + 1
            pairs = [(begin(EMPTY, folder / home), begin(ours, folder / home)) for _ in range(count)][1:]
            for unit, kind in (("processor", "processor"), ("clock", "wall")):
                yield _figure(f"{what}, start to {moment}, {unit}", pairs, kind, "1.2" if moment == "the first picture" else "")
            yield _figure("- resident memory then", pairs, "memory", unit="MiB")


def _figure(what: str, pairs: list[tuple[Begun, Begun]], kind: str, aim: str = "", unit: str = "s") -> Figure:
    empty, ours = [getattr(one, kind) for one, _ in pairs], [getattr(other, kind) for _, other in pairs]
    ratio = statistics.median(mine / bare for bare, mine in zip(empty, ours, strict=True))
    bare = statistics.median(empty)
    return Figure(what, bare * ratio, bare, aim, spread(empty), unit)


def begin(code: str, home: Path) -> Begun:
    """Start a process with this code and wait for what it tells."""
    compiled = Path(tempfile.gettempdir()) / "posko-bench-compiled"
    environ = {**os.environ, "XDG_DATA_HOME": str(home), "XDG_RUNTIME_DIR": str(home), "PYTHONPYCACHEPREFIX": str(compiled)}
    environ = {name: value for name, value in environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "POSKO_PROFILE")}
    environ["QT_QPA_PLATFORM"] = "xcb" if environ.get("DISPLAY") else "offscreen"
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)
    started = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", TELL + code], cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True) as child:
        said = child.stdout.readline() if child.stdout else ""
        took = time.perf_counter() - started
    if child.returncode or not said.strip():
        raise RuntimeError("the window was never painted")
    processor, kib = said.split()
    return Begun(took, float(processor), int(kib) / 1024)

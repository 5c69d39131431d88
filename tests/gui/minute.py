"""How often an idle window wakes in a real minute: ``python3 -m tests.gui.minute [--seconds 60]``, a line for each state.

Counted by the kernel: how often each thread of the process gave the processor away by itself, which is once for every time
it was woken. Locked, and unlocked in every room of a post with the cursor in a field; the control lets the cursor blink.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOMS = ("home", "report_form", "exchange", "reports")
REST_MS = 3000


def woken() -> int:
    """How often threads of this process went to sleep by themselves, all together."""
    found = 0
    for task in Path("/proc/self/task").iterdir():
        found += int((task / "status").read_text("ascii").split("\nvoluntary_ctxt_switches:")[1].split()[0])
    return found


def main(arguments: list[str]) -> int:
    """Sit still in each state, and print how often something woke."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    from tests.gui import scene
    from ui.gui import opening
    from ui.gui.app import build
    from ui.gui.collector import Collector

    application = QApplication([])

    def sit(milliseconds: int) -> int:
        loop, before = QEventLoop(), woken()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()
        return woken() - before

    def say(state: str) -> None:
        sit(REST_MS)
        print(f"| {state} | {sit(options.seconds * 1000) - 1} |", flush=True)  # this sitting's own end is none

    with tempfile.TemporaryDirectory(prefix="posko-minute-") as folder:
        province = scene.make_province(Path(folder) / "province")
        scene.make_post(Path(folder) / "post", scene.make_kit(province)).lock()
        province.lock()
        window: Any = build(application, Path(folder) / "post")
        window.show()
        window.activateWindow()
        window.keep_watch()
        Collector(window)
        print(f"| state | wakes in {options.seconds} s |\n|---|---|")
        say("locked")
        window.enter(opening.unlock(window.desk.folder, bytearray(scene.PASSPHRASE.encode())))
        window.idle.watch(60)
        for room in ROOMS:
            window.centralWidget().open(room, None)
            say(room)
        QApplication.setCursorFlashTime(1000)
        window.centralWidget()._search.setFocus()
        say("control: a cursor that blinks")
        window.lock()
        sit(REST_MS)
        window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

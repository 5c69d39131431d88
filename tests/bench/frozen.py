"""The frozen program's start against the checkout's: ``python3 -m tests.bench.frozen FOLDER/posko/posko [--runs 15]``.

Both are started in turn on the same empty profile, and are there when their socket is, which each lays down right behind its
first picture; so the same work is timed on both sides. Checkout and frozen program should be of one commit.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.figures import HEAD, Figure, line, spread

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 60.0
TICKS = os.sysconf("SC_CLK_TCK")


def main(arguments: list[str]) -> int:
    """Start both in turn and print two rows."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=Path)
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args(arguments)
    here = [sys.executable, str(ROOT / "main.py")]
    with tempfile.TemporaryDirectory(prefix="p", dir="/tmp") as folder:
        home = Path(folder)
        (home / "Posko").mkdir()
        (home / "Posko" / "keys.slots").touch()
        both = [(begin(here, home), begin([str(options.program)], home)) for _ in range(options.runs + 1)][1:]
    print(HEAD)
    for name, kind in (("processor", 1), ("clock", 0)):
        ratio = statistics.median(frozen[kind] / plain[kind] for plain, frozen in both)
        plain = [each[kind] for each, _ in both]
        base = statistics.median(plain)
        print(
            line(Figure(f"start of the frozen program, against the checkout, {name}", base * ratio, base, "1.3", spread(plain)))
        )
    return 0


def begin(command: list[str], home: Path) -> tuple[float, float]:
    """Seconds on the clock and of processor until the socket is there."""
    left = {name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "POSKO_PROFILE")}
    environ = left | {
        "XDG_DATA_HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "QT_QPA_PLATFORM": "xcb" if os.environ.get("DISPLAY") else "offscreen",
        "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "posko-bench-compiled"),
        "POSKO_NO_BOOTSTRAP": "1",
    }
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, env=environ, start_new_session=True) as child:
        while not any(home.glob("posko-*")):
            if child.poll() is not None or time.perf_counter() - started > PATIENCE_S:
                raise RuntimeError("the window was never painted")
            time.sleep(0.001)
        took = time.perf_counter() - started
        fields = Path(f"/proc/{child.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        os.killpg(child.pid, signal.SIGKILL)
    for socket in home.glob("posko-*"):
        socket.unlink()
    return took, (int(fields[11]) + int(fields[12])) / TICKS


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

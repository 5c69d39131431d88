"""One target under the fuzzer: ``python3 -m tests.fuzzing.one TARGET CRASHES [libFuzzer options]``.

What breaks a target is kept in CRASHES, one file for each place where it breaks, the smallest input of all; the run goes on.
What ends the process itself (time, memory, a signal) is written there by the fuzzer.
"""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["core", "sync"]):
    from tests.fuzzing import targets


def watched(name: str, crashes: Path, data: bytes) -> None:
    """Read once; keep what breaks."""
    try:
        targets.run(name, data)
    except Exception as fault:
        keep(crashes, f"{name}-{place(fault)}", data)


def place(fault: BaseException) -> str:
    """Where and how it broke, as a file's name."""
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [frame for frame in frames if "/core/" in frame.filename or "/sync/" in frame.filename] or frames
    last = ours[-1]
    return f"{type(fault).__name__}-{Path(last.filename).stem}-{last.lineno}"


def keep(crashes: Path, name: str, data: bytes) -> None:
    """Write what broke, unless a smaller input broke there before."""
    path = crashes / name
    if not path.exists() or len(data) < path.stat().st_size:
        path.write_bytes(data)


if __name__ == "__main__":
    name, crashes = sys.argv[1:3]
    # A merge starts this program again by its first word, through a shell.
    sys.argv[:3] = [f"{sys.executable} -m tests.fuzzing.one {name} {crashes}"]
    atheris.Setup(sys.argv, lambda data: watched(name, Path(crashes), data))
    atheris.Fuzz()

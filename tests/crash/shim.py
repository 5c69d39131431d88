"""Compiling the shim, and its levers from Python; only a process that was started with it preloaded may pull them."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
from pathlib import Path

CLEAN, TORN, LOST = range(3)
MODES = {"clean": CLEAN, "torn": TORN, "lost": LOST}
WRITE, SYNC, TRUNCATE, RENAME, UNLINK, CREATE = range(6)
EVERY = -1
SOURCE = Path(__file__).with_name("shim.c")


def reason_to_skip() -> str | None:
    """Why the shim cannot be used here, or None."""
    if sys.platform != "linux":
        return "the kill shim needs LD_PRELOAD (Linux)"
    if shutil.which("gcc") is None:
        return "the kill shim needs gcc (Debian packages gcc, libc6-dev)"
    return None


def compile_shim(folder: Path) -> Path:
    """Build the shim below ``folder``."""
    library = folder / "crash-shim.so"
    flags = ["-O1", "-Wall", "-Werror", "-Wno-unused-result", "-shared", "-fPIC"]
    subprocess.run(["gcc", *flags, "-o", str(library), str(SOURCE), "-ldl"], check=True)
    return library


class Shim:
    """The levers of the preloaded shim."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        self._library.crash_arm.argtypes = [ctypes.c_char_p, ctypes.c_char_p, ctypes.c_long, ctypes.c_int]
        self._library.crash_count.restype = ctypes.c_long

    def arm(self, root: Path, aside: Path, at: int, mode: int) -> None:
        """Begin to count calls below ``root``; the ``at``-th kills, 0 never does."""
        self._library.crash_arm(str(root).encode(), str(aside).encode(), at, mode)

    def count(self, kind: int = EVERY) -> int:
        """Calls seen since arming."""
        return int(self._library.crash_count(kind))

    def die(self) -> None:
        """Die here and now, in the way that was armed."""
        self._library.crash_now()

"""Compiling the shim, and its levers from Python; only a process that was started with it preloaded may pull them."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
from pathlib import Path

CLEAN, TORN, LOST, MIXED = range(4)
MODES = {"clean": CLEAN, "torn": TORN, "lost": LOST, "mixed": MIXED}
WRITE, SYNC, TRUNCATE, RENAME, UNLINK, CREATE = range(6)
EVERY = -1
TEARS = range(1, 32)
"""How many 32nds of a torn write may have happened."""
HALF = 16
READS, WRITES, SYNCS, NAMES = 1, 2, 4, 8
"""Kinds of calls that a failing disk refuses."""
SOURCE = Path(__file__).with_name("shim.c")


def reason_to_skip() -> str | None:
    """Why the shim cannot be used here, or None."""
    if sys.platform != "linux":
        return "the kill shim needs LD_PRELOAD (Linux)"
    if shutil.which("gcc") is None:
        return "the kill shim needs gcc (Debian packages gcc, libc6-dev)"
    return None


def is_loaded() -> bool:
    """Whether this process was started with it."""
    return hasattr(ctypes.CDLL(None), "crash_arm")


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
        self._library.crash_fail.argtypes = [ctypes.c_char_p, ctypes.c_ulong, ctypes.c_long, ctypes.c_int]
        self._library.crash_seed.argtypes = [ctypes.c_ulong]
        self._library.crash_kind.argtypes = [ctypes.c_long]
        self._library.crash_count.restype = self._library.crash_failed.restype = ctypes.c_long

    def arm(self, root: Path, aside: Path, at: int, mode: int) -> None:
        """Begin to count calls below ``root``; the ``at``-th kills, 0 never does."""
        self._library.crash_arm(str(root).encode(), str(aside).encode(), at, mode)

    def tear(self, parts: int) -> None:
        """How many 32nds of a torn write happen."""
        self._library.crash_tear(parts)

    def seed(self, number: int) -> None:
        """On what it hangs which unsynced blocks and names a power cut leaves (``MIXED``)."""
        self._library.crash_seed(number)

    def fail(self, root: Path, seed: int, per_mille: int, kinds: int) -> None:
        """From now on so many of a thousand calls of these kinds below ``root`` fail, until :meth:`rest`; nobody dies."""
        self._library.crash_fail(str(root).encode(), seed, per_mille, kinds)

    def rest(self) -> int:
        """Nothing fails any more; gives how many calls did."""
        self._library.crash_rest()
        return int(self._library.crash_failed())

    def count(self, kind: int = EVERY) -> int:
        """Calls seen since arming."""
        return int(self._library.crash_count(kind))

    def writes(self) -> list[int]:
        """Which calls since arming were writes, counted from 1."""
        return [call for call in range(1, self.count() + 1) if self._library.crash_kind(call) == WRITE]

    def die(self) -> None:
        """Die here and now, in the way that was armed."""
        self._library.crash_now()

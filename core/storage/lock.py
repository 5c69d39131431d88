"""One process on one profile: the second is refused with the name of the first."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from core.domain.errors import Unavailable

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LOCK_AT = 4096
"""The locked byte lies behind the name, which can so be read while the lock is held (Windows locks are hard)."""


class ProfileLock:
    """Held from unlocking to locking; the system lets go of it when the process dies.

    Raises ``Unavailable`` (``profile.in_use``, ``profile.folder`` where it cannot be written).
    """

    def __init__(self, path: Path, holder: str) -> None:
        try:
            self._file: BinaryIO = path.open("r+b" if path.exists() else "w+b")
        except OSError:
            raise Unavailable("profile.folder") from None
        if not _try_lock(self._file):
            self._file.seek(0)
            name = self._file.read(_LOCK_AT).decode("utf-8", "replace").strip("\0\n ")
            self._file.close()
            raise Unavailable("profile.in_use", holder=name)
        self._file.seek(0)
        self._file.truncate()
        self._file.write(holder.encode("utf-8")[:_LOCK_AT])
        self._file.flush()

    def release(self) -> None:
        """Let go."""
        if not self._file.closed:
            self._file.seek(0)
            self._file.truncate()
            self._file.close()


def _try_lock(file: BinaryIO) -> bool:
    try:
        if sys.platform == "win32":
            file.seek(_LOCK_AT)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True

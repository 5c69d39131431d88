"""A small file on a place that somebody chose, such as a stick: new under its final name, synced, and read back.

A FAT stick loses the content of a renamed file, so nothing is renamed; and nothing that lies there is ever written over.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from core.domain.errors import Invalid, Unavailable
from core.storage.folders import sync_folder

_FULL = (errno.ENOSPC, errno.EDQUOT)


def publish(path: Path, data: bytes) -> None:
    """Write a new file; raises ``Invalid('file.exists')``, ``Unavailable`` (``file.no_room``, ``file.unwritable``)."""
    try:
        file = path.open("xb", buffering=0)
    except FileExistsError:
        raise Invalid("file.exists", file=path.name) from None
    except OSError as error:
        raise _refusal(path, error) from None
    try:
        with file:
            _write_all(file.fileno(), data)
            os.fsync(file.fileno())
            if hasattr(os, "posix_fadvise"):  # what is read back below comes from the stick, not from memory
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        sync_folder(path.parent)
        if path.read_bytes() != data:
            raise OSError(errno.EIO, "read back otherwise")
    except OSError as error:
        path.unlink(missing_ok=True)
        raise _refusal(path, error) from None
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _write_all(descriptor: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


def _refusal(path: Path, error: OSError) -> Unavailable:
    return Unavailable("file.no_room" if error.errno in _FULL else "file.unwritable", file=path.name)

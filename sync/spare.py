"""The parity of what lies on a stick, in a folder of its own; a stick without it is as good, until it rots.

The parity of ``DATA/NAME.bin`` is ``SPARE/NAME.dat``. It is written behind the object and is a courtesy: where there is
no room for it, the object counts all the same. So no object waits for it: it goes to the stick while the next ones do, and
is made durable once, behind them all. Nothing of it is believed: what it repairs must open, or have the digest asked for.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from core.domain.errors import Unavailable
from sync.folder import CONSTANT_TIME, Folder, drop_cache, for_others, forget, sync_folder
from sync.medium import Medium
from sync.names import SUFFIX
from sync.parity import LIMIT, repair, write_parity

SPARE: Final = "SPARE"
SPARE_SUFFIX: Final = ".dat"
SALVAGE_BYTES: Final = 4096
MOST_UNREADABLE: Final = 256
"""After so many blocks that cannot be read a file is given up: each may take the stick seconds."""
SYNC_STROKE: Final[Callable[[int], int] | None] = ctypes.CDLL(None).syncfs if sys.platform == "linux" else None
"""Makes a whole file system durable, given a descriptor on it: each fsync empties the stick's own cache anew."""


def publish(medium: Medium, name: str, data: bytes) -> None:
    """Write one object, and on a stick its parity behind it; a link proves what it stores and needs none."""
    medium.publish(name, data)
    if isinstance(medium, Folder):
        _keep(medium.root, name, write_parity(data))


def settle(medium: Medium, names: Iterable[str]) -> None:
    """Make the parity of these objects durable, as far as there is any: at one stroke, or where there is none file by file."""
    if not isinstance(medium, Folder):
        return
    try:
        if SYNC_STROKE is not None:
            _sync_whole(medium.root / SPARE, SYNC_STROKE)
            return
        for name in names:
            with spare_path(medium.root, name).open("rb") as file:
                os.fsync(file.fileno())
            medium.beat(0)
        sync_folder(medium.root / SPARE)
    except OSError:
        return


def _sync_whole(folder: Path, stroke: Callable[[int], int]) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        stroke(descriptor)
    finally:
        os.close(descriptor)


def read_mended(medium: Medium, name: str, limit: int) -> tuple[bytes, bool]:
    """Content of an object as :meth:`Medium.read` gives it, and whether rot in it was repaired.

    Blocks that the stick cannot read count as rot, and a file that it cannot read at all as an empty one, so that it stops
    no other. Raises ``Unavailable`` where nothing can be read.
    """
    if not isinstance(medium, Folder):
        return medium.read(name, limit), False
    try:
        data, whole = medium.read(name, limit), True
    except Unavailable as refusal:
        data, whole = _salvage(medium, name, limit, refusal), False
    parity = _spare(medium.root, name)
    mended = repair(data, parity) if parity else None
    return (data, False) if mended is None or (whole and mended == data) else (mended, True)


def spare_path(root: Path, name: str) -> Path:
    """Where the parity of an object lies."""
    return root / SPARE / (name.lower().removesuffix(SUFFIX) + SPARE_SUFFIX)


def _keep(root: Path, name: str, parity: bytes) -> None:
    folder, path = root / SPARE, spare_path(root, name)
    try:
        if folder.is_symlink():
            return
        if not folder.is_dir():
            folder.mkdir()
            for_others(folder)
            sync_folder(root)
        path.unlink(missing_ok=True)
        with path.open("xb") as file:
            for_others(path)
            file.write(parity)
            file.flush()
            os.utime(path, (CONSTANT_TIME, CONSTANT_TIME))
            drop_cache(file.fileno())
    except OSError:
        forget(path)


def _spare(root: Path, name: str) -> bytes:
    try:
        with spare_path(root, name).open("rb") as file:
            return file.read(LIMIT + 1)
    except OSError:
        return b""


def _salvage(medium: Folder, name: str, limit: int, refusal: Unavailable) -> bytes:
    try:
        return _readable(medium.folder / name, limit, refusal)
    except Unavailable:
        if medium.size(name) < 0 or not medium.answers(besides=name):
            raise
        return b""


def _readable(path: Path, limit: int, refusal: Unavailable) -> bytes:
    """What can be read of a file with unreadable blocks, zeros in their place."""
    found, unreadable = bytearray(), 0
    try:
        with path.open("rb", buffering=0) as file:
            size = min(os.fstat(file.fileno()).st_size, limit + 1)
            for at in range(0, size, SALVAGE_BYTES):
                count = min(SALVAGE_BYTES, size - at)
                try:
                    file.seek(at)
                    found += file.read(count).ljust(count, bytes(1))
                except OSError as error:
                    unreadable += 1
                    if error.errno != errno.EIO or unreadable > MOST_UNREADABLE or unreadable * SALVAGE_BYTES >= size:
                        raise refusal from None
                    found += bytes(count)
    except OSError:
        raise refusal from None
    return bytes(found)

"""Names in a folder, made durable."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def leave_bare(folder: Path, *names: str, itself: bool) -> None:
    """Remove these files, and the folder ``itself`` where nothing else lies in it."""
    for name in names:
        (folder / name).unlink(missing_ok=True)
    if itself:
        with contextlib.suppress(OSError):
            folder.rmdir()


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable; Windows has no such call and needs none on NTFS."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

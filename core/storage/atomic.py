"""Small files that are replaced whole on the laptop's own disk: written beside, synced, renamed, folder synced.

Never used on a stick: FAT loses a renamed file that was not synced again (sync/folder.py publishes there).
"""

from __future__ import annotations

import os
from pathlib import Path

from core.storage.folders import sync_folder


def replace_file(path: Path, data: bytes, *, keep_previous: bool = False) -> None:
    """Replace a file durably; with ``keep_previous`` the old content stays beside it under ``.old``."""
    fresh = path.with_name(path.name + ".new")
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if keep_previous and path.exists():
        path.replace(path.with_name(path.name + ".old"))
        sync_folder(path.parent)
    fresh.replace(path)
    sync_folder(path.parent)

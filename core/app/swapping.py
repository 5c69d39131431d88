"""A store that was written anew beside the old one takes its place: all of it, whenever the power fails, or none.

What is new is made whole in one folder; that folder's new name is the moment from which it counts. Putting the files in place
afterwards can be begun again any number of times, and whoever opens the profile does so before he reads anything.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from core.app import placing
from core.app.device import LOCK_FILE, PAIRS_FILE, SLOTS_FILE, STORE_FILE
from core.app.profile_files import PLACING
from core.storage import copies
from core.storage.folders import sync_folder
from core.storage.lock import ProfileLock

STAGING: Final = ".rotating"
"""What is being made; nothing of it counts."""
READY: Final = ".rotated"
"""What counts already, though it may not lie in its place yet."""
_LOGS: Final = (f"{STORE_FILE}-wal", f"{STORE_FILE}-shm")


def begin(folder: Path) -> Path:
    """An empty folder for what is new."""
    staging = folder / STAGING
    copies.remove_tree(staging)
    staging.mkdir()
    return staging


def commit(folder: Path) -> None:
    """From here on what is new counts; every file in it is durable already."""
    sync_folder(folder / STAGING)
    (folder / STAGING).rename(folder / READY)
    sync_folder(folder)


def settle(folder: Path, program: str) -> None:
    """Put in place what counts, a restored copy too, and remove what does not; nothing to do is the rule.

    Raises ``Unavailable('profile.in_use')`` where another program is at it.
    """
    if not any((folder / name).exists() for name in (PLACING, READY, STAGING)):
        return
    lock = ProfileLock(folder / LOCK_FILE, program)
    try:
        placing.finish(folder)
        if (folder / READY).exists():
            _put_in_place(folder)
        copies.remove_tree(folder / STAGING)
    finally:
        lock.release()


def _put_in_place(folder: Path) -> None:
    """The old log goes before the old store does: beside the new one it would be another store's."""
    ready = folder / READY
    if (ready / STORE_FILE).exists():
        for name in _LOGS:
            (folder / name).unlink(missing_ok=True)
        sync_folder(folder)
    for name in (STORE_FILE, PAIRS_FILE, SLOTS_FILE):
        if (ready / name).exists():
            (ready / name).replace(folder / name)
    (folder / f"{SLOTS_FILE}.old").unlink(missing_ok=True)
    sync_folder(folder)
    ready.rmdir()
    sync_folder(folder)

"""A copy that was proved takes a profile's place: all of it, whenever the power fails, or nothing of it.

It counts from the moment its folder has its name. Then what was there is laid aside, whole, and what is new put in place; both
can be gone on with any number of times, and whoever opens the profile does so before he reads anything
(:func:`core.app.swapping.settle`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from core.app.device import DRAFT_KEYS_FOLDER, PAIRS_FILE, SLOTS_FILE, STORE_FILE, VAULT_FOLDER
from core.app.profile_files import PLACING, SERVER_FILE
from core.storage import copies
from core.storage.atomic import replace_file
from core.storage.folders import sync_folder

NOTE: Final = "aside"
"""In what is being put in place, until all that was there lies aside: the name of the folder in which it is laid."""
_LOGS: Final = (f"{STORE_FILE}-wal", f"{STORE_FILE}-shm")
_OLD: Final = (
    STORE_FILE,
    *_LOGS,
    VAULT_FOLDER,
    DRAFT_KEYS_FOLDER,
    PAIRS_FILE,
    SERVER_FILE,
    f"{SLOTS_FILE}.old",
    SLOTS_FILE,
)
"""What is laid aside, in this order."""
_NEW: Final = (VAULT_FOLDER, STORE_FILE, PAIRS_FILE, SLOTS_FILE)
"""What is put in place, in this order."""


def commit(folder: Path, staging: Path, aside: str = "") -> Path | None:
    """From here on what lies in ``staging`` counts; every file in it is durable already.

    With ``aside`` what is there goes into a new folder of that name beside it, which is given.
    """
    laid = _free(folder, aside) if aside else None
    if laid is not None:
        replace_file(staging / NOTE, laid.name.encode())
    sync_folder(staging)
    staging.rename(folder / PLACING)
    sync_folder(folder)
    return laid


def _free(folder: Path, name: str) -> Path:
    found, more = folder / name, 1
    while found.exists():
        more += 1
        found = folder / f"{name}-{more}"
    return found


def finish(folder: Path) -> None:
    """Go on with what was committed, where anything was; the profile's lock is held."""
    placing = folder / PLACING
    if not placing.exists():
        return
    if (placing / NOTE).exists():
        _lay_aside(folder, folder / (placing / NOTE).read_text("ascii"))
        (placing / NOTE).unlink()
        sync_folder(placing)
    _put_in_place(folder, placing)


def _lay_aside(folder: Path, aside: Path) -> None:
    aside.mkdir(exist_ok=True)
    sync_folder(folder)
    for name in _OLD:
        if (folder / name).exists():
            (folder / name).rename(aside / name)
    sync_folder(aside)
    sync_folder(folder)


def _put_in_place(folder: Path, placing: Path) -> None:
    """The key slots come last, behind everything that they open."""
    if (placing / STORE_FILE).exists():  # a log that lies here is of a beginning that was cut off
        for name in _LOGS:
            (folder / name).unlink(missing_ok=True)
    if (placing / VAULT_FOLDER).exists() and (folder / VAULT_FOLDER).exists():
        (folder / VAULT_FOLDER).rmdir()  # empty, or there would have been a refusal
    for name in _NEW:
        if name == SLOTS_FILE:
            sync_folder(folder)
        if (placing / name).exists():
            (placing / name).replace(folder / name)
    sync_folder(folder)
    copies.remove_tree(placing)

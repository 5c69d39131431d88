"""What a disk did that is full or fails, or has damaged the store, as a refusal; SQLite's errors are told apart by name.

A read that fails is told like damage (``SQLITE_CORRUPT``), and from then on the connection says so of whole pages too. So damage
is believed only of a fresh connection, whose own reads did not fail.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from core.storage.copies import full_or_failed

REFUSALS: Final = {
    "SQLITE_FULL": "disk.full",
    "SQLITE_IOERR": "disk.failed",
    "SQLITE_CANTOPEN": "disk.failed",
    "SQLITE_READONLY": "profile.folder",
}
"""What the world did to the file, by SQLite's names; what is not here is a fault of the program."""
DAMAGED: Final = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
LOOKS: Final = 10
"""Fresh connections that must all call a file damaged, when none of them can say why."""
_IOERR: Final = 10
_NO_PAGE: Final = "failed to get page"
_CODE: Final = re.compile(r"error code=(\d+)")


def disk_code(error: BaseException | None, path: Path) -> str | None:
    """``disk.full``, ``disk.failed`` or ``profile.folder``; None for any other fault.

    A file that could not be opened for writing is opened for reading, and called read-only at the first write. Where the
    system lets it be written all the same, it was the disk that failed.
    """
    code = REFUSALS.get("_".join(name(error).split("_")[:2]))
    may_be_written = all(os.access(each, os.W_OK) for each in (path, path.parent))
    return "disk.failed" if code == "profile.folder" and may_be_written else code


def opening_code(error: BaseException | None, path: Path, *, was_read: bool) -> str:
    """Why a store does not open. One that was read before and now cannot even be opened lies on a disk that fails."""
    if looks_damaged(error):
        return "store.damaged" if was_read else "store.unreadable"
    return (disk_code(error, path) or "disk.failed") if was_read else "store.unreadable"


def looks_damaged(error: BaseException | None) -> bool:
    """Whether it is told like damage."""
    return name(error).startswith(DAMAGED)


def code_of(finding: str) -> str | None:
    """What ``quick_check`` found on a fresh connection: ``store.damaged``, ``disk.failed`` where all is well or a read of the
    check itself failed, None where it does not say why it got no page.
    """
    told = _CODE.search(finding)
    if finding == "ok" or (told is not None and int(told[1]) & 0xFF == _IOERR):
        return "disk.failed"
    return None if _NO_PAGE in finding else "store.damaged"


def name(error: BaseException | None) -> str:
    """SQLite's own name of what went wrong; nothing where the library knows none."""
    return getattr(error, "sqlite_errorname", None) or ""


@contextlib.contextmanager
def in_words() -> Iterator[None]:
    """Raise what a file of the profile met as ``Unavailable`` (``disk.full``, ``disk.failed``)."""
    try:
        yield
    except OSError as error:
        raise full_or_failed(error) from None

"""The names of a profile's files, and whether a folder holds one; light, for the window asks before anything heavy is loaded."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

SLOTS_FILE = "keys.slots"
STORE_FILE = "posko.db"
SERVER_FILE = "server.box"
SLOTS_LIMIT = 64 * 1024
SECOND_THINGS = ("keyfile", "fido2")
"""As :mod:`core.crypto.second_factor` calls them."""
PLACING = ".placing"
"""A proved copy that takes the profile's place; it counts already, though not all of it may lie there yet."""
BEGUN_FILE = "posko.begun"
"""Lies in a folder until the key slots do: a store beside it is of a beginning that was cut off, and nobody has its key."""


def exists(folder: Path) -> bool:
    """Whether the folder holds a profile; what is left of a beginning that was cut off is none."""
    if any((folder / name).exists() for name in (SLOTS_FILE, f"{SLOTS_FILE}.old", PLACING)):
        return True
    return not (folder / BEGUN_FILE).exists() and ((folder / STORE_FILE).exists() or is_on_server(folder))


def is_on_server(folder: Path) -> bool:
    """Whether the profile in this folder has a server's address in the place of a store of its own."""
    return (folder / SERVER_FILE).exists()


def needs_of(folder: Path) -> frozenset[str]:
    """Which second things slots of the profile in this folder ask for, as a hint of what to offer.

    The words stand in the clear in the slot file, so it is searched and not parsed.
    """
    for name in (f"{PLACING}/{SLOTS_FILE}", SLOTS_FILE, f"{SLOTS_FILE}.old"):
        with suppress(OSError), (folder / name).open("rb") as file:
            data = file.read(SLOTS_LIMIT)
            return frozenset(kind for kind in SECOND_THINGS if kind.encode("ascii") in data)
    return frozenset()

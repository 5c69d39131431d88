"""Names of files from outside, as every file system takes them; a name is never believed to be a path."""

from __future__ import annotations

import unicodedata
from typing import Final

PORTS: Final = frozenset(f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³")
RESERVED: Final = PORTS | {"con", "prn", "aux", "nul", "conin$", "conout$"}
"""Devices of Windows, whatever ending stands behind them."""
FORBIDDEN: Final = frozenset('/\\:*?"<>|')
"""What FAT, exFAT or NTFS refuse, and what leads into another folder."""
BYTES: Final = 200
"""ext4 takes 255 bytes; a number may still be put before it."""


def plain_name(name: str) -> str:
    """The name in letters that every file system takes, at most ``BYTES`` in UTF-8, its ending kept; may be empty."""
    letters = (each if each.isprintable() and each not in FORBIDDEN else "_" for each in unicodedata.normalize("NFC", name))
    told = "".join(letters).strip(" .")
    stem, dot, ending = told.rpartition(".")
    if not dot or len(ending) > 16:
        stem, dot, ending = told, "", ""
    if stem.partition(".")[0].rstrip().casefold() in RESERVED:
        stem = f"_{stem}"
    room = BYTES - len((dot + ending).encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip(" .") + dot + ending

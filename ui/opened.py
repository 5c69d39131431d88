"""What a file is that somebody opened by double-click, from its first bytes and where it lies; nothing of it is believed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

Kind = Literal["kit", "desk_kit", "medium", "paper", "alone", "gone", "other"]
HEADS: Final[tuple[tuple[bytes, Kind], ...]] = (
    (b"POSKO-KIT-1\n", "kit"),
    (b"POSKO-DESK-1\n", "desk_kit"),
    (b"age-encryption.org/v1", "alone"),
    (b"%PDF-", "paper"),
)
"""First bytes of a file, and what it is then; a test holds them against the formats."""
HEAD_BYTES: Final = 32
DATA: Final = "DATA"


@dataclass(frozen=True, slots=True)
class Opened:
    """``path`` is the medium's folder for a medium, else the file itself."""

    kind: Kind
    path: Path


def look_at(path: Path) -> Opened:
    """What was opened: a kit, a medium (its folder, its DATA folder, or an object in it), a paper, or nothing of ours.

    ``alone`` is a sealed object outside a medium, ``gone`` what is not there or cannot be read.
    """
    try:
        if path.is_dir():
            root = path.parent if path.name == DATA else path
            return Opened("medium" if _holds_media(root) else "other", root)
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError:
        return Opened("gone", path)
    kind: Kind = next((kind for start, kind in HEADS if head.startswith(start)), "other")
    if kind == "alone" and path.parent.name == DATA:
        return Opened("medium", path.parent.parent)
    return Opened(kind, path)


def _holds_media(root: Path) -> bool:
    if (root / DATA).is_dir():
        return True
    with os.scandir(root) as inside:
        return any(each.is_dir(follow_symlinks=False) and (root / each.name / DATA).is_dir() for each in inside)

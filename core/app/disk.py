"""Whether the disk under a folder is encrypted, as far as the system tells a user without asking any service.

Linux names for every mount a block device, and below it, down to the disk, what it is made of; somewhere on every way down
stands a device that dm-crypt made, or it does not. Windows tells this to administrators alone: there nothing is known.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

SYS, MOUNTS = Path("/sys"), Path("/proc/self/mountinfo")
CRYPT: Final = "CRYPT-"
"""Begins the name that dm-crypt gives its devices; LUKS, plain and VeraCrypt volumes alike."""
_ENCRYPTING: Final = frozenset({"ecryptfs", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs"})
_STEPS: Final = 8


def is_encrypted(folder: Path, sys_root: Path = SYS, mounts: Path = MOUNTS) -> bool | None:
    """True and False where the system tells, None where it does not (another system, a network disk, memory)."""
    if sys.platform != "linux" and sys_root == SYS:
        return None
    try:
        place = folder.resolve()
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
        found = max((each for each in map(_mount, lines) if each and place.is_relative_to(each[0])), key=_depth, default=None)
        if found is None:
            return None
        _, numbers, kind, source = found
        if kind in _ENCRYPTING:
            return True
        node = _node(sys_root, numbers, source)
        return None if node is None else _below(node, sys_root, _STEPS)
    except OSError:
        return None


def _mount(line: str) -> tuple[Path, str, str, str] | None:
    """Where it is mounted, the device's numbers, kind and source of ``36 35 8:17 / /home rw - ext4 /dev/sda2 rw``."""
    head, dash, tail = line.partition(" - ")
    fields, kind = head.split(), tail.split()
    if not dash or len(fields) < 6 or len(kind) < 2:
        return None
    return Path(_plain(fields[4])), fields[2], kind[0], _plain(kind[1])


def _depth(mount: tuple[Path, str, str, str]) -> int:
    return len(mount[0].parts)


def _plain(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


def _node(sys_root: Path, numbers: str, source: str) -> Path | None:
    """The device in the kernel's tree: by its numbers, or, where these are the file system's own, by its source."""
    by_numbers = sys_root / "dev" / "block" / numbers
    if by_numbers.exists():
        return by_numbers.resolve()
    by_name = sys_root / "class" / "block" / Path(source).resolve().name
    return by_name.resolve() if source.startswith("/dev/") and by_name.exists() else None


def _below(node: Path, sys_root: Path, steps: int) -> bool:
    """Whether every way from this device down to a disk goes through dm-crypt."""
    name = node / "dm" / "uuid"
    if name.exists() and name.read_text("ascii", "replace").startswith(CRYPT):
        return True
    parts = sorted((node / "slaves").iterdir()) if (node / "slaves").is_dir() else []
    return bool(parts) and steps > 0 and all(_below(part.resolve(), sys_root, steps - 1) for part in parts)

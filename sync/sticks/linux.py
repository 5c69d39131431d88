"""Finding sticks on Linux: the kernel's list of mounts, matched with its list of devices; no service is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sync.sticks.volume import Survey, Volume

SYS, MOUNTS = Path("/sys"), Path("/proc/self/mountinfo")
MAX_STEPS = 8


@dataclass(frozen=True, slots=True)
class _Mount:
    numbers: str
    inside: str
    root: str
    source: str
    read_only: bool


def linux_finder(sys_root: Path = SYS, mounts: Path = MOUNTS) -> Survey:
    """Mounted volumes of removable or USB disks, and such disks of which nothing is mounted."""
    volumes: dict[str, Volume] = {}
    opened: set[str] = set()
    for mount in _mounts(mounts):
        node = _node_of(sys_root, mount)
        disk = None if node is None else _disk_of(sys_root, node)
        if node is None or disk is None:
            continue
        opened.add(disk)
        # The first mount of a device is the stick itself; later ones are views of parts of it.
        if mount.inside == "/" and _goes_out(sys_root, disk) and node not in volumes:
            root = Path(mount.root)
            read_only = mount.read_only or _read(sys_root / "class" / "block" / node / "ro") == "1"
            volumes[node] = Volume(root, root.name or node, f"/dev/{node}", f"/dev/{disk}", read_only)
    locked = tuple(name for name in _disks(sys_root) if name not in opened and _goes_out(sys_root, name))
    return Survey(tuple(sorted(volumes.values(), key=lambda each: each.root)), locked)


def _mounts(path: Path) -> Iterator[_Mount]:
    """Lines like ``36 35 8:17 / /media/STIK rw,nosuid - vfat /dev/sdb1 ro``, with blanks as ``\\040``."""
    try:
        lines = path.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return
    for line in lines:
        head, dash, tail = line.partition(" - ")
        fields, kind = head.split(), tail.split()
        if not dash or len(fields) < 6 or len(kind) < 3:
            continue
        options = set(fields[5].split(",")) | set(kind[2].split(","))
        yield _Mount(fields[2], _plain(fields[3]), _plain(fields[4]), _plain(kind[1]), "ro" in options)


def _plain(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


def _node_of(sys_root: Path, mount: _Mount) -> str | None:
    """The device's name: by its numbers, or, where a program serves the file system, by what it was mounted from."""
    by_numbers = sys_root / "dev" / "block" / mount.numbers
    if by_numbers.exists():
        return by_numbers.resolve().name
    name = mount.source.removeprefix("/dev/")
    return name if name != mount.source and (sys_root / "class" / "block" / name).exists() else None


def _disk_of(sys_root: Path, node: str) -> str | None:
    """The disk below a partition, and below what was unlocked on it."""
    for _step in range(MAX_STEPS):
        place = (sys_root / "class" / "block" / node).resolve()
        below = sorted(each.name for each in _children(place / "slaves"))
        if below:
            node = below[0]
        elif (place / "partition").exists():
            node = place.parent.name
        else:
            return place.name if place.exists() else None
    return None


def _disks(sys_root: Path) -> list[str]:
    """Whole disks that have a medium in them."""
    return sorted(each.name for each in _children(sys_root / "block") if _read(each / "size") not in ("", "0"))


def _goes_out(sys_root: Path, disk: str) -> bool:
    place = (sys_root / "class" / "block" / disk).resolve()
    if "virtual" in place.parts:
        return False
    on_bus = any(part.startswith("usb") or part.startswith("mmc_host") for part in place.parts)
    return on_bus or _read(place / "removable") == "1"


def _children(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""

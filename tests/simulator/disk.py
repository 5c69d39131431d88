"""A stick in memory, below the product's own writing: a cache, a platter, a hand that pulls, chips that lie.

:class:`Disk` answers what ``sync.folder`` asks of ``os``, ``shutil`` and paths; so each fsync, the dropped page cache and the
read-back are the product's own, and it is felt when one is left out. After :meth:`Disk.unplug` only the platter is left.
"""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from sync import folder, spare
from sync.folder import Folder
from sync.names import SUFFIX

ROOT, DATA, SPARE, PARITY = "", "DATA", "SPARE", ".dat"
WRITE_CHUNK = 2048
ROOMY = 1 << 30


@dataclass
class File:
    """What programs see (``cache``), what the chips hold (``platter``), and whether its name is on them too."""

    cache: bytes = b""
    platter: bytes = b""
    named: bool = False
    cached: bool = True
    dirty: bool = True


@dataclass
class Disk:
    """A stick and what will befall it. ``pull_in`` and ``protect_in`` count the calls until it happens."""

    label: str
    chance: random.Random
    files: dict[str, File] = field(default_factory=dict)
    folder: bool = False
    folder_named: bool = False
    spare: bool = False
    capacity: int = ROOMY
    readonly: bool = False
    lying: bool = False
    rough: float = 0.0
    pull_in: int = -1
    protect_in: int = -1
    gone: bool = False
    promised: dict[str, bytes] = field(default_factory=dict)
    open_files: dict[int, str] = field(default_factory=dict)

    def touch(self, *, writes: bool = False) -> None:
        """One call reaches the stick, or does not any more."""
        self.pull_in -= 1
        self.protect_in -= 1
        self.gone |= self.pull_in == 0
        self.readonly |= self.protect_in == 0
        if self.gone:
            raise OSError(errno.ENODEV, "pulled")
        if writes and self.readonly:
            raise OSError(errno.EROFS, "write-protected")
        if not writes and self.chance.random() < self.rough:
            raise OSError(errno.EIO, "cannot be read")

    def used(self) -> int:
        """Bytes that are taken."""
        return sum(len(file.cache) for file in self.files.values())

    def calm(self) -> None:
        """Plugged in anew, and nothing more befalls it."""
        self.capacity, self.readonly, self.lying, self.rough = ROOMY, False, False, 0.0
        self.pull_in = self.protect_in = -1

    def unplug(self) -> list[str]:
        """Out of the socket; gives the names of objects that were promised and are not on the platter as promised.

        What was not made durable is lost, cut or kept as the stick's own order of writing has it.
        """
        self.pull_in = self.protect_in = -1
        self.gone = False
        self.open_files.clear()
        if self.folder and not self.folder_named and self.chance.random() < 0.8:
            self.folder, self.files = False, {}
        for name, file in list(self.files.items()):
            if not file.named and self.chance.random() < 0.8:
                del self.files[name]
                continue
            if not self.lying and file.platter != file.cache and self.chance.random() < 0.2:
                file.platter = file.cache[: self.chance.randrange(len(file.cache) + 1)]
            file.cache, file.named, file.cached = file.platter, True, False
        self.folder_named = self.folder
        broken = [name for name, data in self.promised.items() if name not in self.files or self.files[name].platter != data]
        self.promised.clear()
        return broken

    def rot(self) -> str | None:
        """Turn one bit over in one object; gives its name."""
        names = sorted(name for name, file in self.files.items() if file.platter)
        if not names:
            return None
        name = self.chance.choice(names)
        changed = bytearray(self.files[name].platter)
        changed[self.chance.randrange(len(changed))] ^= 1 << self.chance.randrange(8)
        self.files[name].platter = self.files[name].cache = bytes(changed)
        return name

    def lose(self, names: set[str]) -> None:
        """These files are not there any more, nor what could mend them."""
        for name in names:
            self.files.pop(name, None)

    def spoil(self, names: set[str]) -> None:
        """Other bytes of the same length lie under these names; what could mend them is gone."""
        for name in sorted(names):
            self.files[name].platter = self.files[name].cache = self.chance.randbytes(len(self.files[name].platter))
            self.files.pop(name.removesuffix(SUFFIX) + PARITY, None)

    def sync(self, name: str) -> None:
        """An fsync of a file or of a folder; a lying stick says yes and drops some of what was written."""
        self.touch()
        if name == ROOT:
            self.folder_named = True
        elif name in (DATA, SPARE):
            for own, file in self.files.items():
                file.named |= own.endswith(PARITY) == (name == SPARE)
        else:
            self.files[name].dirty = False
            if not self.lying or self.chance.random() < 0.5:
                self.files[name].platter = self.files[name].cache


class Handle:
    """An open file."""

    def __init__(self, disk: Disk, name: str) -> None:
        self.disk, self.name, self.at = disk, name, 0
        self.number = 1000 + len(disk.open_files)
        disk.open_files[self.number] = name
        DRIVES[self.number] = disk

    def __enter__(self) -> Handle:
        return self

    def __exit__(self, *_: object) -> None:
        self.disk.open_files.pop(self.number, None)

    def fileno(self) -> int:
        return self.number

    def flush(self) -> None:
        """The cache has it already."""

    def seek(self, at: int) -> None:
        self.at = at

    def write(self, data: bytes | memoryview) -> None:
        """In pieces, so that a hand can come between."""
        for start in range(0, len(data), WRITE_CHUNK):
            self.disk.touch(writes=True)
            piece = data[start : start + WRITE_CHUNK]
            if self.disk.used() + len(piece) > self.disk.capacity:
                raise OSError(errno.ENOSPC, "full")
            file = self.disk.files[self.name]
            file.cache, file.dirty = file.cache + bytes(piece), True

    def read(self, size: int) -> bytes:
        self.disk.touch()
        file = self.disk.files[self.name]
        data = (file.cache if file.cached else file.platter)[self.at : self.at + size]
        self.at += len(data)
        return data


@dataclass(frozen=True)
class Place:
    """What a path is to the product: the root, DATA, or a file in it."""

    disk: Disk
    where: str

    @property
    def name(self) -> str:
        return self.disk.label if self.where == ROOT else self.where

    def __truediv__(self, name: str) -> Place:
        return Place(self.disk, name)

    def chmod(self, _mode: int) -> None:
        """FAT keeps no such bits."""

    def is_symlink(self) -> bool:
        return False

    def is_dir(self) -> bool:
        return not self.disk.gone and (self.where == ROOT or (self.disk.spare if self.where == SPARE else self.disk.folder))

    def mkdir(self) -> None:
        self.disk.touch(writes=True)
        if self.where == SPARE:
            self.disk.spare = True
        else:
            self.disk.folder = True

    def exists(self) -> bool:
        self.disk.touch()
        return self.disk.folder if self.where == DATA else self.where in self.disk.files

    def stat(self) -> SimpleNamespace:
        self.disk.touch()
        if self.where not in self.disk.files:
            raise FileNotFoundError(errno.ENOENT, self.where)
        return SimpleNamespace(st_size=len(self.disk.files[self.where].cache))

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        return self.where in self.disk.files

    def open(self, mode: str, buffering: int = -1) -> Handle:
        self.disk.touch(writes="x" in mode)
        if "x" in mode:
            self.disk.files[self.where] = File()
        elif self.where not in self.disk.files:
            raise FileNotFoundError(errno.ENOENT, self.where)
        return Handle(self.disk, self.where)

    def unlink(self, *, missing_ok: bool = False) -> None:
        self.disk.touch(writes=True)
        if self.where not in self.disk.files and not missing_ok:
            raise FileNotFoundError(errno.ENOENT, self.where)
        self.disk.files.pop(self.where, None)


DRIVES: dict[int, Disk] = {}
"""Whose an open file is."""


class System:
    """What ``sync.folder`` asks of ``os`` and ``shutil``; real paths go to the real ones."""

    name, O_RDONLY, POSIX_FADV_DONTNEED = "posix", os.O_RDONLY, 4
    path = SimpleNamespace(isdir=lambda place: place.is_dir())

    def scandir(self, place: Place) -> Iterator[Place]:
        place.disk.touch()
        if not place.disk.folder:
            raise FileNotFoundError(errno.ENOENT, DATA)
        return iter([Place(place.disk, name) for name in sorted(place.disk.files) if not name.endswith(PARITY)])

    def utime(self, place: Place, _times: tuple[int, int]) -> None:
        place.disk.touch(writes=True)

    def open(self, place: Place, _flags: int) -> int:
        return Handle(place.disk, place.where).number

    def fstat(self, number: int) -> SimpleNamespace:
        return Place(DRIVES[number], DRIVES[number].open_files[number]).stat()

    def close(self, number: int) -> None:
        DRIVES[number].open_files.pop(number, None)

    def fsync(self, number: int) -> None:
        DRIVES[number].sync(DRIVES[number].open_files[number])

    def posix_fadvise(self, number: int, _start: int, _length: int, _advice: int) -> None:
        disk = DRIVES[number]
        file = disk.files[disk.open_files[number]]
        file.cached = file.dirty  # only what was written out is dropped

    def disk_usage(self, place: Place) -> SimpleNamespace:
        place.disk.touch()
        return SimpleNamespace(free=place.disk.capacity - place.disk.used())


class Stick(Folder):
    """The product's folder over a disk; remembers what it promised, and lets ``between`` happen at each object."""

    def __init__(self, disk: Disk, between: Callable[[], None]) -> None:
        super().__init__(cast(Path, Place(disk, ROOT)))
        self.disk, self.between = disk, between

    def _make_room(self, names: list[Path]) -> None:
        """A folder in memory does not grow by clusters; a stick is pulled among objects, not among a hundred empty names."""

    def publish(self, name: str, data: bytes) -> None:
        self.between()
        super().publish(name, data)
        self.disk.promised[name] = data

    def read(self, name: str, limit: int) -> bytes:
        self.between()
        return super().read(name, limit)


@contextmanager
def in_memory() -> Iterator[System]:
    """The folder of the product works on disks in memory meanwhile."""
    system, before = System(), (folder.os, folder.shutil, spare.SYNC_STROKE)
    vars(folder).update(os=system, shutil=system)
    vars(spare).update(os=system, SYNC_STROKE=None)
    try:
        yield system
    finally:
        vars(folder).update(os=before[0], shutil=before[1])
        vars(spare).update(os=before[0], SYNC_STROKE=before[2])

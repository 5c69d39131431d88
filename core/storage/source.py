"""Files of the outside world that become evidence: read whole as they were when they were chosen, or not at all.

A camera card is pulled out, a recorder still writes, a link leads in a circle: each has a code of its own, and the
vault keeps nothing of such a file.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from core.domain.errors import Invalid, Unavailable

MAX_FOUND = 10_000
_NO_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file below a chosen folder: size in bytes, time of last change in milliseconds UTC as the file system claims it."""

    path: Path
    name: str
    size: int
    modified: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a folder holds; ``unreadable`` counts places that could not be read, ``more`` says that the list was cut."""

    files: tuple[FoundFile, ...]
    unreadable: int
    more: bool


class Source:
    """A regular file that is open for reading; its end is refused unless the file is still the same."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path, self._file = path, file
        self._before = os.fstat(file.fileno())
        self._read = 0

    @property
    def size(self) -> int:
        """Bytes when it was opened."""
        return self._before.st_size

    def read(self, count: int = -1, /) -> bytes:
        """The next bytes, none at the end; raises ``Unavailable`` (``attachment.changed``, ``attachment.vanished``)."""
        try:
            data = self._file.read(count)
        except OSError:
            raise Unavailable("attachment.vanished", file=self._path.name) from None
        self._read += len(data)
        if self._read > self.size or (not data and self._read < self.size):
            raise Unavailable("attachment.changed", file=self._path.name)
        if not data:
            self._require_same()
        return data

    def _require_same(self) -> None:
        try:
            now, there = os.fstat(self._file.fileno()), self._path.stat()
        except OSError:
            raise Unavailable("attachment.vanished", file=self._path.name) from None
        if _likeness(now) != _likeness(self._before) or _likeness(there) != _likeness(self._before):
            raise Unavailable("attachment.changed", file=self._path.name)


def _likeness(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ino


@contextmanager
def open_source(path: Path) -> Iterator[Source]:
    """Open a file that is to become evidence.

    Raises ``Invalid``: ``file.missing``, ``file.unreadable`` (also a circle of links), ``attachment.not_file`` (folder,
    device, pipe), ``attachment.empty``.
    """
    try:
        # Looked at before it is opened, for opening a pipe or a device may wait for ever or do something.
        _require_regular(path.stat(), path)
        descriptor = os.open(path, os.O_RDONLY | _NO_WAIT)
    except FileNotFoundError:
        raise Invalid("file.missing", file=path.name) from None
    except (OSError, ValueError):
        raise Invalid("file.unreadable", file=path.name) from None
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        _require_regular(os.fstat(file.fileno()), path)
        source = Source(path, file)
        if not source.size:
            raise Invalid("attachment.empty", file=path.name)
        yield source


def _require_regular(status: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise Invalid("attachment.not_file", file=path.name)


def files_below(folder: Path, watch: Callable[[int], None]) -> Found:
    """Every visible regular file below a folder, by path; links are not followed. ``watch`` is told how many so far.

    Raises ``Invalid('file.unreadable')`` when the folder itself cannot be read.
    """
    files: list[FoundFile] = []
    unreadable, waiting = 0, [folder]
    while waiting and len(files) < MAX_FOUND:
        place = waiting.pop()
        try:
            with os.scandir(place) as entries:
                found, folders, faults = _sorted(entries)
        except OSError:
            if place == folder:
                raise Invalid("file.unreadable", file=folder.name) from None
            unreadable += 1
            continue
        files += found
        waiting += folders
        unreadable += faults
        watch(len(files))
    more = bool(waiting) or len(files) > MAX_FOUND
    return Found(tuple(sorted(files[:MAX_FOUND], key=lambda each: each.path)), unreadable, more)


def _sorted(entries: Iterator[os.DirEntry[str]]) -> tuple[list[FoundFile], list[Path], int]:
    files, folders, unreadable = [], [], 0
    for entry in entries:
        if entry.name.startswith("."):
            continue
        try:
            if entry.is_dir(follow_symlinks=False):
                folders.append(Path(entry.path))
            elif entry.is_file(follow_symlinks=False):
                status = entry.stat(follow_symlinks=False)
                files.append(FoundFile(Path(entry.path), entry.name, status.st_size, status.st_mtime_ns // 1_000_000))
        except OSError:
            unreadable += 1
    return files, folders, unreadable

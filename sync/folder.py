"""A stick as a folder of immutable objects, written so that a pulled plug or a lying stick is noticed.

A folder that grows is linked to a new cluster on FAT, and where a power cut leaves the link without its end the whole
folder is unreadable, with all that was safe in it. So a fresh folder is made large at once, while nothing lies in it.

Publishing on FAT and exFAT: final unique name, write, fsync the file, fsync the folder, drop the page cache, read
back, compare. Never a rename (FAT loses the content of a renamed file), never a replacement. Content decides
validity, not names; times of files are constant, so that they tell nothing.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from core.domain.errors import Invalid, Unavailable
from sync.names import SUFFIX
from sync.parts import Pieced, in_parts, whole_objects

FOLDER = "DATA"
READ_BYTES = 1024 * 1024
BEAT_SECONDS = 0.25
SMALLEST_STEP, FIRST_STEP, LARGEST_STEP = 256 * 1024, 1024 * 1024, 8 * 1024 * 1024
"""Bytes that are made durable at a time: as many as this stick takes in a beat, so that a cancel is heard within a second."""
READS_THE_CHIPS = hasattr(os, "posix_fadvise")
"""Whether reading back passes the page cache here; where not, only ejecting makes a stick safe to take out."""
ROOM_NAMES, ROOM_NAME = 96, "~{:03}" + "~" * 244
"""Names that make room in a fresh folder and go again: on FAT about 64 KiB, which some 500 objects need."""
TRIED = 4
"""Files that are asked before a stick with an unreadable one counts as gone: each may take it seconds."""
CONSTANT_TIME = 1_577_836_800
"""2020-01-01 00:00 UTC, for access and modification time of every file."""


class Folder:
    """One stick (or any folder) that holds objects in its folder DATA; a :class:`sync.medium.Medium`."""

    def __init__(self, root: Path, clock: Callable[[], float] = time.monotonic) -> None:
        if not os.path.isdir(root):  # noqa: PTH112  a dead mount is no folder, and Path.is_dir raises there
            raise Unavailable("medium.none", path=root.name)
        self.root = root
        self.folder = root / FOLDER
        self.beat: Callable[[int], None] = _unheard
        """Told of so many bytes made durable; may raise ``Cancelled``, and the object under way is taken away again."""
        self._clock = clock
        self._step = FIRST_STEP

    @property
    def label(self) -> str:
        """A short name for the history of sticks."""
        return self.root.name or str(self.root)

    def prepare(self) -> None:
        """Make the folder DATA, durable together with its name in the parent; ``medium.name`` when a file has that name."""
        try:
            if self.folder.is_symlink() or (self.folder.exists() and not self.folder.is_dir()):
                raise Unavailable("medium.name")
            if not self.folder.is_dir():
                self.folder.mkdir()
                for_others(self.folder)
                sync_folder(self.root)
            names = [ROOM_NAME.format(number) for number in range(ROOM_NAMES)]
            if self._sizes().keys() <= set(names):
                self._make_room([self.folder / name for name in names])
        except OSError as error:
            raise _unavailable(error) from None

    def _make_room(self, names: list[Path]) -> None:
        """Make a fresh folder as large as some hundred objects need; it stays so when the names are gone."""
        try:
            for path in names:
                with path.open("ab"):
                    pass
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
        finally:
            for path in names:
                forget(path)
        sync_folder(self.folder)

    def names(self) -> list[str]:
        """Names of all objects; raises ``Invalid('medium.not_a_stick')`` where there is no folder DATA or nothing in it."""
        found = sorted(self.present())
        if not found:
            raise Invalid("medium.not_a_stick")
        return found

    def present(self) -> set[str]:
        """Names of all objects, those in parts that a link left among them; empty for a fresh stick."""
        return whole_objects(self._sizes(), SUFFIX)

    def size(self, name: str) -> int:
        """Size of an object in bytes, -1 when it is not there whole."""
        try:
            return (self.folder / name).stat().st_size
        except OSError:
            pieced = self._pieced(name)
            return -1 if pieced is None else pieced.total

    def read(self, name: str, limit: int) -> bytes:
        """Content of an object, at most ``limit`` + 1 bytes of it."""
        try:
            with (self.folder / name).open("rb") as file:
                return file.read(limit + 1)
        except FileNotFoundError:
            return self._joined(name, limit)
        except OSError as error:
            raise _unavailable(error) from None

    def has(self, name: str, digest: bytes) -> bool:
        """Whether an object lies here with this content, as the system reads it now."""
        return hashlib.sha256(self.read(name, self.size(name))).digest() == digest

    def _sizes(self) -> dict[str, int]:
        try:
            return {entry.name: entry.stat().st_size for entry in os.scandir(self.folder) if entry.is_file(follow_symlinks=False)}
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise _unavailable(error) from None

    def _pieced(self, name: str) -> Pieced | None:
        try:
            pieced = in_parts(self._sizes()).get(name)
        except Unavailable:
            return None
        return pieced if pieced is not None and pieced.whole else None

    def _joined(self, name: str, limit: int) -> bytes:
        pieced = self._pieced(name)
        if pieced is None:
            raise Unavailable("medium.gone")
        found = bytearray()
        try:
            for part in pieced.chain():
                with (self.folder / part.file).open("rb") as file:
                    file.seek(part.offset)
                    found += file.read(part.size)
        except OSError as error:
            raise _unavailable(error) from None
        return bytes(found[: limit + 1])

    def free_bytes(self) -> int:
        """Room left on the medium."""
        try:
            return shutil.disk_usage(self.root).free
        except OSError as error:
            raise _unavailable(error) from None

    def publish(self, name: str, data: bytes) -> None:
        """Write one object under its final name and prove that it is there.

        Raises ``Unavailable``: ``medium.full`` (the half-written file is removed), ``medium.gone``,
        ``medium.readback`` when what is read back differs.
        """
        path = self.folder / name
        try:
            self._write(path, data)
            if not self._holds(path, data):
                raise Unavailable("medium.readback")
        except OSError as error:
            forget(path)
            raise _unavailable(error) from None
        except BaseException:
            forget(path)
            raise

    def _write(self, path: Path, data: bytes) -> None:
        if path.exists():
            # A piece that an earlier run left cut: the name is derived from its content, so nobody else's is lost.
            path.unlink()
        with path.open("xb") as file:
            for_others(path)
            at = 0
            while at < len(data):
                began, part = self._clock(), memoryview(data)[at : at + self._step]
                file.write(part)
                file.flush()
                at += len(part)
                if at == len(data):
                    os.utime(path, (CONSTANT_TIME, CONSTANT_TIME))
                os.fsync(file.fileno())
                self._measure(len(part), self._clock() - began)
                self.beat(len(part))
        sync_folder(self.folder)

    def _measure(self, size: int, seconds: float) -> None:
        """Fit the next steps to the stick's speed; a short write tells of its delay alone."""
        if size >= SMALLEST_STEP:
            fitting = LARGEST_STEP if seconds <= 0 else int(size / seconds * BEAT_SECONDS)
            self._step = max(SMALLEST_STEP, min(fitting, LARGEST_STEP))

    def holds(self, name: str, digest: bytes) -> bool:
        """True when an object reads back whole past the page cache, as it must before a stick is called safe."""
        found = hashlib.sha256()
        try:
            with (self.folder / name).open("rb") as file:
                drop_cache(file.fileno())
                while chunk := file.read(READ_BYTES):
                    found.update(chunk)
                    self.beat(0)
        except OSError:
            return False
        return found.digest() == digest

    def _holds(self, path: Path, data: bytes) -> bool:
        """True when the medium gives the bytes back past the page cache: a cached read says so of a stick that stored nothing."""
        with path.open("rb") as file:
            drop_cache(file.fileno())
            at = 0
            while at < len(data):
                chunk = file.read(min(len(data) - at, READ_BYTES))
                # Compared where it lies: a slice is a copy, and a memoryview is compared item by item; both take longer.
                if not chunk or not data.startswith(chunk, at):
                    return False
                at += len(chunk)
                self.beat(0)
            return not file.read(1)

    def answers(self, besides: str) -> bool:
        """Whether something else can be read past the page cache: then one file is bad, and the stick is not gone."""
        try:
            for name in sorted(self._sizes().keys() - {besides})[:TRIED]:
                try:
                    with (self.folder / name).open("rb") as file:
                        drop_cache(file.fileno())
                        file.read(1)
                        return True
                except OSError:
                    continue
        except Unavailable:
            return False
        return False

    def remove(self, name: str) -> None:
        """Remove an own object."""
        (self.folder / name).unlink(missing_ok=True)


def _unheard(_count: int) -> None:
    """Nobody listens."""


def drop_cache(descriptor: int) -> None:
    """Forget what the system remembers of a file; what of it is not written yet begins to be."""
    if READS_THE_CHIPS:
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def forget(path: Path) -> None:
    """Take a file away, where it is there and can be."""
    try:
        path.unlink()
    except OSError:
        return


def for_others(path: Path) -> None:
    """Let other accounts read what lies on a medium: on the computer that it goes to the reader has another number.

    Everything else that the program writes is its own account's alone (``ui/start.py``); FAT and Windows know no such bits.
    """
    with contextlib.suppress(OSError):
        path.chmod(0o755 if path.is_dir() else 0o644)


def volume_of(folder: Path) -> int:
    """Which file system a folder lies on, as the system numbers it; -1 where there is none.

    A mount point may outlive its stick: what is written there then lies on the laptop's own disk.
    """
    try:
        return folder.stat().st_dev
    except OSError:
        return -1


def _unavailable(error: OSError) -> Unavailable:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Unavailable("medium.full")
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return Unavailable("medium.readonly")
    return Unavailable("medium.gone")


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

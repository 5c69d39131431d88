"""A copy of a profile as files: in a folder beside the store, or bound into one file for a stick. All of it is ciphertext.

The one file is an uncompressed tar: ``posko-backup`` (the version of this layout), ``manifest`` (a box under the store
key), ``keys.slots``, ``identity.pairs`` where there is one, ``posko.db``, and ``vault/TOKEN.age`` for each attachment.
A folder holds the same names but for the attachments, which lie beside it as links that all copies share.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import re
import shutil
import tarfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol

from core.domain.errors import Invalid, Unavailable, Untrusted
from core.storage.folders import sync_folder

MARK: Final = "posko-backup"
VERSION: Final = b"1\n"
MANIFEST: Final = "manifest"
VAULT: Final = "vault"
PART: Final = ".part"
"""What ends the name of a folder that is not whole yet."""
CHUNK = 1024 * 1024
MARGIN = 16 * 1024 * 1024
"""So much stays free besides: a disk that is full to the last byte takes no report."""
_NAME = re.compile(rf"{MARK}|{MANIFEST}|keys\.slots|identity\.pairs|posko\.db|{VAULT}/[0-9a-f]{{32}}\.age")

Moved = Callable[[int], None]
"""Told how many bytes moved; may raise ``Cancelled``."""


class Copy(Protocol):
    """What both layouts give."""

    sizes: Mapping[str, int]
    """Every file of the copy by name, with its bytes."""

    def open(self, name: str) -> BinaryIO:
        """The file of this name, from its beginning."""
        ...

    def whole(self) -> None:
        """Raise ``Untrusted('backup.cut')`` where the end of the file is missing."""
        ...


class FolderCopy:
    """A dated copy; ``pool`` holds the attachments of all of them."""

    def __init__(self, folder: Path, pool: Path) -> None:
        self._folder, self._pool = folder, pool
        found = {path.name: path.stat().st_size for path in folder.iterdir() if _NAME.fullmatch(path.name)}
        kept = {f"{VAULT}/{path.name}": path.stat().st_size for path in pool.glob("*.age")} if pool.is_dir() else {}
        self.sizes: Mapping[str, int] = found | kept

    def open(self, name: str) -> BinaryIO:
        """See :class:`Copy`."""
        folder, _, file = name.rpartition("/")
        return ((self._pool if folder else self._folder) / file).open("rb")

    def whole(self) -> None:
        """A folder got its name when it was whole."""


class FileCopy:
    """One file, looked at from its beginning; nothing is taken out by the names that it says."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._at: dict[str, tuple[int, int]] = {}
        self._cut = False
        try:
            self._tar = tarfile.open(fileobj=file, mode="r:")  # noqa: SIM115 - it lives as long as the file
            self._look()
        except (tarfile.TarError, OSError, ValueError, EOFError):
            raise Untrusted("backup.foreign") from None
        self.sizes: Mapping[str, int] = {name: size for name, (_, size) in self._at.items()}

    def _look(self) -> None:
        first = self._tar.next()
        if first is None or first.name != MARK:
            raise Untrusted("backup.foreign")
        while (member := self._next(first)) is not None:
            first = None
            if not member.isreg() or not _NAME.fullmatch(member.name) or member.name in self._at:
                raise Untrusted("backup.damaged", name=MARK)
            self._at[member.name] = member.offset_data, member.size

    def _next(self, first: tarfile.TarInfo | None) -> tarfile.TarInfo | None:
        if first is not None:
            return first
        try:
            return self._tar.next()
        except tarfile.TarError:
            self._cut = True
            return None

    def whole(self) -> None:
        """See :class:`Copy`."""
        end = self._file.seek(0, os.SEEK_END)
        if self._cut or any(at + size > end for at, size in self._at.values()):
            raise Untrusted("backup.cut")

    def open(self, name: str) -> BinaryIO:
        """See :class:`Copy`."""
        return io.BufferedReader(_Section(self._file, *self._at[name]), CHUNK)


class _Section(io.RawIOBase):
    """A stretch of the one file."""

    def __init__(self, file: BinaryIO, at: int, size: int) -> None:
        super().__init__()
        self._file, self._at, self._end = file, at, at + size

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        view = memoryview(into).cast("B")
        self._file.seek(self._at)
        data = self._file.read(min(len(view), self._end - self._at))
        view[: len(data)] = data
        self._at += len(data)
        return len(data)


@contextmanager
def open_copy(path: Path) -> Iterator[Copy]:
    """A copy by its path: the one file, or the folder of a dated copy.

    Raises ``Invalid('file.missing')``, ``Untrusted`` (``backup.foreign``, ``backup.newer``, ``backup.damaged``).
    """
    if path.is_dir():
        made: Copy = FolderCopy(path, path.parent / VAULT)
        _require_version(made)
        yield made
        return
    try:
        file = path.open("rb")
    except OSError:
        raise Invalid("file.missing", file=path.name) from None
    with file:
        made = FileCopy(file)
        _require_version(made)
        yield made


def _require_version(copy: Copy) -> None:
    version = read_small(copy, MARK)
    if version is None or not re.fullmatch(rb"[1-9][0-9]{0,3}\n", version):
        raise Untrusted("backup.foreign")
    if version != VERSION:
        raise Untrusted("backup.newer")


def read_small(copy: Copy, name: str, limit: int = 64 * CHUNK) -> bytes | None:
    """A small file of a copy, None where it has none or one beyond the limit."""
    if not 0 < copy.sizes.get(name, 0) <= limit:
        return None
    try:
        with copy.open(name) as file:
            return file.read(limit)
    except (OSError, KeyError):
        return None


def take_out(copy: Copy, name: str, target: Path, moved: Moved) -> bytes:
    """Write a file of a copy to disk, durable, and give its SHA-256.

    Raises ``Untrusted('backup.damaged')`` where it ends early, ``Unavailable('disk.full')``.
    """
    whole, left = hashlib.sha256(), copy.sizes.get(name, -1)
    try:
        with copy.open(name) as source, target.open("xb") as sink:
            while data := source.read(CHUNK):
                whole.update(data)
                sink.write(data)
                left -= len(data)
                moved(len(data))
            sync_file(sink)
    except KeyError:
        raise Untrusted("backup.damaged", name=name) from None
    except OSError as error:
        raise full_or_failed(error) from None
    if left:
        raise Untrusted("backup.damaged", name=name)
    return whole.digest()


def digest_of(copy: Copy, name: str, moved: Moved) -> bytes:
    """The SHA-256 of a file of a copy; what cannot be read gives no bytes."""
    whole = hashlib.sha256()
    try:
        with copy.open(name) as source:
            while data := source.read(CHUNK):
                whole.update(data)
                moved(len(data))
    except (OSError, KeyError):
        return b""
    return whole.digest()


def sync_file(file: BinaryIO) -> None:
    """Make what was written into a file durable."""
    file.flush()
    os.fsync(file.fileno())


def copy_file(source: Path, target: Path, moved: Moved) -> tuple[int, bytes]:
    """Copy a file, durable, and give its size and SHA-256; raises ``Unavailable('disk.full')``."""
    whole, size = hashlib.sha256(), 0
    try:
        with source.open("rb") as old, target.open("xb") as sink:
            while data := old.read(CHUNK):
                whole.update(data)
                size += len(data)
                sink.write(data)
                moved(len(data))
            sync_file(sink)
    except OSError as error:
        raise full_or_failed(error) from None
    return size, whole.digest()


def link_file(source: Path, target: Path, moved: Moved) -> None:
    """Let a file that never changes lie under a second name; where the disk knows no such thing it is copied."""
    if target.exists():
        return
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:
        partial = target.with_suffix(".new")
        partial.unlink(missing_ok=True)
        copy_file(source, partial, moved)
        partial.replace(target)


def bind(copy: Copy, names: Mapping[str, bytes], sink: BinaryIO, moved: Moved) -> None:
    """Write the one file: these names in this order, each proved by its digest on the way (none given, none proved).

    Raises ``Untrusted('backup.damaged')``; what the sink raises comes out unchanged.
    """
    with tarfile.open(fileobj=sink, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, digest in names.items():
            member = tarfile.TarInfo(name)
            member.size, member.mode = copy.sizes[name], 0o600
            with copy.open(name) as source:
                hashed = _Hashed(source, moved)
                tar.addfile(member, hashed)
            if digest and hashed.digest != digest:
                raise Untrusted("backup.damaged", name=name)


class _Hashed:
    """A source that hashes what is read of it."""

    def __init__(self, source: BinaryIO, moved: Moved) -> None:
        self._source, self._moved, self._hash = source, moved, hashlib.sha256()

    def read(self, count: int = -1) -> bytes:
        data = self._source.read(min(count, CHUNK) if count > CHUNK else count)
        self._hash.update(data)
        self._moved(len(data))
        return data

    @property
    def digest(self) -> bytes:
        return self._hash.digest()


def require_room(folder: Path, size: int) -> None:
    """Raise ``Unavailable('backup.no_room')`` where so many bytes do not fit, before the first is written."""
    free = free_bytes(folder)
    if free < size + MARGIN:
        raise Unavailable("backup.no_room", needed=_megabytes(size + MARGIN), free=free // 1_000_000)


def free_bytes(folder: Path) -> int:
    """Bytes that are free where a folder lies or is going to lie."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def _megabytes(size: int) -> int:
    return -(-size // 1_000_000)


def full_or_failed(error: OSError) -> Unavailable:
    """The refusal for what a disk said."""
    return Unavailable("disk.full" if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else "disk.failed")


def require_free(folder: Path) -> None:
    """Raise ``Invalid('folder.not_empty')`` where something lies under a name that a new folder is to get."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Invalid("folder.not_empty", file=folder.name)


@contextmanager
def made_whole(folder: Path) -> Iterator[Path]:
    """A new folder while it is filled, under another name beside its own: whole and durable under its own at the end, or not
    there at all. Raises ``Unavailable`` (``disk.full``, ``disk.failed``, and ``file.unwritable`` where the place takes nothing);
    what the caller raises comes out unchanged.
    """
    if not folder.name:
        raise Unavailable("file.unwritable", file=str(folder))
    part = folder.with_name(f".{folder.name}{PART}")
    remove_tree(part)
    try:
        part.mkdir(parents=True)
        yield part
        if folder.exists():
            folder.rmdir()  # an empty one
        settle(part, folder)
    except OSError as error:
        if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
            raise Unavailable("file.unwritable", file=folder.name) from None
        raise full_or_failed(error) from None
    finally:
        remove_tree(part)


def settle(part: Path, name: Path) -> None:
    """Give a folder that is whole its name, durable."""
    sync_folder(part)
    part.rename(name)
    sync_folder(name.parent)


def remove_tree(folder: Path) -> None:
    """Remove a folder whose name nobody needs any more; what cannot be removed now is removed next time."""
    with suppress(OSError):
        shutil.rmtree(folder)

"""The vault of attachments: each file encrypted once, when captured, and copied as ciphertext ever after (D10).

Memory stays constant whatever the size: the plain file is read, hashed, encrypted and written piece by piece.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from core.crypto.sealing import AgeIdentity, Sink, Source, decrypt_stream, encrypt_stream
from core.domain.errors import Unavailable, Untrusted

PIECE_BYTES = 8 * 1024 * 1024
MAX_ATTACHMENT = 2**40
PAD_BYTES = 64 * 1024
LENGTH_BYTES = 8
NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_CHUNK = 1024 * 1024

Progress = Callable[[int], None]
"""Told the bytes done so far; may raise ``Cancelled``."""


@dataclass(frozen=True, slots=True)
class Captured:
    """A file in the vault: ``token`` 16 random bytes, sizes in bytes, SHA-256 digests, one per 8 MiB piece."""

    token: bytes
    size: int
    digest: bytes
    sealed_size: int
    sealed_digest: bytes
    pieces: tuple[bytes, ...]


class _Measured:
    """A source that hashes and counts what is read, pads at the end if asked, and reports progress."""

    def __init__(self, source: Source, progress: Progress, padded_size: int | None) -> None:
        self._source, self._progress = source, progress
        self._hash, self.size = hashlib.sha256(), 0
        self._head = b"" if padded_size is None else padded_size.to_bytes(LENGTH_BYTES, "big")
        total = 0 if padded_size is None else LENGTH_BYTES + padded_size
        self._padding = -total % PAD_BYTES if padded_size is not None else 0

    def read(self, count: int = -1) -> bytes:
        if self._head:
            head, self._head = self._head, b""
            return head
        data = self._source.read(_CHUNK if count is None or count < 0 else count)
        if data:
            self._hash.update(data)
            self.size += len(data)
            if self.size > MAX_ATTACHMENT:
                raise Unavailable("attachment.too_large")
            self._progress(self.size)
            return data
        padding = b"\0" * min(self._padding, max(count, 1) if count > 0 else self._padding)
        self._padding -= len(padding)
        return padding

    @property
    def digest(self) -> bytes:
        return self._hash.digest()


class _Pieces:
    """A sink that hashes the ciphertext as a whole and by pieces while it goes to disk."""

    def __init__(self, sink: BinaryIO) -> None:
        self._sink = sink
        self._whole, self._piece = hashlib.sha256(), hashlib.sha256()
        self._in_piece, self.size = 0, 0
        self._done: list[bytes] = []

    def write(self, data: bytes) -> int:
        view = memoryview(data)
        self._whole.update(view)
        while view:
            part = view[: PIECE_BYTES - self._in_piece]
            self._piece.update(part)
            self._in_piece += len(part)
            view = view[len(part) :]
            if self._in_piece == PIECE_BYTES:
                self._close_piece()
        self.size += len(data)
        self._sink.write(data)
        return len(data)

    def _close_piece(self) -> None:
        self._done.append(self._piece.digest())
        self._piece, self._in_piece = hashlib.sha256(), 0

    def flush(self) -> None:
        self._sink.flush()

    def finish(self) -> tuple[bytes, tuple[bytes, ...]]:
        if self._in_piece:
            self._close_piece()
        return self._whole.digest(), tuple(self._done)


class Vault:
    """Files named by random tokens in one folder; what no entry and no draft names is swept away at unlock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, token: bytes) -> Path:
        """Where a whole attachment lies."""
        return self.folder / f"{token.hex()}.age"

    def _partial(self, token: bytes) -> Path:
        return self.folder / f"{token.hex()}.part"

    def holds(self, token: bytes) -> bool:
        """True when the attachment is here whole."""
        return self.path(token).exists()

    def capture(
        self, source: Source, recipients: Sequence[str], token: bytes, *, progress: Progress, pad: int | None = None
    ) -> Captured:
        """Encrypt a file into the vault, durable before it returns; ``pad`` is its size when it must be hidden (D12).

        Raises ``Unavailable('disk.full')``, ``Cancelled`` from ``progress``, what the source raises; nothing half-written
        stays.
        """
        measured, target = _Measured(source, progress, pad), self._partial(token)
        try:
            with target.open("wb") as file:
                pieces = _Pieces(file)
                encrypt_stream(measured, pieces, recipients)
                file.flush()
                os.fsync(file.fileno())
            digest, parts = pieces.finish()
            target.rename(self.path(token))
            sync_folder(self.folder)
        except OSError as error:
            target.unlink(missing_ok=True)
            raise Unavailable("disk.full" if error.errno in NO_ROOM else "disk.failed") from None
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        return Captured(token, measured.size, measured.digest, pieces.size, digest, parts)

    def require_room(self, size: int) -> None:
        """Raise ``Unavailable('disk.full')`` where a file of this size cannot fit, before the first byte is read."""
        if shutil.disk_usage(self.folder).free < size:
            raise Unavailable("disk.full")

    def decrypt(self, token: bytes, identities: Sequence[AgeIdentity], sink: Sink) -> None:
        """Write the plain file into ``sink``; raises ``Untrusted`` when damaged or not for these identities."""
        with self.path(token).open("rb") as file:
            if not decrypt_stream(file, sink, identities):
                raise Untrusted("attachment.foreign", token=token.hex())

    @contextmanager
    def reader(self, token: bytes, identity: AgeIdentity) -> Iterator[BinaryIO]:
        """The plain bytes as a stream, in constant memory; what decrypts runs beside and its fault comes out at the end."""
        out, into = os.pipe()
        faults: list[BaseException] = []

        def pour() -> None:
            try:
                with os.fdopen(into, "wb") as sink:
                    self.decrypt(token, [identity], sink)
            except BaseException as fault:
                faults.append(fault)

        worker = threading.Thread(target=pour, name="vault-reader")
        worker.start()
        try:
            with os.fdopen(out, "rb") as plain:
                yield plain
        finally:
            worker.join()
        if faults:
            raise faults[0]

    def read_piece(self, token: bytes, number: int) -> bytes:
        """One 8 MiB piece of ciphertext (the last may be shorter)."""
        with self.path(token).open("rb") as file:
            file.seek(number * PIECE_BYTES)
            return file.read(PIECE_BYTES)

    def put_piece(self, token: bytes, number: int, data: bytes) -> None:
        """Keep a piece that came in; its digest was checked by the caller."""
        path = self._partial(token)
        begins = not path.exists()
        with path.open("w+b" if begins else "r+b") as file:
            file.seek(number * PIECE_BYTES)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if begins:
            sync_folder(self.folder)

    def complete(self, token: bytes, digest: bytes) -> bool:
        """Turn the gathered pieces into the attachment if they have the digest; else throw them away and say False."""
        partial = self._partial(token)
        with partial.open("rb") as file:
            whole = hashlib.file_digest(file, "sha256").digest()
        if whole != digest:
            partial.unlink()
            return False
        partial.rename(self.path(token))
        sync_folder(self.folder)
        return True

    def remove(self, token: bytes) -> None:
        """Forget a file that no entry names."""
        self.path(token).unlink(missing_ok=True)
        self._partial(token).unlink(missing_ok=True)

    def sweep(self, named: set[bytes], gathering: set[bytes]) -> int:
        """Remove files that nothing names (a capture that was cut off); returns how many."""
        removed = 0
        for path in self.folder.iterdir():
            token = _token(path)
            wanted = gathering if path.suffix == ".part" else named
            if token is not None and token not in wanted:
                path.unlink()
                removed += 1
        return removed

    def check(self, token: bytes, digest: bytes) -> None:
        """Raise ``Untrusted('attachment.damaged')`` unless the ciphertext has this digest."""
        with self.path(token).open("rb") as file:
            if hashlib.file_digest(file, "sha256").digest() != digest:
                raise Untrusted("attachment.damaged", token=token.hex())


def _token(path: Path) -> bytes | None:
    try:
        return bytes.fromhex(path.stem)
    except ValueError:
        return None


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable; Windows has no such call and needs none on NTFS."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

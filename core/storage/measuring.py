"""What a file's bytes pass through on their way into the vault: hashed and counted as they come and as they go."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import BinaryIO

from core.crypto.sealing import Sink, Source
from core.domain.errors import Unavailable, Untrusted
from core.storage.far import PIECE_BYTES

MAX_ATTACHMENT = 2**40
PAD_BYTES = 64 * 1024
LENGTH_BYTES = 8
CHUNK = 1024 * 1024

Progress = Callable[[int], None]
"""Told the bytes done so far; may raise ``Cancelled``."""


class Measured:
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
        data = self._source.read(CHUNK if count is None or count < 0 else count)
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


class Unpadded:
    """A sink that takes what :class:`Measured` padded and passes on what was there before."""

    def __init__(self, sink: Sink) -> None:
        self._sink, self._head, self._left, self._false = sink, b"", 0, False

    def write(self, data: bytes, /) -> int:
        """Take the next bytes: the length first, then the content, then zeros."""
        rest = data
        if len(self._head) < LENGTH_BYTES:
            rest = data[LENGTH_BYTES - len(self._head) :]
            self._head += data[: len(data) - len(rest)]
            self._left = int.from_bytes(self._head, "big")
        content, padding = rest[: self._left], rest[self._left :]
        self._left -= len(content)
        self._false = self._false or any(padding)
        while content:
            content = content[self._sink.write(content) :]
        return len(data)

    def finish(self) -> None:
        """Raise ``Untrusted('sealed.damaged')`` where the content was cut short or the padding is not zeros."""
        if self._false or self._left or len(self._head) < LENGTH_BYTES:
            raise Untrusted("sealed.damaged")


class Pieces:
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

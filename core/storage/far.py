"""Attachments that lie outside this machine, on an object store: pieces of ciphertext under random names (D10).

What came in or was captured is whole and durable in the vault's folder first; only then it is laid away, and the folder
keeps a mark. It is removed here after every piece was read back. So taking in needs no object store, and an object store
that is away loses nothing: what lies there cannot be read meanwhile, and what came waits here.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from core.domain.errors import Unavailable, Untrusted
from core.storage.folders import sync_folder

PIECE_BYTES = 8 * 1024 * 1024
AWAY, GONE = ".far", ".gone"
"""Suffixes of marks: lies on the object store; is to be removed there."""
_SIZE, _DIGEST = 8, 32


class Objects(Protocol):
    """The object store: small names, bytes, nothing else. Raises ``Unavailable('vault.away')``."""

    def put(self, name: str, data: bytes) -> None:
        """Store an object, in the place of one of that name."""
        ...

    def get(self, name: str, limit: int) -> bytes | None:
        """Read at most ``limit`` + 1 bytes of an object, None where there is none."""
        ...

    def remove(self, name: str) -> None:
        """Remove an object; no error where it is gone."""
        ...


@dataclass(frozen=True, slots=True)
class Laid:
    """Attachments by where they lie: whole in the folder, on the object store, and those still to be removed there."""

    here: int
    away: int
    removing: int


class Far:
    """What of a vault lies on an object store."""

    def __init__(self, folder: Path, objects: Objects) -> None:
        self._folder, self._objects = folder, objects
        self._silent = False

    def holds(self, token: bytes) -> bool:
        """True when the attachment is there whole: by the mark, or because another desk laid it there.

        A store that does not answer is asked no more until something is laid away: then it counts as not there.
        """
        if self._mark(token).exists():
            return True
        if self._silent or self._mark(token, GONE).exists():
            return False
        try:
            found = self._whole(token)
        except Unavailable:
            self._silent = True
            return False
        if found is None:
            return False
        self._keep_mark(token)
        return True

    def open(self, token: bytes) -> FarFile:
        """The ciphertext as a file to read. Raises ``Unavailable('vault.away')``, ``Untrusted('attachment.damaged')``."""
        found = self._whole(token)
        if found is None:
            raise Untrusted("attachment.damaged", token=token.hex())
        return FarFile(found[0], lambda number: self.piece(token, number))

    def piece(self, token: bytes, number: int) -> bytes:
        """One piece. Raises what :meth:`open` raises."""
        data = self._objects.get(_piece(token, number), PIECE_BYTES)
        if data is None:
            raise Untrusted("attachment.damaged", token=token.hex())
        return data

    def lay_away(self, token: bytes, path: Path) -> None:
        """Put a whole file there, read every piece back, and remove it here. Raises ``Unavailable('vault.away')``."""
        self._silent = False
        whole, size = hashlib.sha256(), 0
        with path.open("rb") as file:
            for number, data in enumerate(iter(lambda: file.read(PIECE_BYTES), b"")):
                self._objects.put(_piece(token, number), data)
                if self._objects.get(_piece(token, number), PIECE_BYTES) != data:
                    raise Unavailable("vault.away")
                whole.update(data)
                size += len(data)
        self._objects.put(_index(token), size.to_bytes(_SIZE, "big") + whole.digest())
        self._keep_mark(token)
        with contextlib.suppress(PermissionError):  # Windows, while somebody reads it: next time
            path.unlink()

    def fetch(self, token: bytes, path: Path) -> None:
        """Bring a file back into the folder, proven. Raises what :meth:`open` raises; what lies there stays."""
        found = self._whole(token)
        if found is None:
            raise Untrusted("attachment.damaged", token=token.hex())
        partial, whole = path.with_suffix(".part"), hashlib.sha256()
        with partial.open("wb") as file:
            for number in range(-(-found[0] // PIECE_BYTES)):
                data = self.piece(token, number)
                whole.update(data)
                file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if whole.digest() != found[1]:
            partial.unlink()
            raise Untrusted("attachment.damaged", token=token.hex())
        partial.rename(path)
        sync_folder(self._folder)

    def remove(self, token: bytes) -> bool:
        """Remove what a mark says lies there; False where the store is away and the mark stays. Raises nothing of the store."""
        try:
            found = self._whole(token)
            count = -(-found[0] // PIECE_BYTES) if found else 0
            # The index goes last: as long as it is there, it is known what is left to remove.
            for name in [*(_piece(token, number) for number in range(count)), _index(token)]:
                self._objects.remove(name)
        except Unavailable:
            return False
        self._mark(token, GONE).unlink(missing_ok=True)
        return True

    def _whole(self, token: bytes) -> tuple[int, bytes] | None:
        index = self._objects.get(_index(token), _SIZE + _DIGEST)
        if index is None or len(index) != _SIZE + _DIGEST:
            return None
        return int.from_bytes(index[:_SIZE], "big"), index[_SIZE:]

    def _mark(self, token: bytes, suffix: str = AWAY) -> Path:
        return self._folder / f"{token.hex()}{suffix}"

    def _keep_mark(self, token: bytes) -> None:
        self._mark(token).touch()
        sync_folder(self._folder)


class FarFile:
    """A file read forwards, a piece in memory at a time."""

    def __init__(self, size: int, piece: Callable[[int], bytes]) -> None:
        self._pieces = self._all(size, piece)
        self._rest = memoryview(b"")

    @staticmethod
    def _all(size: int, piece: Callable[[int], bytes]) -> Iterator[bytes]:
        for number in range(-(-size // PIECE_BYTES)):
            yield piece(number)

    def read(self, count: int = -1) -> bytes:
        """The next bytes; all of them without a count."""
        found = bytearray()
        while count < 0 or len(found) < count:
            if not self._rest:
                self._rest = memoryview(next(self._pieces, b""))
                if not self._rest:
                    break
            end = len(self._rest) if count < 0 else count - len(found)
            found += self._rest[:end]
            self._rest = self._rest[end:]
        return bytes(found)


def _piece(token: bytes, number: int) -> str:
    return f"{token.hex()}-{number:06}"


def _index(token: bytes) -> str:
    return f"{token.hex()}-whole"

"""The vault of attachments: each file encrypted once, when captured, and copied as ciphertext ever after (D10).

Memory stays constant whatever the size: the plain file is read, hashed, encrypted and written piece by piece.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from core.crypto.sealing import AgeIdentity, Sink, Source, decrypt_stream, encrypt_stream
from core.domain.errors import Unavailable, Untrusted
from core.storage.far import AWAY, GONE, PIECE_BYTES, Far, Laid, Objects
from core.storage.folders import sync_folder
from core.storage.measuring import CHUNK, Measured, Pieces, Progress, Unpadded

NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Captured:
    """A file in the vault: ``token`` 16 random bytes, sizes in bytes, SHA-256 digests, one per 8 MiB piece."""

    token: bytes
    size: int
    digest: bytes
    sealed_size: int
    sealed_digest: bytes
    pieces: tuple[bytes, ...]


class Vault:
    """Files named by random tokens in one folder; what no entry and no draft names is swept away at unlock.

    Whole files may lie on an object store instead (:mod:`core.storage.far`); the folder then holds their marks.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._far: Far | None = None
        folder.mkdir(parents=True, exist_ok=True)

    def path(self, token: bytes) -> Path:
        """Where a whole attachment lies."""
        return self.folder / f"{token.hex()}.age"

    def _partial(self, token: bytes) -> Path:
        return self.folder / f"{token.hex()}.part"

    def _doubted(self, token: bytes) -> Path:
        return self.folder / f"{token.hex()}.bad"

    def holds(self, token: bytes) -> bool:
        """True when the attachment is here whole, or on the object store."""
        return self.path(token).exists() or self._marked(token) or (self._far is not None and self._far.holds(token))

    def _marked(self, token: bytes) -> bool:
        return self.path(token).with_suffix(AWAY).exists()

    def _open(self, token: bytes) -> AbstractContextManager[Source]:
        """The ciphertext, wherever it lies. Raises ``Unavailable('vault.away')``."""
        path = self.path(token)
        if not path.exists():
            if self._far is not None:
                return nullcontext(self._far.open(token))
            if self._marked(token):
                raise Unavailable("vault.away")
        return path.open("rb")

    def capture(
        self, source: Source, recipients: Sequence[str], token: bytes, *, progress: Progress, pad: int | None = None
    ) -> Captured:
        """Encrypt a file into the vault, durable before it returns; ``pad`` is its size when it must be hidden (D12).

        Raises ``Unavailable('disk.full')``, ``Cancelled`` from ``progress``, what the source raises; nothing half-written
        stays.
        """
        measured, target = Measured(source, progress, pad), self._partial(token)
        try:
            with target.open("wb") as file:
                pieces = Pieces(file)
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

    def decrypt(self, token: bytes, identities: Sequence[AgeIdentity], sink: Sink, *, padded: bool = False) -> None:
        """Write the plain file into ``sink``, without what hid its size; raises ``Untrusted`` when damaged or not for these.

        Raises ``Unavailable('vault.away')`` too, where it lies on an object store that does not answer.
        """
        bare = Unpadded(sink) if padded else None
        with self._open(token) as file:
            if not decrypt_stream(file, bare or sink, identities):
                raise Untrusted("attachment.foreign", token=token.hex())
        if bare is not None:
            bare.finish()

    def copy_sealed(self, token: bytes, sink: Sink) -> None:
        """Write the ciphertext as it lies into ``sink``. Raises ``Unavailable('vault.away')``."""
        with self._open(token) as file:
            while data := file.read(CHUNK):
                sink.write(data)

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
        path = self.path(token)
        if self._far is not None and not path.exists():
            return self._far.piece(token, number)
        with path.open("rb") as file:
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

    def doubt(self, token: bytes) -> None:
        """Lay a damaged file aside: the attachment is not here any more, and its pieces are gathered anew.

        One on an object store is not believed any more, and goes there with the next laying away.
        """
        with contextlib.suppress(FileNotFoundError):
            self.path(token).replace(self._doubted(token))
        mark = self.path(token).with_suffix(AWAY)
        if mark.exists():
            mark.rename(mark.with_suffix(GONE))
            sync_folder(self.folder)
        self._partial(token).unlink(missing_ok=True)

    def complete(self, token: bytes, digest: bytes) -> bool:
        """Turn the gathered pieces into the attachment if they have the digest; else throw them away and say False."""
        partial = self._partial(token)
        with partial.open("rb") as file:
            whole = hashlib.file_digest(file, "sha256").digest()
        if whole != digest:
            partial.unlink()
            return False
        partial.rename(self.path(token))
        self._doubted(token).unlink(missing_ok=True)
        sync_folder(self.folder)
        return True

    def remove(self, token: bytes) -> None:
        """Forget a file that no entry names; what lies on an object store that is away goes with the next laying away."""
        self.path(token).unlink(missing_ok=True)
        self._doubted(token).unlink(missing_ok=True)
        self._partial(token).unlink(missing_ok=True)
        mark = self.path(token).with_suffix(AWAY)
        if mark.exists():
            mark.rename(mark.with_suffix(GONE))
            sync_folder(self.folder)
            if self._far is not None:
                self._far.remove(token)

    def sweep(self, named: set[bytes], gathering: set[bytes]) -> int:
        """Remove files that nothing names (a capture that was cut off); returns how many."""
        removed = 0
        for path in list(self.folder.iterdir()):
            token = _token(path)
            wanted = gathering if path.suffix == ".part" else named
            if token is None or token in wanted or path.suffix == GONE:
                continue
            if path.suffix == AWAY:
                self.remove(token)
            else:
                path.unlink()
            removed += 1
        return removed

    def check(self, token: bytes, digest: bytes) -> None:
        """Raise ``Untrusted('attachment.damaged')`` unless the ciphertext has this digest."""
        whole = hashlib.sha256()
        with self._open(token) as file:
            while data := file.read(CHUNK):
                whole.update(data)
        if whole.digest() != digest:
            raise Untrusted("attachment.damaged", token=token.hex())

    # --- on an object store ----------------------------------------------------------------------------------

    def lies_on(self, objects: Objects | None) -> None:
        """From now on whole files lie there, or none more."""
        self._far = None if objects is None else Far(self.folder, objects)

    def laid(self) -> Laid:
        """How many lie where."""
        suffixes = [path.suffix for path in self.folder.iterdir()]
        return Laid(suffixes.count(".age"), suffixes.count(AWAY), suffixes.count(GONE))

    def lay_away(self, progress: Callable[[int, int], None]) -> None:
        """Move whole files to the object store, and remove there what was forgotten here; nothing without a store.

        ``progress`` is told files done and all. Raises ``Unavailable('vault.away')``; what has moved until then has moved.
        """
        if self._far is None:
            return
        for path in self.folder.glob(f"*{GONE}"):
            self._far.remove(bytes.fromhex(path.stem))
        # What is still to be removed there is not laid there again: the removal would take the new one.
        paths = sorted(path for path in self.folder.glob("*.age") if not path.with_suffix(GONE).exists())
        for done, path in enumerate(paths, start=1):
            self._far.lay_away(bytes.fromhex(path.stem), path)
            progress(done, len(paths))

    def fetch_back(self, progress: Callable[[int, int], None]) -> None:
        """Bring everything back into the folder, proven. Raises ``Unavailable``, ``Untrusted``; what lies there stays there."""
        if self._far is None:
            return
        marks = sorted(self.folder.glob(f"*{AWAY}"))
        for done, mark in enumerate(marks, start=1):
            token = bytes.fromhex(mark.stem)
            if not self.path(token).exists():
                self._far.fetch(token, self.path(token))
            mark.unlink()
            progress(done, len(marks))


def _token(path: Path) -> bytes | None:
    try:
        return bytes.fromhex(path.stem)
    except ValueError:
        return None

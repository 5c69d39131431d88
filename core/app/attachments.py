"""Capturing files into the vault and reading them back (D10)."""

from __future__ import annotations

import mimetypes
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, Row, select

from core.app.again import ask_again
from core.app.device import Device
from core.app.watch import Watch, silent
from core.crypto.sealing import AgeIdentity, Sink, Source
from core.domain.commands import AttachedFile
from core.domain.errors import Invalid, Untrusted
from core.domain.events import Attached
from core.domain.file_types import HEAD_BYTES, type_by_content
from core.domain.text import check_line
from core.storage import tables
from core.storage.far import PIECE_BYTES
from core.storage.source import open_source

TOKEN_BYTES = 16
DIGEST_BYTES = 32
SEALED_NAME = "tersegel"
"""What a file that shows a person is called where others may read the name: its own often says who."""


class _Headed:
    """A source that remembers its first bytes."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.head = b""

    def read(self, size: int = -1, /) -> bytes:
        data = self._source.read(size)
        if len(self.head) < HEAD_BYTES:
            self.head += data[: HEAD_BYTES - len(self.head)]
        return data


def capture_file(device: Device, path: Path, name: str, *, shows_identity: bool, watch: Watch = silent) -> AttachedFile:
    """Capture a file of the disk or of a card, as it was when it was opened, or not at all.

    Raises what :func:`core.storage.source.open_source` and :func:`capture` raise, ``Unavailable``
    (``attachment.changed``, ``attachment.vanished``) for a file that did not stand still.
    """
    with open_source(path) as source:
        return capture(device, source, name, size=source.size, shows_identity=shows_identity, watch=watch)


def capture(
    device: Device, source: BinaryIO | Source, name: str, *, size: int, shows_identity: bool, watch: Watch = silent
) -> AttachedFile:
    """Encrypt a file once, as it is captured: to a fresh identity and the province, or to *identities* alone.

    ``size`` is the file's length in bytes, for progress and for padding what shows a person. Raises
    ``Unavailable('disk.full')``, ``Invalid`` for a name that cannot be kept and for a file without content
    (``attachment.empty``), ``Cancelled`` from the watch.
    """
    check_line(name, "attachment.name")
    recipients = device.recipients
    token = device.ports.entropy(TOKEN_BYTES)

    def progress(done: int) -> None:
        watch("attach", done, max(size, done))

    if shows_identity:
        secret, to, pad = "", [recipients.identities], size
    else:
        fresh = AgeIdentity.generate()
        secret, to, pad = fresh.text, [fresh.recipient, recipients.reports], None
    device.vault.require_room(size)
    headed = _Headed(source)
    captured = device.vault.capture(headed, to, token, progress=progress, pad=pad)
    if not captured.size:
        device.vault.remove(token)
        raise Invalid("attachment.empty", file=name)
    return AttachedFile(
        token=token.hex(),
        name=name,
        media_type=type_by_content(headed.head) or mimetypes.guess_type(name)[0] or "application/octet-stream",
        size=captured.size,
        plain_digest=captured.digest,
        sealed_size=captured.sealed_size,
        sealed_digest=captured.sealed_digest,
        pieces=captured.pieces,
        secret=secret,
        shows_identity=shows_identity,
    )


def for_guard(device: Device, file: AttachedFile, recipient: str) -> AttachedFile:
    """The file encrypted anew to a guard alone, in place of the copy that the province could open.

    A file that shows a person has no secret here and stays sealed to *identities*. Raises ``Unavailable('disk.full')``.
    """
    if not file.secret:
        return file
    token = device.ports.entropy(TOKEN_BYTES)
    with device.vault.reader(bytes.fromhex(file.token), AgeIdentity.from_text(file.secret)) as plain:
        captured = device.vault.capture(plain, [recipient], token, progress=lambda _done: None)
    # The first copy is named by nothing any more; the next unlock sweeps it. Removed now it would be missed after a failure.
    return replace(
        file,
        token=token.hex(),
        sealed_size=captured.sealed_size,
        sealed_digest=captured.sealed_digest,
        pieces=captured.pieces,
        secret="",
    )


def as_attached(file: AttachedFile) -> Attached:
    """The captured file as an entry names it."""
    return Attached(
        token=bytes.fromhex(file.token),
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        digest=file.plain_digest,
        sealed_size=file.sealed_size,
        sealed_digest=file.sealed_digest,
        pieces=list(file.pieces),
        secret=file.secret,
        shows_identity=file.shows_identity,
    )


def sealed_name(file: AttachedFile, number: int) -> str:
    """A name that tells nothing but the type: an ending that somebody typed may be part of a person's name."""
    ending = mimetypes.guess_extension(file.media_type) or ""
    return f"{SEALED_NAME} ({number}){ending}" if number > 1 else f"{SEALED_NAME}{ending}"


def token_of(text: str) -> bytes:
    """A token as it is shown; raises ``Invalid('attachment.unknown')``."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise Invalid("attachment.unknown") from None


def find(db: Connection, token: bytes) -> Row[tuple[object, ...]]:
    """An attachment's row; raises ``Invalid('attachment.unknown')``."""
    row = db.execute(select(tables.attachment).where(tables.attachment.c.token == token)).first()
    if row is None:
        raise Invalid("attachment.unknown")
    return row


def read(device: Device, token: bytes, sink: Sink) -> None:
    """Write an attachment's plain bytes to ``sink``.

    Raises ``Invalid('attachment.sealed')`` where only the province may open it, ``Invalid('attachment.missing')``
    while pieces are still on their way.
    """
    with device.database.reading() as db:
        row = find(db, token)
    if not device.vault.holds(token):
        raise Invalid("attachment.missing")
    identities = openers(device, row)
    if not identities:
        raise Invalid("attachment.sealed")
    try:
        device.vault.decrypt(token, identities, sink)
    except Untrusted:
        _doubt(device, row, token)
        raise


def _doubt(device: Device, row: Row[tuple[object, ...]], token: bytes) -> None:
    """A file of another laptop that is not what it should be here is asked for again."""
    with device.database.reading() as db:
        writer = db.execute(select(tables.stream.c.device).where(tables.stream.c.stream == row.stream)).scalar()
    try:
        device.vault.check(token, bytes(row.sealed_digest))
    except Untrusted:
        if writer not in device.own_devices:
            ask_again(device, [token])


def openers(device: Device, row: Row[tuple[object, ...]]) -> list[AgeIdentity]:
    """Identities that open an attachment here; none for what shows a reporter."""
    if row.shows_identity:
        return []
    if row.secret:
        return [AgeIdentity.from_text(str(row.secret))]
    return list(device.identities) if device.is_desk else []


def piece_digests(row: Row[tuple[object, ...]]) -> list[bytes]:
    """SHA-256 of each 8 MiB of ciphertext, in order."""
    packed: bytes = row.pieces
    return [packed[at : at + DIGEST_BYTES] for at in range(0, len(packed), DIGEST_BYTES)]


def piece_size(row: Row[tuple[object, ...]], number: int) -> int:
    """Bytes of one piece; all are 8 MiB but the last."""
    return min(PIECE_BYTES, int(row.sealed_size) - number * PIECE_BYTES)

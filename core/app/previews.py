"""Small pictures and pages of attachments: made by the limited process, kept in the encrypted store, gone with the file.

They are rows of this laptop alone, never entries. A file that shows the reporter has none, nor has one whose report
this laptop cannot read: what was kept of it while it was a draft goes in the transaction that takes the report in.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import IO

import msgspec
from sqlalchemy import Connection, select

from core.app.device import Device
from core.crypto.sealing import AgeIdentity
from core.documents import preview_apart
from core.domain.errors import Invalid
from core.domain.evidence import Look
from core.domain.file_types import HEAD_BYTES, type_by_content
from core.storage import tables

LOOK = 0
"""Number of the row that holds the look itself; pages count from 1."""

Stop = Callable[[], None]


def stored(db: Connection, token: bytes) -> Look | None:
    """What was read in a file before, or None."""
    body = _body(db, token, LOOK)
    return None if body is None else msgspec.msgpack.decode(body, type=Look)


def stored_page(db: Connection, token: bytes, number: int) -> bytes:
    """A page as JPEG that the limited process made; raises ``Invalid('preview.none')``."""
    body = _body(db, token, number)
    if body is None or number == LOOK:
        raise Invalid("preview.none")
    return body


def _body(db: Connection, token: bytes, number: int) -> bytes | None:
    table = tables.preview
    body = db.execute(select(table.c.body).where(table.c.token == token, table.c.number == number)).scalar()
    return None if body is None else bytes(body)


def make(
    device: Device, token: bytes, identities: Sequence[AgeIdentity], size: int, stop: Stop, *, padded: bool = False
) -> tuple[Look, list[bytes]]:
    """Look into a file of the vault; a type that cannot be shown starts no process. ``padded``: its size was hidden.

    Raises ``Unavailable`` (``preview.timeout``, ``preview.failed``), ``Untrusted`` where the file is damaged.
    """
    if not type_by_content(_head(device, token, identities, padded=padded)):
        return Look(fault="preview.none"), []
    return preview_apart.look(feed(device, token, identities, padded=padded), size, stop)


def feed(device: Device, token: bytes, identities: Sequence[AgeIdentity], *, padded: bool = False) -> preview_apart.Feed:
    """What writes the plain file into a pipe, and nowhere else."""

    def write(sink: IO[bytes]) -> None:
        device.vault.decrypt(token, identities, sink, padded=padded)

    return write


class _Enough(Exception):
    """The first bytes are here."""


class _Head:
    """A sink that takes the first bytes and stops there."""

    def __init__(self) -> None:
        self.data = b""

    def write(self, data: bytes, /) -> int:
        self.data += data[: HEAD_BYTES - len(self.data)]
        if len(self.data) == HEAD_BYTES:
            raise _Enough
        return len(data)


def _head(device: Device, token: bytes, identities: Sequence[AgeIdentity], *, padded: bool) -> bytes:
    sink = _Head()
    with contextlib.suppress(_Enough):
        device.vault.decrypt(token, identities, sink, padded=padded)
    return sink.data


def keep(db: Connection, token: bytes, look: Look, pages: Iterable[bytes]) -> None:
    """Put a look and its pages in the place of what was there."""
    forget(db, [token])
    bodies = [msgspec.msgpack.encode(look), *pages]
    db.execute(tables.preview.insert(), [{"token": token, "number": n, "body": body} for n, body in enumerate(bodies)])


def forget(db: Connection, tokens: Collection[bytes]) -> None:
    """Remove every picture of these files."""
    db.execute(tables.preview.delete().where(tables.preview.c.token.in_(tokens)))


def forget_closed(db: Connection, tokens: Collection[bytes]) -> None:
    """Remove the pictures of those of these files that this laptop may not open any more."""
    if tokens:
        forget(db, set(tokens) - openable(db))


def openable(db: Connection) -> set[bytes]:
    """Files of reports of which this laptop may keep a picture."""
    table = tables.attachment
    return {bytes(row.token) for row in db.execute(select(table.c.token).where(table.c.shows_identity == 0))}


def kept(db: Connection) -> set[bytes]:
    """Files of which there are pictures."""
    return {bytes(row.token) for row in db.execute(select(tables.preview.c.token).distinct())}

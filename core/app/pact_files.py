"""Files of issued pacts: what a batch has in common is kept once, what is a pact's own compressed beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import zstandard
from sqlalchemy import Connection, select

from core.documents.pact import IssuedPact
from core.storage import tables
from core.storage.upsert import insert

LEVEL: Final = 6
LIMIT: Final = 64 * 1024 * 1024
"""No pact is longer, in bytes."""


@dataclass(frozen=True)
class Packed:
    """A file ready to be stored: its common beginning with that one's name (both may be empty), and the rest compressed."""

    mould: bytes
    prefix: bytes
    tail: bytes


def pack(paper: IssuedPact) -> Packed:
    """Compress what is a pact's own; done before the store is locked."""
    mould = _name(paper.prefix) if paper.prefix else b""
    return Packed(mould, paper.prefix, zstandard.ZstdCompressor(level=LEVEL).compress(paper.tail))


def keep_common(db: Connection, files: Sequence[Packed]) -> None:
    """Store the beginnings of a batch, each once; call it before :func:`keep`."""
    for mould, prefix in {file.mould: file.prefix for file in files if file.mould}.items():
        db.execute(insert(tables.pact_mould).on_conflict_do_nothing(), {"mould": mould, "prefix": prefix})


def keep(db: Connection, subject: bytes, file: Packed) -> None:
    """Store a file; the very bytes that were signed come back."""
    db.execute(tables.pact_file.insert(), {"subject": subject, "mould": file.mould, "packed": 1, "pdf": file.tail})


@lru_cache(maxsize=8)
def _name(prefix: bytes) -> bytes:
    return hashlib.sha256(prefix).digest()


def read(db: Connection, subject: bytes) -> bytes | None:
    """The file of a pact that was issued here, None for any other; files of earlier versions lie whole."""
    file, mould = tables.pact_file.c, tables.pact_mould.c
    query = select(file.pdf, file.packed, mould.prefix).join_from(
        tables.pact_file, tables.pact_mould, file.mould == mould.mould, isouter=True
    )
    row = db.execute(query.where(file.subject == subject)).first()
    if row is None:
        return None
    if not row.packed:
        return bytes(row.pdf)
    return bytes(row.prefix or b"") + zstandard.ZstdDecompressor().decompress(bytes(row.pdf), max_output_size=LIMIT)

"""Files of issued pacts: what a batch has in common is kept once, what is a pact's own compressed beside it."""

from __future__ import annotations

import hashlib
from typing import Final

import zstandard
from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from core.documents.pact import IssuedPact
from core.storage import tables

LEVEL: Final = 6
LIMIT: Final = 64 * 1024 * 1024
"""No pact is longer, in bytes."""


def keep(db: Connection, subject: bytes, paper: IssuedPact) -> None:
    """Store a file; the very bytes that were signed come back."""
    mould = hashlib.sha256(paper.prefix).digest() if paper.prefix else b""
    if mould:
        db.execute(insert(tables.pact_mould).on_conflict_do_nothing(), {"mould": mould, "prefix": paper.prefix})
    packed = zstandard.ZstdCompressor(level=LEVEL).compress(paper.tail)
    db.execute(tables.pact_file.insert(), {"subject": subject, "mould": mould, "packed": 1, "pdf": packed})


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

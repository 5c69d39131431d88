"""What the register holds of a pact's file: another signature under a known document is a forgery, whoever made it."""

from __future__ import annotations

from sqlalchemy import Connection, select

from core.domain.errors import Invalid
from core.domain.ids import read_id
from core.domain.pact import PactIssued
from core.journal import catalogue, reading, store
from core.storage import tables


def is_other(db: Connection, fields: dict[str, str]) -> bool:
    """Whether the register knows this pact, and none of its records names the digest that this file's signature covers."""
    try:
        document, covered = bytes(read_id(fields["document_id"])), bytes.fromhex(fields["byterange_digest"])
    except (KeyError, ValueError, Invalid):
        return False
    held = _digests(db, document)
    return bool(held) and covered not in held


def _digests(db: Connection, document: bytes) -> set[bytes]:
    pact, entry = tables.pact.c, tables.entry.c
    subjects = db.execute(select(pact.subject).where(pact.document == document)).scalars().all()
    rows = db.execute(
        select(entry.stream, entry.seq, entry.digest).where(entry.kind == "pact.issued", entry.subject.in_(subjects))
    ).all()
    found = set()
    for row in rows:
        held = store.read(db, bytes(row.stream), row.seq, bytes(row.digest))
        if held is None:
            continue
        event = catalogue.read_event(held.header.kind, held.header.version, reading.open_parts(held, ()))
        if isinstance(event, PactIssued) and event.facts is not None and event.facts.document == document:
            found.add(event.facts.byterange_digest)
    return found

"""This laptop's own: backed up, never rebuilt, never sent."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, PrimaryKeyConstraint, Table, Text, text

from core.storage.sealed import Sealed, SealedText
from core.storage.tables.base import Number, metadata

setting = Table(
    "setting",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", SealedText, nullable=False),
)

secret = Table(
    "secret",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Sealed(shared=True), nullable=False),
)

draft = Table(
    "draft",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("saved", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
    Column("tree", Sealed(), nullable=False),
    Column("identity_box", LargeBinary, nullable=False),
    Column("files", Sealed(), nullable=False),
)

outgoing = Table(
    "outgoing",
    metadata,
    Column("name", Text, primary_key=True),
    Column("audience", Text, nullable=False),
    Column("stream", LargeBinary, nullable=False),
    Column("first", BigInteger, nullable=False),
    Column("last", BigInteger, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("written", BigInteger, nullable=False),
    Column("trip", Number, nullable=False, server_default=text("0")),
    Column("readers", LargeBinary, nullable=False, server_default=text("x''")),
)
Index("outgoing_way", outgoing.c.stream, outgoing.c.last)

taken_object = Table(
    "taken_object",
    metadata,
    Column("name", Text, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("taken", BigInteger, nullable=False),
)

owed = Table("owed", metadata, Column("device", LargeBinary, primary_key=True))

parked = Table(
    "parked",
    metadata,
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("record", LargeBinary, nullable=False),
    PrimaryKeyConstraint("stream", "seq", "digest"),
)

piece = Table(
    "piece",
    metadata,
    Column("token", LargeBinary, nullable=False),
    Column("number", Number, nullable=False),
    PrimaryKeyConstraint("token", "number"),
)

ledger = Table(
    "ledger",
    metadata,
    Column("id", Number, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("direction", Text, nullable=False),
    Column("medium", Text, nullable=False),
    Column("objects", Number, nullable=False),
    Column("entries", Number, nullable=False),
    Column("attachments", Number, nullable=False),
    Column("bytes", BigInteger, nullable=False),
)

laptop_program = Table(
    "laptop_program",
    metadata,
    Column("device", LargeBinary, primary_key=True),
    Column("program", Text, nullable=False),
    Column("written", BigInteger, nullable=False),
)

custody = Table(
    "custody",
    metadata,
    Column("trip", Number, primary_key=True),
    Column("carrier", Text, nullable=False),
    Column("handed", BigInteger, nullable=False),
    Column("paper", Text, nullable=False),
    Column("back", BigInteger, nullable=False),
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("name", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("code", Text, nullable=False),
    Column("medium", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    PrimaryKeyConstraint("name", "digest"),
)

kept_aside = Table(
    "kept_aside",
    metadata,
    Column("name", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
    PrimaryKeyConstraint("name", "digest"),
)

expiry = Table(
    "expiry",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
)

guard_slot = Table(
    "guard_slot",
    metadata,
    Column("guard", Text, nullable=False),
    Column("officer", LargeBinary, nullable=False),
    Column("place", Number, nullable=False),
    Column("box", LargeBinary, nullable=False),
    Column("mark", LargeBinary, nullable=False),
    PrimaryKeyConstraint("guard", "officer", "place"),
)

guard_carried = Table(
    "guard_carried",
    metadata,
    Column("token", LargeBinary, primary_key=True),
    Column("guard", Text, nullable=False),
    Column("sealed_size", BigInteger, nullable=False),
    Column("sealed_digest", LargeBinary, nullable=False),
    Column("pieces", LargeBinary, nullable=False),
)

document_file = Table(
    "document_file",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("pdf", LargeBinary, nullable=False),
)

pact_file = Table(
    "pact_file",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("pdf", LargeBinary, nullable=False),
    Column("mould", LargeBinary, nullable=False, server_default=text("x''")),
    Column("packed", Number, nullable=False, server_default=text("0")),
)

printed = Table(
    "printed",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("copies", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
)

pact_mould = Table(
    "pact_mould",
    metadata,
    Column("mould", LargeBinary, primary_key=True),
    Column("prefix", LargeBinary, nullable=False),
)

reference_data = Table(
    "reference_data",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("dataset", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

reference_set = Table(
    "reference_set",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("parts", LargeBinary, nullable=False),
)

preview = Table(
    "preview",
    metadata,
    Column("token", LargeBinary, nullable=False),
    Column("number", Number, nullable=False),
    Column("body", Sealed(), nullable=False),
    PrimaryKeyConstraint("token", "number"),
)


LOCAL = (
    setting,
    secret,
    draft,
    outgoing,
    taken_object,
    owed,
    parked,
    piece,
    ledger,
    custody,
    quarantine,
    kept_aside,
    expiry,
    pact_file,
    pact_mould,
    printed,
    document_file,
    reference_data,
    reference_set,
    preview,
    guard_slot,
    guard_carried,
    laptop_program,
)

OWN = (setting, draft, outgoing, owed, piece, ledger, custody, preview, printed, guard_slot, guard_carried)
"""Of the local tables those that each desk has for itself where several share a server; the other ones they share."""

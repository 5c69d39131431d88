"""Papers of the office: documents, declarations, wordings, timestamps."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, PrimaryKeyConstraint, Table, Text

from core.storage.tables.base import Number, metadata

document = Table(
    "document",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("number_kind", Text, nullable=False),
    Column("series", Text, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("year", BigInteger, nullable=False),
    Column("title", Text, nullable=False),
    Column("classification", Text, nullable=False),
    Column("template_version", BigInteger, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("day", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("kid", LargeBinary, nullable=False),
    Column("about", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
)
Index("document_newest", document.c.at, document.c.number)

declaration = Table(
    "declaration",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("title", Text, nullable=False),
    Column("election", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("content_digest", LargeBinary, nullable=False),
    Column("template_version", BigInteger, nullable=False),
    Column("post", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
)

declaration_signature = Table(
    "declaration_signature",
    metadata,
    Column("entry", LargeBinary, primary_key=True),
    Column("declaration", LargeBinary, nullable=False),
    Column("content_digest", LargeBinary, nullable=False),
    Column("name", Text, nullable=False),
    Column("position", Text, nullable=False),
    Column("element", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("kid", LargeBinary, nullable=False),
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("lamport", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
)
Index("declaration_signature_of", declaration_signature.c.declaration)

declaration_listed = Table(
    "declaration_listed",
    metadata,
    Column("seal", LargeBinary, primary_key=True),
    Column("signature", LargeBinary, primary_key=True),
    Column("declaration", LargeBinary, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("supplement", BigInteger, nullable=False),
)

template = Table(
    "template",
    metadata,
    Column("entry", LargeBinary, primary_key=True),
    Column("code", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("valid_from", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

day_timestamp = Table(
    "day_timestamp",
    metadata,
    Column("entry", LargeBinary, primary_key=True),
    Column("day", Text, nullable=False),
    Column("root", LargeBinary, nullable=False),
    Column("size", Number, nullable=False),
    Column("documents", Number, nullable=False),
    Column("token", LargeBinary, nullable=False),
    Column("authority", LargeBinary, nullable=False),
    Column("renews", LargeBinary, nullable=False),
)

timed_leaf = Table(
    "timed_leaf",
    metadata,
    Column("entry", LargeBinary, nullable=False),
    Column("number", Number, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    PrimaryKeyConstraint("entry", "number"),
    Index("timed_leaf_of", "leaf"),
)


DERIVED = (
    document,
    declaration,
    declaration_signature,
    declaration_listed,
    template,
    day_timestamp,
    timed_leaf,
)

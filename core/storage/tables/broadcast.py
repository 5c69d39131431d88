"""What the province tells all its posts."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Table, Text

from core.storage.tables.base import Number, metadata

publication = Table(
    "publication",
    metadata,
    Column("entry", LargeBinary, primary_key=True),
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("lamport", BigInteger, nullable=False),
    Column("kid", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
    Column("dataset", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("valid_from", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("number", Number, nullable=False),
    Column("pieces", Number, nullable=False),
)

province_key = Table(
    "province_key",
    metadata,
    Column("entry", LargeBinary, primary_key=True),
    Column("label", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("generation", Number, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("lamport", BigInteger, nullable=False),
    Column("kid", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
)

announcement = Table(
    "announcement",
    metadata,
    Column("entry", LargeBinary, primary_key=True),
    Column("subject", LargeBinary, nullable=False),
    Column("officer", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("urgent", Number, nullable=False),
    Column("title", Text, nullable=False),
    Column("words", Text, nullable=False),
)

announcement_read = Table(
    "announcement_read",
    metadata,
    Column("entry", LargeBinary, primary_key=True),
    Column("announcement", LargeBinary, nullable=False),
    Column("post", Text, nullable=False),
    Column("officer", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
)
Index("announcement_read_of", announcement_read.c.announcement)


DERIVED = (
    publication,
    province_key,
    announcement,
    announcement_read,
)

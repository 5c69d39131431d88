"""Who writes: streams, certificates, kits, commands already carried out, and how far readers acknowledged."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, PrimaryKeyConstraint, Table, Text

from core.storage.tables.base import Number, metadata

stream = Table(
    "stream",
    metadata,
    Column("stream", LargeBinary, primary_key=True),
    Column("device", LargeBinary, nullable=False),
    Column("audience", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("kit", LargeBinary, nullable=False),
    Column("follows", LargeBinary, nullable=False),
    Column("forked_at", BigInteger, nullable=False),
)

certificate = Table(
    "certificate",
    metadata,
    Column("kid", LargeBinary, primary_key=True),
    Column("der", LargeBinary, nullable=False),
    Column("ca", LargeBinary, nullable=False),
    Column("post", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("desk", Number, nullable=False),
    Column("since", BigInteger, nullable=False),
)

command = Table(
    "command",
    metadata,
    Column("command", LargeBinary, nullable=False),
    Column("subject", LargeBinary, nullable=False),
    PrimaryKeyConstraint("command", "subject"),
)

acked = Table(
    "acked",
    metadata,
    Column("device", LargeBinary, nullable=False),
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("desk", Number, nullable=False),
    PrimaryKeyConstraint("device", "stream"),
)

acked_missing = Table(
    "acked_missing",
    metadata,
    Column("device", LargeBinary, nullable=False),
    Column("token", LargeBinary, nullable=False),
    PrimaryKeyConstraint("device", "token"),
)

kit = Table(
    "kit",
    metadata,
    Column("entry", LargeBinary, primary_key=True),
    Column("kit", LargeBinary, nullable=False),
    Column("post", Text, nullable=False),
    Column("laptops", Number, nullable=False),
    Column("last_day", Text, nullable=False),
    Column("drill", Number, nullable=False),
    Column("desk", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("kid", LargeBinary, nullable=False),
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
)
Index("kit_post", kit.c.post)

revocation = Table(
    "revocation",
    metadata,
    Column("entry", LargeBinary, nullable=False),
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("kid", LargeBinary, nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
    PrimaryKeyConstraint("entry", "kid"),
)

authority_end = Table(
    "authority_end",
    metadata,
    Column("entry", LargeBinary, primary_key=True),
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("authority", LargeBinary, nullable=False),
    Column("label", Text, nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("kept", LargeBinary, nullable=False),
)

renewed_head = Table(
    "renewed_head",
    metadata,
    Column("entry", LargeBinary, nullable=False),
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("kid", LargeBinary, nullable=False),
    PrimaryKeyConstraint("entry", "stream"),
)
Index("renewed_head_stream", renewed_head.c.stream)

DERIVED = (
    stream,
    certificate,
    command,
    acked,
    acked_missing,
    kit,
    revocation,
    authority_end,
    renewed_head,
)

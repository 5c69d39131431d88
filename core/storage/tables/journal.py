"""What happened: entries as signed, their parts, the keys of subjects, the newest acknowledgements. This is the truth."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, PrimaryKeyConstraint, Table, Text, text

from core.storage.tables.base import Number, metadata

entry = Table(
    "entry",
    metadata,
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("lamport", BigInteger, nullable=False),
    Column("subject", LargeBinary, nullable=False),
    Column("kind", Text, nullable=False),
    Column("kid", LargeBinary, nullable=False),
    Column("cose", LargeBinary, nullable=False),
    Column("taken", BigInteger, nullable=False),
    PrimaryKeyConstraint("stream", "seq", "digest"),
)
Index("entry_subject", entry.c.subject)
Index("entry_lamport", entry.c.lamport)

_ENDING = entry.c.kind.in_(("bawaslu.receipt_recorded", "erasure.ordered"))

# Few entries have these kinds: the index costs a save nothing and finds them among a million.
Index(
    "entry_ending",
    entry.c.kind,
    entry.c.subject,
    sqlite_where=_ENDING,
    postgresql_where=_ENDING,
)

IS_ENDING = text("entry.kind IN ('bawaslu.receipt_recorded', 'erasure.ordered')")
"""To be said beside the kind that is asked for: only who says the index's own words is let into it."""

part = Table(
    "part",
    metadata,
    Column("digest", LargeBinary, nullable=False),
    Column("name", Text, nullable=False),
    Column("state", Number, nullable=False),
    Column("box", LargeBinary, nullable=False),
    PrimaryKeyConstraint("digest", "name"),
)

subject_key = Table(
    "subject_key",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("key", LargeBinary, nullable=False),
)

acknowledgement = Table(
    "acknowledgement",
    metadata,
    Column("device", LargeBinary, primary_key=True),
    Column("cose", LargeBinary, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    Column("ca", LargeBinary, nullable=False),
    Column("taken", BigInteger, nullable=False),
)


JOURNAL = (entry, part, subject_key, acknowledgement)

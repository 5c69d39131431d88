"""The identity desk: who sits there, and every opening that was asked for; never a word of an identity or a reason."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Table, Text

from core.storage.tables.base import metadata

identity_officer = Table(
    "identity_officer",
    metadata,
    Column("signer", LargeBinary, primary_key=True),
    Column("officer", Text, nullable=False),
    Column("institution", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("lamport", BigInteger, nullable=False),
    Column("entry", LargeBinary, nullable=False),
    Column("named_by", Text, nullable=False),
    Column("ended", BigInteger, nullable=False),
)

identity_opening = Table(
    "identity_opening",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("subject", LargeBinary, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("addressee", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("officer", Text, nullable=False),
    Column("institution", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
    Column("second", Text, nullable=False),
    Column("second_institution", Text, nullable=False),
    Column("opened_at", BigInteger, nullable=False),
    Column("opened_by", Text, nullable=False),
    Column("day", Text, nullable=False),
)
Index("identity_opening_of", identity_opening.c.subject)
Index("identity_opening_newest", identity_opening.c.at, identity_opening.c.digest)

DERIVED = (identity_officer, identity_opening)

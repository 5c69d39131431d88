"""What went on to institutions: one row for each addressee of a case."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Table, Text

from core.storage.tables.base import Number, metadata

referral = Table(
    "referral",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("subject", LargeBinary, nullable=False),
    Column("institution", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("addressee", Text, nullable=False),
    Column("route", Text, nullable=False),
    Column("deadline", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("standing", Number, nullable=False),
    Column("identity", Text, nullable=False),
    Column("letter", Text, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("day", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
    Column("stage_at", BigInteger, nullable=False),
    Column("step", Text, nullable=False),
    Column("step_at", BigInteger, nullable=False),
    Column("declared", BigInteger, nullable=False),
    Column("police", BigInteger, nullable=False),
    Column("receipt", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("reminded", Number, nullable=False),
    Column("escalated", Number, nullable=False),
    Column("viewed", BigInteger, nullable=False),
    Column("viewed_by", Text, nullable=False),
)
Index("referral_subject", referral.c.subject)
Index("referral_newest", referral.c.at, referral.c.id)
Index("referral_open", referral.c.standing, referral.c.at)

DERIVED = (referral,)

"""Sanctions of reports, and names that are to be erased once their time has come."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, PrimaryKeyConstraint, Table, Text

from core.storage.tables.base import Number, metadata

sanction = Table(
    "sanction",
    metadata,
    Column("subject", LargeBinary, nullable=False),
    Column("sanction", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("rung", Text, nullable=False),
    Column("party", Number, nullable=False),
    Column("person", Text, nullable=False),
    Column("office", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("proposer", Text, nullable=False),
    Column("proposed", Text, nullable=False),
    Column("authority", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("executed", Text, nullable=False),
    Column("informed", Text, nullable=False),
    Column("proven", Number, nullable=False),
    Column("disputed", Number, nullable=False),
    PrimaryKeyConstraint("subject", "sanction"),
)
Index("sanction_newest", sanction.c.at, sanction.c.sanction)
Index("sanction_office", sanction.c.office, sanction.c.proven)

name_due = Table(
    "name_due",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("since", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("held", Number, nullable=False),
    Column("ordered", Number, nullable=False),
    Column("identity", Number, nullable=False),
)
Index("name_due_since", name_due.c.since, name_due.c.subject)

DERIVED = (sanction, name_due)

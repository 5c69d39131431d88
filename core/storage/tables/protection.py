"""The log of data breaches, requests for access, and what is to be purged: where each stands, without a word of either."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Table, Text

from core.storage.tables.base import Number, metadata

breach = Table(
    "breach",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("known", BigInteger, nullable=False),
    Column("stopped", BigInteger, nullable=False),
    Column("closed", Number, nullable=False),
)
Index("breach_open", breach.c.closed, breach.c.known)
Index("breach_known", breach.c.known, breach.c.subject)

access_request = Table(
    "access_request",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("about", LargeBinary, nullable=False),
    Column("day", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("status", Text, nullable=False),
)
Index("access_request_day", access_request.c.day, access_request.c.subject)

purge_due = Table(
    "purge_due",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("since", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("held", Number, nullable=False),
    Column("ordered", Number, nullable=False),
    Column("identity", Number, nullable=False),
)
Index("purge_due_since", purge_due.c.since, purge_due.c.subject)

DERIVED = (breach, access_request, purge_due)

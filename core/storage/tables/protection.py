"""The log of data breaches and of requests for access: where each stands, without a word of either."""

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

DERIVED = (breach, access_request)

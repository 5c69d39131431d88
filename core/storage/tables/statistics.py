"""What statistics count: codes alone, one row for each report that is counted at all, in an index that answers by itself."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, Table, Text

from core.storage.tables.base import metadata

counted = Table(
    "counted",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("day", Text, nullable=False),
    Column("week", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("regency", Text, nullable=False),
    Column("district", Text, nullable=False),
    Column("subject_type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("board", Text, nullable=False),
    Column("outcome", Text, nullable=False),
)
Index(
    "counted_by_day",
    *(counted.c[each.name] for each in counted.c if each.name != "subject"),
)

DERIVED = (counted,)

"""Reports that tell of the same incident: what desks stated, the groups that it makes, and what nobody has compared yet."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, PrimaryKeyConstraint, Table, Text

from core.storage.tables.base import Number, metadata

incident_pair = Table(
    "incident_pair",
    metadata,
    Column("low", LargeBinary, nullable=False),
    Column("high", LargeBinary, nullable=False),
    Column("same", Number, nullable=False),
    Column("contested", Number, nullable=False),
    PrimaryKeyConstraint("low", "high"),
)
Index("incident_pair_high", incident_pair.c.high)

incident_member = Table(
    "incident_member",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("grp", LargeBinary, nullable=False),
)
Index("incident_member_grp", incident_member.c.grp)

incident_candidate = Table(
    "incident_candidate",
    metadata,
    Column("low", LargeBinary, nullable=False),
    Column("high", LargeBinary, nullable=False),
    Column("score", Number, nullable=False),
    Column("reasons", Text, nullable=False),
    PrimaryKeyConstraint("low", "high"),
)
Index("incident_candidate_score", incident_candidate.c.score)

incident_read = Table("incident_read", metadata, Column("id", Number, primary_key=True))
"""One row: up to which report's number candidates were looked for here."""

DERIVED = (incident_pair, incident_member, incident_candidate, incident_read)
FOUND_LATER = ("incident_candidate", "incident_read")
"""Filled when there is time, like the search index: not the same at every moment for the same entries."""

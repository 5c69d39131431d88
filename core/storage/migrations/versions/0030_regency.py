"""Whose team a record is of, and what the province told a regency of its area."""

from __future__ import annotations

from alembic import op

revision = "0030"
down_revision = "0029"

STATEMENTS = (
    "CREATE TABLE team_home (subject BLOB NOT NULL, home TEXT NOT NULL, PRIMARY KEY (subject))",
    "CREATE INDEX team_home_of ON team_home (home)",
    "CREATE TABLE told_warning (regency TEXT NOT NULL, day TEXT NOT NULL, area TEXT NOT NULL, kind TEXT NOT NULL, level TEXT NOT "
    "NULL, grade TEXT NOT NULL, confirmed INTEGER NOT NULL, election TEXT NOT NULL, stage TEXT NOT NULL, number BIGINT NOT NULL, "
    "lamport BIGINT NOT NULL, entry BLOB NOT NULL, "
    "PRIMARY KEY (regency, day, area, kind, level, grade, confirmed, election, stage))",
    "CREATE TABLE told_area (entry BLOB NOT NULL, regency TEXT NOT NULL, lamport BIGINT NOT NULL, at BIGINT NOT NULL, "
    "zone TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (entry))",
    "CREATE INDEX told_area_of ON told_area (regency, lamport)",
)


def upgrade() -> None:
    """Create them; what is derived fills them when the store is opened."""
    for statement in STATEMENTS:
        op.execute(statement)

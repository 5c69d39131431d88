"""Reports that tell of one incident."""

from __future__ import annotations

from alembic import op

revision = "0022"
down_revision = "0021"

STATEMENTS = (
    "CREATE TABLE incident_pair (low BLOB NOT NULL, high BLOB NOT NULL, same INTEGER NOT NULL, contested INTEGER NOT NULL, "
    "PRIMARY KEY (low, high))",
    "CREATE INDEX incident_pair_high ON incident_pair (high)",
    "CREATE TABLE incident_member (subject BLOB NOT NULL, grp BLOB NOT NULL, PRIMARY KEY (subject))",
    "CREATE INDEX incident_member_grp ON incident_member (grp)",
    "CREATE TABLE incident_candidate (low BLOB NOT NULL, high BLOB NOT NULL, score INTEGER NOT NULL, reasons TEXT NOT NULL, "
    "PRIMARY KEY (low, high))",
    "CREATE INDEX incident_candidate_score ON incident_candidate (score)",
    "CREATE TABLE incident_read (id INTEGER NOT NULL, PRIMARY KEY (id))",
)


def upgrade() -> None:
    """Create them."""
    for statement in STATEMENTS:
        op.execute(statement)

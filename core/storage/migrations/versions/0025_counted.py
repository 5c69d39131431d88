"""What statistics count of each report."""

from __future__ import annotations

from alembic import op

revision = "0025"
down_revision = "0024"

STATEMENTS = (
    "CREATE TABLE counted (subject BLOB NOT NULL, day TEXT NOT NULL, week TEXT NOT NULL, kind TEXT NOT NULL, "
    "stage TEXT NOT NULL, regency TEXT NOT NULL, district TEXT NOT NULL, subject_type TEXT NOT NULL, status TEXT NOT NULL, "
    "board TEXT NOT NULL, outcome TEXT NOT NULL, PRIMARY KEY (subject))",
    "CREATE INDEX counted_by_day ON counted (day, week, kind, stage, regency, district, subject_type, status, board, outcome)",
)


def upgrade() -> None:
    """Create it."""
    for statement in STATEMENTS:
        op.execute(statement)

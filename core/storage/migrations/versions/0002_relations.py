"""Reports that name each other: a complaint and its warning, a situation report and what supersedes it."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

STATEMENTS = (
    "CREATE TABLE relation (subject BLOB NOT NULL, other BLOB NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (subject, other, kind))",
    "CREATE INDEX relation_other ON relation (other)",
)


def upgrade() -> None:
    """Add the table; entries of the first version name no other report."""
    for statement in STATEMENTS:
        op.execute(statement)

"""Reports whose case is closed, by the day of it: what is to be purged once its time is over."""

from __future__ import annotations

from alembic import op

revision = "0032"
down_revision = "0031"

STATEMENTS = (
    "CREATE TABLE purge_due (subject BLOB NOT NULL, since TEXT NOT NULL, outcome TEXT NOT NULL, held INTEGER NOT NULL, "
    "ordered INTEGER NOT NULL, PRIMARY KEY (subject))",
    "CREATE INDEX purge_due_since ON purge_due (since, subject)",
)


def upgrade() -> None:
    """Create it; what is derived fills it when the store is opened."""
    for statement in STATEMENTS:
        op.execute(statement)

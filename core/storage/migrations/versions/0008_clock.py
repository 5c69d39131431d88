"""What the law's clock needs of each report; derived, so it is filled when the store is opened."""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"

STATEMENTS = (
    "CREATE TABLE report_clock (subject BLOB NOT NULL, at BIGINT NOT NULL, regime TEXT NOT NULL, known TEXT "
    "NOT NULL, promised INTEGER NOT NULL, stopped INTEGER NOT NULL, PRIMARY KEY (subject))",
    "CREATE INDEX report_clock_running ON report_clock (stopped, at)",
)


def upgrade() -> None:
    """Create the table."""
    for statement in STATEMENTS:
        op.execute(statement)

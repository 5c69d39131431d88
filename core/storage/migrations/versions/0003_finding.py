"""Columns by which reports are filtered, sorted and compared; the program derives them anew when it opens the store."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"

STATEMENTS = (
    "ALTER TABLE report ADD COLUMN happened TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE report ADD COLUMN regency TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE report ADD COLUMN known TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE report ADD COLUMN regime TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE report ADD COLUMN lane TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX report_near ON report (regency, happened)",
    "CREATE INDEX report_event ON report (happened, id)",
    "CREATE INDEX report_known ON report (regime, known)",
)


def upgrade() -> None:
    """Add them."""
    for statement in STATEMENTS:
        op.execute(statement)

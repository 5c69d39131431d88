"""Custody of sticks: who carries which, and on which trip an object lies."""

from __future__ import annotations

from alembic import op

revision = "0018"
down_revision = "0017"

STATEMENTS = (
    "ALTER TABLE outgoing ADD COLUMN trip INTEGER NOT NULL DEFAULT 0",
    "CREATE TABLE custody (trip INTEGER NOT NULL, carrier TEXT NOT NULL, handed BIGINT NOT NULL, paper TEXT NOT NULL, "
    "back BIGINT NOT NULL, PRIMARY KEY (trip))",
)


def upgrade() -> None:
    """Create and add them."""
    for statement in STATEMENTS:
        op.execute(statement)

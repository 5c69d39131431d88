"""Rows in which a day's guarded reports wait among empty ones."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"

STATEMENTS = (
    "CREATE TABLE guard_slot (guard TEXT NOT NULL, officer BLOB NOT NULL, place INTEGER NOT NULL, box BLOB NOT NULL, "
    "mark BLOB NOT NULL, PRIMARY KEY (guard, officer, place))",
    "CREATE TABLE guard_carried (token BLOB NOT NULL, guard TEXT NOT NULL, sealed_size BIGINT NOT NULL, "
    "sealed_digest BLOB NOT NULL, pieces BLOB NOT NULL, PRIMARY KEY (token))",
)


def upgrade() -> None:
    """Create them."""
    for statement in STATEMENTS:
        op.execute(statement)

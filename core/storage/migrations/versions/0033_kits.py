"""Kits as every desk of the province knows them."""

from __future__ import annotations

from alembic import op

revision = "0033"
down_revision = "0032"

STATEMENTS = (
    "CREATE TABLE kit (entry BLOB NOT NULL, kit BLOB NOT NULL, post TEXT NOT NULL, laptops INTEGER NOT NULL, "
    "last_day TEXT NOT NULL, drill INTEGER NOT NULL, desk TEXT NOT NULL, at BIGINT NOT NULL, kid BLOB NOT NULL, "
    "stream BLOB NOT NULL, seq BIGINT NOT NULL, PRIMARY KEY (entry))",
    "CREATE INDEX kit_post ON kit (post)",
)


def upgrade() -> None:
    """Create the table; what is derived fills it when the store is opened."""
    for statement in STATEMENTS:
        op.execute(statement)

"""What pacts of a batch have in common is kept once."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"

STATEMENTS = (
    "CREATE TABLE pact_mould (mould BLOB NOT NULL, prefix BLOB NOT NULL, PRIMARY KEY (mould))",
    "ALTER TABLE pact_file ADD COLUMN mould BLOB NOT NULL DEFAULT x''",
    "ALTER TABLE pact_file ADD COLUMN packed INTEGER NOT NULL DEFAULT 0",
)


def upgrade() -> None:
    """Create and add."""
    for statement in STATEMENTS:
        op.execute(statement)

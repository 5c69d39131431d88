"""Trees that a timestamp authority confirmed, their leaves, and certificates that were taken back."""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"

STATEMENTS = (
    "CREATE TABLE day_timestamp (entry BLOB NOT NULL, day TEXT NOT NULL, root BLOB NOT NULL, size BIGINT NOT NULL, "
    "documents BIGINT NOT NULL, token BLOB NOT NULL, authority BLOB NOT NULL, renews BLOB NOT NULL, PRIMARY KEY (entry))",
    "CREATE TABLE timed_leaf (entry BLOB NOT NULL, number BIGINT NOT NULL, leaf BLOB NOT NULL, PRIMARY KEY (entry, number))",
    "CREATE INDEX timed_leaf_of ON timed_leaf (leaf)",
    "CREATE TABLE revocation (entry BLOB NOT NULL, stream BLOB NOT NULL, seq BIGINT NOT NULL, kid BLOB NOT NULL, since BIGINT "
    "NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (entry))",
)


def upgrade() -> None:
    """Create them."""
    for statement in STATEMENTS:
        op.execute(statement)

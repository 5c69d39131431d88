"""What codes are known, what the province published for them, and what reporters added with them."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"

STATEMENTS = (
    "CREATE TABLE lookup_code (tag BLOB NOT NULL, report BLOB NOT NULL, box BLOB NOT NULL, proof BLOB NOT NULL, "
    "current INTEGER NOT NULL, PRIMARY KEY (tag, report))",
    "CREATE INDEX lookup_code_report ON lookup_code (report)",
    "CREATE TABLE published (tag BLOB NOT NULL, box BLOB NOT NULL, lamport BIGINT NOT NULL, PRIMARY KEY (tag, box))",
    "CREATE TABLE returned (subject BLOB NOT NULL, stream BLOB NOT NULL, seq BIGINT NOT NULL, lamport BIGINT NOT NULL, "
    "at BIGINT NOT NULL, zone TEXT NOT NULL, post TEXT NOT NULL, act TEXT NOT NULL, tag BLOB NOT NULL, proof BLOB NOT "
    "NULL, handled_at BIGINT NOT NULL, handled_by TEXT NOT NULL, PRIMARY KEY (subject))",
    "CREATE INDEX returned_tag ON returned (tag)",
)


def upgrade() -> None:
    """Create the tables; the journal fills them when the store is opened."""
    for statement in STATEMENTS:
        op.execute(statement)

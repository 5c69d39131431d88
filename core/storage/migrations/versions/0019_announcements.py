"""What the province announced, and which posts have read it."""

from __future__ import annotations

from alembic import op

revision = "0019"
down_revision = "0018"

STATEMENTS = (
    "CREATE TABLE announcement (entry BLOB NOT NULL, subject BLOB NOT NULL, officer TEXT NOT NULL, at BIGINT NOT NULL, "
    "zone TEXT NOT NULL, recipient TEXT NOT NULL, urgent INTEGER NOT NULL, title TEXT NOT NULL, words TEXT NOT NULL, "
    "PRIMARY KEY (entry))",
    "CREATE TABLE announcement_read (entry BLOB NOT NULL, announcement BLOB NOT NULL, post TEXT NOT NULL, "
    "officer TEXT NOT NULL, at BIGINT NOT NULL, zone TEXT NOT NULL, PRIMARY KEY (entry))",
    "CREATE INDEX announcement_read_of ON announcement_read (announcement)",
)


def upgrade() -> None:
    """Create them."""
    for statement in STATEMENTS:
        op.execute(statement)

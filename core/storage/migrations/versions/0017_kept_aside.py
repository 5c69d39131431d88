"""The bytes of what was set aside, so that it can be tried again after the medium has gone."""

from __future__ import annotations

from alembic import op

revision = "0017"
down_revision = "0016"

STATEMENT = (
    "CREATE TABLE kept_aside (name TEXT NOT NULL, digest BLOB NOT NULL, stream BLOB NOT NULL, seq BIGINT NOT NULL, "
    "size BIGINT NOT NULL, data BLOB NOT NULL, PRIMARY KEY (name, digest))"
)


def upgrade() -> None:
    """Create the table."""
    op.execute(STATEMENT)

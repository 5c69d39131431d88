"""How far the streams of a laptop whose key was renewed are still its own."""

from __future__ import annotations

from alembic import op

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    """Make it; what is derived fills it when the store is opened."""
    op.execute(
        "CREATE TABLE renewed_head (entry BLOB NOT NULL, stream BLOB NOT NULL, seq INTEGER NOT NULL, kid BLOB NOT NULL, "
        "PRIMARY KEY (entry, stream))"
    )
    op.execute("CREATE INDEX renewed_head_stream ON renewed_head (stream)")

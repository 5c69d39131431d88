"""Keys of the province that took the place of older ones; what is derived fills the table when the store is opened."""

from __future__ import annotations

from alembic import op

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    """Add the table."""
    op.execute(
        "CREATE TABLE province_key (entry BLOB NOT NULL, label TEXT NOT NULL, act TEXT NOT NULL, stream BLOB NOT NULL, "
        "seq BIGINT NOT NULL, purpose TEXT NOT NULL, generation INTEGER NOT NULL, recipient TEXT NOT NULL, reason TEXT NOT NULL, "
        "since TEXT NOT NULL, lamport BIGINT NOT NULL, kid BLOB NOT NULL, at BIGINT NOT NULL, zone TEXT NOT NULL, "
        "PRIMARY KEY (entry))"
    )

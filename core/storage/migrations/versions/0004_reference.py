"""What the province published of reference data, and the versions that this laptop used."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

STATEMENTS = (
    "CREATE TABLE publication (entry BLOB NOT NULL, stream BLOB NOT NULL, seq BIGINT NOT NULL, lamport BIGINT NOT NULL, "
    "kid BLOB NOT NULL, at BIGINT NOT NULL, zone TEXT NOT NULL, dataset TEXT NOT NULL, version TEXT NOT NULL, "
    "valid_from TEXT NOT NULL, content BLOB NOT NULL, size BIGINT NOT NULL, number INTEGER NOT NULL, "
    "pieces INTEGER NOT NULL, PRIMARY KEY (entry))",
    "CREATE TABLE reference_data (digest BLOB NOT NULL, dataset TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (digest))",
    "CREATE TABLE reference_set (digest TEXT NOT NULL, parts BLOB NOT NULL, PRIMARY KEY (digest))",
)


def upgrade() -> None:
    """Create the tables."""
    for statement in STATEMENTS:
        op.execute(statement)

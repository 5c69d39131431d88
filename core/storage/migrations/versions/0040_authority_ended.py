"""Authorities that were ended; one entry may take back more than one certificate."""

from __future__ import annotations

from alembic import op

revision = "0040"
down_revision = "0039"
STEPS = (
    "CREATE TABLE authority_end (entry BLOB NOT NULL, stream BLOB NOT NULL, seq BIGINT NOT NULL, authority BLOB NOT NULL, "
    "label TEXT NOT NULL, since BIGINT NOT NULL, kept BLOB NOT NULL, PRIMARY KEY (entry))",
    "ALTER TABLE revocation RENAME TO revocation_before",
    "CREATE TABLE revocation (entry BLOB NOT NULL, stream BLOB NOT NULL, seq BIGINT NOT NULL, kid BLOB NOT NULL, since BIGINT "
    "NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (entry, kid))",
    "INSERT INTO revocation SELECT entry, stream, seq, kid, since, reason FROM revocation_before",
    "DROP TABLE revocation_before",
)


def upgrade() -> None:
    """Make the one, and give the other its key with the rows that it had: of a damaged store they are the last that tell."""
    for step in STEPS:
        op.execute(step)

"""The identity desk: who named its officers, and whose place there ended."""

from __future__ import annotations

from alembic import op

revision = "0031"
down_revision = "0030"

STATEMENTS = (
    "DROP TABLE identity_officer",
    "CREATE TABLE identity_officer (signer BLOB NOT NULL, officer TEXT NOT NULL, institution TEXT NOT NULL, "
    "at BIGINT NOT NULL, lamport BIGINT NOT NULL, entry BLOB NOT NULL, named_by TEXT NOT NULL, ended BIGINT NOT NULL, "
    "PRIMARY KEY (signer))",
)


def upgrade() -> None:
    """Make the table anew; what is derived fills it when the store is opened."""
    for statement in STATEMENTS:
        op.execute(statement)

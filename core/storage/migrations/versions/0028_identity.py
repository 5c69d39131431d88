"""The identity desk: its officers, and openings of sealed identities."""

from __future__ import annotations

from alembic import op

revision = "0028"
down_revision = "0027"

STATEMENTS = (
    "CREATE TABLE identity_officer (signer BLOB NOT NULL, officer TEXT NOT NULL, institution TEXT NOT NULL, "
    "at BIGINT NOT NULL, lamport BIGINT NOT NULL, entry BLOB NOT NULL, PRIMARY KEY (signer))",
    "CREATE TABLE identity_opening (digest BLOB NOT NULL, subject BLOB NOT NULL, purpose TEXT NOT NULL, "
    "addressee TEXT NOT NULL, status TEXT NOT NULL, officer TEXT NOT NULL, institution TEXT NOT NULL, at BIGINT NOT NULL, "
    "zone TEXT NOT NULL, second TEXT NOT NULL, second_institution TEXT NOT NULL, opened_at BIGINT NOT NULL, "
    "opened_by TEXT NOT NULL, day TEXT NOT NULL, PRIMARY KEY (digest))",
    "CREATE INDEX identity_opening_of ON identity_opening (subject)",
    "CREATE INDEX identity_opening_newest ON identity_opening (at, digest)",
)


def upgrade() -> None:
    """Create them; what is derived fills them when the store is opened."""
    for statement in STATEMENTS:
        op.execute(statement)

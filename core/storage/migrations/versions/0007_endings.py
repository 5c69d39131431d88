"""Corrections, erasure and expiry: proposals as rows, two marks on a report, when a report's words went here."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"

STATEMENTS = (
    "CREATE TABLE approval (digest BLOB NOT NULL, subject BLOB NOT NULL, act TEXT NOT NULL, status TEXT NOT NULL, "
    "reason TEXT NOT NULL, fields TEXT NOT NULL, signer BLOB NOT NULL, officer TEXT NOT NULL, post TEXT NOT NULL, "
    "at BIGINT NOT NULL, zone TEXT NOT NULL, command BLOB NOT NULL, PRIMARY KEY (digest))",
    "CREATE INDEX approval_subject ON approval (subject)",
    "CREATE INDEX approval_status ON approval (status)",
    "CREATE TABLE expiry (subject BLOB NOT NULL, at BIGINT NOT NULL, zone TEXT NOT NULL, PRIMARY KEY (subject))",
    "CREATE INDEX entry_ending ON entry (kind, subject) WHERE kind IN ('bawaslu.receipt_recorded', 'erasure.ordered')",
    "ALTER TABLE report ADD COLUMN voided INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE report ADD COLUMN erased INTEGER NOT NULL DEFAULT 0",
)


def upgrade() -> None:
    """Add them; the rows themselves are derived again because the derived version was raised."""
    for statement in STATEMENTS:
        op.execute(statement)

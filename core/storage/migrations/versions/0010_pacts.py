"""How far each pact got, and what was done about it; derived, so both are filled when the store is opened."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"

STATEMENTS = (
    "ALTER TABLE pact ADD COLUMN template_version TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE pact ADD COLUMN employment TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE pact ADD COLUMN is_head INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE pact ADD COLUMN person BLOB NOT NULL DEFAULT x''",
    "ALTER TABLE pact ADD COLUMN replaces BLOB NOT NULL DEFAULT x''",
    "ALTER TABLE pact ADD COLUMN due TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE pact ADD COLUMN told_day TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE pact ADD COLUMN signed_day TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX pact_person ON pact (person)",
    "CREATE INDEX pact_state ON pact (state, due)",
    "CREATE TABLE pact_act (digest BLOB NOT NULL, subject BLOB NOT NULL, kind TEXT NOT NULL, lamport BIGINT NOT NULL, "
    "at BIGINT NOT NULL, zone TEXT NOT NULL, officer TEXT NOT NULL, post TEXT NOT NULL, day TEXT NOT NULL, "
    "method TEXT NOT NULL, detail TEXT NOT NULL, paper BLOB NOT NULL, PRIMARY KEY (digest))",
    "CREATE INDEX pact_act_subject ON pact_act (subject)",
)


def upgrade() -> None:
    """Add them; the rows themselves are derived again because the derived version was raised."""
    for statement in STATEMENTS:
        op.execute(statement)

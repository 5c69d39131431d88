"""Rosters, plans of the cascade, and what each person of a roster has signed; derived, filled when the store is opened."""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"

STATEMENTS = (
    "ALTER TABLE pact ADD COLUMN superior TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE pact ADD COLUMN lamport BIGINT NOT NULL DEFAULT 0",
    "CREATE INDEX pact_identifier ON pact (identifier)",
    "CREATE TABLE roster_office (home TEXT NOT NULL, office BLOB NOT NULL, parent BLOB NOT NULL, name TEXT NOT NULL, "
    "level TEXT NOT NULL, ended INTEGER NOT NULL, lamport BIGINT NOT NULL, stream BLOB NOT NULL, seq BIGINT NOT NULL, "
    "place INTEGER NOT NULL, PRIMARY KEY (home, office))",
    "CREATE TABLE roster_person (home TEXT NOT NULL, person BLOB NOT NULL, name TEXT NOT NULL, front_title TEXT NOT NULL, "
    "back_title TEXT NOT NULL, number TEXT NOT NULL, rank TEXT NOT NULL, position TEXT NOT NULL, office BLOB NOT NULL, "
    "employment TEXT NOT NULL, superior BLOB NOT NULL, is_head INTEGER NOT NULL, standing TEXT NOT NULL, since TEXT NOT "
    "NULL, until TEXT NOT NULL, reason TEXT NOT NULL, lamport BIGINT NOT NULL, stream BLOB NOT NULL, seq BIGINT NOT NULL, "
    "place INTEGER NOT NULL, PRIMARY KEY (home, person))",
    "CREATE INDEX roster_person_number ON roster_person (home, number)",
    "CREATE INDEX roster_person_office ON roster_person (home, office)",
    "CREATE TABLE roster_step (home TEXT NOT NULL, person BLOB NOT NULL, lamport BIGINT NOT NULL, stream BLOB NOT NULL, "
    "seq BIGINT NOT NULL, place INTEGER NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (home, person, digest, place))",
    "CREATE TABLE roster_pact (home TEXT NOT NULL, person BLOB NOT NULL, pact BLOB NOT NULL, state TEXT NOT NULL, due TEXT "
    "NOT NULL, signed_day TEXT NOT NULL, PRIMARY KEY (home, person))",
    "CREATE TABLE cascade_plan (subject BLOB NOT NULL, home TEXT NOT NULL, lamport BIGINT NOT NULL, stream BLOB NOT NULL, "
    "seq BIGINT NOT NULL, kid BLOB NOT NULL, at BIGINT NOT NULL, zone TEXT NOT NULL, title TEXT NOT NULL, election TEXT NOT "
    "NULL, begins TEXT NOT NULL, dues TEXT NOT NULL, templates TEXT NOT NULL, PRIMARY KEY (subject))",
)


def upgrade() -> None:
    """Add them; the rows themselves are derived again because the derived version was raised."""
    for statement in STATEMENTS:
        op.execute(statement)

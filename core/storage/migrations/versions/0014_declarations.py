"""Declarations, their signatures, and the lists in which these stand."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"

STATEMENTS = (
    "CREATE TABLE declaration (subject BLOB NOT NULL, title TEXT NOT NULL, election TEXT NOT NULL, day TEXT NOT NULL, "
    "content_digest BLOB NOT NULL, template_version BIGINT NOT NULL, post TEXT NOT NULL, at BIGINT NOT NULL, zone TEXT NOT "
    "NULL, PRIMARY KEY (subject))",
    "CREATE TABLE declaration_signature (entry BLOB NOT NULL, declaration BLOB NOT NULL, content_digest BLOB NOT NULL, name "
    "TEXT NOT NULL, position TEXT NOT NULL, element TEXT NOT NULL, method TEXT NOT NULL, day TEXT NOT NULL, post TEXT NOT "
    "NULL, kid BLOB NOT NULL, stream BLOB NOT NULL, seq BIGINT NOT NULL, lamport BIGINT NOT NULL, at BIGINT NOT NULL, zone "
    "TEXT NOT NULL, PRIMARY KEY (entry))",
    "CREATE INDEX declaration_signature_of ON declaration_signature (declaration)",
    "CREATE TABLE declaration_listed (seal BLOB NOT NULL, signature BLOB NOT NULL, declaration BLOB NOT NULL, document BLOB "
    "NOT NULL, supplement BIGINT NOT NULL, PRIMARY KEY (seal, signature))",
)


def upgrade() -> None:
    """Create them."""
    for statement in STATEMENTS:
        op.execute(statement)

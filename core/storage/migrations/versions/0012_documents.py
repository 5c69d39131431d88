"""The register of documents, their files, and wordings that the province gave out."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"

STATEMENTS = (
    "CREATE TABLE document (subject BLOB NOT NULL, kind TEXT NOT NULL, number TEXT NOT NULL, number_kind TEXT NOT NULL, "
    "series TEXT NOT NULL, sequence BIGINT NOT NULL, year BIGINT NOT NULL, title TEXT NOT NULL, classification TEXT NOT NULL, "
    "template_version BIGINT NOT NULL, document BLOB NOT NULL, day TEXT NOT NULL, post TEXT NOT NULL, kid BLOB NOT NULL, "
    "about BLOB NOT NULL, at BIGINT NOT NULL, zone TEXT NOT NULL, PRIMARY KEY (subject))",
    "CREATE INDEX document_newest ON document (at, number)",
    "CREATE TABLE document_file (subject BLOB NOT NULL, pdf BLOB NOT NULL, PRIMARY KEY (subject))",
    "CREATE TABLE template (entry BLOB NOT NULL, code TEXT NOT NULL, version BIGINT NOT NULL, valid_from TEXT NOT NULL, "
    "content BLOB NOT NULL, PRIMARY KEY (entry))",
)


def upgrade() -> None:
    """Create them."""
    for statement in STATEMENTS:
        op.execute(statement)

"""How often a document was printed here."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Create the table."""
    op.execute("CREATE TABLE printed (subject BLOB NOT NULL, copies BIGINT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (subject))")

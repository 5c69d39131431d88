"""Sanctions, and names to erase in time."""

from __future__ import annotations

from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Derived from the journal: filled when the store is opened."""
    op.execute("""
        CREATE TABLE sanction (
            subject BLOB NOT NULL, sanction BLOB NOT NULL, at BIGINT NOT NULL, rung TEXT NOT NULL, party INTEGER NOT NULL,
            person TEXT NOT NULL, office TEXT NOT NULL, status TEXT NOT NULL, proposer TEXT NOT NULL, proposed TEXT NOT NULL,
            authority TEXT NOT NULL, number TEXT NOT NULL, day TEXT NOT NULL, executed TEXT NOT NULL, informed TEXT NOT NULL,
            proven INTEGER NOT NULL, disputed INTEGER NOT NULL, PRIMARY KEY (subject, sanction)
        )
    """)
    op.execute("CREATE INDEX sanction_newest ON sanction (at, sanction)")
    op.execute("CREATE INDEX sanction_office ON sanction (office, proven)")
    op.execute("""
        CREATE TABLE name_due (
            subject BLOB NOT NULL, since TEXT NOT NULL, outcome TEXT NOT NULL, held INTEGER NOT NULL, ordered INTEGER NOT NULL,
            PRIMARY KEY (subject)
        )
    """)
    op.execute("CREATE INDEX name_due_since ON name_due (since, subject)")

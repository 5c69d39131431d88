"""The words that the search index holds, as a list to look through: for a word that nobody wrote as it was typed."""

from __future__ import annotations

from alembic import op

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    """A view of the index, which takes no room of its own."""
    op.execute("CREATE VIRTUAL TABLE report_fts_word USING fts5vocab('report_fts', 'row')")

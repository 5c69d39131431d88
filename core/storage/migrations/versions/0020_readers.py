"""To whom a written object was sealed: a laptop that became known later cannot open it."""

from __future__ import annotations

from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Of objects written before nobody knows it: they no longer count, and what lacks is written once more."""
    op.execute("ALTER TABLE outgoing ADD COLUMN readers BLOB NOT NULL DEFAULT x''")

"""What an assessment of an area came after, so that two desks who did not know each other's are both seen."""

from __future__ import annotations

from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    """Add it; what is derived fills it when the store is opened."""
    op.execute("ALTER TABLE area_level ADD COLUMN after TEXT")

"""The board of cases."""

from __future__ import annotations

from alembic import op

revision = "0021"
down_revision = "0020"

STATEMENTS = (
    "CREATE TABLE board (subject BLOB NOT NULL, id INTEGER NOT NULL, board_stage TEXT NOT NULL, pressing TEXT NOT NULL, "
    "clock INTEGER NOT NULL, kind TEXT NOT NULL, severity TEXT NOT NULL, regime TEXT NOT NULL, election TEXT NOT NULL, "
    "stage TEXT NOT NULL, area TEXT NOT NULL, act TEXT NOT NULL, classes TEXT NOT NULL, desk TEXT NOT NULL, "
    "officer TEXT NOT NULL, lacks INTEGER NOT NULL, due TEXT NOT NULL, waiting INTEGER NOT NULL, disputed INTEGER NOT NULL, "
    "outcome TEXT NOT NULL, PRIMARY KEY (subject), UNIQUE (id))",
    "CREATE INDEX board_walk ON board (board_stage, pressing, id, clock, kind, severity, regime, election, stage, area, desk, "
    "officer, waiting, disputed, outcome)",
    "CREATE INDEX board_due ON board (due)",
)


def upgrade() -> None:
    """Create it."""
    for statement in STATEMENTS:
        op.execute(statement)

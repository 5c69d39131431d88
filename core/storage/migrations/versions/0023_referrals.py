"""What went on to institutions."""

from __future__ import annotations

from alembic import op

revision = "0023"
down_revision = "0022"

STATEMENTS = (
    "CREATE TABLE referral ("
    "id BLOB NOT NULL, subject BLOB NOT NULL, institution TEXT NOT NULL, level TEXT NOT NULL, addressee TEXT NOT "
    "NULL, route TEXT NOT NULL, deadline TEXT NOT NULL, stage TEXT NOT NULL, standing INTEGER NOT NULL, identity "
    "TEXT NOT NULL, letter TEXT NOT NULL, document BLOB NOT NULL, day TEXT NOT NULL, at BIGINT NOT NULL, zone TEXT "
    "NOT NULL, stage_at BIGINT NOT NULL, step TEXT NOT NULL, step_at BIGINT NOT NULL, declared BIGINT NOT NULL, "
    "police BIGINT NOT NULL, receipt TEXT NOT NULL, outcome TEXT NOT NULL, reminded INTEGER NOT NULL, escalated "
    "INTEGER NOT NULL, viewed BIGINT NOT NULL, viewed_by TEXT NOT NULL, PRIMARY KEY (id))",
    "CREATE INDEX referral_subject ON referral (subject)",
    "CREATE INDEX referral_newest ON referral (at, id)",
    "CREATE INDEX referral_open ON referral (standing, at)",
)


def upgrade() -> None:
    """Create it."""
    for statement in STATEMENTS:
        op.execute(statement)

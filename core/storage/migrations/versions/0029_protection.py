"""Data breaches and requests for access, as the office counts them."""

from __future__ import annotations

from alembic import op

revision = "0029"
down_revision = "0028"

STATEMENTS = (
    "CREATE TABLE breach (subject BLOB NOT NULL, known BIGINT NOT NULL, stopped BIGINT NOT NULL, closed INTEGER NOT NULL, "
    "PRIMARY KEY (subject))",
    "CREATE INDEX breach_open ON breach (closed, known)",
    "CREATE INDEX breach_known ON breach (known, subject)",
    "CREATE TABLE access_request (subject BLOB NOT NULL, about BLOB NOT NULL, day TEXT NOT NULL, who TEXT NOT NULL, "
    "status TEXT NOT NULL, PRIMARY KEY (subject))",
    "CREATE INDEX access_request_day ON access_request (day, subject)",
)


def upgrade() -> None:
    """Create them; what is derived fills them when the store is opened."""
    for statement in STATEMENTS:
        op.execute(statement)

"""The register of pacts walks along its own order, and finds at once whether a pact was replaced."""

from __future__ import annotations

from alembic import op

revision = "0035"
down_revision = "0034"

STATEMENTS = (
    "DROP INDEX pact_newest",
    "CREATE INDEX pact_newest ON pact (at, sequence)",
    "CREATE INDEX pact_replaces ON pact (replaces)",
)


def upgrade() -> None:
    """Index anew: two hundred thousand pacts were looked through for each of them."""
    for statement in STATEMENTS:
        op.execute(statement)

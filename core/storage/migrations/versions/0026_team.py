"""The integrated team: members, meetings, actions, agreements, outreach, local rules, releases."""

from __future__ import annotations

from alembic import op

revision = "0026"
down_revision = "0025"

STATEMENTS = (
    "CREATE TABLE team_decree (subject BLOB NOT NULL, area TEXT NOT NULL, number TEXT NOT NULL, day TEXT NOT NULL, "
    "valid_from TEXT NOT NULL, valid_to TEXT NOT NULL, withdrawn INTEGER NOT NULL, PRIMARY KEY (subject))",
    "CREATE TABLE team_member (subject BLOB NOT NULL, decree BLOB NOT NULL, institution TEXT NOT NULL, position TEXT "
    "NOT NULL, role TEXT NOT NULL, unit TEXT NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT NOT NULL, name TEXT "
    "NOT NULL, name_day TEXT NOT NULL, withdrawn INTEGER NOT NULL, PRIMARY KEY (subject))",
    "CREATE TABLE meeting (subject BLOB NOT NULL, kind TEXT NOT NULL, day TEXT NOT NULL, time TEXT NOT NULL, target "
    "TEXT NOT NULL, year INTEGER NOT NULL, ordinal INTEGER NOT NULL, track TEXT NOT NULL, theme TEXT NOT NULL, venue "
    "TEXT NOT NULL, status TEXT NOT NULL, doubled INTEGER NOT NULL, present INTEGER NOT NULL, result TEXT NOT NULL, "
    "agreement BLOB NOT NULL, document BLOB NOT NULL, number TEXT NOT NULL, digest BLOB NOT NULL, PRIMARY KEY "
    "(subject))",
    "CREATE TABLE action_item (subject BLOB NOT NULL, owner TEXT NOT NULL, due TEXT NOT NULL, day TEXT NOT NULL, "
    "election TEXT NOT NULL, stage TEXT NOT NULL, area TEXT NOT NULL, activity TEXT NOT NULL, output TEXT NOT NULL, "
    "status TEXT NOT NULL, since TEXT NOT NULL, note TEXT NOT NULL, meeting BLOB NOT NULL, withdrawn INTEGER NOT "
    "NULL, PRIMARY KEY (subject))",
    "CREATE TABLE agreement (subject BLOB NOT NULL, number TEXT NOT NULL, title TEXT NOT NULL, day TEXT NOT NULL, "
    "parties TEXT NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT NOT NULL, notice INTEGER NOT NULL, withdrawn "
    "INTEGER NOT NULL, PRIMARY KEY (subject))",
    "CREATE TABLE outreach (subject BLOB NOT NULL, kind TEXT NOT NULL, topic TEXT NOT NULL, day TEXT NOT NULL, "
    "institution TEXT NOT NULL, election TEXT NOT NULL, stage TEXT NOT NULL, area TEXT NOT NULL, audience TEXT NOT "
    "NULL, reached INTEGER NOT NULL, withdrawn INTEGER NOT NULL, PRIMARY KEY (subject))",
    "CREATE TABLE local_rule (subject BLOB NOT NULL, area TEXT NOT NULL, topic TEXT NOT NULL, text TEXT NOT NULL, "
    "document TEXT NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT NOT NULL, withdrawn INTEGER NOT NULL, PRIMARY "
    "KEY (subject))",
    "CREATE TABLE team_release (subject BLOB NOT NULL, document BLOB NOT NULL, kind TEXT NOT NULL, number TEXT NOT "
    "NULL, digest BLOB NOT NULL, institution TEXT NOT NULL, day TEXT NOT NULL, basis TEXT NOT NULL, purpose TEXT NOT "
    "NULL, note BLOB NOT NULL, note_number TEXT NOT NULL, officer TEXT NOT NULL, at BIGINT NOT NULL, zone TEXT NOT "
    "NULL, PRIMARY KEY (subject))",
    "CREATE TABLE team_link (subject BLOB NOT NULL, other BLOB NOT NULL, what TEXT NOT NULL, PRIMARY KEY (subject, other))",
    "CREATE INDEX meeting_newest ON meeting (day, subject)",
    "CREATE INDEX action_item_due ON action_item (due, subject)",
    "CREATE INDEX action_item_meeting ON action_item (meeting)",
    "CREATE INDEX outreach_newest ON outreach (day, subject)",
    "CREATE INDEX team_member_decree ON team_member (decree)",
    "CREATE INDEX team_release_newest ON team_release (day, subject)",
    "CREATE INDEX team_link_other ON team_link (other)",
)


def upgrade() -> None:
    """Create them."""
    for statement in STATEMENTS:
        op.execute(statement)

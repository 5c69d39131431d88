"""The integrated team: who belongs to it, what it agreed and did, and what was given to its members."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, PrimaryKeyConstraint, Table, Text

from core.storage.tables.base import Number, metadata

team_decree = Table(
    "team_decree",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("area", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("valid_from", Text, nullable=False),
    Column("valid_to", Text, nullable=False),
    Column("withdrawn", Number, nullable=False),
)

team_member = Table(
    "team_member",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("decree", LargeBinary, nullable=False),
    Column("institution", Text, nullable=False),
    Column("position", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("valid_from", Text, nullable=False),
    Column("valid_to", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_day", Text, nullable=False),
    Column("withdrawn", Number, nullable=False),
)
Index("team_member_decree", team_member.c.decree)

meeting = Table(
    "meeting",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("time", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("year", Number, nullable=False),
    Column("ordinal", Number, nullable=False),
    Column("track", Text, nullable=False),
    Column("theme", Text, nullable=False),
    Column("venue", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("doubled", Number, nullable=False),
    Column("present", Number, nullable=False),
    Column("result", Text, nullable=False),
    Column("agreement", LargeBinary, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("number", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
)
Index("meeting_newest", meeting.c.day, meeting.c.subject)

action_item = Table(
    "action_item",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("due", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("election", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("activity", Text, nullable=False),
    Column("output", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("meeting", LargeBinary, nullable=False),
    Column("withdrawn", Number, nullable=False),
)
Index("action_item_due", action_item.c.due, action_item.c.subject)
Index("action_item_meeting", action_item.c.meeting)

agreement = Table(
    "agreement",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("number", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("parties", Text, nullable=False),
    Column("valid_from", Text, nullable=False),
    Column("valid_to", Text, nullable=False),
    Column("notice", Number, nullable=False),
    Column("withdrawn", Number, nullable=False),
)

outreach = Table(
    "outreach",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("institution", Text, nullable=False),
    Column("election", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("audience", Text, nullable=False),
    Column("reached", Number, nullable=False),
    Column("withdrawn", Number, nullable=False),
)
Index("outreach_newest", outreach.c.day, outreach.c.subject)

local_rule = Table(
    "local_rule",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("area", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("valid_from", Text, nullable=False),
    Column("valid_to", Text, nullable=False),
    Column("withdrawn", Number, nullable=False),
)

team_release = Table(
    "team_release",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("document", LargeBinary, nullable=False),
    Column("kind", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("institution", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("note", LargeBinary, nullable=False),
    Column("note_number", Text, nullable=False),
    Column("officer", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
)
Index("team_release_newest", team_release.c.day, team_release.c.subject)

team_link = Table(
    "team_link",
    metadata,
    Column("subject", LargeBinary, nullable=False),
    Column("other", LargeBinary, nullable=False),
    Column("what", Text, nullable=False),
    PrimaryKeyConstraint("subject", "other"),
)
Index("team_link_other", team_link.c.other)

team_home = Table(
    "team_home",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("home", Text, nullable=False),
)
"""Whose team a record is of: the code of the office that began it."""
Index("team_home_of", team_home.c.home)

DERIVED = (
    team_decree,
    team_member,
    meeting,
    action_item,
    agreement,
    outreach,
    local_rule,
    team_release,
    team_link,
    team_home,
)

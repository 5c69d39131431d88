"""What the office watches: warnings and words of posts as it counts them, levels of areas, and its notes about posts."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, PrimaryKeyConstraint, Table, Text

from core.storage.tables.base import Number, metadata

warning = Table(
    "warning",
    metadata,
    Column("subject", LargeBinary, nullable=False),
    Column("place", Number, nullable=False),
    Column("post", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("day", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("grade", Text, nullable=False),
    Column("confirmed", Number, nullable=False),
    Column("election", Text, nullable=False),
    Column("stage", Text, nullable=False),
    PrimaryKeyConstraint("subject", "place"),
)
Index("warning_day", warning.c.day)

situation_word = Table(
    "situation_word",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("post", Text, nullable=False),
    Column("period_from", BigInteger, nullable=False),
    Column("period_to", BigInteger, nullable=False),
    Column("nihil", Number, nullable=False),
    Column("condition", Text, nullable=False),
)
# One walk through this index counts what posts said in a period: the table itself is not touched.
Index("situation_word_to", *(situation_word.c[name] for name in ("period_to", "period_from", "post", "nihil", "condition")))

post_count = Table(
    "post_count",
    metadata,
    Column("span", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("others", BigInteger, nullable=False),
    PrimaryKeyConstraint("span", "post"),
)
"""Reports of a post on a day, in a month (``2024-02``) and ever (empty): all of them, and those that are no situation reports."""

area_level = Table(
    "area_level",
    metadata,
    Column("entry", LargeBinary, primary_key=True),
    Column("subject", LargeBinary, nullable=False),
    Column("area", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("election", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("proposed", Text, nullable=False),
    Column("warnings", Text, nullable=False),
    Column("supported", Number, nullable=False),
    Column("officer", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
    Column("lamport", BigInteger, nullable=False),
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("after", Text),
)
Index("area_level_of", area_level.c.area, area_level.c.lamport)

post_note = Table(
    "post_note",
    metadata,
    Column("entry", LargeBinary, primary_key=True),
    Column("post", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("every", Number, nullable=False),
    Column("words", Text, nullable=False),
    Column("officer", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
    Column("lamport", BigInteger, nullable=False),
)

told_warning = Table(
    "told_warning",
    metadata,
    Column("regency", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("grade", Text, nullable=False),
    Column("confirmed", Number, nullable=False),
    Column("election", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("lamport", BigInteger, nullable=False),
    Column("entry", LargeBinary, nullable=False),
    PrimaryKeyConstraint("regency", "day", "area", "kind", "level", "grade", "confirmed", "election", "stage"),
)
"""Warnings that are alike, as the province last counted them for a regency."""

told_area = Table(
    "told_area",
    metadata,
    Column("entry", LargeBinary, primary_key=True),
    Column("regency", Text, nullable=False),
    Column("lamport", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
"""Levels and posts, as the province told a regency; the latest of them counts."""
Index("told_area_of", told_area.c.regency, told_area.c.lamport)

DERIVED = (warning, situation_word, post_count, area_level, post_note, told_warning, told_area)

"""The board of cases: one narrow row for each, without a word of the report."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Table, Text

from core.storage.tables.base import Number, metadata

board = Table(
    "board",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("id", Number, nullable=False, unique=True),
    Column("board_stage", Text, nullable=False),
    Column("pressing", Text, nullable=False),
    Column("clock", Number, nullable=False),
    Column("kind", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("regime", Text, nullable=False),
    Column("election", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("classes", Text, nullable=False),
    Column("desk", Text, nullable=False),
    Column("officer", Text, nullable=False),
    Column("lacks", Number, nullable=False),
    Column("due", Text, nullable=False),
    Column("waiting", Number, nullable=False),
    Column("disputed", Number, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("institution", Text, nullable=False),
    Column("decision", Text, nullable=False),
    Column("decided", Text, nullable=False),
    Column("viewed", BigInteger, nullable=False),
    Column("viewed_zone", Text, nullable=False),
)
# One walk through this index answers a page, a filter and a count: the table itself is not touched.
Index(
    "board_walk",
    *(
        board.c[name]
        for name in ("board_stage", "pressing", "id", "clock", "kind", "severity", "regime", "election", "stage", "area")
    ),
    *(board.c[name] for name in ("desk", "officer", "waiting", "disputed", "outcome")),
)
Index("board_due", board.c.due)
Index("board_ended", board.c.board_stage, board.c.id)

DERIVED = (board,)

"""Warnings and situation reports as the office counts them, levels of areas, notes about posts, programs of laptops."""

from __future__ import annotations

from alembic import op

revision = "0027"
down_revision = "0026"

STATEMENTS = (
    "CREATE TABLE warning (subject BLOB NOT NULL, place INTEGER NOT NULL, post TEXT NOT NULL, at BIGINT NOT NULL, "
    "day TEXT NOT NULL, area TEXT NOT NULL, kind TEXT NOT NULL, level TEXT NOT NULL, grade TEXT NOT NULL, "
    "confirmed INTEGER NOT NULL, election TEXT NOT NULL, stage TEXT NOT NULL, PRIMARY KEY (subject, place))",
    "CREATE INDEX warning_day ON warning (day)",
    "CREATE TABLE situation_word (subject BLOB NOT NULL, post TEXT NOT NULL, period_from BIGINT NOT NULL, "
    "period_to BIGINT NOT NULL, nihil INTEGER NOT NULL, condition TEXT NOT NULL, PRIMARY KEY (subject))",
    "CREATE INDEX situation_word_to ON situation_word (period_to)",
    "CREATE TABLE area_level (entry BLOB NOT NULL, subject BLOB NOT NULL, area TEXT NOT NULL, level TEXT NOT NULL, "
    "day TEXT NOT NULL, election TEXT NOT NULL, stage TEXT NOT NULL, reasons TEXT NOT NULL, words TEXT NOT NULL, "
    "proposed TEXT NOT NULL, warnings TEXT NOT NULL, supported INTEGER NOT NULL, officer TEXT NOT NULL, at BIGINT NOT NULL, "
    "zone TEXT NOT NULL, lamport BIGINT NOT NULL, stream BLOB NOT NULL, seq BIGINT NOT NULL, PRIMARY KEY (entry))",
    "CREATE INDEX area_level_of ON area_level (area, lamport)",
    "CREATE TABLE post_note (entry BLOB NOT NULL, post TEXT NOT NULL, kind TEXT NOT NULL, day TEXT NOT NULL, "
    "until TEXT NOT NULL, every INTEGER NOT NULL, words TEXT NOT NULL, officer TEXT NOT NULL, at BIGINT NOT NULL, "
    "zone TEXT NOT NULL, lamport BIGINT NOT NULL, PRIMARY KEY (entry))",
    "CREATE TABLE laptop_program (device BLOB NOT NULL, program TEXT NOT NULL, written BIGINT NOT NULL, PRIMARY KEY (device))",
)


def upgrade() -> None:
    """Create them; what is derived fills them when the store is opened."""
    for statement in STATEMENTS:
        op.execute(statement)

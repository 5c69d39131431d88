"""Lists that stay as quick as they are: counts by post, what ended cases show, words of pacts, identities to be purged."""

from __future__ import annotations

from alembic import op

revision = "0036"
down_revision = "0035"

STATEMENTS = (
    "ALTER TABLE board ADD COLUMN institution TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE board ADD COLUMN decision TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE board ADD COLUMN decided TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE board ADD COLUMN viewed BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE board ADD COLUMN viewed_zone TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX board_ended ON board (board_stage, id)",
    "ALTER TABLE purge_due ADD COLUMN identity INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE name_due ADD COLUMN identity INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX relation_kind ON relation (kind, subject, other)",
    "DROP INDEX situation_word_to",
    "CREATE INDEX situation_word_to ON situation_word (period_to, period_from, post, nihil, condition)",
    "CREATE TABLE post_count (span TEXT NOT NULL, post TEXT NOT NULL, number BIGINT NOT NULL, others BIGINT NOT NULL, "
    "PRIMARY KEY (span, post))",
    "CREATE TABLE pact_text (id INTEGER NOT NULL, subject BLOB NOT NULL, text TEXT NOT NULL, PRIMARY KEY (id), UNIQUE (subject))",
    "CREATE VIRTUAL TABLE pact_fts USING fts5(text, content='pact_text', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 2', prefix='2 3', detail=none)",
    "INSERT INTO pact_fts(pact_fts, rank) VALUES('pgsz', 3940)",
    "INSERT INTO pact_fts(pact_fts, rank) VALUES('secure-delete', 1)",
)


def upgrade() -> None:
    """Add them; what is derived fills them when the store is opened."""
    for statement in STATEMENTS:
        op.execute(statement)

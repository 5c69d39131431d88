"""The first tables: journal, derived and local, and the search index."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    "CREATE TABLE entry (stream BLOB NOT NULL, seq BIGINT NOT NULL, digest BLOB NOT NULL, lamport BIGINT "
    "NOT NULL, subject BLOB NOT NULL, kind TEXT NOT NULL, kid BLOB NOT NULL, cose BLOB NOT NULL, taken "
    "BIGINT NOT NULL, PRIMARY KEY (stream, seq, digest))",
    "CREATE INDEX entry_lamport ON entry (lamport)",
    "CREATE INDEX entry_subject ON entry (subject)",
    "CREATE TABLE part (digest BLOB NOT NULL, name TEXT NOT NULL, state INTEGER NOT NULL, box BLOB NOT "
    "NULL, PRIMARY KEY (digest, name))",
    'CREATE TABLE subject_key (subject BLOB NOT NULL, "key" BLOB NOT NULL, PRIMARY KEY (subject))',
    "CREATE TABLE acknowledgement (device BLOB NOT NULL, cose BLOB NOT NULL, leaf BLOB NOT NULL, ca BLOB "
    "NOT NULL, taken BIGINT NOT NULL, PRIMARY KEY (device))",
    "CREATE TABLE stream (stream BLOB NOT NULL, device BLOB NOT NULL, audience TEXT NOT NULL, post TEXT "
    "NOT NULL, recipient TEXT NOT NULL, kit BLOB NOT NULL, follows BLOB NOT NULL, forked_at BIGINT NOT "
    "NULL, PRIMARY KEY (stream))",
    "CREATE TABLE certificate (kid BLOB NOT NULL, der BLOB NOT NULL, ca BLOB NOT NULL, post TEXT NOT "
    "NULL, role TEXT NOT NULL, name TEXT NOT NULL, desk INTEGER NOT NULL, since BIGINT NOT NULL, PRIMARY "
    "KEY (kid))",
    "CREATE TABLE command (command BLOB NOT NULL, subject BLOB NOT NULL, PRIMARY KEY (command, subject))",
    "CREATE TABLE report (id INTEGER NOT NULL, subject BLOB NOT NULL, stream BLOB NOT NULL, seq BIGINT "
    "NOT NULL, number TEXT NOT NULL, kind TEXT NOT NULL, post TEXT NOT NULL, at BIGINT NOT NULL, zone "
    "TEXT NOT NULL, day TEXT NOT NULL, summary TEXT NOT NULL, area TEXT NOT NULL, violation TEXT NOT "
    "NULL, election TEXT NOT NULL, stage TEXT NOT NULL, sealed INTEGER NOT NULL, nihil INTEGER NOT NULL, "
    "period_from BIGINT NOT NULL, period_to BIGINT NOT NULL, attachments INTEGER NOT NULL, case_status "
    "TEXT NOT NULL, agenda TEXT NOT NULL, forked INTEGER NOT NULL, PRIMARY KEY (id), UNIQUE (subject))",
    "CREATE INDEX report_day ON report (post, day)",
    "CREATE INDEX report_newest ON report (at, id)",
    "CREATE INDEX report_number ON report (number)",
    "CREATE INDEX report_way ON report (stream, seq)",
    "CREATE TABLE report_text (id INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (id))",
    "CREATE TABLE report_pending (id INTEGER NOT NULL, PRIMARY KEY (id))",
    "CREATE TABLE attachment (token BLOB NOT NULL, subject BLOB NOT NULL, name TEXT NOT NULL, media_type "
    "TEXT NOT NULL, size BIGINT NOT NULL, digest BLOB NOT NULL, sealed_size BIGINT NOT NULL, "
    "sealed_digest BLOB NOT NULL, pieces BLOB NOT NULL, secret TEXT NOT NULL, shows_identity INTEGER NOT "
    "NULL, stream BLOB NOT NULL, seq BIGINT NOT NULL, PRIMARY KEY (token))",
    "CREATE INDEX attachment_subject ON attachment (subject)",
    "CREATE TABLE pact (subject BLOB NOT NULL, number TEXT NOT NULL, name TEXT NOT NULL, identifier TEXT "
    "NOT NULL, position TEXT NOT NULL, unit TEXT NOT NULL, agency TEXT NOT NULL, template TEXT NOT NULL, "
    "at BIGINT NOT NULL, zone TEXT NOT NULL, state TEXT NOT NULL, document BLOB NOT NULL, post TEXT NOT "
    "NULL, sequence BIGINT NOT NULL, series TEXT NOT NULL, PRIMARY KEY (subject))",
    "CREATE INDEX pact_newest ON pact (at, number)",
    "CREATE TABLE acked (device BLOB NOT NULL, stream BLOB NOT NULL, seq BIGINT NOT NULL, digest BLOB NOT "
    "NULL, desk INTEGER NOT NULL, PRIMARY KEY (device, stream))",
    "CREATE TABLE acked_missing (device BLOB NOT NULL, token BLOB NOT NULL, PRIMARY KEY (device, token))",
    'CREATE TABLE setting ("key" TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY ("key"))',
    "CREATE TABLE secret (name TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (name))",
    "CREATE TABLE draft (id TEXT NOT NULL, kind TEXT NOT NULL, saved BIGINT NOT NULL, zone TEXT NOT NULL, "
    "tree BLOB NOT NULL, identity_box BLOB NOT NULL, files BLOB NOT NULL, PRIMARY KEY (id))",
    "CREATE TABLE outgoing (name TEXT NOT NULL, audience TEXT NOT NULL, stream BLOB NOT NULL, first "
    "BIGINT NOT NULL, last BIGINT NOT NULL, digest BLOB NOT NULL, size BIGINT NOT NULL, written BIGINT "
    "NOT NULL, PRIMARY KEY (name))",
    "CREATE INDEX outgoing_way ON outgoing (stream, last)",
    "CREATE TABLE taken_object (name TEXT NOT NULL, digest BLOB NOT NULL, taken BIGINT NOT NULL, PRIMARY KEY (name))",
    "CREATE TABLE owed (device BLOB NOT NULL, PRIMARY KEY (device))",
    "CREATE TABLE parked (stream BLOB NOT NULL, seq BIGINT NOT NULL, digest BLOB NOT NULL, record BLOB "
    "NOT NULL, PRIMARY KEY (stream, seq, digest))",
    "CREATE TABLE piece (token BLOB NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (token, number))",
    "CREATE TABLE ledger (id INTEGER NOT NULL, at BIGINT NOT NULL, direction TEXT NOT NULL, medium TEXT "
    "NOT NULL, objects INTEGER NOT NULL, entries INTEGER NOT NULL, attachments INTEGER NOT NULL, bytes "
    "BIGINT NOT NULL, PRIMARY KEY (id))",
    "CREATE TABLE quarantine (name TEXT NOT NULL, digest BLOB NOT NULL, code TEXT NOT NULL, medium TEXT "
    "NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (name, digest))",
    "CREATE TABLE pact_file (subject BLOB NOT NULL, pdf BLOB NOT NULL, PRIMARY KEY (subject))",
    "CREATE VIRTUAL TABLE report_fts USING fts5(text, content='report_text', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 2', prefix='2 3 4 5', detail=none)",
    # Deferred indexing and bounded merges: the default merge stalls one save for seconds on a large archive.
    "INSERT INTO report_fts(report_fts, rank) VALUES('pgsz', 3940)",
    "INSERT INTO report_fts(report_fts, rank) VALUES('automerge', 0)",
    "INSERT INTO report_fts(report_fts, rank) VALUES('crisismerge', 1500)",
    "INSERT INTO report_fts(report_fts, rank) VALUES('secure-delete', 1)",
)


def upgrade() -> None:
    """Create everything."""
    for statement in STATEMENTS:
        op.execute(statement)

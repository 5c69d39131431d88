"""Reports, their words, clocks, attachments, proposals, and what reporters come back with."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, PrimaryKeyConstraint, Table, Text

from core.storage.tables.base import Number, metadata

report = Table(
    "report",
    metadata,
    Column("id", Number, primary_key=True),
    Column("subject", LargeBinary, nullable=False, unique=True),
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("number", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("area", Text, nullable=False),
    Column("violation", Text, nullable=False),
    Column("election", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("sealed", Number, nullable=False),
    Column("nihil", Number, nullable=False),
    Column("period_from", BigInteger, nullable=False),
    Column("period_to", BigInteger, nullable=False),
    Column("attachments", Number, nullable=False),
    Column("case_status", Text, nullable=False),
    Column("agenda", Text, nullable=False),
    Column("forked", Number, nullable=False),
    Column("happened", Text, nullable=False),
    Column("regency", Text, nullable=False),
    Column("known", Text, nullable=False),
    Column("regime", Text, nullable=False),
    Column("lane", Text, nullable=False),
    Column("voided", Number, nullable=False),
    Column("erased", Number, nullable=False),
)
Index("report_newest", report.c.at, report.c.id)
Index("report_number", report.c.number)
Index("report_way", report.c.stream, report.c.seq)
Index("report_day", report.c.post, report.c.day)
Index("report_near", report.c.regency, report.c.happened)
Index("report_event", report.c.happened, report.c.id)
Index("report_known", report.c.regime, report.c.known)

report_text = Table(
    "report_text",
    metadata,
    Column("id", Number, primary_key=True),
    Column("text", Text, nullable=False),
)

relation = Table(
    "relation",
    metadata,
    Column("subject", LargeBinary, nullable=False),
    Column("other", LargeBinary, nullable=False),
    Column("kind", Text, nullable=False),
    PrimaryKeyConstraint("subject", "other", "kind"),
)
Index("relation_other", relation.c.other)
Index("relation_kind", relation.c.kind, relation.c.subject, relation.c.other)

report_pending = Table("report_pending", metadata, Column("id", Number, primary_key=True))

report_clock = Table(
    "report_clock",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("regime", Text, nullable=False),
    Column("known", Text, nullable=False),
    Column("promised", Number, nullable=False),
    Column("stopped", Number, nullable=False),
)
Index("report_clock_running", report_clock.c.stopped, report_clock.c.at)

attachment = Table(
    "attachment",
    metadata,
    Column("token", LargeBinary, primary_key=True),
    Column("subject", LargeBinary, nullable=False),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("sealed_size", BigInteger, nullable=False),
    Column("sealed_digest", LargeBinary, nullable=False),
    Column("pieces", LargeBinary, nullable=False),
    Column("secret", Text, nullable=False),
    Column("shows_identity", Number, nullable=False),
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
)
Index("attachment_subject", attachment.c.subject)

approval = Table(
    "approval",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("subject", LargeBinary, nullable=False),
    Column("act", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("fields", Text, nullable=False),
    Column("signer", LargeBinary, nullable=False),
    Column("officer", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
    Column("command", LargeBinary, nullable=False),
)
Index("approval_subject", approval.c.subject)
Index("approval_status", approval.c.status)

lookup_code = Table(
    "lookup_code",
    metadata,
    Column("tag", LargeBinary, nullable=False),
    Column("report", LargeBinary, nullable=False),
    Column("box", LargeBinary, nullable=False),
    Column("proof", LargeBinary, nullable=False),
    Column("current", Number, nullable=False),
    PrimaryKeyConstraint("tag", "report"),
)
Index("lookup_code_report", lookup_code.c.report)

published = Table(
    "published",
    metadata,
    Column("tag", LargeBinary, nullable=False),
    Column("box", LargeBinary, nullable=False),
    Column("lamport", BigInteger, nullable=False),
    PrimaryKeyConstraint("tag", "box"),
)

returned = Table(
    "returned",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("lamport", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("tag", LargeBinary, nullable=False),
    Column("proof", LargeBinary, nullable=False),
    Column("handled_at", BigInteger, nullable=False),
    Column("handled_by", Text, nullable=False),
)
Index("returned_tag", returned.c.tag)


DERIVED = (
    report,
    report_text,
    relation,
    report_pending,
    report_clock,
    attachment,
    approval,
    lookup_code,
    published,
    returned,
)

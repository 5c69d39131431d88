"""Every table, and what it is: *journal* is the truth, *derived* can be rebuilt from it, *local* is this laptop's own (D20)."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)

from core.storage.sealed import Sealed, SealedText

metadata = MetaData()

Number = Integer().with_variant(BigInteger(), "postgresql")
"""A whole number: PostgreSQL's own INTEGER ends at 2^31, and entries may say more."""

# --- journal -------------------------------------------------------------------------------------------------

entry = Table(
    "entry",
    metadata,
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("lamport", BigInteger, nullable=False),
    Column("subject", LargeBinary, nullable=False),
    Column("kind", Text, nullable=False),
    Column("kid", LargeBinary, nullable=False),
    Column("cose", LargeBinary, nullable=False),
    Column("taken", BigInteger, nullable=False),
    PrimaryKeyConstraint("stream", "seq", "digest"),
)
Index("entry_subject", entry.c.subject)
Index("entry_lamport", entry.c.lamport)
_ENDING = entry.c.kind.in_(("bawaslu.receipt_recorded", "erasure.ordered"))
# Few entries have these kinds: the index costs a save nothing and finds them among a million.
Index(
    "entry_ending",
    entry.c.kind,
    entry.c.subject,
    sqlite_where=_ENDING,
    postgresql_where=_ENDING,
)
IS_ENDING = text("entry.kind IN ('bawaslu.receipt_recorded', 'erasure.ordered')")
"""To be said beside the kind that is asked for: only who says the index's own words is let into it."""

part = Table(
    "part",
    metadata,
    Column("digest", LargeBinary, nullable=False),
    Column("name", Text, nullable=False),
    Column("state", Number, nullable=False),
    Column("box", LargeBinary, nullable=False),
    PrimaryKeyConstraint("digest", "name"),
)

subject_key = Table(
    "subject_key",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("key", LargeBinary, nullable=False),
)

acknowledgement = Table(
    "acknowledgement",
    metadata,
    Column("device", LargeBinary, primary_key=True),
    Column("cose", LargeBinary, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    Column("ca", LargeBinary, nullable=False),
    Column("taken", BigInteger, nullable=False),
)

# --- derived -------------------------------------------------------------------------------------------------

stream = Table(
    "stream",
    metadata,
    Column("stream", LargeBinary, primary_key=True),
    Column("device", LargeBinary, nullable=False),
    Column("audience", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("kit", LargeBinary, nullable=False),
    Column("follows", LargeBinary, nullable=False),
    Column("forked_at", BigInteger, nullable=False),
)

certificate = Table(
    "certificate",
    metadata,
    Column("kid", LargeBinary, primary_key=True),
    Column("der", LargeBinary, nullable=False),
    Column("ca", LargeBinary, nullable=False),
    Column("post", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("desk", Number, nullable=False),
    Column("since", BigInteger, nullable=False),
)

command = Table(
    "command",
    metadata,
    Column("command", LargeBinary, nullable=False),
    Column("subject", LargeBinary, nullable=False),
    PrimaryKeyConstraint("command", "subject"),
)

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

pact = Table(
    "pact",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("number", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("identifier", Text, nullable=False),
    Column("position", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("agency", Text, nullable=False),
    Column("template", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("post", Text, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("series", Text, nullable=False),
    Column("template_version", Text, nullable=False),
    Column("employment", Text, nullable=False),
    Column("is_head", Number, nullable=False),
    Column("person", LargeBinary, nullable=False),
    Column("replaces", LargeBinary, nullable=False),
    Column("due", Text, nullable=False),
    Column("told_day", Text, nullable=False),
    Column("signed_day", Text, nullable=False),
    Column("superior", Text, nullable=False),
    Column("lamport", BigInteger, nullable=False),
)
Index("pact_newest", pact.c.at, pact.c.number)
Index("pact_person", pact.c.person)
Index("pact_state", pact.c.state, pact.c.due)
Index("pact_identifier", pact.c.identifier)

pact_act = Table(
    "pact_act",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("subject", LargeBinary, nullable=False),
    Column("kind", Text, nullable=False),
    Column("lamport", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
    Column("officer", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("paper", LargeBinary, nullable=False),
)
Index("pact_act_subject", pact_act.c.subject)

roster_office = Table(
    "roster_office",
    metadata,
    Column("home", Text, nullable=False),
    Column("office", LargeBinary, nullable=False),
    Column("parent", LargeBinary, nullable=False),
    Column("name", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("ended", Number, nullable=False),
    Column("lamport", BigInteger, nullable=False),
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("place", Number, nullable=False),
    PrimaryKeyConstraint("home", "office"),
)

roster_person = Table(
    "roster_person",
    metadata,
    Column("home", Text, nullable=False),
    Column("person", LargeBinary, nullable=False),
    Column("name", Text, nullable=False),
    Column("front_title", Text, nullable=False),
    Column("back_title", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("rank", Text, nullable=False),
    Column("position", Text, nullable=False),
    Column("office", LargeBinary, nullable=False),
    Column("employment", Text, nullable=False),
    Column("superior", LargeBinary, nullable=False),
    Column("is_head", Number, nullable=False),
    Column("standing", Text, nullable=False),
    Column("since", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("lamport", BigInteger, nullable=False),
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("place", Number, nullable=False),
    PrimaryKeyConstraint("home", "person"),
)
Index("roster_person_number", roster_person.c.home, roster_person.c.number)
Index("roster_person_office", roster_person.c.home, roster_person.c.office)

roster_step = Table(
    "roster_step",
    metadata,
    Column("home", Text, nullable=False),
    Column("person", LargeBinary, nullable=False),
    Column("lamport", BigInteger, nullable=False),
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("place", Number, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    PrimaryKeyConstraint("home", "person", "digest", "place"),
)

roster_pact = Table(
    "roster_pact",
    metadata,
    Column("home", Text, nullable=False),
    Column("person", LargeBinary, nullable=False),
    Column("pact", LargeBinary, nullable=False),
    Column("state", Text, nullable=False),
    Column("due", Text, nullable=False),
    Column("signed_day", Text, nullable=False),
    PrimaryKeyConstraint("home", "person"),
)

cascade_plan = Table(
    "cascade_plan",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("home", Text, nullable=False),
    Column("lamport", BigInteger, nullable=False),
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("kid", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("election", Text, nullable=False),
    Column("begins", Text, nullable=False),
    Column("dues", Text, nullable=False),
    Column("templates", Text, nullable=False),
)

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

acked = Table(
    "acked",
    metadata,
    Column("device", LargeBinary, nullable=False),
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("desk", Number, nullable=False),
    PrimaryKeyConstraint("device", "stream"),
)

acked_missing = Table(
    "acked_missing",
    metadata,
    Column("device", LargeBinary, nullable=False),
    Column("token", LargeBinary, nullable=False),
    PrimaryKeyConstraint("device", "token"),
)

document = Table(
    "document",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("number_kind", Text, nullable=False),
    Column("series", Text, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("year", BigInteger, nullable=False),
    Column("title", Text, nullable=False),
    Column("classification", Text, nullable=False),
    Column("template_version", BigInteger, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("day", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("kid", LargeBinary, nullable=False),
    Column("about", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
)
Index("document_newest", document.c.at, document.c.number)
declaration = Table(
    "declaration",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("title", Text, nullable=False),
    Column("election", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("content_digest", LargeBinary, nullable=False),
    Column("template_version", BigInteger, nullable=False),
    Column("post", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
)
declaration_signature = Table(
    "declaration_signature",
    metadata,
    Column("entry", LargeBinary, primary_key=True),
    Column("declaration", LargeBinary, nullable=False),
    Column("content_digest", LargeBinary, nullable=False),
    Column("name", Text, nullable=False),
    Column("position", Text, nullable=False),
    Column("element", Text, nullable=False),
    Column("method", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("post", Text, nullable=False),
    Column("kid", LargeBinary, nullable=False),
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("lamport", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
)
Index("declaration_signature_of", declaration_signature.c.declaration)
declaration_listed = Table(
    "declaration_listed",
    metadata,
    Column("seal", LargeBinary, primary_key=True),
    Column("signature", LargeBinary, primary_key=True),
    Column("declaration", LargeBinary, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("supplement", BigInteger, nullable=False),
)
template = Table(
    "template",
    metadata,
    Column("entry", LargeBinary, primary_key=True),
    Column("code", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("valid_from", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)
publication = Table(
    "publication",
    metadata,
    Column("entry", LargeBinary, primary_key=True),
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("lamport", BigInteger, nullable=False),
    Column("kid", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
    Column("dataset", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("valid_from", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("number", Number, nullable=False),
    Column("pieces", Number, nullable=False),
)

day_timestamp = Table(
    "day_timestamp",
    metadata,
    Column("entry", LargeBinary, primary_key=True),
    Column("day", Text, nullable=False),
    Column("root", LargeBinary, nullable=False),
    Column("size", Number, nullable=False),
    Column("documents", Number, nullable=False),
    Column("token", LargeBinary, nullable=False),
    Column("authority", LargeBinary, nullable=False),
    Column("renews", LargeBinary, nullable=False),
)

timed_leaf = Table(
    "timed_leaf",
    metadata,
    Column("entry", LargeBinary, nullable=False),
    Column("number", Number, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    PrimaryKeyConstraint("entry", "number"),
    Index("timed_leaf_of", "leaf"),
)

revocation = Table(
    "revocation",
    metadata,
    Column("entry", LargeBinary, primary_key=True),
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("kid", LargeBinary, nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
)

announcement = Table(
    "announcement",
    metadata,
    Column("entry", LargeBinary, primary_key=True),
    Column("subject", LargeBinary, nullable=False),
    Column("officer", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("urgent", Number, nullable=False),
    Column("title", Text, nullable=False),
    Column("words", Text, nullable=False),
)

announcement_read = Table(
    "announcement_read",
    metadata,
    Column("entry", LargeBinary, primary_key=True),
    Column("announcement", LargeBinary, nullable=False),
    Column("post", Text, nullable=False),
    Column("officer", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
)
Index("announcement_read_of", announcement_read.c.announcement)

# --- local ---------------------------------------------------------------------------------------------------

setting = Table(
    "setting",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", SealedText, nullable=False),
)

secret = Table(
    "secret",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Sealed(shared=True), nullable=False),
)

draft = Table(
    "draft",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("saved", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
    Column("tree", Sealed(), nullable=False),
    Column("identity_box", LargeBinary, nullable=False),
    Column("files", Sealed(), nullable=False),
)

outgoing = Table(
    "outgoing",
    metadata,
    Column("name", Text, primary_key=True),
    Column("audience", Text, nullable=False),
    Column("stream", LargeBinary, nullable=False),
    Column("first", BigInteger, nullable=False),
    Column("last", BigInteger, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("written", BigInteger, nullable=False),
    Column("trip", Number, nullable=False, server_default=text("0")),
    Column("readers", LargeBinary, nullable=False, server_default=text("x''")),
)
Index("outgoing_way", outgoing.c.stream, outgoing.c.last)

taken_object = Table(
    "taken_object",
    metadata,
    Column("name", Text, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("taken", BigInteger, nullable=False),
)

owed = Table("owed", metadata, Column("device", LargeBinary, primary_key=True))

parked = Table(
    "parked",
    metadata,
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("record", LargeBinary, nullable=False),
    PrimaryKeyConstraint("stream", "seq", "digest"),
)

piece = Table(
    "piece",
    metadata,
    Column("token", LargeBinary, nullable=False),
    Column("number", Number, nullable=False),
    PrimaryKeyConstraint("token", "number"),
)

ledger = Table(
    "ledger",
    metadata,
    Column("id", Number, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("direction", Text, nullable=False),
    Column("medium", Text, nullable=False),
    Column("objects", Number, nullable=False),
    Column("entries", Number, nullable=False),
    Column("attachments", Number, nullable=False),
    Column("bytes", BigInteger, nullable=False),
)

custody = Table(
    "custody",
    metadata,
    Column("trip", Number, primary_key=True),
    Column("carrier", Text, nullable=False),
    Column("handed", BigInteger, nullable=False),
    Column("paper", Text, nullable=False),
    Column("back", BigInteger, nullable=False),
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("name", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("code", Text, nullable=False),
    Column("medium", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    PrimaryKeyConstraint("name", "digest"),
)

kept_aside = Table(
    "kept_aside",
    metadata,
    Column("name", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("stream", LargeBinary, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
    PrimaryKeyConstraint("name", "digest"),
)

expiry = Table(
    "expiry",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("zone", Text, nullable=False),
)

guard_slot = Table(
    "guard_slot",
    metadata,
    Column("guard", Text, nullable=False),
    Column("officer", LargeBinary, nullable=False),
    Column("place", Number, nullable=False),
    Column("box", LargeBinary, nullable=False),
    Column("mark", LargeBinary, nullable=False),
    PrimaryKeyConstraint("guard", "officer", "place"),
)

guard_carried = Table(
    "guard_carried",
    metadata,
    Column("token", LargeBinary, primary_key=True),
    Column("guard", Text, nullable=False),
    Column("sealed_size", BigInteger, nullable=False),
    Column("sealed_digest", LargeBinary, nullable=False),
    Column("pieces", LargeBinary, nullable=False),
)

document_file = Table(
    "document_file",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("pdf", LargeBinary, nullable=False),
)
pact_file = Table(
    "pact_file",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("pdf", LargeBinary, nullable=False),
    Column("mould", LargeBinary, nullable=False, server_default=text("x''")),
    Column("packed", Number, nullable=False, server_default=text("0")),
)
printed = Table(
    "printed",
    metadata,
    Column("subject", LargeBinary, primary_key=True),
    Column("copies", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
)
pact_mould = Table(
    "pact_mould",
    metadata,
    Column("mould", LargeBinary, primary_key=True),
    Column("prefix", LargeBinary, nullable=False),
)

reference_data = Table(
    "reference_data",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("dataset", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

reference_set = Table(
    "reference_set",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("parts", LargeBinary, nullable=False),
)

preview = Table(
    "preview",
    metadata,
    Column("token", LargeBinary, nullable=False),
    Column("number", Number, nullable=False),
    Column("body", Sealed(), nullable=False),
    PrimaryKeyConstraint("token", "number"),
)

DERIVED_VERSION = "14"
"""Raised with every change of what is derived; a store that holds another version is derived again when it is opened."""

JOURNAL = (entry, part, subject_key, acknowledgement)
DERIVED = (
    stream,
    certificate,
    command,
    report,
    report_text,
    relation,
    report_pending,
    report_clock,
    attachment,
    approval,
    pact,
    pact_act,
    roster_office,
    roster_person,
    roster_step,
    roster_pact,
    cascade_plan,
    lookup_code,
    published,
    returned,
    acked,
    acked_missing,
    publication,
    document,
    template,
    declaration,
    declaration_signature,
    declaration_listed,
    day_timestamp,
    timed_leaf,
    revocation,
    announcement,
    announcement_read,
)
LOCAL = (
    setting,
    secret,
    draft,
    outgoing,
    taken_object,
    owed,
    parked,
    piece,
    ledger,
    custody,
    quarantine,
    kept_aside,
    expiry,
    pact_file,
    pact_mould,
    printed,
    document_file,
    reference_data,
    reference_set,
    preview,
    guard_slot,
    guard_carried,
)

OWN = (setting, draft, outgoing, owed, piece, ledger, custody, preview, printed, guard_slot, guard_carried)
"""Of the local tables those that each desk has for itself where several share a server; the other ones they share."""

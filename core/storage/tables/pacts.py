"""Pacts, what happened to them, and the roster that they are issued from."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, LargeBinary, PrimaryKeyConstraint, Table, Text

from core.storage.tables.base import Number, metadata

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
Index("pact_newest", pact.c.at, pact.c.sequence)
Index("pact_replaces", pact.c.replaces)
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

pact_text = Table(
    "pact_text",
    metadata,
    Column("id", Number, primary_key=True),
    Column("subject", LargeBinary, nullable=False, unique=True),
    Column("text", Text, nullable=False),
)
"""Whose pact it is, its number and the unit, as the index of words takes them; the id is this store's own."""

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


DERIVED = (
    pact,
    pact_act,
    pact_text,
    roster_office,
    roster_person,
    roster_step,
    roster_pact,
    cascade_plan,
)

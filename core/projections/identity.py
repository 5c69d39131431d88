"""Rows of the identity desk: its officers and the openings asked for; never a word of an identity or a reason."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from core.domain.identity_opening import IdentityOfficerNamed, IdentityOfficerUnnamed, NamedFacts
from core.domain.identity_rules import openings_of
from core.domain.moment import day_at
from core.domain.report import ReportState
from core.journal.entry import Entry
from core.journal.handling import Handling
from core.projections.publications import may_publish
from core.storage import tables
from core.storage.many import insert_into


def project_desk(db: Connection, entry: Entry, event: IdentityOfficerNamed | IdentityOfficerUnnamed, handling: Handling) -> None:
    """Who sits at the identity desk; of several words about one key the last in the order of entries holds (I8)."""
    if event.facts is None or not may_publish(db, entry):
        return
    table = tables.identity_officer
    place = (entry.header.lamport, entry.digest)
    known = db.execute(select(table).where(table.c.signer == event.facts.signer)).first()
    if known is not None and (known.lamport, bytes(known.entry)) >= place:
        return
    db.execute(table.delete().where(table.c.signer == event.facts.signer))
    told = {"signer": event.facts.signer, "officer": event.facts.officer, "lamport": place[0], "entry": place[1]}
    named = isinstance(event.facts, NamedFacts)
    told |= {"institution": event.facts.institution if isinstance(event.facts, NamedFacts) else ""}
    told |= {"at": handling.at, "named_by": _author(db, entry), "ended": 0 if named else handling.at}
    db.execute(insert_into(table), told)


def _author(db: Connection, entry: Entry) -> str:
    table = tables.certificate.c
    return str(db.execute(select(table.name).where(table.kid == entry.kid)).scalar() or "")


def project_openings(db: Connection, subject: bytes, state: ReportState) -> None:
    """Derive the rows of one report's openings anew."""
    db.execute(tables.identity_opening.delete().where(tables.identity_opening.c.subject == subject))
    rows = list(_rows(subject, state))
    if rows:
        db.execute(insert_into(tables.identity_opening), rows)


def _rows(subject: bytes, state: ReportState) -> Iterator[dict[str, object]]:
    for opening in openings_of(state.history):
        source, shown = opening.fact.source, None if opening.shown is None else opening.shown.source
        yield {
            "digest": source.digest,
            "subject": subject,
            "purpose": opening.facts.purpose,
            "addressee": opening.facts.addressee,
            "status": opening.status,
            "officer": source.officer,
            "institution": opening.facts.institution,
            "at": source.at,
            "zone": source.zone,
            "second": "" if opening.answer is None else opening.answer.source.officer,
            "second_institution": opening.second_institution,
            "opened_at": 0 if shown is None else shown.at,
            "opened_by": "" if shown is None else shown.officer,
            "day": "" if shown is None else day_at(shown.at, shown.zone).isoformat(),
        }

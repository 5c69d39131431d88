"""Pact rows: who was issued what and how far it got, and a row for each act about it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, bindparam, select

from core.crypto.sealing import AgeIdentity
from core.domain.events import Fact
from core.domain.pact import (
    PactAway,
    PactFacts,
    PactParties,
    PactRefused,
    PactSigned,
    PactTold,
)
from core.domain.pact_state import PactState, fold
from core.journal import reading
from core.journal.entry import Entry
from core.projections import reports
from core.projections.pact_words import put_words
from core.projections.roster import join_pact
from core.storage import tables
from core.storage.many import insert_into

_REMOVED = tuple(table.delete().where(table.c.subject == bindparam("about")) for table in (tables.pact, tables.pact_act))
_POST = select(tables.stream.c.post).where(tables.stream.c.stream == bindparam("stream"))
_NOBODY = PactParties(
    name="",
    front_title="",
    back_title="",
    identifier="",
    rank="",
    position="",
    unit="",
    agency="",
    subject="",
    superior="",
    is_head=False,
)


def project_pact(db: Connection, subject: bytes, identities: Sequence[AgeIdentity], only: Entry | None = None) -> None:
    """The rows of one pact; a person whose part was destroyed keeps number and date.

    ``only`` is the pact's first entry where it was just written here and nothing else can be held about it.
    """
    facts = reading.facts_about(db, subject, identities) if only is None else reading.facts_of(db, [only], identities)
    state = fold(facts)
    # A pact begins its own subject; an entry that names another's as its own changes nothing (I8).
    if state.issued is None or state.facts is None:
        return
    if only is None:
        for removed in _REMOVED:
            db.execute(removed, {"about": subject})
    values = _values(db, subject, state, state.issued, state.facts)
    db.execute(insert_into(tables.pact), values)
    put_words(db, subject, [str(values[name]) for name in ("name", "number", "unit")])
    if state.lawful:
        db.execute(insert_into(tables.pact_act), [_act(fact) for fact in state.lawful])
    for fact in state.lawful:
        _paper(db, subject, fact)
    join_pact(db, str(values["post"]), _bytes(state.facts.person), str(values["identifier"]))


def _values(db: Connection, subject: bytes, state: PactState, issued: Fact, facts: PactFacts) -> dict[str, object]:
    post = db.execute(_POST, {"stream": issued.source.stream}).scalar()
    person = state.parties or _NOBODY
    return {
        "subject": subject,
        "number": facts.number,
        "name": person.name,
        "identifier": person.identifier,
        "position": person.position,
        "unit": person.unit,
        "agency": person.agency,
        "template": facts.template,
        "at": issued.source.at,
        "zone": issued.source.zone,
        "state": state.status,
        "document": facts.document,
        "post": post or "",
        "sequence": facts.sequence,
        "series": facts.series,
        "template_version": facts.template_version,
        "employment": person.subject,
        "is_head": int(person.is_head),
        "person": _bytes(facts.person),
        "replaces": _bytes(facts.replaces),
        "due": "" if isinstance(facts.due, msgspec.UnsetType) else facts.due,
        "told_day": state.told_day,
        "signed_day": state.signed_day,
        "superior": person.superior,
        "lamport": issued.source.lamport,
    }


def _bytes(value: bytes | msgspec.UnsetType) -> bytes:
    return b"" if isinstance(value, msgspec.UnsetType) else value


def _act(fact: Fact) -> dict[str, object]:
    """One act as a row; the words of a refusal stay in the journal."""
    source = fact.source
    row: dict[str, object] = {
        "digest": source.digest,
        "subject": source.subject,
        "kind": source.kind,
        "lamport": source.lamport,
        "at": source.at,
        "zone": source.zone,
        "officer": source.officer,
        "post": source.post,
        "day": "",
        "method": "",
        "detail": "",
        "paper": b"",
    }
    match fact.event:
        case PactTold(facts=told) if told is not None:
            return row | {"day": told.day, "method": told.manner, "detail": told.rules}
        case PactSigned(facts=signed, story=story) if signed is not None:
            attached = None if story is None else story.attached
            paper = b"" if attached is None else attached.token
            return row | {"day": signed.day, "method": signed.method, "detail": signed.witness, "paper": paper}
        case PactRefused(facts=refused) if refused is not None:
            return row | {"day": refused.day, "detail": refused.witness}
        case PactAway(facts=away) if away is not None:
            return row | {"day": away.day, "method": away.reason, "detail": away.until}
    return row


def _paper(db: Connection, subject: bytes, fact: Fact) -> None:
    event = fact.event
    if isinstance(event, PactSigned) and event.story is not None and event.story.attached is not None:
        reports.put_attachments(db, subject, [event.story.attached], fact.source.stream, fact.source.sequence)

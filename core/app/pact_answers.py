"""Answers about single pacts: found by id or number, with everything that was done about them."""

from __future__ import annotations

from sqlalchemy import Connection, exists, select

from core.app import queries, signature_proof
from core.app.answers import pact_row, pact_rows, show_time
from core.app.device import Device
from core.app.pact_views import HinderedRow, PactActRow, PactView
from core.domain.errors import Invalid
from core.domain.events import Fact
from core.domain.ids import read_id, show_id
from core.domain.pact import AWAY, REFUSED, PactAway, PactRefused, PactSigned, PactTold
from core.domain.pact_state import fold
from core.journal import reading
from core.storage import tables


def find(db: Connection, name: str) -> bytes:
    """A pact's id by its id or its number as printed; raises ``Invalid('pact.unknown')``."""
    cleaned = name.strip()
    table = tables.pact.c
    found = db.execute(select(table.subject).where(table.number == cleaned.upper())).scalars().all()
    if len(found) != 1:
        try:
            found = [read_id(cleaned)]
        except Invalid:
            raise Invalid("pact.unknown") from None
    return bytes(found[0])


def pact(db: Connection, device: Device, query: queries.Pact) -> PactView:
    """One pact by id or number."""
    subject = find(db, query.id)
    row = db.execute(pact_rows().where(tables.pact.c.subject == subject)).first()
    state = fold(reading.facts_about(db, subject, device.identities))
    if row is None or state.facts is None:
        raise Invalid("pact.unknown")
    later = select(tables.pact.c.subject).where(tables.pact.c.replaces == subject).order_by(tables.pact.c.at)
    return PactView(
        row=pact_row(row),
        acts=tuple(_act(fact, signature_proof.of_pact(db, state, fact)) for fact in state.lawful),
        content_digest=state.facts.content_digest,
        template_version=state.facts.template_version,
        replaces=show_id(row.replaces) if row.replaces else "",
        replaced_by=tuple(show_id(other) for other in db.execute(later).scalars()),
    )


def hindered(db: Connection, device: Device, query: queries.Hindered) -> tuple[HinderedRow, ...]:
    """Pacts of people who refused or are away, that no other pact replaced; at a post none is refused (SAFEGUARDS 18)."""
    table, newer = tables.pact.c, tables.pact.alias()
    states = (query.state,) if query.state else (AWAY, REFUSED)
    unreplaced = ~exists().where(newer.c.replaces == table.subject)
    found = db.execute(pact_rows().where(table.state.in_(states), unreplaced).order_by(table.name, table.subject)).all()
    hinders = []
    for row in found:
        state = fold(reading.facts_about(db, bytes(row.subject), device.identities))
        last = [fact for fact in state.lawful if isinstance(fact.event, PactRefused | PactAway)][-1:]
        hinders += [HinderedRow(pact_row(row), _act(fact)) for fact in last]
    return tuple(hinders)


def _act(fact: Fact, record: str = "") -> PactActRow:
    source, event = fact.source, fact.event
    day = method = detail = words = paper = place = serial = ""
    signature = b""
    match event:
        case PactTold(facts=told) if told is not None:
            day, method, detail, words = told.day, told.manner, told.rules, told.by
        case PactSigned(facts=signed, story=story) if signed is not None:
            day, method, detail = signed.day, signed.method, signed.witness
            place, serial, signature = signed.place, signed.stamp_serial, signed.signature
            paper = story.attached.token.hex() if story is not None and story.attached is not None else ""
        case PactRefused(facts=refused, story=said) if refused is not None:
            day, detail, words = refused.day, refused.witness, "" if said is None else said.reason
        case PactAway(facts=away, story=noted) if away is not None:
            day, method, detail, words = away.day, away.reason, away.until, "" if noted is None else noted.note
    return PactActRow(
        kind=source.kind.removeprefix("pact."),
        day=day,
        method=method,
        detail=detail,
        words=words,
        officer=source.officer,
        post=source.post,
        at=show_time(source.at, source.zone),
        digest=source.digest.hex(),
        paper=paper,
        place=place,
        stamp_serial=serial,
        signature=signature,
        record=record,
    )

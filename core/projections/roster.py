"""Roster rows: the newest record of every office and person, where each step of a person is written, and plans.

A record counts by its place in the order of entries, so that it does not matter when it came (I1, I2). What a person has
signed is joined in a table of its own, which follows whenever the person's row or one of his pacts changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, bindparam, or_, select, tuple_

from core.domain.pact import SIGNED
from core.domain.roster import CascadePlanned, OfficeRecord, PersonRecord, RosterEvent
from core.journal.entry import Entry
from core.journal.handling import Handling
from core.storage import tables
from core.storage.upsert import insert

_ORDER = ("lamport", "stream", "seq", "place")


def _newest(table: Any, key: Sequence[str], columns: Iterable[str]) -> Any:
    """Put a row in, or in the place of an older one of the same key."""
    statement = insert(table)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=list(key),
        set_={name: new[name] for name in columns},
        where=tuple_(*(new[name] for name in _ORDER)) > tuple_(*(table.c[name] for name in _ORDER)),
    )


_PERSON_KEY, _OFFICE_KEY = ("home", "person"), ("home", "office")
_PUT_PERSON = _newest(
    tables.roster_person, _PERSON_KEY, [c.name for c in tables.roster_person.columns if c.name not in _PERSON_KEY]
)
_PUT_OFFICE = _newest(
    tables.roster_office, _OFFICE_KEY, [c.name for c in tables.roster_office.columns if c.name not in _OFFICE_KEY]
)


def project_roster(db: Connection, entry: Entry, event: RosterEvent) -> None:
    """The rows of one block. Whose roster it is says the certificate of who wrote it, never the block."""
    # A block begins a subject of its own; one that names another's changes nothing (I8).
    home = _home(db, entry)
    if event.facts is None or home is None or entry.header.subject is not None:
        return
    at = {"home": home, "lamport": entry.header.lamport, "stream": entry.header.stream, "seq": entry.header.sequence}
    offices = [] if event.story is None else event.story.offices
    if offices:
        db.execute(_PUT_OFFICE, [_office(record) | at | {"place": place} for place, record in enumerate(offices)])
    people = [] if event.parties is None else event.parties.people
    if people:
        db.execute(_PUT_PERSON, [_person(record) | at | {"place": place} for place, record in enumerate(people)])
        steps = [{"person": record.id, "digest": entry.digest, "place": place} | at for place, record in enumerate(people)]
        db.execute(insert(tables.roster_step).on_conflict_do_nothing(), steps)
        _join(db, home, [record.id for record in people])


def project_plan(db: Connection, entry: Entry, event: CascadePlanned, handling: Handling) -> None:
    """The row of one plan."""
    home = _home(db, entry)
    if event.facts is None or home is None or entry.header.subject is not None:
        return
    facts = event.facts
    row = {
        "subject": entry.subject,
        "home": home,
        "lamport": entry.header.lamport,
        "stream": entry.header.stream,
        "seq": entry.header.sequence,
        "kid": entry.kid,
        "at": handling.at,
        "zone": handling.zone,
        "title": facts.title,
        "election": facts.election,
        "begins": facts.begins,
        "dues": msgspec.json.encode([due.day for due in sorted(facts.dues, key=lambda due: due.tier)]).decode(),
        "templates": msgspec.json.encode(facts.templates, order="sorted").decode(),
    }
    db.execute(insert(tables.cascade_plan).on_conflict_do_nothing(), row)


def _home(db: Connection, entry: Entry) -> str | None:
    query = select(tables.stream.c.post).where(tables.stream.c.stream == entry.header.stream)
    return db.execute(query).scalar()


def _office(record: OfficeRecord) -> dict[str, object]:
    return {
        "office": record.id,
        "parent": record.parent,
        "name": record.name,
        "level": record.level,
        "ended": int(record.ended),
    }


def _person(record: PersonRecord) -> dict[str, object]:
    return {
        "person": record.id,
        "name": record.name,
        "front_title": record.front_title,
        "back_title": record.back_title,
        "number": record.number,
        "rank": record.rank,
        "position": record.position,
        "office": record.office,
        "employment": record.employment,
        "superior": record.superior,
        "is_head": int(record.is_head),
        "standing": record.standing,
        "since": record.since,
        "until": record.until,
        "reason": record.reason,
    }


def _statements() -> tuple[Any, ...]:
    """Made once: putting a statement together takes longer than running it."""
    pact, person, joined = tables.pact.c, tables.roster_person.c, tables.roster_pact
    home: Any = bindparam("home")
    who: Any = bindparam("who")
    own = select(person.number).where(person.home == home, person.person == who, person.number != "").scalar_subquery()
    named = or_(pact.person == who, and_(pact.person == b"", pact.identifier == own))
    put = insert(joined)
    columns = {name: put.excluded[name] for name in ("pact", "state", "due", "signed_day")}
    return (
        select(person.person).where(person.home == home, person.person == who),
        select(person.person).where(person.home == home, person.number == who),
        select(pact.subject).where(pact.post == home).limit(1),
        select(pact.subject, pact.state, pact.due, pact.signed_day, pact.replaces)
        .where(named, pact.post == home)
        .order_by(pact.lamport, pact.subject),
        joined.delete().where(joined.c.home == home, joined.c.person == who),
        put.on_conflict_do_update(index_elements=["home", "person"], set_=columns),
    )


_BY_ID, _BY_NUMBER, _ANY_PACT, _PACTS, _UNJOIN, _JOIN = _statements()


# --- what a person has signed ------------------------------------------------------------------------------------


def join_pact(db: Connection, home: str, person: bytes, number: str) -> None:
    """A pact changed: join it to the person whom it names, by id or, from a list outside the roster, by number."""
    if person:
        _join(db, home, [bytes(found) for found in db.execute(_BY_ID, {"home": home, "who": person}).scalars()])
    elif number:
        _join(db, home, [bytes(found) for found in db.execute(_BY_NUMBER, {"home": home, "who": number}).scalars()])


def _join(db: Connection, home: str, people: Sequence[bytes]) -> None:
    if db.execute(_ANY_PACT, {"home": home}).first() is None:
        return
    for person in people:
        rows = db.execute(_PACTS, {"home": home, "who": person}).all()
        if not rows:
            db.execute(_UNJOIN, {"home": home, "who": person})
            continue
        chosen = standing_pact(rows)
        named = {"pact": chosen.subject, "state": chosen.state, "due": chosen.due, "signed_day": chosen.signed_day}
        db.execute(_JOIN, {"home": home, "person": person} | named)


def standing_pact(rows: Sequence[Any]) -> Any:
    """Of one person's pacts, oldest first, the one that counts: none that another replaces; a signed one before others."""
    replaced = {bytes(row.replaces) for row in rows if row.replaces}
    left = [row for row in rows if bytes(row.subject) not in replaced] or list(rows)
    signed = [row for row in left if row.state == SIGNED]
    return (signed or left)[-1]

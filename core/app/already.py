"""Who of a list holds a pact already: so that a list that is issued twice by mistake gives nobody two pacts without a word."""

from __future__ import annotations

from sqlalchemy import Connection, select

from core.app import queries
from core.app.device import Device
from core.app.wordings import pact_templates
from core.domain.commands import PactPersonItem
from core.domain.pact import REFUSED
from core.storage import tables

MANY = 5000
"""So many numbers of persons are named in one question."""
Key = tuple[str, ...]


def holders(db: Connection, device: Device, query: queries.Holders) -> tuple[tuple[int, str], ...]:
    """Places in the list of those who hold a pact of the same wording, with its number.

    A person is known by his number, or by name, position and office where he has none. A pact that another replaced, or
    that was refused, is none.
    """
    subjects = {code: template.code for template in pact_templates(db, device) for code in template.subjects}
    held = _held(db, query.people)
    found = []
    for place, person in enumerate(query.people):
        wording = query.template or person.template or subjects.get(person.subject.upper(), "")
        number = held.get((*_key(person), wording.upper()))
        if number is not None and not person.replaces:
            found.append((place, number))
    return tuple(found)


def _key(person: PactPersonItem) -> Key:
    return (person.identifier,) if person.identifier else (person.name, person.position, person.unit)


def _held(db: Connection, people: tuple[PactPersonItem, ...]) -> dict[Key, str]:
    table, newer = tables.pact.c, tables.pact.alias()
    current = ~select(newer.c.subject).where(newer.c.replaces == table.subject).exists()
    query = select(tables.pact).where(table.state != REFUSED, current).order_by(table.at, table.number)
    numbers = sorted({person.identifier for person in people if person.identifier})
    held: dict[Key, str] = {}
    for start in range(0, len(numbers), MANY):
        for row in db.execute(query.where(table.identifier.in_(numbers[start : start + MANY]))):
            held[row.identifier, row.template.upper()] = row.number
    if any(not person.identifier for person in people):
        for row in db.execute(query.where(table.identifier == "")):
            held[row.name, row.position, row.unit, row.template.upper()] = row.number
    return held

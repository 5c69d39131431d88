"""Writing rosters: differences in blocks that an entry can hold, typed changes, and plans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from core.app.cascade_views import RosterTaken
from core.app.device import DESKS, EVERYBODY, Device
from core.app.streams import own_stream
from core.app.writing import done_before
from core.domain import authority, roster
from core.domain.errors import Invalid, NotAllowed
from core.domain.events import Event
from core.domain.roster import (
    CHANGES_LIMIT,
    ChangeRoster,
    OfficeRecord,
    PersonChange,
    PersonRecord,
    PlanCascade,
    RosterChanged,
    RosterFacts,
    RosterImported,
    RosterOffices,
    RosterPeople,
)
from core.journal import catalogue, cbor
from core.journal.author import Placement
from core.storage import tables

BLOCK_BYTES = 192 * 1024
"""What one block may hold; an entry's limit is 256 KiB."""
LOAD_BYTES = 16


@dataclass(frozen=True, slots=True)
class Load:
    """Records to write: of a file (its SHA-256), or typed."""

    offices: Sequence[OfficeRecord]
    people: Sequence[PersonRecord]
    source: bytes = b""


def write_load(db: Connection, device: Device, command: bytes, load: Load) -> int:
    """Write a load in blocks inside the caller's transaction; gives the number of entries."""
    blocks = list(_blocks(load))
    name, moment = device.ports.entropy(LOAD_BYTES), device.moment()
    for number, (offices, people) in enumerate(blocks, 1):
        facts = RosterFacts(
            load=name,
            number=number,
            count=len(blocks),
            day=moment.day.isoformat(),
            zone=moment.zone,
            people=len(people),
            offices=len(offices),
            source=load.source,
        )
        kind = RosterImported if load.source else RosterChanged
        _write(db, device, command, kind(facts, RosterOffices(offices=offices), RosterPeople(people=people)))
    return len(blocks)


def _blocks(load: Load) -> Iterator[tuple[list[OfficeRecord], list[PersonRecord]]]:
    """Offices first: a person's office is known before him."""
    offices: list[OfficeRecord] = []
    people: list[PersonRecord] = []
    room = BLOCK_BYTES
    records: tuple[OfficeRecord | PersonRecord, ...] = (*load.offices, *load.people)
    for record in records:
        size = len(cbor.encode(msgspec.to_builtins(record, builtin_types=(bytes,))))
        if size > room:
            yield offices, people
            offices, people, room = [], [], BLOCK_BYTES
        room -= size
        if isinstance(record, OfficeRecord):
            offices.append(record)
        else:
            people.append(record)
    if offices or people:
        yield offices, people


def _write(db: Connection, device: Device, command: bytes, event: Event, audience: str = DESKS) -> None:
    kind, _ = catalogue.kind_of(event)
    authority.require(kind, device.officer.role, from_desk=device.is_desk, begins=True, owns=True)
    stream = own_stream(db, device, audience, command)
    entry = device.author.write(db, event, Placement(stream), device.circumstance(command))
    device.projector.project(db, entry, rivals=False, alone=True)


def change(device: Device, command: ChangeRoster) -> RosterTaken:
    """Write typed differences, all or none, once for each command id.

    Raises what :func:`core.domain.roster.changed` raises, ``Invalid`` (``roster.nobody``, ``roster.too_many_changes``,
    ``roster.no_person``) and ``NotAllowed('roster.elsewhere')`` for somebody whose roster another office keeps.
    """
    if not command.changes:
        raise Invalid("roster.nobody")
    if len(command.changes) > CHANGES_LIMIT:
        raise Invalid("roster.too_many_changes", limit=CHANGES_LIMIT)
    home = device.belongings.code
    with device.database.writing() as db:
        if done_before(db, command.command):
            return RosterTaken(0, 0, 0, {})
        offices = frozenset(bytes(row.office) for row in db.execute(_offices(home)))
        people: list[PersonRecord] = []
        for item in command.changes:
            people += _changed(db, home, item, offices)
        entries = write_load(db, device, command.command, Load((), people))
    counts = {act: sum(item.act == act for item in command.changes) for act in {item.act for item in command.changes}}
    return RosterTaken(len(people), 0, entries, counts)


def _offices(home: str) -> Any:
    return select(tables.roster_office.c.office).where(tables.roster_office.c.home == home)


def _changed(db: Connection, home: str, item: PersonChange, offices: frozenset[bytes]) -> list[PersonRecord]:
    """The person's new record, and that of who led the office until now where the person takes its command."""
    after = roster.changed(record_of(db, home, item.person), item, offices)
    if item.act != "head":
        return [after]
    table = tables.roster_person.c
    query = select(table.person).where(
        table.home == home, table.office == after.office, table.is_head == 1, table.person != item.person
    )
    before = [record_of(db, home, bytes(found)) for found in db.execute(query).scalars()]
    day = item.day.isoformat()
    return [*(msgspec.structs.replace(record, act="changed", is_head=False, since=day) for record in before), after]


def record_of(db: Connection, home: str, person: bytes) -> PersonRecord:
    """A person as he stands here; raises ``Invalid('roster.no_person')``, ``NotAllowed('roster.elsewhere')``."""
    table = tables.roster_person
    row = db.execute(select(table).where(table.c.home == home, table.c.person == person)).first()
    if row is None:
        if db.execute(select(table.c.home).where(table.c.person == person)).first() is not None:
            raise NotAllowed("roster.elsewhere")
        raise Invalid("roster.no_person")
    return _record(row)


def people_of(db: Connection, home: str) -> Iterator[PersonRecord]:
    """Everybody of a roster as he stands, those who left too."""
    table = tables.roster_person
    for row in db.execute(select(table).where(table.c.home == home)):
        yield _record(row)


def _record(row: Any) -> PersonRecord:
    return PersonRecord(
        id=bytes(row.person),
        act="changed",
        name=row.name,
        office=bytes(row.office),
        position=row.position,
        number=row.number,
        employment=row.employment,
        front_title=row.front_title,
        back_title=row.back_title,
        rank=row.rank,
        superior=bytes(row.superior),
        is_head=bool(row.is_head),
        standing=row.standing,
        since=row.since,
        until=row.until,
        reason=row.reason,
    )


def plan(device: Device, command: PlanCascade) -> bool:
    """Write a plan, once for each command id, and say whether it was written now.

    Raises what :func:`core.domain.roster.plan` raises, and ``Invalid('cascade.template')``.
    """
    from core.app.wordings import pact_templates  # brings ReportLab along

    with device.database.reading() as db:
        known = {template.code for template in pact_templates(db, device)}
    for employment, template in command.templates:
        if template not in known or device.reference.subject(employment) is None:
            raise Invalid("cascade.template", value=f"{employment}={template}")
    event = roster.plan(command, device.moment().zone)
    with device.database.writing() as db:
        if done_before(db, command.command):
            return False
        # A desk's plan holds no name and is for every post.
        _write(db, device, command.command, event, EVERYBODY if device.is_desk else DESKS)
    return True

"""The one way in which an act becomes an entry here: allowed, signed, stored, its rows derived, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from core.app.device import Device
from core.app.streams import own_stream
from core.domain import authority, regency
from core.domain.errors import Invalid
from core.domain.events import Event, Fact
from core.journal import catalogue, reading
from core.journal.author import Placement
from core.journal.entry import Entry
from core.storage import tables

S = TypeVar("S")
ID_BYTES = 16


def begin(db: Connection, device: Device, event: Event, audience: str, command: bytes) -> Entry:
    """Write the first entry of a new subject; raises ``NotAllowed('authority.refused')``."""
    _require(device, event, begins=True, owns=False)
    return _write(db, device, event, Placement(own_stream(db, device, audience, command)), command)


def join(
    db: Connection,
    device: Device,
    event: Event,
    facts: Sequence[Fact],
    audience: str,
    command: bytes,
    *,
    sealed: Mapping[str, Sequence[str]] | None = None,
    rivals: bool = True,
) -> Entry:
    """Write one more entry about a subject whose facts are all that is held of it; raises ``NotAllowed('authority.refused')``.

    ``sealed`` names parts and the age recipients that alone shall read them; ``rivals`` is the caller's word to the projector.
    """
    _require(device, event, begins=False, owns=_owner(facts) == device.belongings.code)
    stream = own_stream(db, device, audience, command)
    heads = reading.heads_of(facts)
    to = {name: list(recipients) for name, recipients in (sealed or {}).items()}
    return _write(db, device, event, Placement(stream, facts[0].source.subject, heads, to), command, rivals=rivals)


def held(
    db: Connection, device: Device, subject: bytes, fold: Callable[[Sequence[Fact]], S | None], unknown: str
) -> tuple[list[Fact], S]:
    """All that is held of an office's own subject, and its state; raises ``Invalid(unknown)`` where it is no such subject."""
    history = reading.facts_about(db, subject, device.identities)
    state = fold(history)
    if state is None:
        raise Invalid(unknown)
    return history, state


def done_before(db: Connection, command: bytes) -> bool:
    """True when this command id was carried out already, on any subject."""
    return subject_of(db, command) is not None


def subject_of(db: Connection, command: bytes) -> bytes | None:
    """The subject on which a command was carried out; None where it was not yet."""
    table: Any = tables.command
    found = db.execute(select(table.c.subject).where(table.c.command == command)).scalar()
    return None if found is None else bytes(found)


def _owner(facts: Sequence[Fact]) -> str | None:
    """The post that began the subject: a subject is named after its first entry's digest (D5), whatever clocks say."""
    return next((fact.source.post for fact in facts if fact.source.digest[:ID_BYTES] == fact.source.subject), None)


def _require(device: Device, event: Event, *, begins: bool, owns: bool) -> None:
    kind, _ = catalogue.kind_of(event)
    authority.require(kind, device.officer.role, from_desk=device.is_desk, begins=begins, owns=owns)
    if device.is_regency:
        regency.require_inside(device.belongings.code, event)


def _write(db: Connection, device: Device, event: Event, placement: Placement, command: bytes, *, rivals: bool = True) -> Entry:
    entry = device.author.write(db, event, placement, device.circumstance(command))
    device.projector.project(db, entry, rivals=rivals)
    return entry

"""The private key of *reports* on its way to every desk of the province, and out of them once it was destroyed.

Whoever made it writes it in the desks' own stream, sealed to the laptops of desks that are believed, its own among them; each
opens it from there and keeps it with its other keys. A laptop that joined later, with a kit of before, is handed it by the next
desk that sees that it lacks it. What is handed counts only where it fits a recipient that the administrator published, so nobody
can hand a desk another key. A laptop that is believed no more is sealed nothing from then on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import Connection, Row, exists, select

from core.app import erasure, own_keys, writing
from core.app.device import DESKS, Device
from core.app.province_keys import published
from core.app.revoked import revoked, with_successors
from core.crypto.sealing import AgeIdentity, open_sealed, seal
from core.domain.authority import GRANTS
from core.domain.errors import Refused, Untrusted
from core.domain.province_key import (
    DESTROYED,
    FOLLOWED,
    HANDED,
    REPORTS,
    KeyBox,
    KeyFollowed,
    KeyHanded,
    KeyHandedFacts,
    KeyNamed,
    Published,
)
from core.journal import reading, store
from core.journal.entry import HERE
from core.storage import tables

BOX = "story"
DAY = "day.sealed"


@dataclass(frozen=True, slots=True)
class Laptop:
    """A laptop of a desk: its age recipient, and the name that its desk was given; the founder's has none."""

    recipient: str
    desk: str


def laptops(db: Connection, device: Device) -> dict[bytes, Laptop]:
    """Laptops of this province's desks that are believed, by key id; this one among them."""
    stream, kit = tables.stream.c, tables.kit
    theirs = (stream.post == device.belongings.code) & stream.device.not_in(revoked(db))
    query = select(stream.device, stream.recipient, kit.c.desk).outerjoin_from(tables.stream, kit, kit.c.kit == stream.kit)
    return {bytes(row.device): Laptop(str(row.recipient), str(row.desk or "")) for row in db.execute(query.where(theirs))}


def have(db: Connection, recipient: str) -> frozenset[bytes]:
    """Laptops that said they use this key, by key id, and those that they are now."""
    table, stream = tables.province_key.c, tables.stream.c
    said = exists().where(table.stream == stream.stream, table.act == FOLLOWED, table.recipient == recipient)
    return with_successors(db, {bytes(name) for name in db.execute(select(stream.device).where(said)).scalars()})


def hand(db: Connection, device: Device, identity: AgeIdentity, generation: int, to: Iterable[str], command: bytes) -> None:
    """Write a key for these recipients."""
    facts = KeyHandedFacts(purpose=REPORTS, recipient=identity.recipient, generation=generation, to=sorted(set(to)))
    event = KeyHanded(facts, KeyBox(seal(identity.text.encode(), facts.to)))
    writing.begin(db, device, event, DESKS, command)


def settle(device: Device) -> None:
    """Take what was handed over, say so, and hand on what another desk lacks; nothing is done twice.

    What cannot be written now is written the next time.
    """
    if not device.opens_sealed:
        return
    with device.database.reading() as db:
        kept = [each for each in published(db, REPORTS) if each.recipient not in device.keys.gone]
    if kept:
        with suppress(Refused, OSError):
            _take(device, kept)
            _tell_and_hand_on(device, kept)


# --- into this laptop --------------------------------------------------------------------------------------------------


def _take(device: Device, kept: Sequence[Published]) -> None:
    held = {each.recipient for each in device.belongings.reports}
    lacking = {each.recipient: each.order[1] for each in kept if each.recipient not in held}
    if not lacking:
        return
    with device.database.reading() as db:
        opened = (_opened(db, device, row) for row in _handed(db, lacking))
        found = {each.recipient: each for each in opened if each is not None}
    if not found:
        return
    before = device.belongings
    fresh = before.with_reports(found.values())
    device.take_on(fresh)
    try:
        with device.database.writing() as db:
            _derive_what_came_before(db, device, min(lacking[recipient] for recipient in found))
            own_keys.keep_inside(db, device, fresh)
        own_keys.keep_beside(device, fresh)
    except BaseException:
        device.take_on(before)
        raise


def _handed(db: Connection, recipients: Iterable[str]) -> Sequence[Row]:  # type: ignore[type-arg]
    table = tables.province_key.c
    query = select(table.stream, table.seq, table.entry, table.recipient)
    return db.execute(query.where(table.act == HANDED, table.label == "", table.recipient.in_(list(recipients)))).all()


def _event(db: Connection, row: Row) -> KeyHanded | None:  # type: ignore[type-arg]
    entry = store.read(db, bytes(row.stream), int(row.seq), bytes(row.entry))
    event = None if entry is None else reading.event_of(entry, ())
    return event if isinstance(event, KeyHanded) else None


def _opened(db: Connection, device: Device, row: Row) -> AgeIdentity | None:  # type: ignore[type-arg]
    """The key, where it is for this laptop and is the one that it is called; anything else is passed over."""
    event = _event(db, row)
    if event is None or event.story is None:
        return None
    try:
        text = open_sealed(event.story.box, device.identities) or b""
        identity = AgeIdentity.from_text(text.decode("ascii", "replace"))
    except Untrusted:
        return None
    return identity if identity.recipient == row.recipient else None


def _derive_what_came_before(db: Connection, device: Device, lamport: int) -> None:
    """Derive again what this laptop took in while it lacked the key: whoever sealed to it had heard of it before."""
    from core.app.absorb import take_out

    entry, own = tables.entry.c, tables.stream.c
    began = select(entry.taken).where(entry.stream.in_(select(own.stream).where(own.device.in_(device.own_devices))))
    first = db.execute(began.order_by(entry.taken).limit(1)).scalar() or 0
    query = select(entry.stream, entry.seq, entry.digest).where(entry.lamport > lamport, entry.taken >= first)
    places = [(bytes(row.stream), int(row.seq), bytes(row.digest)) for row in db.execute(query.order_by(entry.lamport))]
    for one in store.read_many(db, places):
        if one.header.kind == DAY:
            take_out(db, device, one)
        elif any(reading.is_sealed(part) for part in one.parts.values()):
            device.projector.project(db, one)


# --- to the others -----------------------------------------------------------------------------------------------------


def _tell_and_hand_on(device: Device, kept: Sequence[Published]) -> None:
    """Only where there is another desk: one alone has nobody who waits for its word."""
    role, held = device.officer.role, {each.recipient: each for each in device.belongings.reports}
    with device.database.reading() as db:
        there = laptops(db, device)
        having = {key.recipient: have(db, key.recipient) for key in kept}
        others = there.keys() - device.own_devices
        to = {key: _lacking(db, there, others - having[key.recipient], key) for key in kept if key.recipient in held}
    untold = [key for key in to if others and not having[key.recipient] & device.own_devices]
    entropy = device.ports.entropy
    for key in untold if role in GRANTS[FOLLOWED].roles else ():
        facts = KeyNamed(purpose=REPORTS, recipient=key.recipient, generation=key.generation)
        with device.database.writing() as db:
            writing.begin(db, device, KeyFollowed(facts), DESKS, entropy(writing.ID_BYTES))
    for key, recipients in to.items() if role in GRANTS[HANDED].roles else ():
        if recipients:
            with device.database.writing() as db:
                hand(db, device, held[key.recipient], key.generation, recipients, entropy(writing.ID_BYTES))


def _lacking(db: Connection, there: dict[bytes, Laptop], waiting: Iterable[bytes], key: Published) -> frozenset[str]:
    """Recipients of laptops that do not use the key and to which nobody sealed it yet."""
    recipients = frozenset(there[device].recipient for device in waiting)
    if not recipients:
        return recipients
    events = (_event(db, row) for row in _handed(db, [key.recipient]))
    return recipients.difference(*(event.facts.to for event in events if event is not None and event.facts is not None))


# --- out of it ---------------------------------------------------------------------------------------------------------


def wipe(db: Connection, device: Device, recipient: str) -> None:
    """Destroy what was handed of a key, by order of the entry that says that it is destroyed."""
    table = tables.province_key.c
    said = select(table.entry).where(table.act == DESTROYED, table.label == "", table.recipient == recipient)
    order = bytes(db.execute(said.order_by(table.lamport, table.entry).limit(1)).scalar_one())
    for row in _handed(db, [recipient]):
        entry = store.read(db, bytes(row.stream), int(row.seq), bytes(row.entry))
        if entry is not None and BOX in entry.parts and entry.parts[BOX].state == HERE:
            erasure.destroy(db, device, entry.subject, {BOX}, order, ())


def is_ordered(db: Connection, order: bytes) -> bool:
    """Whether an entry says that a key is destroyed."""
    table = tables.province_key.c
    return db.execute(select(table.entry).where(table.act == DESTROYED, table.entry == order)).first() is not None

"""Guarded reports: sealed to a recipient outside the accused's institution, seen by nobody at the post again (SAFEGUARDS 8).

Until a day is closed its reports lie in rows that look like empty ones: four for each officer and guard, always. Which
of an officer's rows are taken is told by a code under his own key, so that not even another officer of the post can
tell. A day is closed by ``send`` or at the next unlock: one entry for each guard, of one size, signed by the device.
What is told all the same: files to carry and their pieces, a day of more than four places for an officer, and what two
copies of one store taken within a day differ in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select

from core.app.coming import Coming, coming
from core.app.device import Device
from core.app.streams import device_stream
from core.crypto.certificates import verify_chain
from core.crypto.cose import key_id, verify1
from core.crypto.labels import GUARD_PLACE, labelled_hash
from core.crypto.signing import VerifyKey
from core.domain.attached import Attached, Carried
from core.domain.authority import PEOPLE
from core.domain.errors import NotAllowed, Untrusted
from core.domain.events import ReportReceived
from core.domain.forms import ReportForm
from core.domain.guard import (
    MOST_DAYS,
    MOST_SLOTS,
    PROVINCE_GUARD,
    SLOTS,
    accused_families,
    choose_guard,
    is_outside,
)
from core.domain.ids import CommandId, show_id
from core.domain.sealed_day import DaySealed, SealedDay, SealedSlots, sealed_audience
from core.journal import catalogue, store
from core.journal.author import Author, Placement
from core.journal.entry import Entry, Header, write_entry
from core.journal.handling import write_handling
from core.journal.slots import SLOT_BYTES, Sealed, empty_slot, read_slots, write_slots
from core.projections.people import publish
from core.storage import tables

CLOSED_DAY = "guard.closed_day"
STREAM_BYTES = 16
MARK_BYTES = 32


def guards_of(device: Device) -> dict[str, str]:
    """Age recipients by institution, the province's desks first; the kit may name others (D7)."""
    own = device.belongings
    return {PROVINCE_GUARD: device.recipients.reports} | own.guards


def guard_for(device: Device, form: ReportForm) -> str:
    """The guard to whom this form must go, or an empty text for an ordinary report; the province has no line of its own."""
    if device.is_desk:
        return ""
    post = device.reference.post(device.belongings.code)
    accused = accused_families(form, post, device.reference)
    return choose_guard(guards_of(device), accused, post, device.reference) if accused else ""


def has_guard_outside(device: Device, form: ReportForm, guard: str) -> bool:
    """Whether that guard is of another institution than the accused; where not, the officer is told."""
    post = device.reference.post(device.belongings.code)
    return is_outside(guard, accused_families(form, post, device.reference), device.reference)


def take_in(db: Connection, device: Device, event: ReportReceived, guard: str, command: bytes) -> str:
    """Put a report into the day's places for a guard; gives its id, which nothing here leads to.

    Raises ``NotAllowed('guard.too_long')`` for a text that fills more than a day's entry holds.
    """
    kind, version = catalogue.kind_of(event)
    header = Header(
        stream=device.ports.entropy(STREAM_BYTES),
        sequence=0,
        previous=None,
        lamport=store.lamport(db) + 1,
        subject=None,
        kind=kind,
        version=version,
        parts={},
    )
    contents = catalogue.write_parts(event)
    contents["handling"] = write_handling(device.circumstance(command), [])
    entry = write_entry(device.officer.key, device.officer.kid, header, contents, device.ports.entropy)
    sealed = Sealed(entry, device.officer.certificate, device.belongings.ca_certificate)
    slots = write_slots(sealed, guards_of(device)[guard], device.ports.entropy)
    if len(slots) > MOST_SLOTS:
        raise NotAllowed("guard.too_long")
    _fill(db, device, guard, slots)
    if event.story is not None and event.story.attachments:
        db.execute(tables.guard_carried.insert(), [_carried_row(guard, file) for file in event.story.attachments])
    return show_id(entry.subject)


def _carried_row(guard: str, file: Attached) -> dict[str, object]:
    return {
        "token": file.token,
        "guard": guard,
        "sealed_size": file.sealed_size,
        "sealed_digest": file.sealed_digest,
        "pieces": b"".join(file.pieces),
    }


def carried_tokens(db: Connection) -> set[bytes]:
    """Vault files of guarded reports whose day is not closed yet."""
    return {bytes(row.token) for row in db.execute(select(tables.guard_carried.c.token))}


# --- the rows of a day ----------------------------------------------------------------------------------------


def lay_out(db: Connection, device: Device) -> None:
    """Make the officer's empty rows where he has none yet, so that the first report changes no count."""
    for guard in guards_of(device):
        if not _rows(db, guard, device.officer.kid):
            _insert(db, device, guard, device.officer.kid, range(SLOTS))


def _rows(db: Connection, guard: str, officer: bytes) -> Sequence[Row[Any]]:
    table = tables.guard_slot
    query = select(table).where(table.c.guard == guard, table.c.officer == officer).order_by(table.c.place)
    return db.execute(query).all()


def _insert(db: Connection, device: Device, guard: str, officer: bytes, places: Iterable[int]) -> None:
    rows = [
        {
            "guard": guard,
            "officer": officer,
            "place": place,
            "box": empty_slot(device.ports.entropy),
            "mark": device.ports.entropy(MARK_BYTES),
        }
        for place in places
    ]
    db.execute(tables.guard_slot.insert(), rows)


def _fill(db: Connection, device: Device, guard: str, slots: Sequence[bytes]) -> None:
    """Write places over the officer's empty rows; where they do not suffice four more come, which shows."""
    lay_out(db, device)
    table, officer = tables.guard_slot, device.officer.kid
    free = [row.place for row in _rows(db, guard, officer) if not _is_taken(device, row)]
    while len(free) < len(slots):
        first = len(_rows(db, guard, officer))
        if first + SLOTS > MOST_SLOTS:
            raise NotAllowed("guard.full")
        _insert(db, device, guard, officer, range(first, first + SLOTS))
        free += range(first, first + SLOTS)
    for place, box in zip(free, slots, strict=False):
        same = (table.c.guard == guard) & (table.c.officer == officer) & (table.c.place == place)
        db.execute(table.update().where(same).values(box=box, mark=_mark(device, box)))


def _mark(device: Device, box: bytes) -> bytes:
    """A code that only this officer can tell from chance."""
    return labelled_hash(GUARD_PLACE, device.officer.key.to_der(), box)


def _is_taken(device: Device, row: Row[Any]) -> bool:
    return bytes(row.mark) == _mark(device, bytes(row.box))


# --- closing a day --------------------------------------------------------------------------------------------


def begin_days(db: Connection, today: date) -> None:
    """A new profile has no day to close before today."""
    _note_closed(db, today - timedelta(days=1))


def close_days(device: Device, *, today_too: bool) -> int:
    """Close every day since the last closed one, today's only for a sending; gives how many entries were written.

    Days without the program are closed one by one, the last :data:`MOST_DAYS` of them; what was taken in goes into the
    first. At the province and at a regency's desk, where nobody reports, nothing happens.
    """
    if device.is_desk or device.is_regency:
        return 0
    today = device.moment().day
    with device.database.reading() as db:
        due = list(_due(_closed(db, today), today if today_too else today - timedelta(days=1)))
    if not due:
        return 0
    command = CommandId(device.ports.entropy(16))
    try:
        with device.database.writing() as db:
            lay_out(db, device)
            written = sum(_close(db, device, day, guard, command) for day in due for guard in guards_of(device))
            _note_closed(db, due[-1])
    except BaseException:
        device.own_streams.clear()  # a stream that was opened in this transaction is gone with it
        raise
    # What the rows held before is gone from the store's free pages; the log must not keep it either.
    device.database.checkpoint()
    return written


def days_coming(device: Device) -> list[Coming]:
    """What :func:`close_days` would write for a sending now, by guard, as far as it is the same on every day.

    More than the usual places, and files to carry, are told only by a sending: whoever looks at this room in between must
    not learn that there is a guarded report.
    """
    if device.is_desk or device.is_regency:
        return []
    today = device.moment().day
    with device.database.reading() as db:
        days = sum(1 for _ in _due(_closed(db, today), today))
        found = db.execute(select(tables.guard_slot.c.officer).distinct()).scalars()
        officers = {device.officer.kid, *map(bytes, found)}
        contents = [len(pack) * SLOT_BYTES for pack in _packs([[b""] * SLOTS for _ in officers])] * days
        guards = guards_of(device) if days else ()
        return [coming(db, device, sealed_audience(guard), device.device, contents) for guard in guards]


def _due(closed: date, last: date) -> Iterator[date]:
    first = max(closed + timedelta(days=1), last - timedelta(days=MOST_DAYS - 1))
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _closed(db: Connection, today: date) -> date:
    value = db.execute(_CLOSED).scalar()
    return today - timedelta(days=1) if value is None else date.fromisoformat(value)


_CLOSED = select(tables.setting.c.value).where(tables.setting.c.key == CLOSED_DAY)


def _note_closed(db: Connection, day: date) -> None:
    db.execute(tables.setting.delete().where(tables.setting.c.key == CLOSED_DAY))
    db.execute(tables.setting.insert(), {"key": CLOSED_DAY, "value": day.isoformat()})


def _close(db: Connection, device: Device, day: date, guard: str, command: bytes) -> int:
    """Write one guard's entries of a day and put empty rows in the place of those that went."""
    table = tables.guard_slot
    carried = [_carried(row) for row in db.execute(select(tables.guard_carried).where(tables.guard_carried.c.guard == guard))]
    rows = db.execute(select(table).where(table.c.guard == guard).order_by(table.c.officer, table.c.place)).all()
    officers = sorted({bytes(row.officer) for row in rows})
    stream = device_stream(db, device, sealed_audience(guard), command)
    author = Author(device.device_key, device.device, device.ports.entropy)
    packs = list(_packs([[bytes(row.box) for row in rows if bytes(row.officer) == officer] for officer in officers]))
    for number, slots in enumerate(packs):
        facts = SealedDay(guard=guard, day=day.isoformat(), carried=[] if number else carried)
        event = DaySealed(facts, SealedSlots(slots=slots))
        entry = author.write(db, event, Placement(stream), device.circumstance(command))
        device.projector.project(db, entry)
    db.execute(table.delete().where(table.c.guard == guard))
    db.execute(tables.guard_carried.delete().where(tables.guard_carried.c.guard == guard))
    for officer in officers:
        _insert(db, device, guard, officer, range(SLOTS))
    return len(packs)


def _carried(row: Row[Any]) -> Carried:
    pieces = bytes(row.pieces)
    return Carried(
        token=bytes(row.token),
        sealed_size=int(row.sealed_size),
        sealed_digest=bytes(row.sealed_digest),
        pieces=[pieces[at : at + 32] for at in range(0, len(pieces), 32)],
    )


def _packs(by_officer: Sequence[list[bytes]]) -> Iterator[list[bytes]]:
    """Places of whole officers together, as many as one entry holds: a report never stands in two entries."""
    pack: list[bytes] = []
    for slots in by_officer:
        if pack and len(pack) + len(slots) > MOST_SLOTS:
            yield pack
            pack = []
        pack = [*pack, *slots]
    if pack:
        yield pack


# --- at the guard's -------------------------------------------------------------------------------------------


def take_out(db: Connection, device: Device, outer: Entry, event: DaySealed) -> int:
    """Keep the reports of a day that this device opens and that prove themselves; gives how many were new.

    Proof: the officer's certificate leads to an anchor and is of the stream's own post, the officer signed, the kind
    is a report's. Anything else in a place is passed over: it could only be made by altered software.
    """
    if event.story is None:
        return 0
    post = db.execute(select(tables.stream.c.post).where(tables.stream.c.stream == outer.header.stream)).scalar()
    new = 0
    for sealed in read_slots(event.story.slots, device.identities):
        entry = sealed.entry
        if not _proves_itself(device, sealed, str(post)):
            continue
        publish(db, sealed.officer_certificate, sealed.ca_certificate, device.moment().at)
        if entry.digest not in store.digests_at(db, entry.header.stream, 0):
            store.insert(db, entry, device.moment().at, device.ports.entropy)
            device.projector.project(db, entry)
            new += 1
    return new


def _proves_itself(device: Device, sealed: Sealed, post: str) -> bool:
    header = sealed.entry.header
    if header.sequence != 0 or header.subject is not None or header.kind not in catalogue.REPORT_KINDS:
        return False
    try:
        standing = verify_chain(sealed.officer_certificate, sealed.ca_certificate, device.belongings.anchors)
    except Untrusted:
        return False
    if standing.post != post or standing.role not in PEOPLE or key_id(sealed.officer_certificate) != sealed.entry.kid:
        return False
    return verify1(sealed.entry.message, VerifyKey.from_certificate(sealed.officer_certificate))

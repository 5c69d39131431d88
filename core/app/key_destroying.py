"""An old private key of the province is destroyed: once nobody seals to it any more, and nothing is left that it alone opens.

What was sealed stays as it was signed, for its digest stands in the chain: nothing is sealed anew, so an old key of *reports* or
of *identities* stays as long as retention keeps what was sealed to it. Whether there is any is tried and not guessed: every
sealed part, box and file that lies here is offered to the old key alone. For identities that takes the two officers who open
them, and shows them nothing. The entry comes first, then the key goes from store, pairs, escrow and slots, and copies of before
go with the next one; those on sticks are for people to destroy.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO

from sqlalchemy import Connection, select

from core.app import erasure, identity_key, key_handing, key_list, own_keys, publishing, recovery_slot, writing
from core.app.device import EVERYBODY, Device
from core.app.forgetting import forget_before
from core.app.key_views import GONE, IN_FORCE, KeyRow
from core.app.officers import RECOVERY as LYING
from core.crypto.sealing import AgeIdentity, decrypt_stream, is_age, open_sealed
from core.domain import authority, report
from core.domain.errors import Invalid, NotAllowed, Untrusted
from core.domain.province_key import (
    DESTROYED,
    IDENTITIES,
    RECOVERY,
    REPORTS,
    DestroyKey,
    KeyDestroyed,
    KeyNamed,
)
from core.domain.sealed_day import DaySealed
from core.journal import reading, store
from core.journal.entry import HERE, Entry
from core.journal.slots import read_slots
from core.storage import tables

HEAD_BYTES = 4096
"""So much of a file's beginning tells to whom it is sealed."""


def destroy(device: Device, command: DestroyKey, second: Device | None = None) -> KeyRow:
    """Destroy a key that was replaced; the same again changes nothing. ``second`` sits at the identity desk beside the first.

    Raises ``NotAllowed`` (``authority.refused``, ``keys.in_force``, ``keys.waiting`` with the posts that have
    not heard, ``keys.still_sealed`` with how much, ``keys.second``, ``keys.escrow``, ``keys.lies_here``, ``identity.no_pair``,
    ``identity.same_officer``), ``Invalid('keys.unknown')``; then nothing was destroyed.
    """
    authority.require(DESTROYED, device.officer.role, from_desk=device.is_desk, begins=True, owns=False)
    with device.database.reading() as db:
        row = _row(db, device, command)
        if row.state != GONE:
            _require_unused(db, device, row, second)
    if row.state != GONE:
        facts = KeyNamed(purpose=row.purpose, recipient=row.recipient, generation=row.generation)
        with device.database.writing() as db:
            writing.begin(db, device, KeyDestroyed(facts), EVERYBODY, command.command)
            forget_before(db, device.moment().at)
    _remove(device, row)
    publishing.refresh(device)
    with device.database.reading() as db:
        return _row(db, device, command)


def _row(db: Connection, device: Device, command: DestroyKey) -> KeyRow:
    for row in key_list.rows(db, device):
        if row.recipient == command.recipient and row.purpose == command.purpose:
            return row
    raise Invalid("keys.unknown")


def _require_unused(db: Connection, device: Device, row: KeyRow, second: Device | None) -> None:
    if row.state == IN_FORCE:
        raise NotAllowed("keys.in_force")
    newest = next(each for each in key_list.rows(db, device) if each.purpose == row.purpose and each.state == IN_FORCE)
    if newest.waiting:
        raise NotAllowed("keys.waiting", posts=", ".join(newest.waiting))
    if row.purpose == RECOVERY:
        _require_no_escrow(device, row.recipient)
        return
    old = _of_reports(device, row) if row.purpose == REPORTS else _of_identities(device, row, second)
    count = _sealed_to(db, device, old) if row.purpose == REPORTS else _boxes_of(db, device, old) + _files_of(db, device, old)
    if count:
        raise NotAllowed("keys.still_sealed", count=count)


def _require_no_escrow(device: Device, recipient: str) -> None:
    """Nothing may be left that the old recovery key alone gives back."""
    if recovery_slot.holds_escrow(device) or any(each.to == recipient for each in identity_key.read(device).escrow.values()):
        raise NotAllowed("keys.escrow")
    lying = device.extras.get(LYING)
    if lying is not None and AgeIdentity.from_text(lying.decode()).recipient == recipient:
        raise NotAllowed("keys.lies_here")


def _of_reports(device: Device, row: KeyRow) -> AgeIdentity | None:
    return next((each for each in device.belongings.reports if each.recipient == row.recipient), None)


def _of_identities(device: Device, row: KeyRow, second: Device | None) -> AgeIdentity | None:
    if second is None:
        raise NotAllowed("keys.second")
    return next((each for each in identity_key.opened_by(device, second) if each.recipient == row.recipient), None)


# --- what is sealed to it ----------------------------------------------------------------------------------------------


def _sealed_to(db: Connection, device: Device, old: AgeIdentity | None) -> int:
    """Entries of which something opens with the old key and with no other one that lies here."""
    if old is None:
        return 0
    others = [each for each in device.identities if each.recipient != old.recipient]
    return sum(_needs(entry, old, others) for entry in store.everything(db))


def _needs(entry: Entry, old: AgeIdentity, others: Sequence[AgeIdentity]) -> bool:
    for part in entry.parts.values():
        sealed = part.state == HERE and is_age(part.content) and open_sealed(part.content, others) is None
        if sealed and open_sealed(part.content, [old]) is not None:
            return True
    event = reading.event_of(entry, others) if entry.header.kind == "day.sealed" else None
    return isinstance(event, DaySealed) and event.story is not None and bool(read_slots(event.story.slots, [old]))


def _boxes_of(db: Connection, device: Device, old: AgeIdentity | None) -> int:
    """Reports with an identity that the old key opens."""
    if old is None:
        return 0
    subjects = [bytes(subject) for subject in db.execute(select(tables.report.c.subject)).scalars()]
    states = (report.fold(reading.facts_about(db, subject, device.identities)) for subject in subjects)
    return sum(any(open_sealed(box, [old]) is not None for box in state.boxes) for state in states)


def _files_of(db: Connection, device: Device, old: AgeIdentity | None) -> int:
    """Files that show a person and open with the old key, or that did not arrive whole, so that nobody can tell."""
    table = tables.attachment.c
    tokens = db.execute(select(table.token).where(table.shows_identity == 1)).scalars().all()
    return 0 if old is None else sum(_is_for(device, bytes(token), old) for token in tokens)


def _is_for(device: Device, token: bytes, old: AgeIdentity) -> bool:
    if not device.vault.holds(token):
        return True
    try:
        return decrypt_stream(BytesIO(device.vault.read_piece(token, 0)[:HEAD_BYTES]), BytesIO(), [old])
    except Untrusted:  # it is for this key, and was cut off here
        return True


# --- the key itself ----------------------------------------------------------------------------------------------------


def finish(device: Device) -> None:
    """Remove what a destruction that was cut off behind its entry left here."""
    with device.database.reading() as db:
        left = [row for row in key_list.rows(db, device) if row.state == GONE and _lies_here(device, row)]
    for row in left:
        with suppress(OSError):  # what a full disk kept is removed the next time
            _remove(device, row)
    if left:
        publishing.refresh(device)


def _lies_here(device: Device, row: KeyRow) -> bool:
    if row.purpose == REPORTS:
        return _of_reports(device, row) is not None
    held = identity_key.read(device)
    here = {each.recipient for each in identity_key.generations(device, held)} | held.escrow.keys()
    return row.purpose == IDENTITIES and row.recipient in here


def _remove(device: Device, row: KeyRow) -> None:
    """Everything here that leads to it; what is gone already is gone."""
    if row.purpose == REPORTS:
        fresh = device.belongings.without_reports(row.recipient)
        with device.database.writing() as db:
            key_handing.wipe(db, device, row.recipient)
            own_keys.keep_inside(db, device, fresh)
            forget_before(db, device.moment().at)
        own_keys.keep_beside(device, fresh)
        device.take_on(fresh)
        erasure.finish(device)
        device.database.checkpoint()
    if row.purpose == IDENTITIES:
        identity_key.forget(device, row.recipient)
    if row.purpose != REPORTS:
        recovery_slot.renew(device)

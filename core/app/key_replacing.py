"""A new key of the province in the place of an old one: made here, published to everybody by one entry.

The private half of *reports* goes with that entry to every desk's laptop (:mod:`core.app.key_handing`); that of *identities* to
the pairs of officers that open already (:mod:`core.app.identity_key`) and to the custodians' escrow; that of *recovery* to the
custodians on sheets and nowhere else. What was sealed before opens as before. Who has not heard yet goes on sealing to the old
key, and is not hindered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from core.app import identity_handing, identity_key, key_handing, publishing, recovery_slot, writing
from core.app.device import EVERYBODY, PAIRS_FILE, Device
from core.app.founding import founded_on
from core.app.key_views import KeyReplaced
from core.app.recovery import identity_of
from core.crypto.sealing import AgeIdentity
from core.domain import authority, province_key
from core.domain.errors import NotAllowed, Unlockable
from core.domain.ids import CommandId
from core.domain.province_key import IDENTITIES, RECOVERY, REPORTS, KeyPublished, KeyPublishedFacts, ReplaceKey
from core.storage import tables

if TYPE_CHECKING:
    from core.app.recovery_sheets import NewRecovery


def replace(device: Device, command: ReplaceKey, recovery: NewRecovery | None = None, older: Sequence[str] = ()) -> KeyReplaced:
    """Publish a new key of one purpose; the same command again publishes nothing more.

    A recovery key was made before (:func:`core.app.recovery_sheets.fresh`) and is on its sheets; ``older`` are two sheets of the
    key before it, with which the identities' keys are put into the new escrow at once.

    Raises ``NotAllowed`` (``authority.refused``, ``keys.no_pairs``, ``keys.no_sheets``), ``Unlockable``
    (``keyslot.recovery`` for sheets of another key) and what :func:`core.domain.province_key.check` raises; then nothing was
    published.
    """
    authority.require(province_key.PUBLISHED, device.officer.role, from_desk=device.is_desk, begins=True, owns=False)
    if device.is_nation:
        raise NotAllowed("nation.reads")
    province_key.check(command, device.moment().day, founded_on(device.belongings))
    done = _done(device, command.command)
    if done is not None:
        return done
    secrets = _of_custodians(device, older) if command.purpose == RECOVERY and older else {}
    identity = _made(device, command.purpose, recovery)
    facts = KeyPublishedFacts(
        purpose=command.purpose,
        recipient=identity.recipient,
        generation=device.recipients.begun(command.purpose).generation + 1,
        reason=command.reason,
        since=command.since,
    )
    with device.database.writing() as db:
        writing.begin(db, device, KeyPublished(facts), EVERYBODY, command.command)
        if command.purpose == REPORTS:
            desks = [each.recipient for each in key_handing.laptops(db, device).values()]
            key_handing.hand(db, device, identity, facts.generation, desks, command.command)
    publishing.refresh(device)
    if command.purpose == RECOVERY:
        # Only now: until the entry is there the escrow for the key before it is the one that counts.
        identity_key.put_in_escrow(device, secrets)
        recovery_slot.follow(device)
    return KeyReplaced(facts.purpose, facts.generation, facts.recipient)


def _made(device: Device, purpose: str, recovery: NewRecovery | None) -> AgeIdentity:
    """The new key, lying where it is to lie; that of reports goes there from its entry."""
    if purpose == RECOVERY:
        if recovery is None:
            raise NotAllowed("keys.no_sheets")
        return recovery.identity
    identity = AgeIdentity.generate()
    if purpose == IDENTITIES:
        identity_key.add(device, identity)
    return identity


def _of_custodians(device: Device, older: Sequence[str]) -> Mapping[str, bytes]:
    """The identities' keys, as two custodians of the key before it have them in escrow."""
    if identity_of(older).recipient != device.recipients.recovery:
        raise Unlockable("keyslot.recovery")
    if not (device.folder / PAIRS_FILE).exists():
        return {}
    return identity_handing.from_escrow(device, identity_key.read(device), older)


def _done(device: Device, command: CommandId) -> KeyReplaced | None:
    """What this command published already."""
    table = tables.province_key
    joined = tables.command.join(tables.entry, tables.command.c.subject == tables.entry.c.subject).join(
        table, table.c.entry == tables.entry.c.digest
    )
    query = select(table.c.purpose, table.c.generation, table.c.recipient).select_from(joined)
    with device.database.reading() as db:
        row = db.execute(query.where(tables.command.c.command == command)).first()
    return None if row is None else KeyReplaced(row.purpose, row.generation, row.recipient)

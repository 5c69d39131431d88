"""An officer leaves: one entry for everybody who knows his certificate, then his key slot is destroyed.

The entry comes first: whoever still opens after it (the power failed between the two, an old slot file was put back) is
refused at unlocking, and his slot is destroyed then. Pairs of the identities' key in which he was go at once (D15).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from core.app import identity_key, slot_notes, writing
from core.app.device import DESKS, EVERYBODY, SLOTS_FILE, Device
from core.app.forgetting import forget_before
from core.app.officers import check_name
from core.app.revoked import revoked
from core.app.views import OfficerRow
from core.crypto import keyslots
from core.crypto.certificates import signer_of
from core.domain.authority import DEVICE, ENROLLERS
from core.domain.errors import Invalid, NotAllowed, Unlockable
from core.domain.moment import day_at
from core.domain.officer import ENDED, EndOfficer, OfficerEnded, OfficerEndedFacts
from core.storage import tables
from core.storage.atomic import replace_file


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose certificate this laptop's CA gave out; ``signer`` names his key, ``ended`` is in milliseconds UTC."""

    name: str
    role: str
    certificate: bytes
    signer: bytes
    ended: int | None
    believed: bool


def end(device: Device, command: EndOfficer) -> OfficerRow:
    """End an officer of this laptop; only who may enrol one may.

    Raises ``NotAllowed`` (``officer.not_head``, ``officer.last``, ``officer.self``, ``officer.elsewhere``,
    ``officer.slot_unknown``, ``identity.last_pair``), ``Invalid`` (``officer.name``, ``officer.unknown``, ``officer.left``).
    """
    if device.officer.role not in ENROLLERS:
        raise NotAllowed("officer.not_head")
    name = check_name(command.name)
    with device.database.reading() as db:
        people = enrolled(db, device)
        leaving = [each for each in people if each.name == name and each.ended is None]
        done = writing.done_before(db, command.command)
        slots = {} if done else _slots_of(device, db, people, leaving)
    if leaving and not (done or command.doubted):
        identity_key.require_pair_without(device, (each.signer for each in leaving), name)
    ended = [each for each in people if each.name == name and each.ended is not None]
    if not leaving:
        _require_repeated(device, name, ended, done=done)
    if not done:
        audience = EVERYBODY if device.is_desk and not device.is_nation else DESKS
        with device.database.writing() as db:
            for each in leaving:
                facts = OfficerEndedFacts(certificate=each.certificate, name=each.name)
                writing.begin(db, device, OfficerEnded(facts), audience, command.command)
            forget_before(db, device.moment().at)  # copies of before hold his slot
            slot_notes.forget(db, (each.signer for each in leaving))
        for slot_id in slots.values():
            destroy(device.folder / SLOTS_FILE, device.store_key, slot_id)
        identity_key.prune(device)
    who = (leaving or ended)[-1]
    now = device.moment().isoformat()
    return OfficerRow(who.name, who.role, device.belongings.code, "", here=True, revoked=now, ended=True)


def _require_repeated(device: Device, name: str, ended: list[Person], *, done: bool) -> None:
    """Where nobody of this name is left: only the same command once more is answered as before."""
    if not ended:
        raise Invalid("officer.unknown", value=name)
    if not done:
        last = max(each.ended or 0 for each in ended)
        raise Invalid("officer.left", value=name, day=day_at(last, device.belongings.zone).isoformat())


def require_not_ended(device: Device, slot_id: bytes) -> None:
    """Refuse the passphrase of an officer who was ended, and destroy what it opened; raises ``Unlockable('officer.ended')``."""
    table = tables.revocation.c
    query = select(table.entry).where(table.kid == device.officer.kid, table.reason == ENDED)
    with device.database.reading() as db:
        if db.execute(query.limit(1)).first() is None:
            return
    destroy(device.folder / SLOTS_FILE, device.store_key, slot_id)
    raise Unlockable("officer.ended")


def destroy(path: Path, store_key: bytes, slot_id: bytes) -> None:
    """Write the slot file without this slot, and leave no older file beside it. A slot that is gone already is gone."""
    data = path.read_bytes()
    if slot_id in keyslots.officer_slots(data):
        replace_file(path, keyslots.remove_slot(data, store_key, slot_id))
    path.with_name(path.name + ".old").unlink(missing_ok=True)


def enrolled(db: Connection, device: Device) -> list[Person]:
    """Everybody whose certificate this laptop's CA gave out, in order of enrolment."""
    table, taken, gone = tables.certificate.c, tables.revocation.c, revoked(db)
    left = {bytes(row.kid): int(row.since) for row in db.execute(select(taken.kid, taken.since).where(taken.reason == ENDED))}
    query = select(table.kid, table.name, table.role, table.der).where(
        table.ca == device.belongings.ca_certificate, table.role != DEVICE
    )
    return [
        Person(str(row.name), str(row.role), der, signer_of(der), ended=left.get(kid), believed=kid not in gone)
        for row in db.execute(query.order_by(table.since, table.kid))
        for kid, der in [(bytes(row.kid), bytes(row.der))]
    ]


def _slots_of(device: Device, db: Connection, people: list[Person], leaving: list[Person]) -> dict[bytes, bytes]:
    """The slot of each who leaves, or why he cannot be ended from here."""
    own = signer_of(device.officer.certificate)
    if any(each.signer == own for each in leaving):
        others = [each for each in people if each.role in ENROLLERS and each.believed and each.signer != own]
        raise NotAllowed("officer.self" if others else "officer.last")
    there = keyslots.officer_slots((device.folder / SLOTS_FILE).read_bytes())
    known = {signer: slot for signer, slot in slot_notes.noted(db).items() if slot in there}
    found = {each.signer: known[each.signer] for each in leaving if each.signer in known}
    missing = [each for each in leaving if each.signer not in known]
    if not missing:
        return found
    nobodys = [slot for slot in there if slot not in known.values()]
    if not nobodys:
        raise NotAllowed("officer.elsewhere", value=missing[0].name)
    # Nobody of them has unlocked since slots are noted: the one slot that is left over is the one officer's who is.
    unseen = {each.signer: each.name for each in people if each.ended is None and each.signer not in known}
    if len(unseen) > len(missing) or len(nobodys) != len(missing):
        names = sorted(set(unseen.values()) - {each.name for each in missing}) or [missing[0].name]
        raise NotAllowed("officer.slot_unknown", names=", ".join(names))
    return found | dict(zip((each.signer for each in missing), nobodys, strict=True))

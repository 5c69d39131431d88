"""A new key for the store of this laptop: whoever knew the old one reads nothing that is written from now on.

The store is written page by page under the new key, proved, and takes the old one's place at once (:mod:`core.app.swapping`).
The slot of the officer who does it and the recovery slot are written anew; the other officers find the key at their next
unlocking (:mod:`core.crypto.keyslot_handing`). Attachments have keys of their own in the entries and stay as they lie. What an
old copy of the profile shows, it shows to whoever has its passphrase: dated copies of before go once a new one is made.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, select

from core.app import backup, common_store, identity_key, leaving, profile, slot_notes, swapping
from core.app.application import Application
from core.app.device import PAIRS_FILE, SLOTS_FILE, STORE_FILE, Device
from core.app.forgetting import forget_before
from core.app.ports import Ports
from core.app.profile_files import is_on_server
from core.app.store_key_views import Rotated, StoreKey, StoreKeyFacts
from core.app.watch import Watch, silent
from core.crypto.certificates import signer_of, verify_chain
from core.crypto.keyslot_handing import offered
from core.crypto.keyslot_renewal import Renewal, renew
from core.crypto.keyslots import officer_slots
from core.crypto.second_factor import Way
from core.domain.authority import ENROLLERS
from core.domain.errors import Cancelled, NotAllowed, Refused, Untrusted
from core.domain.reference import ReferenceData
from core.journal import store
from core.storage import copies, tables
from core.storage.database import Database

CHANGED, BY = "store.key_changed", "store.key_changed_by"
PAGES = "rotate"
"""The stage of which a watch is told."""


@dataclass(frozen=True, slots=True)
class _Ways:
    """The other officers' slots: public halves by slot, names of who keeps a way in, of who does not, and slots of nobody."""

    others: Mapping[bytes, bytes]
    keeps: tuple[str, ...]
    loses: tuple[str, ...]
    nameless: int


def facts(db: Connection, device: Device) -> StoreKeyFacts:
    """What a change would do; nothing is changed."""
    ways, held = _ways(db, device), dict(_noted(db))
    changed = held.get(CHANGED, "")
    return StoreKeyFacts(
        ways.keeps, ways.loses, ways.nameless, changed, held.get(BY, ""), backup.of_before(device.folder, changed)
    )


def rotate(
    folder: Path,
    way: Way,
    *,
    reference: ReferenceData,
    ports: Ports,
    program: str = "posko",
    officer: str | None = None,
    leave_out: bool = False,
    keep_copies: bool = False,
    watch: Watch = silent,
) -> tuple[Application, Rotated]:
    """Change the store key of a locked profile and open it again.

    Only who may enrol officers may. Officers who cannot be handed the key lose their way in, and are enrolled anew: with
    ``leave_out`` alone. A new dated copy takes the place of those of before, which open with the key of before, unless
    ``keep_copies``; where it does not fit, they stay and are counted.

    Raises what unlocking raises, ``NotAllowed`` (``rotation.server``, ``officer.not_head``, ``rotation.unknown_slots``),
    ``Unavailable`` (``backup.no_room``, ``disk.full``), ``Untrusted('backup.unproven')``, ``Cancelled``; then nothing was
    changed.
    """
    if is_on_server(folder):
        raise NotAllowed("rotation.server")
    app = profile.unlock(folder, way, reference=reference, ports=ports, program=program, officer=officer)
    try:
        done = app.renew_store_key(way, leave_out=leave_out, keep_copies=keep_copies, watch=watch)
    finally:
        app.lock()
    app = profile.unlock(folder, way, reference=reference, ports=ports, program=program)
    if not keep_copies:
        with contextlib.suppress(Refused, Cancelled):  # the new key stands, and the next copy lets the old ones go
            app.copies.keep(watch)
    return app, replace(done, copies=backup.of_before(folder, app.ask(StoreKey()).changed))


def change(device: Device, way: Way, *, leave_out: bool, keep_copies: bool, watch: Watch) -> Rotated:
    """Write everything under a new key; from the end of this on it counts, and the device is to be locked at once."""
    with device.database.reading() as db:
        ways = _ways(db, device)
    _require(device, ways, leave_out=leave_out)
    device.database.checkpoint()
    copies.require_room(device.folder, device.database.path.stat().st_size)
    try:
        staging = swapping.begin(device.folder)
        entries = _write(device, way, staging, ways, watch, forget=not keep_copies)
        swapping.commit(device.folder)
    except OSError as error:
        raise copies.full_or_failed(error) from None
    finally:
        copies.remove_tree(device.folder / swapping.STAGING)
    return Rotated(ways.keeps, ways.loses, entries, copies=0)


def _require(device: Device, ways: _Ways, *, leave_out: bool) -> None:
    if is_on_server(device.folder):
        raise NotAllowed("rotation.server")
    if device.officer.role not in ENROLLERS:
        raise NotAllowed("officer.not_head")
    if (ways.loses or ways.nameless) and not leave_out:
        names = ", ".join([*ways.loses, *["?"] * ways.nameless])
        raise NotAllowed("rotation.unknown_slots", names=names)


def _write(device: Device, way: Way, staging: Path, ways: _Ways, watch: Watch, *, forget: bool) -> int:
    """Everything that lies under the store key, once more under a new one, proved; gives the number of entries."""
    key = device.ports.entropy(profile.KEY_BYTES)
    own, pairs = device.belongings, device.folder / PAIRS_FILE
    recipients = [device.recipients.recovery]
    renewal = Renewal(key, ways.others, own.ca_certificate, recipients, escrow=pairs.exists())
    slots = renew(profile.read_slots(device.folder), way, renewal, device.ports.entropy)
    _keep(staging / SLOTS_FILE, slots)
    if pairs.exists():
        _keep(staging / PAIRS_FILE, identity_key.boxed(identity_key.read(device), key, device.ports.entropy))
    under = common_store.own_file(staging, key)
    device.database.copy_under(staging / STORE_FILE, common_store.database_key(key), lambda done, of: watch(PAGES, done, of))
    try:
        _note(device, under, forget=forget)
        return _proved(device, under)
    finally:
        under.close()


def _note(device: Device, under: Database, *, forget: bool) -> None:
    """Note in the new store when and by whom; with ``forget`` copies of before go with the next one."""
    moment, table = device.moment(), tables.setting
    with under.writing() as db:
        db.execute(table.delete().where(table.c.key.in_([CHANGED, BY])))
        db.execute(table.insert(), [{"key": CHANGED, "value": moment.isoformat()}, {"key": BY, "value": device.officer.name}])
        if forget:
            forget_before(db, moment.at)


def _proved(device: Device, under: Database) -> int:
    """The entries in the new store, after comparing it with the old one; raises ``Untrusted('backup.unproven')``."""
    problems = under.integrity_problems()
    with device.database.reading() as old, under.reading() as new:
        told = [(store.count(db), backup.heads_of(db)) for db in (old, new)]
    if problems or told[0] != told[1]:
        raise Untrusted("backup.unproven")
    return told[0][0]


def _keep(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        copies.sync_file(file)


def _ways(db: Connection, device: Device) -> _Ways:
    own = signer_of(device.officer.certificate)
    slots = set(officer_slots(profile.read_slots(device.folder)))
    noted = {signer: slot for signer, slot in slot_notes.noted(db).items() if slot in slots}
    offers, others = slot_notes.offers(db), dict[bytes, bytes]()
    keeps, loses = list[str](), list[str]()
    people = {each.signer: each for each in leaving.enrolled(db, device) if each.signer in noted and each.signer != own}
    for signer, person in people.items():
        public = _offered(device, offers.get(signer), person.certificate) if person.believed and not person.ended else None
        (loses if public is None else keeps).append(person.name)
        if public is not None:
            others[noted[signer]] = public
    return _Ways(others, tuple(sorted(keeps)), tuple(sorted(loses)), len(slots - set(noted.values())))


def _offered(device: Device, record: bytes | None, certificate: bytes) -> bytes | None:
    """What an officer of this laptop's own CA offered and signed, None where nothing of it proves."""
    own = device.belongings
    try:
        verify_chain(certificate, own.ca_certificate, own.anchors)
        return None if record is None else offered(record, certificate)
    except Untrusted:
        return None


def _noted(db: Connection) -> list[tuple[str, str]]:
    table = tables.setting.c
    rows = db.execute(select(table.key, table.value).where(table.key.in_([CHANGED, BY])))
    return [(str(row.key), str(row.value)) for row in rows]

"""Beginning and opening a profile: a province from nothing, a post from its kit, and unlocking either."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from sqlalchemy import Connection, select

from core.app import common_store, desk_kit, leaving, neighbours, officers, publishing, slot_notes, statuses, swapping
from core.app.application import Application
from core.app.backup_views import Renewed
from core.app.device import (
    DESKS,
    LOCK_FILE,
    SLOTS_FILE,
    STORE_FILE,
    VAULT_FOLDER,
    Belongings,
    Device,
    Officer,
)
from core.app.founding import Office, device_name, found, require_name
from core.app.guarded import begin_days, close_days
from core.app.guest import application_for
from core.app.kit import Kit, open_kit
from core.app.library import Library
from core.app.own_keys import BELONGINGS as BELONGINGS
from core.app.ports import Ports
from core.app.profile_files import BEGUN_FILE, SERVER_FILE, is_on_server
from core.app.profile_files import exists as exists
from core.app.province_keys import ProvinceKeys
from core.app.renewing import keep_before
from core.app.shares import split
from core.app.streams import own_stream
from core.app.watch import Watch, silent
from core.crypto import keyslot_file, keyslots
from core.crypto.certificates import make_leaf
from core.crypto.certificates import read as read_certificate
from core.crypto.cose import key_id
from core.crypto.kdf import KdfParameters, accept_passphrase, calibrate
from core.crypto.sealing import AgeIdentity
from core.crypto.second_factor import Way
from core.crypto.signing import SigningKey
from core.domain.authority import ADMINISTRATOR, DEVICE, HEAD, PROVINCE_ROLES, REGENCY, TRIAGE
from core.domain.errors import Invalid, Refused, Unavailable, Unlockable, Untrusted
from core.domain.reference import ReferenceData
from core.journal import cbor
from core.storage import tables
from core.storage.atomic import replace_file
from core.storage.database import Database
from core.storage.folders import leave_bare
from core.storage.lock import ProfileLock
from core.storage.migrations import migrate
from core.storage.server_address import Server
from core.storage.vault import Vault

KEY_BYTES = 32
INCARNATION_BYTES = 8
DEFAULT_OFFICER = "Petugas 1"
DERIVED = "derived.version"


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new profile is made of."""

    belongings: Belongings
    officer: str
    role: str
    passphrase: str | bytearray
    ca_key: SigningKey
    extras: dict[str, bytes]
    program: str
    server: Server | None = None
    notes: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, bytes] = field(default_factory=dict)
    common: bytes = b""


def create_province(  # noqa: PLR0913 - each is a word of its own at the one place where a province begins
    folder: Path,
    *,
    name: str,
    area: str,
    officer: str = DEFAULT_OFFICER,
    passphrase: str | bytearray,
    reference: ReferenceData,
    ports: Ports,
    program: str = "posko",
    shares: Path | None = None,
    server: Server | None = None,
    drill: bool = False,
) -> Application:
    """Found a province: root certificate, the three age identities, a desk, its administrator.

    With ``server`` the store lies there, and other desks may join it (:func:`join_desk`). With ``shares`` the recovery
    key is split into three files there and kept nowhere else. A ``drill``'s province makes drill kits alone.

    Raises ``Invalid`` (``profile.exists``, ``area.not_province``, ``passphrase.short``, ``officer.name``), ``Unavailable``.
    """
    require_new(folder, passphrase)
    province = reference.area(area)
    if province is None or province.level != "province":
        raise Invalid("area.not_province", area=area)
    require_name(name)
    desk = next((post for post in reference.posts if post.province == area and post.kind == "PROVINSI"), None)
    code = desk.code if desk is not None else f"D-{area}"
    founded = found(Office("province", code, name, PROVINCE_ROLES, area, reference.zone_of(province), drill=drill), ports)
    extras = founded.secrets() | {officers.IDENTITIES: founded.identities.text.encode()}
    recovery = founded.recovery.text.encode()
    if shares is None:
        extras[officers.RECOVERY] = recovery
    beginning = Beginning(founded.belongings, officer, ADMINISTRATOR, passphrase, founded.ca_key, extras, program, server)
    officers.check_name(officer)
    written = [] if shares is None else write_shares(recovery, shares)
    try:
        return begin(folder, beginning, reference, ports)
    except BaseException:
        for path in written:  # shares of a province that was not founded would only mislead
            path.unlink(missing_ok=True)
        raise


def write_shares(secret: bytes, folder: Path) -> list[Path]:
    """Write the three shares as one text file each; raises ``Unavailable('shares.folder')``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        paths = []
        for number, share in enumerate(split(secret), start=1):
            path = folder / f"bagian-{number}-dari-3.txt"
            replace_file(path, (share + "\n").encode())
            paths.append(path)
    except OSError:
        raise Unavailable("shares.folder") from None
    return paths


def create_post(
    folder: Path,
    *,
    kit: bytes,
    kit_code: str,
    officer: str = DEFAULT_OFFICER,
    passphrase: str | bytearray,
    reference: ReferenceData,
    ports: Ports,
    program: str = "posko",
) -> Application:
    """Begin a post or a regency's desk from its kit, with no connection; a post's first officer is its head.

    Raises what :func:`core.app.kit.open_kit` raises, ``Invalid('profile.exists')``, ``Invalid('passphrase.short')``.
    """
    require_new(folder, passphrase)
    opened = open_kit(kit, kit_code, ports.now().date())
    ca_key, device_key = SigningKey.from_der(opened.ca_key), SigningKey.generate(ports.entropy)
    leaf = make_leaf(opened.ca_certificate, ca_key, DEVICE, device_name(ports), device_key.public, ports.entropy)
    belongings = _post_belongings(opened, device_key, leaf)
    role = HEAD
    if REGENCY in read_certificate(opened.ca_certificate).granted_roles:
        belongings, role = msgspec.structs.replace(belongings, kind="regency"), REGENCY
    extras = {officers.CA_KEY: opened.ca_key}
    beginning = Beginning(belongings, officer, role, passphrase, ca_key, extras, program)
    return begin(folder, beginning, reference, ports)


def join_desk(
    folder: Path,
    *,
    kit: bytes,
    kit_code: str,
    officer: str = DEFAULT_OFFICER,
    passphrase: str | bytearray,
    reference: ReferenceData,
    ports: Ports,
    program: str = "posko",
    server: Server | None = None,
) -> Application:
    """Begin another desk of a province on the server that its desks share; see :mod:`core.app.desk_kit`.

    ``server`` names where it is now, if it is no longer where the kit says.

    Raises what :func:`core.app.desk_kit.open_desk_kit` raises, ``Invalid('profile.exists')``,
    ``Invalid('passphrase.short')``, ``Unavailable('store.server')``.
    """
    require_new(folder, passphrase)
    opened = desk_kit.open_desk_kit(kit, kit_code)
    ca_key, device_key = SigningKey.from_der(opened.kit.ca_key), SigningKey.generate(ports.entropy)
    ca = opened.kit.ca_certificate
    leaf = make_leaf(ca, ca_key, DEVICE, device_name(ports), device_key.public, ports.entropy)
    own = msgspec.structs.replace(
        _post_belongings(opened.kit, device_key, leaf),
        kind="province",
        reports_identity=opened.reports_identity,
        newer_reports=opened.newer_reports,
    )
    extras = {officers.CA_KEY: opened.kit.ca_key}
    if opened.post_marks and server is None:
        raise Invalid("server.address", field="database")  # what it carries is on the first server already
    kept = (server or opened.server, opened.notes, opened.post_marks, opened.common)
    beginning = Beginning(own, officer, TRIAGE, passphrase, ca_key, extras, program, *kept)
    return begin(folder, beginning, reference, ports)


def _post_belongings(kit: Kit, device_key: SigningKey, leaf: bytes) -> Belongings:
    return Belongings(
        device_key=device_key.to_der(),
        device_certificate=leaf,
        ca_certificate=kit.ca_certificate,
        anchors=kit.anchors,
        age_identity=AgeIdentity.generate().text,
        reports_identity="",
        recipients=kit.recipients,
        marks=kit.marks,
        province=kit.province,
        kit=kit.kit,
        remit=kit.remit,
        mandate=kit.mandate,
        kind="post",
        code=kit.code,
        name=kit.name,
        province_code=kit.province_code,
        zone=kit.zone,
        drill=kit.drill,
        guards=kit.guards,
    )


def require_new(folder: Path, passphrase: str | bytearray) -> None:
    """Raise ``Invalid`` (``profile.exists``, ``passphrase.short``) before anything is made."""
    if exists(folder):
        raise Invalid("profile.exists")
    accept_passphrase(passphrase)


def begin(folder: Path, beginning: Beginning, reference: ReferenceData, ports: Ports) -> Application:
    """Make store, slots and first stream; the slots come last, so that a cut-off beginning is no profile.

    Raises ``Unavailable`` (``profile.folder``, ``disk.full``, ``profile.in_use``); then nothing of it is left.
    """
    own = beginning.belongings
    name = officers.check_name(beginning.officer)
    key, store_key = SigningKey.generate(ports.entropy), ports.entropy(KEY_BYTES)
    certificate = make_leaf(own.ca_certificate, beginning.ca_key, beginning.role, name, key.public, ports.entropy)
    content = keyslots.SlotContent(store_key, key.to_der(), certificate, beginning.extras)
    parameters = _kdf(ports)
    slots = keyslots.create(beginning.passphrase, content, [own.recipients.recovery], parameters, ports.entropy)
    made = not folder.exists()
    try:
        with ExitStack() as undo:
            folder.mkdir(parents=True, exist_ok=True)
            undo.callback(leave_bare, folder, f"{BEGUN_FILE}.new", BEGUN_FILE, LOCK_FILE, itself=made)
            lock = ProfileLock(folder / LOCK_FILE, beginning.program)
            undo.callback(lock.release)
            replace_file(folder / BEGUN_FILE, b"")
            _sweep_unborn(folder)
            undo.callback(_sweep_unborn, folder)
            database = undo.enter_context(closing(_new_store(folder, store_key, beginning, ports)))
            device = _device(folder, database, lock, content, own, reference, ports)
            _first_rows(device, keyslots.officer_slots(slots)[0])
            replace_file(folder / SLOTS_FILE, slots)
            undo.pop_all()
    except OSError:
        raise Unavailable("profile.folder") from None
    (folder / BEGUN_FILE).unlink()
    return Application(device)


def _first_rows(device: Device, slot: bytes) -> None:
    with device.database.writing() as db:
        own_stream(db, device, DESKS, device.ports.entropy(16))
        device.library.remember(db)
        slot_notes.put(db, device.officer.certificate, device.officer.key, slot)
        begin_days(db, device.moment().day)


def _kdf(ports: Ports) -> KdfParameters:
    return calibrate(time.perf_counter) if ports.kdf is None else ports.kdf


def _sweep_unborn(folder: Path) -> None:
    """Remove a store that never got its slots: nobody has its key."""
    for name in (f"{SLOTS_FILE}.new", STORE_FILE, f"{STORE_FILE}-wal", f"{STORE_FILE}-shm", SERVER_FILE):
        (folder / name).unlink(missing_ok=True)
    leave_bare(folder / VAULT_FOLDER, itself=True)


def _new_store(folder: Path, store_key: bytes, beginning: Beginning, ports: Ports) -> Database:
    own, secrets = beginning.belongings, dict(beginning.secrets)
    if beginning.server is None:
        database = common_store.own_file(folder, store_key)
        secrets[BELONGINGS] = cbor.encode(msgspec.to_builtins(own, builtin_types=(bytes,)))
    else:
        box = common_store.Box(beginning.server, own, beginning.common).whole()
        database = common_store.on_server(folder, store_key, box, ports.entropy)
        common_store.keep(folder, store_key, box, ports.entropy)
    with ExitStack() as undo:
        undo.callback(database.close)
        with database.writing() as db:
            migrate(db, database.desk)
            for name, value in secrets.items():
                db.execute(tables.secret.insert(), {"name": name, "value": value})
            for key, text in beginning.notes.items():
                db.execute(tables.setting.insert(), {"key": key, "value": text})
            _note_derived(db)
        undo.pop_all()
    return database


def unlock(
    folder: Path,
    way: Way,
    *,
    reference: ReferenceData,
    ports: Ports,
    program: str = "posko",
    officer: str | None = None,
    watch: Watch = silent,
) -> Application:
    """Open a profile with an officer's passphrase, and what his slot needs besides; ``officer`` names who must be behind it.

    Raises ``Invalid('profile.none')``, ``Unlockable`` (``passphrase.wrong``, ``second.missing``, ``second.wrong``,
    ``keyslot.damaged``, ``keyslot.missing``, ``officer.other``), ``Unavailable`` (``rescue.unreadable``,
    ``profile.in_use``, ``store.unreadable``, ``store.newer``), ``Cancelled`` while a store
    of an older program is copied first.
    """
    if not exists(folder):
        raise Invalid("profile.none")
    swapping.settle(folder, program)
    unlocked = keyslots.unlock(read_slots(folder), way)
    content = unlocked.content
    name = read_certificate(content.certificate_der).common_name
    if officer is not None and officer.strip() != name:
        raise Unlockable("officer.other")
    app = open_with(folder, content, reference=reference, ports=ports, program=program, slot=unlocked.slot_id, watch=watch)
    if unlocked.waiting:  # a store key that was changed meanwhile; without room it waits on
        path = folder / SLOTS_FILE
        with suppress(OSError):
            replace_file(path, keyslots.rewrite_slots(path.read_bytes(), [way], lambda held: held, ports.entropy))
    with suppress(OSError, Refused):  # without room the old sheets open it still, and the next unlocking tries again
        app.follow_recovery()
    return app


def open_with(
    folder: Path,
    content: keyslots.SlotContent,
    *,
    reference: ReferenceData,
    ports: Ports,
    program: str,
    new: bool = False,
    slot: bytes = b"",
    watch: Watch = silent,
) -> Application:
    """Open a profile with what its slot gave: the passphrase has been stretched already; ``slot`` is which one it was.

    A ``new`` officer, whom no entry names, begins with a stream of his own.

    Raises ``Unavailable`` (``profile.in_use``, ``profile.folder``, ``store.unreadable``, ``store.damaged``, ``store.newer``,
    ``store.underived``),
    ``Unlockable('officer.ended')``; then nothing is held.
    """
    lock, renewed = ProfileLock(folder / LOCK_FILE, program), list[Renewed | None]()

    def before(database: Database, own: Belongings) -> None:
        renewed.append(keep_before(folder, database, content.store_key, own, ports, watch))

    try:
        database, own = open_store(folder, content.store_key, ports, before)
        try:
            app = _entered(_device(folder, database, lock, content, own, reference, ports), new=new, slot=slot)
        except BaseException:
            database.close()
            raise
    except OSError:
        lock.release()
        raise Unavailable("profile.folder") from None
    except BaseException:
        lock.release()
        raise
    app.renewed = next(iter(renewed), None)
    return app


def _entered(device: Device, *, new: bool, slot: bytes) -> Application:
    """What is due at every opening, in its order."""
    database = device.database
    if device.is_nation:
        with database.reading() as db:
            device.provinces.update(neighbours.provinces(db))
    with database.reading() as db:
        device.keys.load(db)  # what they open is derived again
    derive_again(device)
    leaving.require_not_ended(device, slot)
    (device.folder / BEGUN_FILE).unlink(missing_ok=True)  # cut off after its slots: it is a profile all the same
    if slot:
        slot_notes.note(device, device.officer.certificate, device.officer.key, slot)
    publishing.refresh(device)
    if new:
        with database.writing() as db:
            own_stream(db, device, DESKS, device.ports.entropy(16))
    close_days(device, today_too=False)
    application = Application(device)
    application.sweep()
    return application_for(device, application)


def derive_again(device: Device) -> None:
    """Rebuild the derived rows where they were made by a program that derived otherwise; else do nothing.

    The store remembers the version in a setting; a store of 0.1.0 has none and counts as version 1.

    Raises ``Unavailable('store.underived')`` where an entry is damaged or gone: its old rows are the last that tell of it,
    and they stay.
    """
    with device.database.reading() as db:
        known = db.execute(select(tables.setting.c.value).where(tables.setting.c.key == DERIVED)).scalar() or "1"
    if known == tables.DERIVED_VERSION:
        return
    from core.app.checking import without_entry

    try:
        with device.database.writing() as db:
            if any(without_entry(db)):
                raise Unavailable("store.underived")
            device.projector.rebuild(db)
            statuses.forget_seen(db)
            _note_derived(db)
    except Untrusted:
        raise Unavailable("store.underived") from None


def _note_derived(db: Connection) -> None:
    db.execute(tables.setting.delete().where(tables.setting.c.key == DERIVED))
    db.execute(tables.setting.insert(), {"key": DERIVED, "value": tables.DERIVED_VERSION})


def read_slots(folder: Path) -> bytes:
    """The slot file, or the generation before it where the newest does not read or a power cut took it while it was replaced.

    Raises ``Unlockable`` (``keyslot.*``), ``Unavailable('rescue.unreadable')``.
    """
    path, older = folder / SLOTS_FILE, folder / f"{SLOTS_FILE}.old"
    try:
        if not path.exists():
            if not older.exists():
                raise Unlockable("keyslot.missing")
            return older.read_bytes()
        data = path.read_bytes()
        try:
            keyslot_file.parse(data)
        except Unlockable as refusal:
            if refusal.code == "keyslot.damaged" and older.exists():
                return older.read_bytes()
            raise
    except OSError:
        raise Unavailable("rescue.unreadable", file=SLOTS_FILE) from None
    return data


def open_store(
    folder: Path, store_key: bytes, ports: Ports, before: Callable[[Database, Belongings], None] = lambda *_: None
) -> tuple[Database, Belongings]:
    """Read whose the store is and bring it up to date; of a file ``before`` is told first. Raises ``Unavailable``.

    Codes: ``store.missing``, ``store.server``, ``server.other``, ``store.newer``, ``store.unreadable``.
    """
    if is_on_server(folder):
        box = common_store.read(folder, store_key)
        database = common_store.on_server(folder, store_key, box, ports.entropy)
        if not database.exists():  # an empty one would take everything in and show nothing of before
            database.close()
            raise Unavailable("server.other")
        with database.writing() as db:
            migrate(db, database.desk)
        return database, box.belongings
    database = common_store.own_file(folder, store_key)
    if not database.exists():
        raise Unavailable("store.missing")
    try:
        own = read_belongings(database)
        before(database, own)
        with database.writing() as db:
            migrate(db)
    except BaseException:
        database.close()
        raise
    return database, own


def read_belongings(database: Database) -> Belongings:
    """Whose a store is, whatever its form."""
    with database.reading() as db:
        value = db.execute(select(tables.secret.c.value).where(tables.secret.c.name == BELONGINGS)).scalar_one()
    tree = cbor.decode_map(bytes(value), common_store.LIMIT)
    return msgspec.convert(tree, Belongings, builtin_types=(bytes,))


def _device(
    folder: Path,
    database: Database,
    lock: ProfileLock,
    content: keyslots.SlotContent,
    own: Belongings,
    reference: ReferenceData,
    ports: Ports,
) -> Device:
    facts = read_certificate(content.certificate_der)
    officer = Officer(
        key=SigningKey.from_der(content.officer_key_der),
        certificate=content.certificate_der,
        kid=key_id(content.certificate_der),
        name=facts.common_name,
        role=facts.role,
    )
    return Device(
        folder=folder,
        database=database,
        vault=Vault(folder / VAULT_FOLDER),
        lock=lock,
        belongings=own,
        officer=officer,
        device_key=SigningKey.from_der(own.device_key),
        device=key_id(own.device_certificate),
        incarnation=ports.entropy(INCARNATION_BYTES),
        ports=ports,
        library=Library(reference),
        keys=ProvinceKeys(own.recipients),
        store_key=content.store_key,
        extras=dict(content.extras),
    )

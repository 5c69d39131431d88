"""A profile out of a copy: proved before anything is put in place, and on streams of its own from then on (D2, D4).

The laptop of before may have written more after the copy was made, or may still live somewhere: its streams are closed
here, so that nothing that is written from now on makes a fork of them. What it wrote after the copy comes back from its own
sticks and from the province, as for a laptop that was cloned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, select

from core.app import placing, profile, swapping
from core.app.application import Application
from core.app.backup import Manifest, made_of, prove, read_manifest
from core.app.backup_views import CopyMade
from core.app.device import LOCK_FILE, PAIRS_FILE, SLOTS_FILE, STORE_FILE, VAULT_FOLDER, Belongings
from core.app.ports import Ports
from core.app.streams import CLOSED
from core.app.watch import Watch, silent
from core.crypto import keyslots
from core.crypto.boxes import derive
from core.crypto.certificates import read as read_certificate
from core.crypto.labels import STORE_DATABASE
from core.crypto.second_factor import Way
from core.domain.errors import Invalid, Unavailable, Unlockable, Untrusted
from core.domain.reference import ReferenceData
from core.storage import copies, tables
from core.storage.database import Database
from core.storage.folders import sync_folder
from core.storage.lock import ProfileLock

STAGING: Final = ".restoring"
"""What is being proved."""
RESTORED: Final = "restored"
ASIDE: Final = "aside"


def restore(
    folder: Path,
    source: Path,
    way: Way,
    *,
    reference: ReferenceData,
    ports: Ports,
    program: str = "posko",
    officer: str | None = None,
    aside: bool = False,
    watch: Watch = silent,
) -> tuple[Application, CopyMade]:
    """Open a profile out of a copy, with a passphrase (and second thing) that was right when the copy was made.

    The folder holds none; with ``aside`` one that is there is moved into a folder beside it, whole, once the copy has proved
    itself; one that was cut off after that is gone on with first. Raises ``Invalid`` (``profile.exists``, ``file.missing``),
    ``Untrusted`` (``backup.foreign``, ``backup.newer``, ``backup.cut``, ``backup.damaged``,
    ``backup.unproven``), ``Unlockable`` (``passphrase.wrong``, ``second.missing``, ``second.wrong``, ``officer.other``,
    ``keyslot.damaged``), ``Unavailable`` (``backup.no_room``, ``disk.full``, ``profile.in_use``, ``store.newer``),
    ``Cancelled``; then nothing was changed.
    """
    swapping.settle(folder, program)
    held = _is_held(folder)
    if held and not aside:
        raise Invalid("profile.exists")

    def begin_anew(staging: Path) -> None:
        database, own = profile.open_store(staging, content.store_key, ports)
        _close(database, own)

    with copies.open_copy(source) as copy:
        unlocked, manifest = _opened(copy, way, officer)
        content = unlocked.content
        _bring(folder, copy, manifest, content.store_key, begin_anew, program, ports if held else None, watch)
    app = profile.open_with(folder, content, reference=reference, ports=ports, program=program, slot=unlocked.slot_id)
    return app, made_of(str(source), manifest)


def put_back(folder: Path, source: Path, store_key: bytes, program: str, ports: Ports, watch: Watch = silent) -> Path:
    """Put a copy in the place of a closed profile's store, in the form that it has; the key slots stay those of today.

    So whoever was ended since stays ended, and passphrases are those of today. Gives the folder in which the present store
    lies now, whole. Raises what :func:`restore` raises of copy, disk and lock; then nothing was changed.
    """

    def begin_anew(staging: Path) -> None:
        for name in (SLOTS_FILE, PAIRS_FILE):
            (staging / name).unlink(missing_ok=True)
            if (folder / name).exists():
                copies.copy_file(folder / name, staging / name, lambda _count: None)
        database = Database(staging / STORE_FILE, derive(store_key, STORE_DATABASE))
        _close(database, profile.read_belongings(database))

    with copies.open_copy(source) as copy:
        aside = _bring(folder, copy, read_manifest(copy, store_key), store_key, begin_anew, program, ports, watch)
    return aside or folder


def _bring(
    folder: Path,
    copy: copies.Copy,
    manifest: Manifest,
    store_key: bytes,
    begin_anew: Callable[[Path], None],
    program: str,
    aside: Ports | None,
    watch: Watch,
) -> Path | None:
    """Prove a copy beside its place, begin anew in it, and put it in place; with ``aside`` what is there goes aside first.

    Gives where that lies then.
    """
    copies.require_room(folder, manifest.size)
    with _locked(folder, program):
        staging = folder / STAGING
        try:
            copies.remove_tree(staging)
            (staging / VAULT_FOLDER).mkdir(parents=True)
            take_out(copy, manifest, staging, "restore", watch)
            prove(staging, manifest, store_key)
            begin_anew(staging)
            laid = placing.commit(folder, staging, "" if aside is None else f"{ASIDE}-{aside.now():%Y%m%dT%H%M%SZ}")
            placing.finish(folder)
            return laid
        except OSError as error:
            raise copies.full_or_failed(error) from None
        finally:
            copies.remove_tree(staging)


@contextmanager
def _locked(folder: Path, program: str) -> Iterator[None]:
    """The folder and its lock while a copy is brought back; where that fails, what was made for it goes again."""
    made = [each for each in (folder, *folder.parents) if not each.exists()]
    if not (folder / LOCK_FILE).exists():
        made.insert(0, folder / LOCK_FILE)
    try:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = ProfileLock(folder / LOCK_FILE, program)
        except OSError:
            raise Unavailable("profile.folder") from None
        try:
            yield
        finally:
            lock.release()
    except BaseException:
        for each in made:
            with suppress(OSError):  # a folder that is not empty holds what a restore that was cut off goes on with
                each.unlink() if each.name == LOCK_FILE else each.rmdir()
        raise


def _is_held(folder: Path) -> bool:
    """Whether there is a profile, or what was one."""
    vault = folder / VAULT_FOLDER
    return profile.exists(folder) or (vault.is_dir() and any(vault.iterdir()))


def _opened(copy: copies.Copy, way: Way, officer: str | None) -> tuple[keyslots.Unlocked, Manifest]:
    slots = copies.read_small(copy, SLOTS_FILE)
    if slots is None:
        copy.whole()
        raise Untrusted("backup.damaged", name=SLOTS_FILE)
    unlocked = keyslots.unlock(slots, way)
    content = unlocked.content
    if officer is not None and officer.strip() != read_certificate(content.certificate_der).common_name:
        raise Unlockable("officer.other")
    return unlocked, read_manifest(copy, content.store_key)


def take_out(copy: copies.Copy, manifest: Manifest, staging: Path, stage: str, watch: Watch) -> None:
    """Write every file of a copy into a folder, proved by its digest; raises ``Untrusted('backup.damaged')``."""
    done = 0

    def moved(count: int) -> None:
        nonlocal done
        done += count
        watch(stage, min(done, manifest.size), manifest.size)

    for name, (_, digest) in manifest.files.items():
        if copies.take_out(copy, name, staging / name, moved) != digest:
            raise Untrusted("backup.damaged", name=name)
    sync_folder(staging / VAULT_FOLDER)


def _close(database: Database, own: Belongings) -> None:
    """Close the streams that this device wrote on, and drop the persons of drafts, whose keys are in no copy."""
    try:
        with database.writing() as db:
            close_streams(db, own.devices)
            db.execute(tables.draft.update().values(identity_box=b""))
        database.checkpoint()
    finally:
        database.close()


def close_streams(db: Connection, devices: AbstractSet[bytes]) -> None:
    """Nothing more is written on any stream of this laptop, by whichever of its keys it began."""
    for row in db.execute(select(tables.stream.c.stream).where(tables.stream.c.device.in_(devices))).all():
        key = CLOSED + bytes(row.stream).hex()
        db.execute(tables.setting.delete().where(tables.setting.c.key == key))
        db.execute(tables.setting.insert(), {"key": key, "value": RESTORED})

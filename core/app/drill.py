"""A drill (uji cadangan): a copy is opened in a folder of its own and everything in it is proved; the copy is not touched."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from sqlalchemy import func, select

from core.app import backup, checking, profile, restoring, stick_copies
from core.app.backup_views import Drill
from core.app.device import VAULT_FOLDER, Device
from core.app.watch import Watch, silent
from core.crypto import keyslot_file
from core.domain.moment import Moment
from core.storage import copies, tables
from core.storage.vault import Vault

PREFIX = ".drill-"


def drill(device: Device, source: Path | None = None, watch: Watch = silent) -> Drill:
    """Prove the newest dated copy, or ``source`` (a copy, or a stick with this laptop's), as if this laptop were lost.

    Gives what it holds and how old it is. Raises ``Invalid`` (``backup.none``, ``backup.none_there``, ``file.missing``),
    ``Untrusted`` (``backup.foreign``, ``backup.cut``, ``backup.damaged``, ``backup.newer``, ``backup.unproven``),
    ``Unavailable`` (``backup.no_room``, ``disk.full``), ``Cancelled``.
    """
    path = backup.newest(device.folder) if source is None else source
    if (path / stick_copies.FOLDER).is_dir():
        path = stick_copies.newest_own(path, device)
    sweep(device.folder)
    with copies.open_copy(path) as copy:
        manifest = backup.read_manifest(copy, device.store_key)
        copies.require_room(device.folder, manifest.size)
        try:
            with tempfile.TemporaryDirectory(prefix=PREFIX, dir=device.folder) as name:
                folder = Path(name)
                (folder / VAULT_FOLDER).mkdir()
                restoring.take_out(copy, manifest, folder, "drill", watch)
                backup.prove(folder, manifest, device.store_key)
                keyslot_file.parse(profile.read_slots(folder)).prove(device.store_key)
                return _proved(device, folder, str(path), manifest, watch)
        except OSError as error:
            raise copies.full_or_failed(error) from None


def _proved(device: Device, folder: Path, file: str, manifest: backup.Manifest, watch: Watch) -> Drill:
    database, _ = profile.open_store(folder, device.store_key, device.ports)
    try:
        twin = replace(device, folder=folder, database=database, vault=Vault(folder / VAULT_FOLDER), own_streams={})
        profile.derive_again(twin)  # as opening it would, where an earlier program made the copy
        report = checking.check(twin, rebuild=False, watch=watch)
        with database.reading() as db:
            reports = int(db.execute(select(func.count()).select_from(tables.report)).scalar_one())
    finally:
        database.close()
    return Drill(
        file=file,
        made=Moment(manifest.made, manifest.zone, "").isoformat(),
        days=backup.days_between(manifest.made, device.moment().at),
        program=manifest.program,
        entries=report.entries,
        reports=reports,
        attachments=len(manifest.attachments),
        away=manifest.away,
        # What is not in the copy lay elsewhere when it was made, and is counted.
        problems=tuple(each for each in report.problems if each[0] != "attachment.missing"),
        places=report.places,
    )


def sweep(folder: Path) -> None:
    """Remove what a drill that was cut off left."""
    for path in folder.glob(f"{PREFIX}*"):
        copies.remove_tree(path)

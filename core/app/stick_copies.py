"""Copies of this laptop on sticks: found again by what opens them, and remembered, for each stays open to whoever left since.

On a stick that carries objects a copy lies in a folder of its own under a name by chance, as an object does: neither name nor
time tells what it is. Which one is this laptop's is told by its key alone.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import Connection, func, select

from core.app import backup, forgetting
from core.app.answers import show_time
from core.app.backup_views import CopyAway
from core.app.device import SLOTS_FILE, Device
from core.crypto import keyslots
from core.crypto.second_factor import Way
from core.domain.errors import Invalid, Refused, Unlockable
from core.domain.officer import ENDED
from core.storage import copies, tables

FOLDER: Final = "KEEP"
SUFFIX: Final = ".bin"
NAME_BYTES = 16
SETTING: Final = "copies.away"
MOST = 50
"""So many are remembered; of more the oldest is forgotten."""


class _Away(msgspec.Struct, frozen=True):
    """One copy that left this laptop: where it was written, as people know it; its file's name; when it was made (ms UTC), 0
    while it is being written: what a power cut leaves of it is known as this laptop's by its name alone, and what it was to
    replace by ``replaces``."""

    where: str
    name: str
    made: int
    replaces: list[str] = []


def fresh_name(entropy: Callable[[int], bytes]) -> str:
    """A name by chance, of the form that objects have."""
    return base64.b32encode(entropy(NAME_BYTES)).decode("ascii").rstrip("=").lower() + SUFFIX


def lying(root: Path) -> list[Path]:
    """Whatever lies where copies lie on a stick."""
    folder = root / FOLDER
    return sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []


def own(root: Path, device: Device) -> list[Path]:
    """The copies of this laptop on a stick, whole or not: told by its key, or remembered from before the key was changed."""
    with device.database.reading() as db:
        known = {each.name for each in _known(db)}
    return [path for path in lying(root) if path.name in known or is_own(path, device)]


def is_own(path: Path, device: Device) -> bool:
    """Whether a file is a copy of this laptop under its key of today."""
    try:
        with copies.open_copy(path) as copy:
            backup.read_manifest(copy, device.store_key)
    except Refused:
        return False
    return True


def choose(root: Path, way: Way) -> Path:
    """The newest whole copy on a stick that this passphrase opens.

    Raises ``Invalid``: ``backup.none_there`` where there is none at all, ``backup.several`` where copies of several laptops open;
    what the first one raises where none opens.
    """
    found: dict[Path, backup.Manifest] = {}
    first: Refused | None = None
    for path in lying(root):
        try:
            with copies.open_copy(path) as copy:
                slots = copies.read_small(copy, SLOTS_FILE)
                copy.whole()
                if slots is not None:
                    found[path] = backup.read_manifest(copy, keyslots.unlock(slots, way).content.store_key)
        except Refused as refusal:
            # Of several laptops' copies on one stick most open with others' passphrases: damage is the better reason.
            first = refusal if first is None or isinstance(first, Unlockable) else first
    if not found:
        raise first or Invalid("backup.none_there")
    if len({each.device for each in found.values()}) > 1:
        raise Invalid("backup.several", names=", ".join(sorted(f"{path.name} ({each.code})" for path, each in found.items())))
    return max(found, key=lambda path: found[path].made)


def begin(db: Connection, where: str, name: str, replaces: list[str]) -> None:
    """Remember a copy that is about to be written in the place of others (by name)."""
    _keep(db, [*_known(db), _Away(where, name, 0, replaces)])


def note(db: Connection, where: str, name: str, made: int, gone: Collection[str] = ()) -> None:
    """Remember a copy that was written, in the place of those that went for it (by name), and of those that went before them."""
    known = _known(db)
    went = {*gone, *(each for row in known if row.name in gone for each in row.replaces)}
    _keep(
        db, [*(row for row in known if row.name not in went and (row.where, row.name) != (where, name)), _Away(where, name, made)]
    )


def _keep(db: Connection, rows: list[_Away]) -> None:
    db.execute(tables.setting.delete().where(tables.setting.c.key == SETTING))
    db.execute(tables.setting.insert(), {"key": SETTING, "value": msgspec.json.encode(rows[-MOST:]).decode("ascii")})


def away(db: Connection, device: Device) -> tuple[CopyAway, ...]:
    """The copies that were written elsewhere, the newest first, each with the officers who left since and still open it."""
    ended, since, zone = _ended(db, device), forgetting.since(db), device.belongings.zone
    return tuple(
        CopyAway(
            each.where,
            each.name,
            show_time(each.made, zone),
            tuple(name for began, left, name in ended if began <= each.made <= left),
            before_erasure=each.made < since,
        )
        for each in sorted(_known(db), key=lambda each: -each.made)
        if each.made
    )


def _known(db: Connection) -> list[_Away]:
    value = db.execute(select(tables.setting.c.value).where(tables.setting.c.key == SETTING)).scalar()
    return msgspec.json.decode(value, type=list[_Away]) if value else []


def newest_own(root: Path, device: Device) -> Path:
    """The newest copy of this laptop on a stick that its key of today opens.

    Raises ``Invalid('backup.none_there')``; what the first one raises where none opens.
    """
    found: dict[Path, int] = {}
    first: Refused | None = None
    for path in own(root, device):
        try:
            with copies.open_copy(path) as copy:
                found[path] = backup.read_manifest(copy, device.store_key).made
        except Refused as refusal:
            first = first or refusal
    if not found:
        raise first or Invalid("backup.none_there")
    return max(found, key=lambda path: found[path])


def _ended(db: Connection, device: Device) -> list[tuple[int, int, str]]:
    """When officers of this laptop began and left, and their names; a copy of before opens to none of them."""
    gone, held = tables.revocation.c, tables.certificate.c
    ours = held.ca == device.belongings.ca_certificate
    # An officer who got a new key has several certificates, and began with the first.
    first = select(held.name, func.min(held.since)).where(ours).group_by(held.name)
    began = {name: int(since) for name, since in db.execute(first)}
    query = select(gone.since, held.name).join(tables.certificate, held.kid == gone.kid)
    query = query.where(gone.reason == ENDED, ours).order_by(gone.since)
    return [(began[name], int(since), str(name)) for since, name in db.execute(query)]

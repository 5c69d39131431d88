"""Copies of the profile: dated ones beside the store, and one in a single file for a stick (D9, SECURITY: loss of a disk).

A copy is made of the file as it lies, under a snapshot, and gets its name only after it was opened again and counted:
entries, the heads of all chains, attachments. Nothing in it is readable without a passphrase of this laptop. Keys of drafts
are never copied: who was typed into a draft is not in any copy.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final

import msgspec
from sqlalchemy import Connection, inspect, select

from core.app import forgetting
from core.app.backup_views import CopyMade, CopyRow
from core.app.device import PAIRS_FILE, SLOTS_FILE, STORE_FILE, VAULT_FOLDER, Belongings, Device
from core.app.ports import Ports
from core.app.profile_files import is_on_server
from core.app.watch import Watch, silent
from core.crypto.boxes import derive, lock_box, open_box
from core.crypto.cose import key_id
from core.crypto.labels import STORE_BACKUP, STORE_DATABASE
from core.domain.commands import AttachedFile
from core.domain.errors import Invalid, Refused, Untrusted
from core.domain.keeping import is_over, to_keep
from core.domain.moment import Moment
from core.journal import cbor, store
from core.storage import copies, tables
from core.storage.database import Database
from core.storage.folders import sync_folder

FOLDER: Final = "backups"
STAMP = "%Y%m%dT%H%M%SZ"
BEFORE: Final = re.compile(r"form-([0-9]{4})-([0-9]{8}T[0-9]{6}Z)")
"""The name of a copy of before an update, with the form of its store: no dated copy, and outside of their rule."""
MANIFEST_LIMIT = 64 * 1024 * 1024
DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Origin:
    """What a copy is made of: an open profile, or a store that no new program has touched yet."""

    folder: Path
    database: Database
    store_key: bytes
    own: Belongings
    ports: Ports


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a copy holds, in a box under the store key. ``files`` are sizes and SHA-256 by name; ``source`` is how the store
    lay when it was copied (size, time of its last change, SHA-256 of the key slots)."""

    version: int
    made: int
    zone: str
    program: str
    kind: str
    code: str
    name: str
    device: bytes
    entries: int
    heads: bytes
    away: int
    files: dict[str, tuple[int, bytes]]
    source: tuple[int, int, bytes]

    @property
    def attachments(self) -> tuple[str, ...]:
        """Names of the attachments that are in the copy."""
        return tuple(name for name in self.files if name.startswith(f"{copies.VAULT}/"))

    @property
    def size(self) -> int:
        """Bytes of everything in it."""
        return sum(size for size, _ in self.files.values())


def keep_if_due(device: Device, watch: Watch = silent, *, most: int | None = None) -> CopyMade | None:
    """:func:`keep` where something was written since the last copy, and the store has at most so many bytes; else None."""
    device.database.checkpoint()
    size = device.database.path.stat().st_size
    if (most is not None and size > most) or _nothing_new(device):
        return None
    return keep(device, watch)


def keep(device: Device, watch: Watch = silent) -> CopyMade:
    """Make a dated copy, prove it, and let go of those that are not to stay.

    Of a desk on a server it holds what that desk reads there. Raises ``Unavailable`` (``backup.no_room``, ``disk.full``,
    ``store.busy``, ``store.server``), ``Untrusted('backup.unproven')``, ``Cancelled``; then nothing of it stays.
    """
    name = device.folder / FOLDER / stamp(device.ports)
    with _origin(device, watch) as origin:
        made = make(origin, name, watch)
    _let_go(device, name.parent, name)
    return made


@contextmanager
def _origin(device: Device, watch: Watch) -> Iterator[Origin]:
    if not is_on_server(device.folder):
        yield Origin(device.folder, device.database, device.store_key, device.belongings, device.ports)
        return
    from core.app import server_copy

    with server_copy.staged(device, watch) as origin:
        yield origin
    server_copy.forget_what_others_destroyed(device)


def stamp(ports: Ports) -> str:
    """The name of a copy that is made now."""
    return f"{ports.now().astimezone(UTC):{STAMP}}"


def make(origin: Origin, name: Path, watch: Watch) -> CopyMade:
    """A copy under this name in the folder of copies, proved before it gets it; raises what :func:`keep` raises."""
    _sweep(name.parent)
    size = origin.database.path.stat().st_size
    copies.require_room(origin.folder, size)
    (name.parent / copies.VAULT).mkdir(parents=True, exist_ok=True)
    with copies.made_whole(name) as part:
        manifest = _write(origin, part, name.parent / copies.VAULT, _Moved(watch, "backup", size))
        prove(part, manifest, origin.store_key)
        copies.remove_tree(name)  # of the same second
    return made_of(str(name), manifest)


class _Moved:
    """Tells a watch how many bytes have moved."""

    def __init__(self, watch: Watch, stage: str, total: int) -> None:
        self._watch, self._stage, self._total, self._done = watch, stage, total, 0

    def __call__(self, count: int) -> None:
        self._done += count
        self._watch(self._stage, min(self._done, self._total), self._total)


def _write(origin: Origin, part: Path, pool: Path, moved: Callable[[int], None]) -> Manifest:
    files: dict[str, tuple[int, bytes]] = {}
    (part / copies.MARK).write_bytes(copies.VERSION)
    with origin.database.still() as db:
        lay = origin.database.path.stat()
        files[STORE_FILE] = copies.copy_file(origin.database.path, part / STORE_FILE, moved)
        entries, heads, named = store.count(db), heads_of(db), _named(db)
    for small in (SLOTS_FILE, PAIRS_FILE):
        if (origin.folder / small).exists():
            files[small] = copies.copy_file(origin.folder / small, part / small, moved)
    held, own = _link_attachments(origin.folder, pool, named, moved), origin.own
    manifest = Manifest(
        version=1,
        made=origin.ports.moment(own.zone).at,
        zone=own.zone,
        program=origin.ports.program,
        kind=own.kind,
        code=own.code,
        name=own.name,
        device=key_id(own.first_certificate),
        entries=entries,
        heads=heads,
        away=sum(f"{copies.VAULT}/{token.hex()}.age" not in held for token in named),
        files=files | held,
        source=(*_likeness(lay), files[SLOTS_FILE][1]),
    )
    plain = cbor.encode(msgspec.to_builtins(manifest, builtin_types=(bytes,)))
    box = lock_box(derive(origin.store_key, STORE_BACKUP), plain, STORE_BACKUP, origin.ports.entropy)
    (part / copies.MANIFEST).write_bytes(box)
    for small in (copies.MARK, copies.MANIFEST):
        with (part / small).open("rb+") as file:
            copies.sync_file(file)
    return manifest


def heads_of(db: Connection) -> bytes:
    """One digest over where every chain stands."""
    whole = hashlib.sha256()
    for stream in sorted(bytes(row.stream) for row in db.execute(select(tables.stream.c.stream))):
        head = store.head(db, stream)
        if head is not None:
            whole.update(stream + head.sequence.to_bytes(8, "big") + head.digest)
    return whole.digest()


def _named(db: Connection) -> dict[bytes, bytes]:
    """Files that entries or drafts name, with the digest of their ciphertext; others are swept away at the next start."""
    found: dict[bytes, bytes] = {}
    for table in (tables.attachment, tables.guard_carried):
        if inspect(db).has_table(table.name):  # a store that was not brought up to date may know none of them
            rows = db.execute(select(table.c.token, table.c.sealed_digest))
            found |= {bytes(row.token): bytes(row.sealed_digest) for row in rows}
    drafts = (msgspec.msgpack.decode(row.files, type=list[AttachedFile]) for row in db.execute(select(tables.draft.c.files)))
    return found | {bytes.fromhex(file.token): file.sealed_digest for held in drafts for file in held}


def _link_attachments(
    folder: Path, pool: Path, named: Mapping[bytes, bytes], moved: Callable[[int], None]
) -> dict[str, tuple[int, bytes]]:
    held: dict[str, tuple[int, bytes]] = {}
    for path in sorted((folder / VAULT_FOLDER).glob("*.age")):
        digest, target = named.get(bytes.fromhex(path.stem)), pool / path.name
        if digest is None:
            continue
        try:
            size = path.stat().st_size
            if target.exists() and target.stat().st_size != size:
                target.unlink()
            copies.link_file(path, target, moved)
        except FileNotFoundError:  # destroyed by order while the copy was being made
            continue
        held[f"{copies.VAULT}/{path.name}"] = size, digest
        moved(0)
    sync_folder(pool)
    return held


@contextmanager
def opened(folder: Path, store_key: bytes) -> Iterator[Database]:
    """The store of a copy while it is looked at; nothing of that stays beside it."""
    database = Database(folder / STORE_FILE, derive(store_key, STORE_DATABASE))
    try:
        yield database
    finally:
        database.close()
        for log in ("-wal", "-shm"):
            (folder / f"{STORE_FILE}{log}").unlink(missing_ok=True)


def prove(folder: Path, manifest: Manifest, store_key: bytes) -> None:
    """Open the store of a copy and count; raises ``Untrusted('backup.unproven')`` unless it holds what it is to hold."""
    try:
        with opened(folder, store_key) as database:
            if database.integrity_problems():
                raise Untrusted("backup.unproven")
            with database.reading() as db:
                if store.count(db) != manifest.entries or heads_of(db) != manifest.heads:
                    raise Untrusted("backup.unproven")
    except Refused as refusal:
        raise Untrusted("backup.unproven") from refusal


def read_manifest(copy: copies.Copy, store_key: bytes) -> Manifest:
    """What a copy says that it holds.

    Raises ``Untrusted``: ``backup.cut``, ``backup.damaged`` (or another laptop's), ``backup.newer``.
    """
    box = copies.read_small(copy, copies.MANIFEST, MANIFEST_LIMIT)
    if box is None:
        copy.whole()
        raise Untrusted("backup.damaged", name=copies.MANIFEST)
    try:
        plain = open_box(derive(store_key, STORE_BACKUP), box, STORE_BACKUP)
        manifest = msgspec.convert(cbor.decode_map(plain, MANIFEST_LIMIT), Manifest, builtin_types=(bytes,))
    except (Untrusted, msgspec.ValidationError):
        copy.whole()
        raise Untrusted("backup.damaged", name=copies.MANIFEST) from None
    copy.whole()
    for name, (size, _) in manifest.files.items():
        if copy.sizes.get(name) != size:
            raise Untrusted("backup.damaged" if name in copy.sizes else "backup.cut", name=name)
    return manifest


def made_of(file: str, manifest: Manifest) -> CopyMade:
    """What is told of a copy."""
    made = Moment(manifest.made, manifest.zone, "").isoformat()
    counts = (manifest.entries, len(manifest.attachments), manifest.away, manifest.size)
    return CopyMade(file, made, *counts, verified=True)


# --- dated copies ----------------------------------------------------------------------------------------------------


def dated(folder: Path) -> dict[datetime, Path]:
    """The dated copies of a profile's folder, the oldest first."""
    found = {}
    base = folder / FOLDER
    for path in sorted(base.iterdir()) if base.is_dir() else ():
        try:
            found[datetime.strptime(path.name, STAMP).replace(tzinfo=UTC)] = path
        except ValueError:
            continue
    return found


def before(folder: Path) -> dict[Path, tuple[str, datetime]]:
    """Copies of before an update, the oldest first: the form that their store has, and when they were made."""
    base, found = folder / FOLDER, {}
    for path in base.iterdir() if base.is_dir() else ():
        if told := BEFORE.fullmatch(path.name):
            found[path] = told[1], datetime.strptime(told[2], STAMP).replace(tzinfo=UTC)
    return dict(sorted(found.items(), key=lambda each: each[1][1]))


def rows(folder: Path, zone: str) -> tuple[CopyRow, ...]:
    """The copies of this laptop, the newest first, by the time of its zone; sizes without the attachments that they share."""
    found = [(made, path, "") for made, path in dated(folder).items()]
    found += [(made, path, form) for path, (form, made) in before(folder).items()]
    return tuple(
        CopyRow(
            str(path),
            Moment(round(made.timestamp() * 1000), zone, "").isoformat(),
            sum(file.stat().st_size for file in path.iterdir()),
            form,
        )
        for made, path, form in sorted(found, reverse=True)
    )


def of_before(folder: Path, at: str) -> int:
    """How many dated copies were made before an ISO instant, all where it is empty."""
    until = datetime.fromisoformat(at) if at else None
    return sum(until is None or made < until.replace(microsecond=0) for made in dated(folder))


def newest(folder: Path) -> Path:
    """The newest dated copy; raises ``Invalid('backup.none')``."""
    found = dated(folder)
    if not found:
        raise Invalid("backup.none")
    return found[max(found)]


def _sweep(base: Path) -> None:
    """Remove what a run that was cut off left."""
    for path in base.glob(f"*{copies.PART}") if base.is_dir() else ():
        copies.remove_tree(path)


def _nothing_new(device: Device) -> bool:
    try:
        with copies.open_copy(newest(device.folder)) as copy:
            manifest = read_manifest(copy, device.store_key)
    except Refused:
        return False
    lay, slots = device.database.path.stat(), (device.folder / SLOTS_FILE).read_bytes()
    return manifest.source == (*_likeness(lay), hashlib.sha256(slots).digest())


def _likeness(lay: os.stat_result) -> tuple[int, int]:
    """Size and time of the last change, in microseconds: CBOR's whole numbers end at 2^53."""
    return lay.st_size, lay.st_mtime_ns // 1000


def _let_go(device: Device, base: Path, name: Path) -> None:
    """Remove copies beyond seven days and four weeks, those of before an update that was worked with for a week, those of
    before something was destroyed, and what only they named."""
    with device.database.reading() as db:
        since = forgetting.since(db) / 1000
    found = dated(base.parent)
    stay = to_keep(found)
    for made, path in found.items():
        if path != name and (made not in stay or made.timestamp() < since):
            copies.remove_tree(path)
    for path, (_, made) in before(base.parent).items():
        if is_over(made, found) or made.timestamp() < since:
            copies.remove_tree(path)
    named: set[str] = set()
    for path in (*dated(base.parent).values(), *before(base.parent)):
        try:
            with copies.open_copy(path) as copy:
                named |= set(read_manifest(copy, device.store_key).attachments)
        except Untrusted:
            return  # what a damaged copy names is not known: its attachments stay until it goes
    for path in (base / copies.VAULT).iterdir():
        if f"{copies.VAULT}/{path.name}" not in named:
            path.unlink()


# --- one file --------------------------------------------------------------------------------------------------------


def bind(device: Device, folder: Path, sink: BinaryIO, watch: Watch = silent) -> None:
    """Write a dated copy as one file, every piece proved against its digest on the way; raises ``Untrusted``."""
    with copies.open_copy(folder) as copy:
        manifest = read_manifest(copy, device.store_key)
        names = {copies.MARK: b"", copies.MANIFEST: b""} | {name: digest for name, (_, digest) in manifest.files.items()}
        copies.bind(copy, names, sink, _Moved(watch, "backup.write", manifest.size))


def read_back(device: Device, file: Path, watch: Watch = silent) -> CopyMade:
    """Read a copy's one file to its end and prove each piece; raises ``Untrusted``."""
    with copies.open_copy(file) as copy:
        manifest = read_manifest(copy, device.store_key)
        prove_files(copy, manifest, watch)
        return made_of(str(file), manifest)


def prove_files(copy: copies.Copy, manifest: Manifest, watch: Watch) -> None:
    """Prove every file of a copy by its digest; raises ``Untrusted('backup.damaged')``."""
    moved = _Moved(watch, "backup.read", manifest.size)
    for name, (_, digest) in manifest.files.items():
        if copies.digest_of(copy, name, moved) != digest:
            raise Untrusted("backup.damaged", name=name)


def days_between(made: int, now: int) -> int:
    """Whole days from one instant to another (ms UTC), never below none."""
    return max(0, (now - made) // 1000 // DAY_SECONDS)

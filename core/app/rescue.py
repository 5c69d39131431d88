"""A damaged store read once more: what still reads becomes a profile of its own, and the source is not touched.

Entries count only whole and with a signature that proves; whatever else a page still shows is left behind. What is missing is
said: places of chains, attachments, pages; and until when it goes, for whether something came after the last entry of a chain
no store can tell by itself. The new profile opens with the same passphrases and writes on streams of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, select

from core.app import chain_ends, common_store, neighbours, profile
from core.app.answers import show_time
from core.app.checking import Prover
from core.app.device import DRAFT_KEYS_FOLDER, PAIRS_FILE, SLOTS_FILE, STORE_FILE, VAULT_FOLDER, Belongings
from core.app.profile_files import exists
from core.app.restoring import close_streams
from core.app.watch import Watch, silent
from core.crypto import keyslots
from core.crypto.boxes import derive
from core.crypto.labels import STORE_DATABASE
from core.crypto.sealing import AgeIdentity
from core.crypto.second_factor import Way
from core.domain.errors import Invalid, Refused, Unavailable
from core.domain.ids import show_id
from core.journal import cbor, store
from core.projections.project import Projector
from core.storage import copies, tables
from core.storage.atomic import replace_file
from core.storage.database import Database
from core.storage.folders import sync_folder
from core.storage.migrations import migrate
from core.storage.permitted import migrating
from core.storage.salvage import Salvage, copy_readable
from core.storage.vault import Vault

WORK: Final = ".work"
READABLE = (*tables.JOURNAL, *tables.LOCAL)
"""What is taken over; all else is derived again."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Places of a chain that are not here, first and last."""

    stream: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Rescued:
    """What came over, and what did not: ``holes`` are stretches of damaged pages, ``bytes_lost`` what the disk did not give.

    ``alone`` counts entries of which only parts came; ``newest`` is when the newest entry came there (RFC 3339).
    """

    folder: str
    entries: int
    unreadable: int
    unproven: int
    attachments: int
    missing: tuple[str, ...]
    damaged: tuple[str, ...]
    gaps: tuple[Gap, ...]
    holes: int
    bytes_lost: int
    alone: int
    newest: str

    @property
    def lacks(self) -> bool:
        """Whether something is known to be missing; without it, too, entries after the newest may be."""
        known = (self.unreadable, self.unproven, self.alone, self.missing, self.damaged, self.gaps, self.holes)
        return any(known)


def rescue(source: Path, target: Path, way: Way, *, watch: Watch = silent) -> Rescued:
    """Read a damaged profile into a new folder, whole under its name at the end.

    Raises ``Invalid`` (``profile.none``, ``folder.not_empty``), ``Unlockable`` (``passphrase.wrong``, ``keyslot.*``),
    ``Unavailable`` (``rescue.unreadable``, ``rescue.no_beginning``, ``rescue.no_keys``, ``backup.no_room``, ``disk.full``),
    ``Cancelled``; then nothing was written.
    """
    if not exists(source) or not (source / STORE_FILE).exists():
        raise Invalid("profile.none")
    copies.require_free(target)
    content = keyslots.unlock(profile.read_slots(source), way).content
    copies.require_room(target.parent, 2 * (source / STORE_FILE).stat().st_size)
    with copies.made_whole(target) as part:
        (part / WORK).mkdir()
        (part / VAULT_FOLDER).mkdir()
        told = _Rescue(source, part, content, watch).run(str(target))
        copies.remove_tree(part / WORK)
    return told


class _Rescue:
    """One run."""

    def __init__(self, source: Path, part: Path, content: keyslots.SlotContent, watch: Watch) -> None:
        self._source, self._part, self._key, self._watch = source, part, content.store_key, watch
        self._officer, self._last = content.certificate_der, dict[bytes, int]()
        self._holes = self._lost = self._unreadable = self._unproven = self._alone = 0

    def run(self, name: str) -> Rescued:
        """Take over, prove, derive; gives what came of it."""
        database = common_store.own_file(self._part, self._key)
        try:
            with database.writing() as db:
                migrate(db)
                self._take_over(db)
            own = self._belongings(database)
            with database.writing() as db, migrating(db):  # what does not prove itself may leave this new journal again
                self._drop_alone(db)
                self._drop_unreadable(db)
                projector = self._projector(db, own)
                projector.rebuild(db)
                if self._drop_unproven(db, own):
                    projector.rebuild(db)
                chain_ends.forget_media(db)
                close_streams(db, own.devices)
                db.execute(tables.draft.update().where(tables.draft.c.id.not_in(self._drafts())).values(identity_box=b""))
            with database.reading() as db:
                entries, gaps = store.count(db), tuple(_gaps(db, self._last))
                newest = show_time(chain_ends.newest(db), own.zone)
                here, missing, damaged = self._attachments(db)
            database.checkpoint()
        finally:
            database.close()
        self._small_files()
        counts = (entries, self._unreadable, self._unproven, here)
        return Rescued(name, *counts, missing, damaged, gaps, self._holes, self._lost, self._alone, newest)

    def _take_over(self, db: Connection) -> None:
        """Copy what reads of the journal's and the laptop's own tables, row by row."""
        work = self._part / WORK / STORE_FILE
        for file in (STORE_FILE, f"{STORE_FILE}-wal"):
            if (self._source / file).exists():
                self._lost += copy_readable(self._source / file, self._part / WORK / file)
        salvage = Salvage(work, derive(self._key, STORE_DATABASE))
        try:
            known = salvage.tables()
            for done, table in enumerate(READABLE, start=1):
                if table.name in known:
                    self._take_table(db, salvage, table)
                self._watch("rescue", done, len(READABLE))
            for table, column in chain_ends.WITNESSES:
                if table.name in known:
                    rows = salvage.rows(table.name, (chain_ends.STREAM, column))
                    places = (row for row in rows if row is not None and None not in row)
                    chain_ends.furthest(((bytes(stream), int(place)) for stream, place in places), self._last)
        finally:
            salvage.close()

    def _take_table(self, db: Connection, salvage: Salvage, table: Any) -> None:
        columns = [name for name in salvage.columns(table.name) if name in table.columns]
        names, places = ", ".join(f'"{name}"' for name in columns), ", ".join("?" for _ in columns)
        put = f'INSERT OR IGNORE INTO "{table.name}" ({names}) VALUES ({places})'  # noqa: S608 - our own names
        for row in salvage.rows(table.name, columns) if columns else ():
            if row is None:
                self._holes += 1
            elif None not in row:
                db.exec_driver_sql(put, row)

    def _belongings(self, database: Database) -> Belongings:
        """The device's own keys, without which nothing here can be read."""
        with database.reading() as db:
            value = db.execute(select(tables.secret.c.value).where(tables.secret.c.name == profile.BELONGINGS)).scalar()
        if value is None:
            raise Unavailable("rescue.no_keys")
        return msgspec.convert(cbor.decode_map(bytes(value), common_store.LIMIT), Belongings, builtin_types=(bytes,))

    def _projector(self, db: Connection, own: Belongings) -> Projector:
        texts = [text for text in (own.age_identity, *(each.age_identity for each in own.former)) if text]
        provinces = {each.province: each.area for each in neighbours.provinces(db).values()} if own.kind == "nation" else {}
        return Projector([*(AgeIdentity.from_text(text) for text in texts), *own.reports], provinces)

    def _drop_alone(self, db: Connection) -> None:
        """Parts whose entry did not come: nothing proves them, and they would be in its way where it comes back by a stick."""
        alone = chain_ends.parts_alone(db)
        for digest in alone:
            db.execute(tables.part.delete().where(tables.part.c.digest == digest))
        self._alone = len(alone)

    def _drop_unreadable(self, db: Connection) -> None:
        """Entries that are not whole: a part, its key or the header is gone, or they are not what their digest says."""
        for place in _places(db):
            try:
                entry = store.read(db, *place)
            except Refused:
                entry = None
            if entry is None or entry.digest != place[2]:
                self._drop(db, place)
                self._unreadable += 1

    def _drop_unproven(self, db: Connection, own: Belongings) -> bool:
        """Entries whose signature does not prove; gives whether there were any.

        Where the beginning of a chain is lost, its own officer and device are known all the same.
        """
        prover, places = (
            Prover(db, besides=(self._officer, own.device_certificate, *(each.certificate for each in own.former))),
            _places(db),
        )
        for done, place in enumerate(places, start=1):
            if any(code in ("signature", "entry.unreadable") for code, _ in prover.problems(place)):
                self._drop(db, place)
                self._unproven += 1
            self._watch("check", done, len(places))
        return bool(self._unproven)

    def _drop(self, db: Connection, place: tuple[bytes, int, bytes]) -> None:
        stream, sequence, digest = place
        entry = tables.entry.c
        db.execute(tables.entry.delete().where(entry.stream == stream, entry.seq == sequence, entry.digest == digest))
        db.execute(tables.part.delete().where(tables.part.c.digest == digest))
        self._last[stream] = max(sequence, self._last.get(stream, 0))

    def _drafts(self) -> list[str]:
        """Drafts whose key is there."""
        keys = self._source / DRAFT_KEYS_FOLDER
        return [path.stem for path in keys.glob("*.key")] if keys.is_dir() else []

    def _attachments(self, db: Connection) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
        here, missing, damaged = 0, list[str](), list[str]()
        vault = Vault(self._part / VAULT_FOLDER)
        rows = db.execute(select(tables.attachment.c.token, tables.attachment.c.sealed_digest)).all()
        for done, row in enumerate(rows, start=1):
            token = bytes(row.token)
            lies = self._source / VAULT_FOLDER / f"{token.hex()}.age"
            if not lies.exists():
                missing.append(token.hex())
            elif _copy_proved(lies, vault.path(token), bytes(row.sealed_digest)):
                here += 1
            else:
                damaged.append(token.hex())
            self._watch("attachments", done, len(rows))
        return here, tuple(missing), tuple(damaged)

    def _small_files(self) -> None:
        keys = self._part / DRAFT_KEYS_FOLDER
        keys.mkdir()
        for name in self._drafts():
            copy_readable(self._source / DRAFT_KEYS_FOLDER / f"{name}.key", keys / f"{name}.key")
        if (self._source / PAIRS_FILE).exists():
            copy_readable(self._source / PAIRS_FILE, self._part / PAIRS_FILE)
        replace_file(self._part / SLOTS_FILE, profile.read_slots(self._source))
        for folder in (keys, self._part / VAULT_FOLDER, self._part):
            sync_folder(folder)


def _copy_proved(source: Path, target: Path, digest: bytes) -> bool:
    """Copy an attachment; False, and nothing there, where it does not read or is not what it should be."""
    try:
        copy_readable(source, target)
    except Unavailable as refusal:
        if refusal.code != "rescue.unreadable":
            raise
        return False
    with target.open("rb") as file:
        same = hashlib.file_digest(file, "sha256").digest() == digest
    if not same:
        target.unlink()
    return same


def _places(db: Connection) -> list[tuple[bytes, int, bytes]]:
    rows = db.execute(select(tables.entry.c.stream, tables.entry.c.seq, tables.entry.c.digest)).all()
    return [(bytes(row.stream), int(row.seq), bytes(row.digest)) for row in rows]


def _gaps(db: Connection, last: Mapping[bytes, int]) -> Iterator[Gap]:
    """Places that are missing of each chain, up to the last one that is known to have been there."""
    held: dict[bytes, set[int]] = {stream: set() for stream in last}
    for stream, sequence, _ in _places(db):
        held.setdefault(stream, set()).add(sequence)
    for stream, places in sorted(held.items()):
        due = 0
        for place in (*sorted(places), max(last.get(stream, -1), *places, -1) + 1):
            if place > due:
                yield Gap(show_id(stream), due, place - 1)
            due = place + 1

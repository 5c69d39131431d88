"""Everything that can be read here, in files that need no program: for the day on which there is none any more.

JSON Lines with every entry and every part that opens here, attachments as they were taken in, papers as PDF, the records as
they were signed, certificates, and a page that says what each file is. Who reported and who saw it stay sealed: their parts
and files go along as the ciphertext that they are.
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

from sqlalchemy import Connection, Row, func, select

from core.app import attachments, trust, writing
from core.app.answers import show_time
from core.app.device import DESKS, Device
from core.app.watch import Watch, silent
from core.crypto.sealing import is_age
from core.domain import authority
from core.domain.errors import Refused
from core.domain.ids import CommandId, show_id
from core.domain.listing import EverythingExported, EverythingFacts
from core.domain.reference import DATASETS
from core.journal import cbor, reading, store
from core.journal.entry import EXPIRED, HERE, ORDERED, Entry, write_record
from core.storage import copies, tables
from core.storage.folders import sync_folder

KIND: Final = "everything.exported"
PAGE: Final = "templates/everything.md"
ENTRIES, FILES, RECORDS, TRUST = "entries.jsonl", "attachments.jsonl", "records.cbor", "trust.pem"
SUMS, READ_ME = "SHA256SUMS", "BACA-INI.md"
KINDS, REFERENCE = "kinds.json", "reference"
"""What the codes mean: acts in words, and the reference data that came with this program; newer ones are entries themselves."""
LANGUAGES: Final = ("id", "en")
PIECE = 500
READABLE, SEALED, MISSING, DAMAGED = "readable", "sealed", "missing", "damaged"
LOST = {ORDERED: "erased", EXPIRED: "expired"}


@dataclass(frozen=True, slots=True)
class Everything:
    """What was written: ``sealed`` attachments as ciphertext; ``missing`` are not here, or damaged."""

    folder: str
    entries: int
    attachments: int
    sealed: int
    missing: int
    papers: int


@dataclass
class _Writing:
    """The folder while it is written, with the digest of each file."""

    folder: Path
    sums: dict[str, str] = field(default_factory=dict)

    def open(self, name: str) -> _Sink:
        """A new file in it."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return _Sink(self, name, path.open("xb"))

    def put(self, name: str, data: bytes) -> None:
        """A small file."""
        with self.open(name) as sink:
            sink.write(data)


class _Sink:
    """A file that is hashed while it is written, and durable at its end."""

    def __init__(self, writing: _Writing, name: str, file: BinaryIO) -> None:
        self._writing, self._name, self._file, self._hash = writing, name, file, hashlib.sha256()

    def write(self, data: bytes, /) -> int:
        self._hash.update(data)
        return self._file.write(data)

    def line(self, tree: dict[str, object]) -> None:
        self.write((json.dumps(tree, ensure_ascii=False) + "\n").encode())

    @property
    def digest(self) -> bytes:
        return self._hash.digest()

    def __enter__(self) -> _Sink:
        return self

    def __exit__(self, *_: object) -> None:
        with self._file as file:
            copies.sync_file(file)
        self._writing.sums[self._name] = self._hash.hexdigest()


def export(device: Device, command: CommandId, folder: Path, watch: Watch = silent) -> Everything:
    """Write everything into a new folder, whole under its name at the end; the entry comes before the first byte.

    Raises ``NotAllowed('authority.refused')``, ``Invalid('folder.not_empty')``, ``Unavailable`` (``backup.no_room``,
    ``disk.full``, ``disk.failed``, ``file.unwritable``), ``Cancelled``; then the folder is not there, though the entry may be.
    """
    authority.require(KIND, device.officer.role, from_desk=device.is_desk, begins=True, owns=True)
    copies.require_free(folder)
    with device.database.reading() as db:
        facts, size = _counts(db, device)
    copies.require_room(folder.parent, size)
    with device.database.writing() as db:
        writing.begin(db, device, EverythingExported(facts), DESKS, command)
    with copies.made_whole(folder) as part:
        return _write(device, _Writing(part), folder, watch)


def _counts(db: Connection, device: Device) -> tuple[EverythingFacts, int]:
    table = tables.attachment.c
    rows = db.execute(select(table.shows_identity, func.count(), func.sum(table.size)).group_by(table.shows_identity)).all()
    count = {bool(row[0]): int(row[1]) for row in rows}
    facts = EverythingFacts(entries=store.count(db), attachments=count.get(False, 0), sealed=count.get(True, 0))
    # Twice the store: its words in the clear, and the records beside them.
    lies = 0 if device.database.host else 2 * device.database.path.stat().st_size
    return facts, lies + sum(int(row[2] or 0) for row in rows)


def _write(device: Device, out: _Writing, folder: Path, watch: Watch) -> Everything:
    with device.database.reading() as db:
        entries = _write_entries(db, device, out, watch)
        states = list(_write_attachments(db, device, out, watch))
        papers = _write_papers(db, out)
        out.put(TRUST, trust.pem(db, device))
        out.put(KINDS, _kinds(db, device))
    for name in DATASETS:
        out.put(f"{REFERENCE}/{name}.json", device.ports.resource(f"{REFERENCE}/{name}.json"))
    out.put(READ_ME, device.ports.resource(PAGE))
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(out.sums.items()))
    out.put(SUMS, lines.encode())
    for each in out.folder.iterdir():
        if each.is_dir():
            sync_folder(each)
    lost = states.count(MISSING) + states.count(DAMAGED)
    return Everything(str(folder), entries, states.count(READABLE), states.count(SEALED), lost, papers)


def _kinds(db: Connection, device: Device) -> bytes:
    """Every kind of entry that is here, in words of both languages; one that this program does not know has none."""
    words = {each: json.loads(device.ports.resource(f"translations/{each}.json")) for each in LANGUAGES}
    found = sorted(db.execute(select(tables.entry.c.kind).distinct()).scalars())
    said = {kind: {each: words[each].get(f"history.{kind}", "") for each in LANGUAGES} for kind in found}
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _write_entries(db: Connection, device: Device, out: _Writing, watch: Watch) -> int:
    own, total, done = device.facts(), store.count(db), 0
    with out.open(ENTRIES) as lines, out.open(RECORDS) as records:
        lines.line(
            {
                "line": "header",
                "format": "posko-everything",
                "version": 1,
                "office": own.name,
                "code": own.code,
                "province": own.province_code,
                "made": device.moment().isoformat(),
                "program": device.ports.program,
                "entries": total,
            }
        )  # fmt: skip
        for entry in store.everything(db):
            lines.line(_entry(db, device, entry))
            records.write(write_record(entry))
            done += 1
            if done % PIECE == 0 or done == total:
                watch("export", done, total)
        lines.line({"line": "end", "entries": done})
    return done


def _entry(db: Connection, device: Device, entry: Entry) -> dict[str, object]:
    header, handling = entry.header, reading.handling_of(entry)
    author = reading.fact_of(db, entry, ()).source
    opened = reading.open_parts(entry, device.identities)
    parts: dict[str, object] = {}
    for name, part in sorted(entry.parts.items()):
        if name == "handling":
            continue
        if part.state != HERE:
            parts[name] = {"gone": LOST.get(part.state, "withheld")}
        elif name in opened:
            parts[name] = _plain(opened[name])
        else:
            parts[name] = {"sealed": part.content.hex()}
    return {
        "line": "entry", "digest": entry.digest.hex(), "stream": header.stream.hex(), "sequence": header.sequence,
        "previous": None if header.previous is None else header.previous.hex(), "lamport": header.lamport,
        "subject": show_id(entry.subject), "kind": header.kind, "version": header.version, "officer": author.officer,
        "role": author.role, "post": author.post, "key": entry.kid.hex(),
        "at": show_time(handling.at, handling.zone) if handling.at else "", "wall": handling.wall,
        "parents": [each.hex() for each in handling.parents], "marks": list(author.marks), "parts": parts,
    }  # fmt: skip


def _plain(content: bytes) -> object:
    """A part in JSON's words: bytes as hexadecimal digits, boxes as they are."""
    try:
        return _words(cbor.decode(content, len(content)))
    except Refused:
        return {"bytes": content.hex()}


def _words(value: object) -> object:
    if isinstance(value, bytes):
        return {"sealed": value.hex()} if is_age(value) else value.hex()
    if isinstance(value, dict):
        return {str(key): _words(each) for key, each in value.items()}
    return [_words(each) for each in value] if isinstance(value, list) else value


def _write_attachments(db: Connection, device: Device, out: _Writing, watch: Watch) -> Iterator[str]:
    rows = db.execute(select(tables.attachment).order_by(tables.attachment.c.token)).all()
    with out.open(FILES) as lines:
        for done, row in enumerate(rows, start=1):
            token = bytes(row.token)
            name, state = _write_attachment(device, out, row, token)
            lines.line(
                {
                    "line": "attachment",
                    "token": token.hex(),
                    "subject": show_id(bytes(row.subject)),
                    "name": row.name,
                    "media_type": row.media_type,
                    "size": row.size,
                    "sha256": bytes(row.digest).hex(),
                    "state": state,
                    "file": name,
                }
            )  # fmt: skip
            watch("export.files", done, len(rows))
            yield state
        lines.line({"line": "end", "attachments": len(rows)})


def _write_attachment(device: Device, out: _Writing, row: Row[Any], token: bytes) -> tuple[str, str]:
    """Write one file as far as it can be read here; gives its name and what became of it."""
    ending = mimetypes.guess_extension(str(row.media_type)) or ""
    name, closed = f"attachments/{token.hex()}{ending}", f"attachments/{token.hex()}.age"
    identities = attachments.openers(device, row)
    try:
        if not device.vault.holds(token):
            return "", MISSING
        if not identities:
            with out.open(closed) as sink:
                device.vault.copy_sealed(token, sink)
            return closed, SEALED
        with out.open(name) as sink:
            device.vault.decrypt(token, identities, sink)
        return (name, READABLE) if sink.digest == bytes(row.digest) else (name, DAMAGED)
    except Refused:
        for begun in (name, closed):
            (out.folder / begun).unlink(missing_ok=True)
            out.sums.pop(begun, None)
        return "", DAMAGED


def _write_papers(db: Connection, out: _Writing) -> int:
    from core.app import pact_files  # brings ReportLab along

    count, papers = 0, tables.document_file.c
    for table in (tables.document_file, tables.pact_file):
        for subject in [bytes(row.subject) for row in db.execute(select(table.c.subject)).all()]:
            whole = select(papers.pdf).where(papers.subject == subject)
            of_pact = table is tables.pact_file
            data = pact_files.read(db, subject) if of_pact else db.execute(whole).scalar_one()
            if data:
                out.put(f"papers/{show_id(subject)}.pdf", bytes(data))
                count += 1
    return count

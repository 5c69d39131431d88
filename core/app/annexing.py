"""A case's journal extract as a file that verifies without this program: first the entry, then the bytes."""

from __future__ import annotations

import hashlib
import threading
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, select

from core.app.at_report import AtReport, open_report
from core.app.attachments import openers
from core.app.device import DESKS, Device
from core.app.watch import Watch
from core.crypto.certificates import read as read_certificate
from core.crypto.sealing import Sink, is_age, open_sealed
from core.domain.annex import (
    AnnexExported,
    AnnexFacts,
    AnnexFile,
    ExportAnnex,
    GonePart,
    OpenedPart,
    goes_along,
    require_order,
)
from core.domain.errors import NotAllowed, Untrusted
from core.journal import annex, store
from core.journal.acknowledgement import read_acknowledgement
from core.journal.entry import EXPIRED, HERE, ORDERED, Entry
from core.storage import tables

VERIFIER, EXPLANATION, SEQUENCE, FOLDER = "periksa.py", "BACA-DAHULU.txt", "annex.cbor", "attachments/"


@dataclass(frozen=True, slots=True)
class AnnexMade:
    """What left: numbers of entries and files, and the parts held back."""

    number: str
    entries: int
    left_out: int
    attachments: int
    withheld: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Ready:
    """Everything that goes into the file, decided while the store was held."""

    facts: AnnexFacts
    sequence: bytes
    files: tuple[Any, ...]


def export(device: Device, command: ExportAnnex, sink: Sink, watch: Watch, busy: threading.RLock) -> AnnexMade:
    """Write the entry, then the file; a file that breaks off leaves the entry, which then tells of a try.

    Raises ``Invalid`` (``annex.*``, ``report.unknown``), ``NotAllowed`` (``annex.sealed``, ``authority.refused``), and what
    ``sink`` raises.
    """
    require_order(command)
    with busy, device.database.writing() as db:
        ready = _prepare(db, device, command)
    _write(device, ready, sink, watch)
    facts = ready.facts
    return AnnexMade(facts.number, len(facts.entries) + 1, facts.left_out, len(facts.files), tuple(facts.withheld))


def _prepare(db: Connection, device: Device, command: ExportAnnex) -> _Ready:
    at = open_report(db, device, command.report, command.command)
    if at.state.facts is None:
        raise NotAllowed("annex.sealed")
    held = store.of_subject(db, command.report)
    entries = [entry for entry in held if goes_along(entry.header.kind, command.leave_out)]
    opened = _opened(device, entries, command.withhold)
    files = _files(db, device, command) if command.files else []
    facts = AnnexFacts(
        number=at.number,
        to=command.to.strip(),
        basis=command.basis.strip(),
        day=device.moment().day.isoformat(),
        entries=[entry.digest for entry in entries],
        left_out=len(held) - len(entries),
        withheld=sorted(command.withhold),
        opened=[OpenedPart(entry=digest, part=name, digest=_sha(content)) for digest, name, content in opened],
        gone=[GonePart(entry=entry.digest, part=name, order=order) for entry in entries for name, order in _gone(entry)],
        files=[AnnexFile(token=bytes(row.token), digest=bytes(row.digest), size=int(row.size)) for row in files],
    )
    seal = _seal(at, facts)
    whole = [*entries, seal]
    content = annex.Content(
        subject=bytes(command.report),
        province=device.belongings.province,
        roots=device.belongings.anchors,
        chains=_chains(db, whole),
        entries=whole,
        withheld=command.withhold,
        opened=opened,
        acknowledgements=_acknowledgements(db, whole),
    )
    return _Ready(facts, annex.write(content), tuple(files))


def _seal(at: AtReport, facts: AnnexFacts) -> Entry:
    """The annex's own entry, for the desks alone: to whom a case was given is no business of a post."""
    return at.write(AnnexExported(facts), DESKS)


def _gone(entry: Entry) -> list[tuple[str, bytes]]:
    """Parts that are not here any more, with the order that destroyed them; none where they expired."""
    return [(name, part.content) for name, part in entry.parts.items() if part.state in (ORDERED, EXPIRED)]


def _sha(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


def _opened(device: Device, entries: Sequence[Entry], withheld: Sequence[str]) -> list[tuple[bytes, str, bytes]]:
    """Parts that were sealed to the province and can be read here, in the clear beside their ciphertext."""
    found = []
    for entry in entries:
        for name, part in entry.parts.items():
            if part.state != HERE or name in withheld or not is_age(part.content):
                continue
            content = open_sealed(part.content, device.identities)
            if content is not None:
                found.append((entry.digest, name, content))
    return found


def _files(db: Connection, device: Device, command: ExportAnnex) -> list[Any]:
    """Evidence that can be read here; a file that shows the reporter or a witness never goes along."""
    table = tables.attachment
    rows = db.execute(select(table).where(table.c.subject == command.report).order_by(table.c.token))
    return [row for row in rows if not row.shows_identity and device.vault.holds(bytes(row.token)) and openers(device, row)]


def _chains(db: Connection, entries: Sequence[Entry]) -> list[tuple[bytes, bytes]]:
    """Leaf and authority of every signer."""
    table = tables.certificate.c
    kids = {entry.kid for entry in entries}
    rows = db.execute(select(table.der, table.ca).where(table.kid.in_(kids)).order_by(table.kid)).all()
    if len(rows) < len(kids):
        raise Untrusted("signer.unknown")
    return [(bytes(row.der), bytes(row.ca)) for row in rows]


def _acknowledgements(db: Connection, entries: Sequence[Entry]) -> list[tuple[bytes, bytes, bytes]]:
    """What readers confirmed of the streams that these entries lie on."""
    first: dict[bytes, int] = {}
    for entry in entries:
        first[entry.header.stream] = min(entry.header.sequence, first.get(entry.header.stream, entry.header.sequence))
    table = tables.acknowledgement
    found = []
    for row in db.execute(select(table).order_by(table.c.device)):
        positions = read_acknowledgement(bytes(row.cose)).positions
        if any(each.stream in first and each.sequence >= first[each.stream] for each in positions):
            found.append((bytes(row.cose), bytes(row.leaf), bytes(row.ca)))
    return found


# --- the file ------------------------------------------------------------------------------------------------------------


def _write(device: Device, ready: _Ready, sink: Sink, watch: Watch) -> None:
    total = sum(int(row.size) for row in ready.files) + len(ready.sequence)
    done = len(ready.sequence)
    with zipfile.ZipFile(cast("Any", sink), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_member(device, EXPLANATION), _explanation(device, ready).encode("utf-8"))
        archive.writestr(_member(device, SEQUENCE), ready.sequence)
        archive.writestr(_member(device, VERIFIER), device.ports.resource("annex/periksa.py"))
        for row in ready.files:
            with archive.open(_member(device, FOLDER + bytes(row.token).hex()), "w", force_zip64=True) as into:
                hashed = _Hashed(into, watch, done, total)
                device.vault.decrypt(bytes(row.token), openers(device, row), hashed)
            if hashed.digest != bytes(row.digest):
                raise Untrusted("attachment.damaged", token=bytes(row.token).hex())
            done += int(row.size)


def _member(device: Device, name: str) -> zipfile.ZipInfo:
    when = device.moment().when
    info = zipfile.ZipInfo(name, (max(when.year, 1980), when.month, when.day, when.hour, when.minute, when.second))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def _explanation(device: Device, ready: _Ready) -> str:
    facts = ready.facts
    text = device.ports.resource("annex/baca-dahulu.txt").decode("utf-8")
    roots = [f"{_sha(der).hex()}  {read_certificate(der).common_name}" for der in device.belongings.anchors]
    return text.format(
        number=facts.number,
        to=facts.to,
        basis=facts.basis,
        day=facts.day,
        office=device.belongings.name,
        entries=len(facts.entries) + 1,
        left_out=facts.left_out,
        withheld=", ".join(facts.withheld) or "-",
        files=len(facts.files),
        roots="\n".join(roots),
    )


class _Hashed:
    """A sink that hashes what goes through, and tells the watch."""

    def __init__(self, sink: Any, watch: Watch, done: int, total: int) -> None:
        self._sink, self._watch, self._done, self._total = sink, watch, done, total
        self._hash = hashlib.sha256()

    def write(self, data: bytes, /) -> int:
        self._sink.write(data)
        self._hash.update(data)
        self._done += len(data)
        self._watch("export", min(self._done, self._total), self._total)
        return len(data)

    @property
    def digest(self) -> bytes:
        return self._hash.digest()

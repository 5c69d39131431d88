"""Scan-back: signed pages come home. Each page finds its pact by its code; what finds none is shown beside candidates.

Looking changes nothing. Taking captures the pages of each pact as one file with its digest in a ``pact.signed`` entry: a
single picture as it is, pages of a longer document or of several files as a PDF of these pages alone.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, select

from core.app import pact_acts, trust
from core.app.attachments import capture
from core.app.device import Device
from core.app.watch import Watch, silent
from core.documents import qr
from core.documents.scan_apart import PageReader
from core.documents.trust import Trust
from core.documents.verifying import verify_qr_text
from core.domain.commands import AttachedFile
from core.domain.errors import Invalid, Refused
from core.domain.ids import CommandId, SubjectId, read_id, show_id
from core.domain.pact import RecordPactActs, RecordPactSigned
from core.storage import tables

SCANNED = "dipindai"
CANDIDATES = 8
BATCH = 200
"""Pacts of one transaction: each is whole, whatever stops the run."""
BIND_LIMIT = 8
NO_CODE, UNKNOWN_PAPER, NO_PACT, OTHER_CONTENT = "scan.no_code", "scan.unknown_paper", "scan.no_pact", "scan.other_content"
SIGNED_BEFORE = "scan.signed_before"

Read = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class ScanSource:
    """A file of scans: its name without folders, and how to read it (it is read again when it is taken)."""

    name: str
    read: Read


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pact that an unread page may be: issued here and not signed yet."""

    id: str
    number: str
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class ScanPage:
    """One page: number from 1, the pact it belongs to (id, number, name; empty where none), why not, what its code said.

    ``code`` is empty for a match; ``scan.signed_before`` for a page whose pact has its scan already.
    """

    file: int
    page: int
    pact: str = ""
    number: str = ""
    name: str = ""
    code: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScanFile:
    """A file that was looked into: SHA-256, media type and pages; ``fault`` where it could not be read."""

    name: str
    digest: bytes
    kind: str
    pages: int
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Scans:
    """What looking found."""

    files: tuple[ScanFile, ...]
    pages: tuple[ScanPage, ...]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class ScansTaken:
    """What was taken in: ids of the pacts that are signed now, and the pages that belong to no pact yet."""

    pacts: tuple[str, ...]
    pages: int
    before: int
    left: tuple[ScanPage, ...]


def look(device: Device, sources: Sequence[ScanSource], watch: Watch = silent) -> Scans:
    """Read every page for a code of ours and find its pact; nothing is stored.

    A file that cannot be read is told in its ``fault``. Raises ``Cancelled`` from the watch.
    """
    files: list[ScanFile] = []
    pages: list[ScanPage] = []
    with device.database.reading() as db:
        anchors = Trust.from_pem(trust.pem(db, device))
        with PageReader(lambda: watch("scan", len(files), len(sources))) as reader:
            for number, source in enumerate(sources):
                file, found = _look_into(db, reader, anchors, number, source)
                files.append(file)
                pages += found
                watch("scan", len(files), len(sources))
        return Scans(tuple(files), tuple(pages), _candidates(db))


def page_picture(sources: Sequence[ScanSource], page: ScanPage) -> tuple[int, int, bytes]:
    """A page for the eye as width, height and RGB bytes; raises ``Invalid`` (``image.unreadable``, ``image.too_big``)."""
    with PageReader() as reader:
        reader.open(sources[page.file].read())
        return reader.look(page.page - 1)


def take(
    device: Device,
    sources: Sequence[ScanSource],
    scans: Scans,
    day: date,
    *,
    assigned: Mapping[tuple[int, int], str] | None = None,
    witness: str = "",
    watch: Watch = silent,
) -> ScansTaken:
    """Store the pages that found their pact, and those that an officer ``assigned`` by hand: (file, page) to a pact's id.

    Raises ``Invalid`` (``scan.changed`` for a file that is not what was looked at, ``scan.too_many_pages`` of one pact in
    several files, ``pact.unknown``, ``pact.day_ahead``, ``pact.day_early``), ``Unavailable('disk.full')``, ``Cancelled``:
    whatever pact was stored before stays whole.
    """
    by_hand = dict(assigned or {})
    groups = _groups(scans, by_hand)
    done: list[str] = []
    with PageReader(lambda: watch("scan.keep", len(done), len(groups))) as reader:
        keeper = _Keeper(device, sources, scans.files, reader)
        waiting: list[RecordPactSigned] = []
        try:
            for pact, pages in groups.items():
                hand = any((page.file, page.page) in by_hand for page in pages)
                paper = keeper.paper(pages)
                waiting.append(_signed(device, pact, day, paper, _witness(witness, hand=hand)))
                done.append(pact)
                if len(waiting) == BATCH:
                    batch, waiting = waiting, []
                    _write(device, batch)
                watch("scan.keep", len(done), len(groups))
            batch, waiting = waiting, []
            _write(device, batch)
        except BaseException:
            _forget(device, waiting)
            raise
    taken = {(page.file, page.page) for pages in groups.values() for page in pages}
    before = [page for page in scans.pages if page.code == SIGNED_BEFORE]
    left = [page for page in scans.pages if page.code and (page.file, page.page) not in taken and page not in before]
    return ScansTaken(tuple(done), len(taken), len(before), tuple(left))


def _look_into(
    db: Connection, reader: PageReader, anchors: Trust, number: int, source: ScanSource
) -> tuple[ScanFile, list[ScanPage]]:
    data = b""
    try:
        data = source.read()
        opened = reader.open(data)
    except Invalid as refusal:
        fault = refusal.code
        return ScanFile(source.name, hashlib.sha256(data).digest(), "", 0, fault), [ScanPage(number, 1, code=fault)]
    file = ScanFile(source.name, hashlib.sha256(data).digest(), opened.kind, opened.pages)
    pages: list[ScanPage] = []
    for page in range(opened.pages):
        try:
            texts = reader.codes(page)
        except Invalid as refusal:
            pages.append(ScanPage(number, page + 1, code=refusal.code))
            if page + 1 < opened.pages:
                _again(reader, data)
            continue
        pages.append(_matched(db, anchors, number, page + 1, texts))
    return file, pages


def _again(reader: PageReader, data: bytes) -> None:
    """Open the file once more where a page felled the process; a second fall is told by the next page."""
    try:
        reader.open(data)
    except Invalid:
        return


def _matched(db: Connection, anchors: Trust, file: int, page: int, texts: Sequence[str]) -> ScanPage:
    """The first code that is a pact of ours decides; else the first code tells why not."""
    found = [_judged(db, anchors, file, page, text) for text in texts]
    good = [each for each in found if each.code in ("", SIGNED_BEFORE)]
    return (good or found or [ScanPage(file, page, code=NO_CODE)])[0]


def _judged(db: Connection, anchors: Trust, file: int, page: int, text: str) -> ScanPage:
    finding = verify_qr_text(text, anchors)
    if finding.verdict != "valid":
        return ScanPage(file, page, code=finding.reasons[0], fields=finding.fields)
    fields = qr.read_payload(qr.typed(text)).fields
    if fields.kind != "pact":
        return ScanPage(file, page, code=NO_PACT, fields=finding.fields)
    table = tables.pact
    row = db.execute(select(table.c.subject, table.c.number, table.c.name).where(table.c.document == fields.document_id)).first()
    if row is None:
        return ScanPage(file, page, code=UNKNOWN_PAPER, fields=finding.fields)
    known = {"pact": show_id(row.subject), "number": row.number, "name": row.name}
    if not qr.is_number_of(fields.number, row.number):
        return ScanPage(file, page, code=OTHER_CONTENT, fields=finding.fields)
    code = SIGNED_BEFORE if _is_scanned(db, row.subject) else ""
    return ScanPage(file, page, code=code, fields=finding.fields, **known)


def _is_scanned(db: Connection, subject: bytes) -> bool:
    table = tables.pact_act
    query = select(table.c.digest).where(table.c.subject == subject, table.c.kind == "pact.signed", table.c.method == SCANNED)
    return db.execute(query).first() is not None


def _candidates(db: Connection) -> tuple[Candidate, ...]:
    """The newest pacts that were printed here and have come back from nobody."""
    table = tables.pact
    scanned = select(tables.pact_act.c.subject).where(
        tables.pact_act.c.kind == "pact.signed", tables.pact_act.c.method == SCANNED
    )
    query = (
        select(table.c.subject, table.c.number, table.c.name, table.c.unit)
        .where(table.c.subject.not_in(scanned))
        .order_by(table.c.at.desc(), table.c.sequence)
    )
    return tuple(Candidate(show_id(row.subject), row.number, row.name, row.unit) for row in db.execute(query))


def _groups(scans: Scans, by_hand: Mapping[tuple[int, int], str]) -> dict[str, list[ScanPage]]:
    """Pages by their pact; the page of a file that was given twice counts once."""
    groups: dict[str, list[ScanPage]] = {}
    seen: set[tuple[str, bytes, int]] = set()
    for page in scans.pages:
        pact = by_hand.get((page.file, page.page)) or (page.pact if not page.code else "")
        place = (pact, scans.files[page.file].digest, page.page)
        if pact and place not in seen:
            seen.add(place)
            groups.setdefault(pact, []).append(page)
    return groups


def _witness(witness: str, *, hand: bool) -> str:
    """Who matched a page by hand is told beside the witness, for then no code proves it."""
    return "; ".join(part for part in (witness, "dicocokkan petugas tanpa kode" if hand else "") if part)


@dataclass(slots=True)
class _Keeper:
    """Makes the one file that a pact's pages are kept as."""

    device: Device
    sources: Sequence[ScanSource]
    files: Sequence[ScanFile]
    reader: PageReader
    _open: int = -1
    _data: bytes = b""

    def paper(self, pages: Sequence[ScanPage]) -> AttachedFile:
        """Capture the pages of one pact."""
        by_file: dict[int, list[int]] = {}
        for page in pages:
            by_file.setdefault(page.file, []).append(page.page)
        first = min(by_file)
        if len(by_file) == 1 and len(by_file[first]) == self.files[first].pages:
            return self._captured(self._read(first), self.files[first].name)
        if len(by_file) == 1:
            self._hold(first)
            numbers = sorted(by_file[first])
            name = f"{self.files[first].name} hlm {', '.join(map(str, numbers))}.pdf"
            return self._captured(self.reader.keep([number - 1 for number in numbers]), name)
        return self._captured(self._bound(by_file), f"{self.files[first].name} dan {len(by_file) - 1} berkas lain.pdf")

    def _bound(self, by_file: Mapping[int, Sequence[int]]) -> bytes:
        """Pages out of several files: each is looked at once more as a picture, and the pictures are bound."""
        pictures: list[bytes] = []
        for file, numbers in sorted(by_file.items()):
            if self.files[file].kind.startswith("image/"):
                pictures.append(self._read(file))
                continue
            self._hold(file)
            pictures += [self.reader.page(number - 1) for number in sorted(numbers)]
        if len(pictures) > BIND_LIMIT:
            raise Invalid("scan.too_many_pages", limit=BIND_LIMIT)
        return self.reader.bind(pictures)

    def _hold(self, file: int) -> None:
        self.reader.open(self._read(file))

    def _read(self, file: int) -> bytes:
        if self._open != file:
            self._data, self._open = self.sources[file].read(), file
            if hashlib.sha256(self._data).digest() != self.files[file].digest:
                self._open = -1
                raise Invalid("scan.changed", file=self.files[file].name)
        return self._data

    def _captured(self, data: bytes, name: str) -> AttachedFile:
        return capture(self.device, io.BytesIO(data), name[-200:], size=len(data), shows_identity=False)


def _signed(device: Device, pact: str, day: date, paper: AttachedFile, witness: str) -> RecordPactSigned:
    command = CommandId(device.ports.entropy(16))
    return RecordPactSigned(command, SubjectId(read_id(pact)), day, SCANNED, witness=witness, paper=paper)


def _write(device: Device, acts: Sequence[RecordPactSigned]) -> None:
    """One transaction; when it is refused, what was captured for it is thrown away.

    What stops in another way may have been recorded: the next unlock sweeps what nothing names.
    """
    if not acts:
        return
    try:
        pact_acts.act(device, RecordPactActs(CommandId(device.ports.entropy(16)), tuple(acts)))
    except Refused:
        _forget(device, acts)
        raise


def _forget(device: Device, acts: Sequence[RecordPactSigned]) -> None:
    """Throw away what was captured for acts that were never recorded."""
    for act in acts:
        if act.paper is not None:
            device.vault.remove(bytes.fromhex(act.paper.token))

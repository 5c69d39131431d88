"""The reference data in force on this laptop, and every version of it that a report may have been judged by."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import zstandard
from sqlalchemy import Connection, Row, select

from core.domain.errors import Invalid
from core.domain.publication import MAX_BYTES, Candidate, Choice, ReferencePublished, choose
from core.domain.reference import DATASETS, ReferenceData, whole_digest
from core.journal import cbor, reading, store
from core.journal.catalogue import read_event
from core.storage import tables
from core.storage.upsert import insert

DIGESTS_LIMIT = 64 * 1024
MAX_HISTORY = 32
"""Publications, counted back from the newest, whose combinations are tried for a report of another laptop."""


@dataclass(frozen=True, slots=True)
class Published:
    """One published data set as the journal tells it; ``whole`` is False while pieces are missing."""

    candidate: Candidate
    whole: bool
    kid: bytes
    at: int
    zone: str


class Library:
    """Begins with what came with the program; ``load`` takes in what was published, ``of`` finds older versions."""

    def __init__(self, shipped: ReferenceData) -> None:
        self.shipped = shipped
        self.published: tuple[Published, ...] = ()
        self.choice = Choice(shipped, {}, frozenset())
        self.day: date | None = None
        self._known: dict[str, ReferenceData] = {}
        self._tried = False

    @property
    def current(self) -> ReferenceData:
        """The data in force."""
        return self.choice.data

    def load(self, db: Connection, today: date) -> None:
        """Read the publications and choose anew what is in force today."""
        found = _published(db)
        if found == self.published and (today == self.day or not found):
            return
        self.published, self.day, self._tried = found, today, False
        self.choice = choose(self.shipped, self._candidates(), today)

    def _candidates(self) -> list[Candidate]:
        return [each.candidate for each in self.published if each.whole]

    def is_remembered(self, db: Connection) -> bool:
        """Whether the combination in force is kept, so that reports judged by it can always be shown by it."""
        table = tables.reference_set
        return db.execute(select(table.c.digest).where(table.c.digest == self.current.digest())).scalar() is not None

    def remember(self, db: Connection) -> None:
        """Keep the combination in force."""
        data = self.current
        table = tables.reference_data
        held = {bytes(row.digest) for row in db.execute(select(table.c.digest))}
        packer = zstandard.ZstdCompressor()
        for name, digest in data.set_digests.items():
            if digest not in held:
                row = {"digest": digest, "dataset": name, "content": packer.compress(data.raw[name])}
                db.execute(insert(table).on_conflict_do_nothing(), row)
        parts = cbor.encode(dict(data.set_digests))
        db.execute(insert(tables.reference_set).on_conflict_do_nothing(), {"digest": data.digest(), "parts": parts})

    def of(self, db: Connection, digest: str) -> ReferenceData | None:
        """The data with that digest, or None where this laptop never held that combination."""
        if digest == self.current.digest():
            return self.current
        if digest not in self._known:
            made = self._remembered(db, digest)
            if made is not None:
                self._known[digest] = made
        if digest not in self._known and not self._tried:
            self._try_history()
        return self._known.get(digest)

    def known(self, digest: str) -> ReferenceData | None:
        """What ``of`` found before, without looking into the store."""
        return self.current if digest == self.current.digest() else self._known.get(digest)

    def _remembered(self, db: Connection, digest: str) -> ReferenceData | None:
        parts = db.execute(select(tables.reference_set.c.parts).where(tables.reference_set.c.digest == digest)).scalar()
        if parts is None:
            return None
        named = {str(name): value for name, value in cbor.decode_map(bytes(parts), DIGESTS_LIMIT).items()}
        if set(named) != set(DATASETS) or whole_digest(named) != digest:  # type: ignore[arg-type]
            return None
        table = tables.reference_data
        rows = db.execute(select(table.c.dataset, table.c.content).where(table.c.digest.in_(named.values()))).all()
        files = {f"{row.dataset}.json": unpack(bytes(row.content), MAX_BYTES) for row in rows}
        return _parse(files)

    def _try_history(self) -> None:
        """Combinations that laptops of this province had in force, one publication after another."""
        self._tried = True
        ordered = sorted(self._candidates(), key=lambda each: each.order)
        days = {each.valid_from for each in ordered if each.valid_from is not None} | {date.max}
        for count in range(max(0, len(ordered) - MAX_HISTORY), len(ordered) + 1):
            for day in sorted(days):
                made = choose(self.shipped, ordered[:count], day).data
                self._known.setdefault(made.digest(), made)


def _parse(files: Mapping[str, bytes]) -> ReferenceData | None:
    try:
        return ReferenceData.parse(files)
    except Invalid:
        return None


def unpack(frame: bytes, limit: int) -> bytes:
    """A zstd frame's content; empty where it is none, is longer than the limit, or does not say how long it is."""
    try:
        size = zstandard.frame_content_size(frame)
        return zstandard.ZstdDecompressor().decompress(frame) if 0 < size <= limit else b""
    except zstandard.ZstdError:
        return b""


def _published(db: Connection) -> tuple[Published, ...]:
    table = tables.publication
    order = (table.c.lamport, table.c.stream, table.c.seq, table.c.entry)
    groups: dict[tuple[object, ...], list[Row]] = {}  # type: ignore[type-arg]
    for row in db.execute(select(table).order_by(*order)):
        same = (row.dataset, row.version, row.valid_from, bytes(row.content), row.size, row.pieces)
        groups.setdefault(same, []).append(row)
    return tuple(_assemble(db, rows) for rows in groups.values())


def _assemble(db: Connection, rows: Sequence[Row]) -> Published:  # type: ignore[type-arg]
    first = rows[0]
    pieces: dict[int, Row] = {}  # type: ignore[type-arg]
    for row in rows:
        pieces.setdefault(row.number, row)
    whole = len(pieces) == first.pieces
    candidate = Candidate(
        dataset=first.dataset,
        version=first.version,
        valid_from=_day(first.valid_from),
        digest=bytes(first.content),
        content=_content(db, [pieces[number] for number in sorted(pieces)]) if whole else b"",
        order=(first.lamport, bytes(first.stream), first.seq),
    )
    return Published(candidate, whole, bytes(first.kid), first.at, first.zone)


def _content(db: Connection, rows: Sequence[Row]) -> bytes:  # type: ignore[type-arg]
    """The file put together; empty, and so never in force, where it is not what its entries said."""
    data = unpack(b"".join(_piece(db, row) for row in rows), MAX_BYTES)
    return data if hashlib.sha256(data).digest() == bytes(rows[0].content) else b""


def _piece(db: Connection, row: Row) -> bytes:  # type: ignore[type-arg]
    entry = store.read(db, bytes(row.stream), row.seq, bytes(row.entry))
    if entry is None:
        return b""
    event = read_event(entry.header.kind, entry.header.version, reading.open_parts(entry, ()))
    return event.facts.content if isinstance(event, ReferencePublished) and event.facts is not None else b""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return date.max

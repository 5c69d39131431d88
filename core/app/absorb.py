"""Taking entries in: a segment whole or not at all, in any order, any number of times (I2, I7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection, Integer, LargeBinary, Row, bindparam, exists, select, tuple_

from core.app import absorb_beside, absorb_many, aside, erasure, guarded, publishing
from core.app.device import DESKS, EVERYBODY, Device, post_audience
from core.app.streams import close_stream
from core.domain.errors import Untrusted
from core.domain.events import StreamOpened
from core.domain.nation import is_relayed, label_of, qualified
from core.domain.officer import KIND as ENDED
from core.domain.province_key import PUBLISHED
from core.domain.publication import KIND
from core.domain.sealed_day import DaySealed, is_sealed_audience
from core.journal import admission, chain, reading, store
from core.journal.catalogue import read_event
from core.journal.entry import MAX_LAMPORT, Entry, read_record, relayed, write_record
from core.storage import tables

MAX_ENTRIES = 10_000
WINDOW, WINDOW_BYTES, KEPT_BYTES = 500, 1024 * 1024, 8 * 1024 * 1024
"""So many records are read together, and so many bytes of them kept: ten thousand read entries are many times their bytes."""
PAGE = 500
"""So many waiting entries are looked at together."""
DAY = "day.sealed"
TAKEN_INTO_USE = frozenset({KIND, PUBLISHED, ENDED, "certificate.revoked"})
"""Kinds after which data or recipients are others than before."""
_IS_DESK = exists().where(tables.certificate.c.post == tables.stream.c.post, tables.certificate.c.desk == 1)
_READERS = select(tables.stream.c.audience, tables.stream.c.post).where(tables.stream.c.stream == bindparam("stream"))
_RELAYED = _READERS.add_columns(_IS_DESK.label("desk"))
_P = tables.parked.c
_PARKED = select(tables.parked.c.seq).where(
    tables.parked.c.stream == bindparam("stream"), tables.parked.c.digest == bindparam("digest")
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of entries of one stream, as an object carries it: raw records, in order."""

    stream: bytes
    first: int
    last: int
    records: Sequence[bytes]
    province: bytes = b""
    """Whose desk it came from; the national office takes in of each province its own streams alone."""


@dataclass(frozen=True, slots=True)
class Readers:
    """Whom a stream is for, whose it is, and whether a desk writes it."""

    audience: str
    post: str
    from_desk: bool
    """Asked at the national office alone."""


@dataclass(frozen=True, slots=True)
class Absorbed:
    """What became of a segment's entries."""

    new: int = 0
    had: int = 0
    parked: int = 0
    forked: int = 0
    erasable: frozenset[bytes] = frozenset()
    """Subjects about whose erasure or hold something came."""

    def __add__(self, other: Absorbed) -> Absorbed:
        return Absorbed(
            self.new + other.new,
            self.had + other.had,
            self.parked + other.parked,
            self.forked + other.forked,
            self.erasable | other.erasable,
        )


def absorb(device: Device, segment: Segment) -> Absorbed:
    """Take a segment in, in one transaction; raises ``Untrusted`` and changes nothing when any entry of it fails."""
    if len(segment.records) > MAX_ENTRIES:
        raise Untrusted("limit", what="entries", size=len(segment.records))
    windows = _windows_of(device, segment)
    ahead = absorb_beside.look_ahead(device, windows())
    beside = absorb_beside.take(device, windows(), ahead, partial(_require_audience, sender=segment.province))
    if beside is not None:
        return Absorbed(new=beside[0], had=beside[1])
    total, published = Absorbed(), False
    with device.database.writing() as db:
        for entries in windows():
            total += _take_all(db, device, entries, ahead.proven, segment.province)
            published = published or any(entry.header.kind in TAKEN_INTO_USE for entry in entries)
        total += _unpark(db, device, segment.stream)
        # Only now: a hold that stands behind the order in the same segment must be known before anything is destroyed.
        for subject in sorted(total.erasable):
            erasure.enforce(db, device, subject)
    # Also for what was parked: whether one of those is a publication was not looked up.
    if total.new and (published or total.new != len(segment.records)):
        publishing.refresh(device)
    erasure.finish(device)
    return total


def _windows_of(device: Device, segment: Segment) -> Callable[[], Iterator[list[Entry]]]:
    """What goes through a segment; where a desk goes through it more than once, one of usual size is read once and kept."""
    if device.database.desk and sum(map(len, segment.records)) <= KEPT_BYTES:
        kept = list(_windows(device, segment))
        return lambda: iter(kept)
    return partial(_windows, device, segment)


def _windows(device: Device, segment: Segment) -> Iterator[list[Entry]]:
    entries, size = list[Entry](), 0
    for record in segment.records:
        entries.append(_read(device, segment, record))
        size += len(record)
        if len(entries) == WINDOW or size >= WINDOW_BYTES:
            yield entries
            entries, size = [], 0
    if entries:
        yield entries


def _take_all(db: Connection, device: Device, entries: Sequence[Entry], proven: Set[bytes], sender: bytes) -> Absorbed:
    """Take what is here already at a glance, the ordinary run by run, and one by one what needs a closer look."""
    here = absorb_many.held(db, entries)
    rest = [entry for entry in entries if entry.digest not in here]
    total = Absorbed(had=len(entries) - len(rest))
    while rest:
        run = absorb_many.run_at(db, rest)
        if run:
            _require_audience(db, device, run[0], sender)
            absorb_many.take_run(db, device, run, proven)
            total += Absorbed(new=len(run))
        else:
            total += _take(db, device, rest[0], sender)
        rest = rest[len(run) or 1 :]
    return total


def _read(device: Device, segment: Segment, record: bytes) -> Entry:
    entry = read_record(record, withheld=device.is_nation or device.is_regency)
    header = entry.header
    if header.stream != segment.stream or not segment.first <= header.sequence <= segment.last:
        raise Untrusted("malformed", where="segment")
    # Whatever a province sends: what is not for the national office, or for a regency, is never stored there.
    if device.is_regency:
        return reading.heard(device.belongings.code, entry)
    return relayed(entry) if device.is_nation else entry


def _take(db: Connection, device: Device, entry: Entry, sender: bytes = b"") -> Absorbed:
    header = entry.header
    held, before = store.digests_around(db, header.stream, header.sequence)
    verdict = chain.judge(store.head(db, header.stream), held, header.previous in before, header, entry.digest)
    if verdict is chain.Verdict.HAVE:
        return Absorbed(had=1)
    entry = erasure.relieved(db, device, entry)
    if verdict is chain.Verdict.DEFER or chain.leaps(store.lamport(db), header):
        if sender and _readers_of(db, device, entry) is not None:
            _require_audience(db, device, entry, sender)
        _park(db, entry)
        return Absorbed(parked=1)
    _admit(db, device, entry, sender, rivals=bool(held))
    erasable = frozenset({entry.subject} if entry.header.kind in erasure.ERASURE_KINDS else ())
    return Absorbed(new=1, forked=int(verdict is chain.Verdict.FORK), erasable=erasable)


def _admit(db: Connection, device: Device, entry: Entry, sender: bytes, *, rivals: bool) -> None:
    if entry.header.lamport >= MAX_LAMPORT:
        raise Untrusted("limit", what="lamport")
    admission.admit(db, device.trust(), entry)
    _require_audience(db, device, entry, sender)
    first = store.insert(db, entry, device.moment().at, device.ports.entropy)
    # A fork found just now has derived its rows already: then the entry is not alone any more.
    alone = first and entry.header.subject is None and not rivals
    device.projector.project(db, entry, rivals=rivals, alone=alone)
    take_out(db, device, entry)
    if rivals and _is_mine(db, device, entry):
        close_stream(db, device, entry.header.stream, "fork")


def take_out(db: Connection, device: Device, entry: Entry) -> None:
    """Keep the reports of a sealed day that are for this device, and derive the day again with them."""
    if entry.header.kind != DAY:
        return
    event = read_event(entry.header.kind, entry.header.version, reading.open_parts(entry, device.identities))
    if isinstance(event, DaySealed) and guarded.take_out(db, device, entry, event):
        device.projector.project(db, entry, rivals=False)


def _is_mine(db: Connection, device: Device, entry: Entry) -> bool:
    query = select(tables.stream.c.device).where(tables.stream.c.stream == entry.header.stream)
    return db.execute(query).scalar() in device.own_devices


def _require_audience(db: Connection, device: Device, entry: Entry, sender: bytes = b"") -> None:
    """Need-to-know: a stream that is not for this device is not taken in, whoever carried it (D11)."""
    if entry.header.sequence == 0:
        event = read_event(entry.header.kind, entry.header.version, reading.open_parts(entry, ()))
        if not isinstance(event, StreamOpened) or event.facts is None:
            raise Untrusted("malformed", where="entry 0")
        facts = event.facts
        from_desk, label = admission.is_desk_ca(facts.ca_certificate), device.trust().of(facts.province).label
        readers = Readers(facts.audience, qualified(label, facts.post), from_desk)
    else:
        found = _readers_of(db, device, entry)
        if found is None:
            raise Untrusted("malformed", where="stream")
        readers = found
    if device.is_nation and sender and device.trust().of(sender).label != label_of(readers.post):
        raise Untrusted("province.foreign")  # a province speaks for itself alone, also when it only carries (I8)
    if not may_read(device, readers):
        raise Untrusted("audience.foreign")


def _readers_of(db: Connection, device: Device, entry: Entry) -> Readers | None:
    """For whom the stream of an entry is, as its first entry says; None where that is not here."""
    row = db.execute(_RELAYED if device.is_nation else _READERS, {"stream": entry.header.stream}).first()
    return None if row is None else Readers(str(row.audience), str(row.post), device.is_nation and bool(row.desk))


def may_read(device: Device, stream: Readers) -> bool:
    """True when a stream concerns this device: addressed to it, or its own post's."""
    own, audience, post = device.belongings, stream.audience, stream.post
    if device.is_nation:
        return is_relayed(audience, from_desk=stream.from_desk)
    if audience == DESKS:
        return device.is_desk or post == own.code
    if is_sealed_audience(audience):
        return device.is_desk or post == own.code  # the desks carry what they cannot open
    return audience in (EVERYBODY, post_audience(own.code)) or (device.is_desk and post == own.code)


def _park(db: Connection, entry: Entry) -> None:
    key = {"stream": entry.header.stream, "seq": entry.header.sequence, "digest": entry.digest}
    if db.execute(_PARKED, {"stream": entry.header.stream, "digest": entry.digest}).scalar() is None:
        db.execute(tables.parked.insert(), {**key, "record": write_record(entry)})


def _unpark(db: Connection, device: Device, stream: bytes) -> Absorbed:
    """Take in what waited for the gap that was just closed; what fails its proof now is set aside by itself.

    In order and a page at a time; what stands behind another gap is left as it lies, however much it is.
    """
    total, after = Absorbed(), (-1, b"")
    while page := _parked_behind(db, stream, after):
        for row in page:
            head = store.head(db, stream)
            if row.seq > (0 if head is None else head.sequence + 1):
                return total
            after = (row.seq, bytes(row.digest))
            total += _take_parked(db, device, stream, row)
    return total


def _parked_behind(db: Connection, stream: bytes, after: tuple[int, bytes]) -> Sequence[Row]:  # type: ignore[type-arg]
    return db.execute(_BEHIND, {"name": stream, "at": after[0], "after": after[1]}).all()


_BEHIND = (
    select(tables.parked)
    .where(_P.stream == bindparam("name"))
    .where(tuple_(_P.seq, _P.digest) > tuple_(bindparam("at", type_=Integer), bindparam("after", type_=LargeBinary)))
    .order_by(_P.seq, _P.digest)
    .limit(PAGE)
)


def _take_parked(db: Connection, device: Device, stream: bytes, row: Row) -> Absorbed:  # type: ignore[type-arg]
    table = tables.parked
    db.execute(table.delete().where(table.c.stream == stream, table.c.seq == row.seq, table.c.digest == row.digest))
    record = bytes(row.record)
    try:
        taken = _take(db, device, read_record(record, withheld=True))
    except Untrusted as refusal:
        aside.keep_entry(db, device, (stream, int(row.seq)), record, refusal.code)
        return Absorbed()
    return Absorbed(new=taken.new, forked=taken.forked, erasable=taken.erasable)


_WAITING = select(_P.stream, _P.seq).order_by(_P.stream, _P.seq)


def gaps(db: Connection) -> list[tuple[bytes, int, int]]:
    """Ranges that are missing before parked entries: (stream, first, last)."""
    found = []
    expected: dict[bytes, int] = {}
    for row in db.execute(_WAITING).all():
        stream = bytes(row.stream)
        if stream not in expected:
            head = store.head(db, stream)
            expected[stream] = 0 if head is None else head.sequence + 1
        if row.seq > expected[stream]:
            found.append((stream, expected[stream], row.seq - 1))
        expected[stream] = max(expected[stream], row.seq + 1)
    return found


def waiting(db: Connection, stream: bytes) -> list[tuple[int, int]]:
    """Ranges of a stream that wait behind a gap: (first, last)."""
    query = select(tables.parked.c.seq).where(tables.parked.c.stream == stream).distinct().order_by(tables.parked.c.seq)
    found: list[tuple[int, int]] = []
    for row in db.execute(query):
        if found and row.seq == found[-1][1] + 1:
            found[-1] = (found[-1][0], row.seq)
        else:
            found.append((row.seq, row.seq))
    return found

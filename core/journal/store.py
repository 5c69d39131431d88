"""Entries in the store: insert, read back, walk a chain. Parts rest under one random key per subject (D9)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Literal, TypeVar

from sqlalchemy import Connection, Row, bindparam, func, select

from core.crypto.boxes import lock_box, lock_boxes, open_box
from core.domain.errors import Untrusted
from core.journal.chain import Head
from core.journal.entry import EXPIRED, HERE, ORDERED, SALT_BYTES, WITHHELD, Entry, Part, read_entry
from core.storage import tables
from core.storage.many import Row as Values
from core.storage.many import put_rows

_T = TypeVar("_T")
KEY_BYTES = 32
_LOST: Mapping[int, Literal[1, 2, 3]] = {ORDERED: ORDERED, WITHHELD: WITHHELD}
PIECE = 500
"""So many subjects or entries are asked for in one question."""

# Statements of every save and every entry taken in, put together once.
_KEY = select(tables.subject_key.c.key).where(tables.subject_key.c.subject == bindparam("subject"))
_KEYS = select(tables.subject_key.c.subject, tables.subject_key.c.key).where(
    tables.subject_key.c.subject.in_(bindparam("subjects", expanding=True))
)
_PUT_KEY, _PUT_ENTRY = tables.subject_key.insert(), tables.entry.insert()
# Parts that a damaged store kept of an entry that it lost would stand in the way of that entry when it comes back.
_PUT_PART = tables.part.insert().prefix_with("OR REPLACE", dialect="sqlite")
_KEY_NAMES, _ENTRY_NAMES, _PART_NAMES = (tuple(table.columns.keys()) for table in (tables.subject_key, tables.entry, tables.part))
_AROUND = select(tables.entry.c.seq, tables.entry.c.digest).where(
    tables.entry.c.stream == bindparam("stream"),
    tables.entry.c.seq >= bindparam("before"),
    tables.entry.c.seq <= bindparam("here"),
)


def insert(db: Connection, entry: Entry, taken: int, entropy: Callable[[int], bytes], *, new_subject: bool = False) -> bool:
    """Store an entry and its parts; ``taken`` is when it came here, in milliseconds UTC.

    ``new_subject`` spares a look-up where the entry was just written here and begins its subject. Gives whether
    nothing was held about the subject before.
    """
    db.execute(_PUT_ENTRY, dict(zip(_ENTRY_NAMES, _row(entry, entry.subject, taken), strict=True)))
    held = None if new_subject else _find_key(db, entry.subject)
    key = _new_key(db, entry.subject, entropy) if held is None else held
    db.execute(_PUT_PART, [dict(zip(_PART_NAMES, row, strict=True)) for row in _part_rows(key, entry, entropy)])
    return held is None


def insert_many(
    db: Connection, entries: Sequence[Entry], taken: Sequence[int], entropy: Callable[[int], bytes]
) -> frozenset[bytes]:
    """Store many entries at once, a statement for each table; gives the subjects of which nothing was held before."""
    subjects = [entry.subject for entry in entries]
    named = list(dict.fromkeys(subjects))
    held: dict[bytes, bytes] = {}
    for piece in _pieces(named):
        held.update((bytes(row.subject), bytes(row.key)) for row in db.execute(_KEYS, {"subjects": piece}))
    new = {subject: entropy(KEY_BYTES) for subject in named if subject not in held}
    keys = held | new
    parts = (_part_rows(keys[subject], entry, entropy) for entry, subject in zip(entries, subjects, strict=True))
    put_rows(db, _PUT_KEY, _KEY_NAMES, new.items())
    put_rows(db, _PUT_ENTRY, _ENTRY_NAMES, (_row(*each) for each in zip(entries, subjects, taken, strict=True)))
    put_rows(db, _PUT_PART, _PART_NAMES, chain.from_iterable(parts))
    return frozenset(new)


def _pieces(things: Sequence[_T]) -> Iterator[Sequence[_T]]:
    return (things[at : at + PIECE] for at in range(0, len(things), PIECE))


def _row(entry: Entry, subject: bytes, taken: int) -> Values:
    """An entry's values in the order of the table's columns."""
    header = entry.header
    place = (header.stream, header.sequence, entry.digest, header.lamport)
    return (*place, subject, header.kind, entry.kid, entry.cose, taken)


def _part_rows(key: bytes, entry: Entry, entropy: Callable[[int], bytes]) -> list[Values]:
    """The values of its parts in the order of the table's columns."""
    digest = entry.digest
    # The digest and name are bound in, so a box moved to another place does not open.
    here = [(name, part) for name, part in entry.parts.items() if part.state == HERE]
    boxes = lock_boxes(key, [(part.salt + part.content, digest + name.encode("ascii")) for name, part in here], entropy)
    rows: list[Values] = [(digest, name, HERE, box) for (name, _), box in zip(here, boxes, strict=True)]
    if len(here) < len(entry.parts):
        rows += [(digest, name, part.state, part.content) for name, part in entry.parts.items() if part.state != HERE]
    return rows


def _new_key(db: Connection, subject: bytes, entropy: Callable[[int], bytes]) -> bytes:
    key = entropy(KEY_BYTES)
    db.execute(_PUT_KEY, {"subject": subject, "key": key})
    return key


def _find_key(db: Connection, subject: bytes) -> bytes | None:
    value = db.execute(_KEY, {"subject": subject}).scalar()
    return None if value is None else bytes(value)


def _open_part(key: bytes | None, digest: bytes, name: str, state: int, box: bytes) -> Part:
    if state != HERE:
        return Part(_LOST.get(state, EXPIRED), content=box)
    if key is None:
        raise Untrusted("store.damaged", what="subject key")
    plain = open_box(key, box, digest + name.encode("ascii"))
    return Part(HERE, plain[:SALT_BYTES], plain[SALT_BYTES:])


def _opened(row: Row[Any, Any, Any], key: bytes | None, parts: Iterable[Row[Any, Any, Any, Any]]) -> Entry:
    opened = {part.name: _open_part(key, row.digest, part.name, part.state, part.box) for part in parts}
    return read_entry(row.cose, opened)


def _entries(db: Connection, rows: Sequence[Row[Any, Any, Any]]) -> Iterator[Entry]:
    """Entries of these rows: keys and parts are asked for by the piece, for a subject may have many entries."""
    for piece in _pieces(rows):
        subjects = {bytes(row.subject) for row in piece}
        keys = {bytes(row.subject): bytes(row.key) for row in db.execute(_KEYS, {"subjects": sorted(subjects)})}
        parts: dict[bytes, list[Row[Any, Any, Any, Any]]] = {}
        for part in db.execute(_PARTS, {"digests": [row.digest for row in piece]}):
            parts.setdefault(bytes(part.digest), []).append(part)
        for row in piece:
            yield _opened(row, keys.get(bytes(row.subject)), parts.get(bytes(row.digest), ()))


_COLUMNS = (tables.entry.c.subject, tables.entry.c.digest, tables.entry.c.cose)
_ORDER = (tables.entry.c.lamport, tables.entry.c.stream, tables.entry.c.seq, tables.entry.c.digest)
_PART = (tables.part.c.digest, tables.part.c.name, tables.part.c.state, tables.part.c.box)
_PARTS = select(*_PART).where(tables.part.c.digest.in_(bindparam("digests", expanding=True)))
_PLACE = select(*_COLUMNS).where(
    tables.entry.c.stream == bindparam("stream"),
    tables.entry.c.seq == bindparam("seq"),
    tables.entry.c.digest == bindparam("digest"),
)
_OF_SUBJECT = select(*_COLUMNS).where(tables.entry.c.subject == bindparam("subject")).order_by(*_ORDER)
_OF_SUBJECTS = select(*_COLUMNS).where(tables.entry.c.subject.in_(bindparam("subjects", expanding=True))).order_by(*_ORDER)
_SLICE = (
    select(*_COLUMNS)
    .where(
        tables.entry.c.stream == bindparam("stream"),
        tables.entry.c.seq >= bindparam("first"),
        tables.entry.c.seq <= bindparam("last"),
    )
    .order_by(tables.entry.c.seq, tables.entry.c.taken, tables.entry.c.digest)
)


def read(db: Connection, stream: bytes, sequence: int, digest: bytes) -> Entry | None:
    """The entry of that digest at its place, or None. By the place: the digest alone would be sought in every row."""
    row = db.execute(_PLACE, {"stream": stream, "seq": sequence, "digest": digest}).first()
    return None if row is None else next(_entries(db, [row]))


def read_many(db: Connection, places: Iterable[tuple[bytes, int, bytes]]) -> Iterator[Entry]:
    """The entries at these places (stream, sequence, digest) in their order; what is not held is left out."""
    asked = ({"stream": stream, "seq": sequence, "digest": digest} for stream, sequence, digest in places)
    rows = (db.execute(_PLACE, each).first() for each in asked)
    return _entries(db, [row for row in rows if row is not None])


def of_subject(db: Connection, subject: bytes) -> list[Entry]:
    """All entries of a subject in the order (Lamport, stream, sequence, digest)."""
    return list(_entries(db, db.execute(_OF_SUBJECT, {"subject": subject}).all()))


def of_subjects(db: Connection, subjects: Sequence[bytes]) -> dict[bytes, list[Entry]]:
    """The same of many subjects, with a few questions for all of them."""
    found: dict[bytes, list[Entry]] = {subject: [] for subject in subjects}
    for piece in _pieces(list(found)):
        for entry in _entries(db, db.execute(_OF_SUBJECTS, {"subjects": piece}).all()):
            found[entry.subject].append(entry)
    return found


def destroy_parts(
    db: Connection, subject: bytes, names: Collection[str], order: bytes | None, entropy: Callable[[int], bytes]
) -> int:
    """Destroy these parts of every entry of a subject, with their salts; gives how many were still there.

    ``order`` is the digest of the order that demands it, None where the parts expire here (D8). What stays is written
    again under a new key and the old key goes: a copy of an old page then opens for nobody (D9).
    """
    table = tables.part.c
    of_subject = table.digest.in_(select(tables.entry.c.digest).where(tables.entry.c.subject == subject))
    named = (of_subject, table.name.in_(names))
    gone = db.execute(select(func.count()).where(*named, table.state == HERE)).scalar_one()
    # Of two orders the first in the order of entries speaks, also for what was lost otherwise before.
    lost = named if order is not None else (*named, table.state == HERE)
    state, box = (EXPIRED, b"") if order is None else (ORDERED, order)
    db.execute(tables.part.update().where(*lost).values(state=state, box=box))
    if gone:
        _change_key(db, subject, entropy)
    return int(gone)


def _change_key(db: Connection, subject: bytes, entropy: Callable[[int], bytes]) -> None:
    """Write the parts that stay under a new key."""
    old, new = _find_key(db, subject), entropy(KEY_BYTES)
    table = tables.part.c
    of_subject = table.digest.in_(select(tables.entry.c.digest).where(tables.entry.c.subject == subject))
    for row in db.execute(select(table.digest, table.name, table.box).where(of_subject, table.state == HERE)).all():
        part = _open_part(old, row.digest, row.name, HERE, row.box)
        box = lock_box(new, part.salt + part.content, row.digest + row.name.encode("ascii"), entropy)
        db.execute(tables.part.update().where(table.digest == row.digest, table.name == row.name).values(box=box))
    db.execute(tables.subject_key.update().where(tables.subject_key.c.subject == subject).values(key=new))


def without(entry: Entry, names: Collection[str], order: bytes) -> Entry:
    """The entry with these parts destroyed by an order; chain and signature hold."""
    parts = {name: Part(ORDERED, content=order) if name in names else part for name, part in entry.parts.items()}
    return read_entry(entry.cose, parts)


def everything(db: Connection) -> Iterator[Entry]:
    """Every entry in order; parts are opened one entry at a time."""
    yield from _entries(db, db.execute(select(*_COLUMNS).order_by(*_ORDER)).all())


def slice_of(db: Connection, stream: bytes, first: int, last: int) -> Iterator[Entry]:
    """Entries of a stream from ``first`` to ``last`` inclusive, every branch, by sequence then arrival."""
    yield from _entries(db, db.execute(_SLICE, {"stream": stream, "first": first, "last": last}).all())


_HEAD = (
    select(tables.entry.c.seq, tables.entry.c.digest)
    .where(tables.entry.c.stream == bindparam("stream"))
    .order_by(tables.entry.c.seq.desc(), tables.entry.c.taken, tables.entry.c.digest)
    .limit(1)
)
_LAMPORT = select(func.max(tables.entry.c.lamport))


_TAKEN = (
    select(tables.entry.c.taken)
    .where(tables.entry.c.stream == bindparam("stream"))
    .order_by(tables.entry.c.seq.desc(), tables.entry.c.taken)
    .limit(1)
)


def newest_taken(db: Connection, stream: bytes) -> int:
    """When the newest entry of a stream was stored by the clock of this laptop, in milliseconds; 0 for an empty stream."""
    return int(db.execute(_TAKEN, {"stream": stream}).scalar() or 0)


def head(db: Connection, stream: bytes) -> Head | None:
    """Where a stream stands here; on a fork the branch that came first."""
    row = db.execute(_HEAD, {"stream": stream}).first()
    return None if row is None else Head(row.seq, bytes(row.digest))


def digests_at(db: Connection, stream: bytes, sequence: int) -> frozenset[bytes]:
    """Digests held at one place of a stream: none, one, or the rivals of a fork."""
    return digests_around(db, stream, sequence)[0]


def digests_around(db: Connection, stream: bytes, sequence: int) -> tuple[frozenset[bytes], frozenset[bytes]]:
    """Digests held at one place of a stream, and at the place before it."""
    rows = db.execute(_AROUND, {"stream": stream, "before": sequence - 1, "here": sequence}).all()
    here = frozenset(bytes(row.digest) for row in rows if row.seq == sequence)
    return here, frozenset(bytes(row.digest) for row in rows if row.seq < sequence)


def lamport(db: Connection) -> int:
    """The highest Lamport clock held, over all streams; 0 in an empty journal."""
    return int(db.execute(_LAMPORT).scalar() or 0)


def count(db: Connection) -> int:
    """How many entries are held."""
    return int(db.execute(select(func.count()).select_from(tables.entry)).scalar_one())

"""Taking in by the run: entries that continue one stream without a gap are proven one by one and stored together.

What is special about an entry (an opening, an officer, an order, a rival, a gap) ends the run; :mod:`core.app.absorb`
takes that one by itself. So a run is nothing but the ordinary case many times, and gives the rows that it would give.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from sqlalchemy import Connection, bindparam, select

from core.app import erasure
from core.app.device import Device
from core.journal import admission, chain, reading, store
from core.journal.entry import MAX_LAMPORT, Entry
from core.storage import tables
from core.storage.batch import batched

SPECIAL = frozenset({"stream.opened", "officer.enrolled", "device.renewed", "day.sealed"}) | erasure.ERASURE_KINDS
"""Kinds that make a signer or a stream known, bring other entries along, or may destroy: what follows must see it done."""
_HELD = select(tables.entry.c.digest).where(
    tables.entry.c.stream == bindparam("stream"),
    tables.entry.c.seq >= bindparam("first"),
    tables.entry.c.seq <= bindparam("last"),
)


def held(db: Connection, entries: Sequence[Entry]) -> frozenset[bytes]:
    """Digests of what is here already at the places of these entries of one stream, in one question."""
    places = [entry.header.sequence for entry in entries]
    asked = {"stream": entries[0].header.stream, "first": min(places), "last": max(places)}
    return frozenset(bytes(row.digest) for row in db.execute(_HELD, asked))


def run_at(db: Connection, entries: Sequence[Entry]) -> list[Entry]:
    """The entries from the first on that make a run: each follows the one before, and nothing about it is special."""
    head = store.head(db, entries[0].header.stream)
    if head is None or not chain.follows(head, entries[0].header):
        return []
    return _continuing(entries, head, store.lamport(db), erasure.ordered(db))


def _continuing(entries: Sequence[Entry], head: chain.Head, lamport: int, ordered: frozenset[bytes]) -> list[Entry]:
    run: list[Entry] = []
    for entry in entries:
        header = entry.header
        far = chain.leaps(lamport, header) or header.lamport >= MAX_LAMPORT
        if far or not chain.follows(head, header) or header.kind in SPECIAL or entry.subject in ordered:
            break
        run.append(entry)
        head, lamport = chain.Head(header.sequence, entry.digest), max(lamport, header.lamport)
    return run


def take_run(db: Connection, device: Device, run: Sequence[Entry], proven: Set[bytes] = frozenset()) -> None:
    """Prove every entry that is not among ``proven``, store them all, and derive their rows.

    Raises ``Untrusted`` before anything is stored.
    """
    admission.admit_run(db, device.trust(proven), run)
    new = store.insert_many(db, run, [device.moment().at] * len(run), device.ports.entropy)
    batched(db, (reading.AUTHOR,), lambda batch: device.projector.project_run(batch, run, new))
    device.database.grown(db, len(run))

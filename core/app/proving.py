"""One confirmed time for a day's documents: which leaves wait, the token kept, the time shown for one document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Connection, select

from core.app.device import EVERYBODY, Device
from core.app.streams import own_stream
from core.app.trust import block
from core.app.views import TimestampRow
from core.app.writing import done_before
from core.documents import timestamps
from core.documents.in_time import Proven, judged, leaf_of
from core.documents.trust import TIME
from core.domain import authority, proof
from core.domain.document import DocumentIssued
from core.domain.errors import Invalid, Untrusted
from core.domain.pact import PactIssued
from core.domain.proof import DayTimestamped, DayTimestampedFacts, DayTimestampedStory, KeepTimestamp
from core.journal import catalogue, reading, store
from core.journal.author import Placement
from core.journal.entry import write_record
from core.storage import tables

KIND: Final = "day.timestamped"
PAPERS: Final = ("pact.issued", "document.issued")
SEEN: Final = "timestamp.seen:"
NONCE_BYTES: Final = 8
media_type = timestamps.MEDIA_TYPE
authority_of = timestamps.authority_of


@dataclass(frozen=True, slots=True)
class TimestampAsk:
    """A prepared tree: the request to send, and what is needed to judge the answer and to keep it."""

    leaves: tuple[bytes, ...]
    count: int
    root: bytes
    nonce: bytes
    request: bytes
    seen: tuple[tuple[bytes, int], ...]
    renews: tuple[bytes, ...]
    more: bool

    def token(self, answer: bytes, authority_der: bytes) -> tuple[bytes, bool]:
        """The token in the answer, and whether the authority's certificate vouches for it; raises ``Untrusted``."""
        token, facts = timestamps.token_from(answer, self.root, self.nonce, authority_der)
        return token, facts.proven


def prepare(db: Connection, device: Device, renew_within: int | None) -> TimestampAsk:
    """The tree over what no earlier one holds, or over trees whose authority's certificate ends within so many days.

    Raises ``NotAllowed('authority.refused')``, ``Invalid('timestamp.nothing')``.
    """
    authority.require(KIND, device.officer.role, from_desk=device.is_desk, begins=True, owns=False)
    if renew_within is not None:
        old = _ending(db, device, renew_within)[: proof.MAX_LEAVES]
        leaves = tuple(proof.renewed_leaf(root, token) for _, root, token in old)
        return _ask(device, leaves, 0, (), tuple(entry for entry, _, _ in old), more=False)
    papers, seen, more = _papers(db)
    heads = [] if more else _heads(db)[: proof.MAX_LEAVES - len(papers)]
    return _ask(device, (*papers, *heads), len(papers), tuple(seen.items()), (), more=more)


def _ask(
    device: Device,
    leaves: tuple[bytes, ...],
    count: int,
    seen: tuple[tuple[bytes, int], ...],
    renews: tuple[bytes, ...],
    *,
    more: bool,
) -> TimestampAsk:
    if not leaves:
        raise Invalid("timestamp.nothing")
    root, nonce = proof.root_of(leaves), device.ports.entropy(NONCE_BYTES)
    return TimestampAsk(leaves, count, root, nonce, timestamps.request_for(root, nonce), seen, renews, more)


def _papers(db: Connection) -> tuple[list[bytes], dict[bytes, int], bool]:
    """Leaves of documents not yet in a tree in the order of their issue, how far streams were read, whether more wait."""
    leaves: dict[bytes, None] = {}
    seen: dict[bytes, int] = {}
    for stream, sequence, leaf in _issued(db):
        if len(leaves) == proof.MAX_LEAVES:
            return list(leaves), seen, True
        if leaf is not None and not _is_timed(db, leaf):
            leaves[leaf] = None
        seen[stream] = sequence
    return list(leaves), seen, False


def _issued(db: Connection) -> Iterator[tuple[bytes, int, bytes | None]]:
    table, done = tables.entry.c, _seen(db)
    query = select(table.stream, table.seq, table.digest).where(table.kind.in_(PAPERS)).order_by(table.stream, table.seq)
    for row in db.execute(query).all():
        stream = bytes(row.stream)
        if row.seq > done.get(stream, -1):
            yield stream, row.seq, _leaf(db, stream, row.seq, bytes(row.digest))


def _seen(db: Connection) -> dict[bytes, int]:
    table = tables.setting.c
    rows = db.execute(select(table.key, table.value).where(table.key.startswith(SEEN))).all()
    return {bytes.fromhex(row.key.removeprefix(SEEN)): int(row.value) for row in rows}


def _leaf(db: Connection, stream: bytes, sequence: int, digest: bytes) -> bytes | None:
    entry = store.read(db, stream, sequence, digest)
    if entry is None:
        return None
    event = catalogue.read_event(entry.header.kind, entry.header.version, reading.open_parts(entry, ()))
    if not isinstance(event, PactIssued | DocumentIssued) or event.facts is None:
        return None
    return proof.document_leaf(event.facts.document, event.facts.content_digest, event.facts.byterange_digest)


def _is_timed(db: Connection, leaf: bytes) -> bool:
    return db.execute(select(tables.timed_leaf.c.number).where(tables.timed_leaf.c.leaf == leaf).limit(1)).first() is not None


def _heads(db: Connection) -> list[bytes]:
    """Heads of streams not yet in a tree; a tree's own entry is no news."""
    leaves = []
    for stream in db.execute(select(tables.stream.c.stream).order_by(tables.stream.c.stream)).scalars().all():
        head = store.head(db, bytes(stream))
        entry = None if head is None else store.read(db, bytes(stream), head.sequence, head.digest)
        if entry is not None and entry.header.kind != KIND:
            leaves.append(proof.head_leaf(bytes(stream), entry.header.sequence, entry.digest))
    return [leaf for leaf in leaves if not _is_timed(db, leaf)]


def _ending(db: Connection, device: Device, days: int) -> list[tuple[bytes, bytes, bytes]]:
    """Entry, root and token of trees that no other renews and whose authority's certificate ends soon."""
    limit = device.ports.now() + timedelta(days=days)
    held = db.execute(select(tables.day_timestamp).order_by(tables.day_timestamp.c.entry)).all()
    renewed = {each for row in held for each in proof.split(bytes(row.renews))}
    ending = []
    for row in held:
        facts = _judged(bytes(row.token), bytes(row.root), bytes(row.authority))
        if facts is not None and bytes(row.entry) not in renewed and facts.ends <= limit:
            ending.append((bytes(row.entry), bytes(row.root), bytes(row.token)))
    return ending


def keep(device: Device, command: KeepTimestamp) -> str:
    """Write the token into the stream for everybody; gives the confirmed time. The token is judged again.

    Raises ``NotAllowed('authority.refused')`` and what :func:`core.documents.timestamps.judge` raises.
    """
    authority.require(KIND, device.officer.role, from_desk=device.is_desk, begins=True, owns=False)
    root = proof.root_of(command.leaves)
    facts = timestamps.judge(command.token, root, command.authority)
    event = DayTimestamped(
        DayTimestampedFacts(
            day=device.moment().day.isoformat(),
            root=root,
            size=len(command.leaves),
            count=command.count,
            token=command.token,
            authority=command.authority,
            renews=list(command.renews),
        ),
        DayTimestampedStory(leaves=b"".join(command.leaves)),
    )
    told = facts.at.isoformat(timespec="seconds")
    with device.database.writing() as db:
        if done_before(db, command.command):
            return told
        placement = Placement(own_stream(db, device, EVERYBODY, command.command))
        entry = device.author.write(db, event, placement, device.circumstance(command.command))
        device.projector.project(db, entry)
        for stream, sequence in command.seen:
            key = SEEN + stream.hex()
            db.execute(tables.setting.delete().where(tables.setting.c.key == key))
            db.execute(tables.setting.insert(), {"key": key, "value": str(sequence)})
    return told


def time_of(db: Connection, fields: dict[str, str]) -> Proven | None:
    """Not later than when the document with these signed fields existed, by the earliest proven token."""
    leaf = leaf_of(fields)
    held = [] if leaf is None else _trees_with(db, leaf)
    found = [judged(bytes(row.token), bytes(row.root), bytes(row.authority)) for row in held]
    return min((each for each in found if each is not None), key=lambda each: each.at, default=None)


def proof_of(db: Connection, fields: dict[str, str]) -> bytes:
    """The records of the trees that hold a document, for who has only a trust file; raises ``Invalid('timestamp.none')``."""
    leaf = leaf_of(fields)
    trees = {bytes(row.entry) for row in ([] if leaf is None else _trees_with(db, leaf))}
    if not trees:
        raise Invalid("timestamp.none")
    table = tables.entry.c
    places = select(table.stream, table.seq, table.digest).where(table.kind == KIND, table.digest.in_(trees))
    entries = [store.read(db, bytes(row.stream), row.seq, bytes(row.digest)) for row in db.execute(places).all()]
    return b"".join(block(TIME, write_record(entry)) for entry in entries if entry is not None)


def _trees_with(db: Connection, leaf: bytes) -> Sequence[Any]:
    table = tables.day_timestamp
    query = select(table.c.entry, table.c.token, table.c.root, table.c.authority)
    query = query.join_from(tables.timed_leaf, table, tables.timed_leaf.c.entry == table.c.entry)
    return db.execute(query.where(tables.timed_leaf.c.leaf == leaf).order_by(table.c.entry)).all()


def authorities(db: Connection) -> tuple[bytes, ...]:
    """The certificates that vouch for the timestamp authorities of the province's trees."""
    found = db.execute(select(tables.day_timestamp.c.authority).distinct()).scalars().all()
    return tuple(sorted(bytes(each) for each in found if each))


def rows(db: Connection) -> tuple[TimestampRow, ...]:
    """Every confirmed tree, the newest day first."""
    held = db.execute(select(tables.day_timestamp).order_by(tables.day_timestamp.c.day.desc())).all()
    renewed = {each for row in held for each in proof.split(bytes(row.renews))}
    told = []
    for row in held:
        facts = _judged(bytes(row.token), bytes(row.root), bytes(row.authority))
        if facts is not None:
            at, ends = facts.at.isoformat(timespec="seconds"), facts.ends.date().isoformat()
            again = bytes(row.entry) in renewed
            root = bytes(row.root).hex()
            told.append(TimestampRow(row.day, at, row.documents, row.size, root, facts.authority, ends, facts.proven, again))
    return tuple(told)


def _judged(token: bytes, root: bytes, authority_der: bytes) -> timestamps.TokenFacts | None:
    try:
        return timestamps.judge(token, root, authority_der)
    except Untrusted:
        return None

"""What this device gives to the exchange: entries that a target lacks, acknowledgements, pieces of attachments."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Row, bindparam, case, func, select, true

from core.app import absorb as absorbing
from core.app import kits, neighbours, statuses
from core.app.attachments import piece_digests
from core.app.coming import Coming
from core.app.device import DESKS, EVERYBODY, Device, post_audience, post_in
from core.app.guarded import close_days, days_coming
from core.app.province_keys import published
from core.app.revoked import revoked
from core.app.streams import close_stream
from core.app.taking import wanted
from core.crypto.cose import key_id
from core.domain import regency
from core.domain.errors import Invalid
from core.domain.nation import ANSWER, NATION, qualified
from core.domain.province_key import REPORTS, InForce, newest
from core.journal import store
from core.journal.acknowledgement import Acknowledgement, Position, write_acknowledgement
from core.journal.entry import Entry, relayed, write_record
from core.journal.reading import heard
from core.storage import tables

# Statements of every stick, put together once.
_A, _H, _P, _S, _O = tables.acked.c, tables.attachment.c, tables.parked.c, tables.stream.c, tables.outgoing.c
_POSITIONS = select(_A.device, _A.seq, _A.digest).where(_A.stream == bindparam("name"))
_DESKS = select(_A.device).where(_A.desk == 1).distinct()
_ACKED = (
    select(_A.stream, func.max(_A.seq).label("seq"))
    .where(_A.device.in_(bindparam("readers", expanding=True)))
    .group_by(_A.stream)
)
_MISSING = select(tables.acked_missing.c.token)
_VIDEO_LAST = select(tables.attachment).order_by(case((_H.media_type.startswith("video/"), 1), else_=0), _H.sealed_size)
_PARKED = select(_P.stream, _P.seq).order_by(_P.stream, _P.seq)
_STREAMS = select(_S.stream).order_by(_S.stream)
_FORKED = select(_S.stream, _S.forked_at).where(_S.forked_at >= 0)
_OWED = select(tables.owed.c.device)
_OUTGOING = select(tables.outgoing).where(_O.audience == bindparam("to"), _O.readers == bindparam("sealed_to"))
_PUT = tables.outgoing.insert()
_E = tables.entry.c
_SPAN = (_E.stream == bindparam("stream"), _E.seq >= bindparam("first"), _E.seq <= bindparam("last"))
_FRAME = 16
"""The most that a record adds to each of its parts, and to its head."""
_HEADS = select(func.count(), func.sum(func.length(_E.cose) + _FRAME)).where(*_SPAN)
_BOXES = select(func.sum(func.length(tables.part.c.box) + _FRAME)).where(tables.part.c.digest == _E.digest, *_SPAN)


@dataclass(frozen=True, slots=True)
class Target:
    """An audience to write for: its age recipients, its mark key, and the devices (key ids) that read it."""

    audience: str
    recipients: tuple[str, ...]
    mark: bytes
    readers: tuple[bytes, ...]
    province: bytes
    """Whose entries are written, or, by the national office, to whom it answers."""

    @property
    def sealed_to(self) -> bytes:
        """Digest of the recipients: an object sealed to others is none for all readers of today."""
        return hashlib.sha256("\n".join(sorted(self.recipients)).encode()).digest()


@dataclass(frozen=True, slots=True)
class Range:
    """A run of one stream's sequence numbers that a target lacks, inclusive."""

    stream: bytes
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class DueAttachment:
    """An attachment that a target lacks; ``doubted`` when a reader said so although it was written before."""

    token: bytes
    pieces: tuple[bytes, ...]
    sealed_size: int
    doubted: bool


class Giving:
    """The store as something to send from."""

    def __init__(self, device: Device) -> None:
        self._device = device

    def close_day(self) -> None:
        """Write today's sealed entries before a sending; at the province, and the second time a day, nothing happens."""
        close_days(self._device, today_too=True)

    def targets(self, to: str | None) -> list[Target]:
        """Audiences to write for; ``to`` names one post, or ``nation``. Raises ``Invalid('post.unknown')``."""
        if not self._device.is_desk:
            return [self._desks()]
        if self._device.is_nation:
            return self._provinces(to)
        with self._device.database.reading() as db:
            above = self._nation(db)
            if to is not None and to.strip().lower() == NATION:
                if above is None:
                    raise Invalid("nation.none")
                return [above]
            posts = sorted({row.post for row in db.execute(select(tables.stream.c.post)) if row.post != self._own})
            if to is not None:
                posts = [post for post in posts if post == to.strip().upper()]
                if not posts:
                    raise Invalid("post.unknown", post=to)
            found = [target for post in posts if (target := self._post(db, post)).readers]
            return found if above is None or to is not None else [*found, above]

    @property
    def _own(self) -> str:
        return self._device.belongings.code

    def _desks(self) -> Target:
        own = self._device.belongings
        with self._device.database.reading() as db:
            readers = [bytes(row.device) for row in db.execute(_DESKS)]
        mine = self._device.own_recipients[0]
        return Target(DESKS, (self._device.recipients.reports, mine), own.marks[DESKS], tuple(readers), own.province)

    def _nation(self, db: Connection) -> Target | None:
        """The national office, once it is known. What is written for it opens there alone: here it would lack its parts."""
        above = neighbours.nation(db)
        if above is None:
            return None
        readers = neighbours.readers_of(db, above)
        return Target(NATION, (above.recipient,), above.mark, readers, self._device.belongings.province)

    def _provinces(self, to: str | None) -> list[Target]:
        """To each province what the office holds of it, sealed to its newest key that was heard of; nothing else goes back."""
        with self._device.database.reading() as db:
            found = [each for each in neighbours.provinces(db).values() if to is None or each.area == to.strip()]
            keys = [newest(InForce(each.recipient, 0), published(db, REPORTS, each.area)) for each in found]
        if to is not None and not found:
            raise Invalid("post.unknown", post=to)
        return [
            Target(ANSWER, (key.recipient,), each.answer, (each.province,), each.province)
            for each, key in zip(found, keys, strict=True)
        ]

    def _post(self, db: Connection, code: str) -> Target:
        table = tables.stream
        # A laptop that is gone reads nothing that is written from now on, and nobody waits for its word.
        still = (table.c.post == code) & table.c.device.not_in(revoked(db))
        rows = db.execute(select(table.c.device, table.c.recipient).where(still).distinct()).all()
        recipients = {str(row.recipient) for row in rows} | set(self._device.own_recipients)
        marks = self._device.belongings.marks
        return Target(
            post_audience(code),
            tuple(sorted(recipients)),
            self.mark_of(db, post_audience(code), marks),
            tuple(sorted({bytes(row.device) for row in rows})),
            self._device.belongings.province,
        )

    @staticmethod
    def mark_of(db: Connection, audience: str, marks: dict[str, bytes]) -> bytes:
        """The mark key of an audience: at hand, or from its kit, whichever desk made that."""
        if audience in marks:
            return marks[audience]
        value = kits.mark_of(db, audience)
        if value is None:
            raise Invalid("post.unknown", post=audience)
        return value

    def lacking(self, target: Target) -> list[Range]:
        """Ranges of entries that the target has not acknowledged; finds rolled-back streams on the way (D1)."""
        with self._device.database.writing() as db:
            return [found for stream in self._streams_for(db, target) if (found := self._lack(db, target, stream))]

    def _streams_for(self, db: Connection, target: Target) -> list[Row]:  # type: ignore[type-arg]
        table = tables.stream
        if target.audience == ANSWER:
            return []
        if target.audience == NATION:
            query = select(table).where(self.relayed())
        elif target.audience == DESKS:
            sealed = table.c.audience.startswith("sealed:")
            query = select(table).where((table.c.audience == DESKS) | sealed, table.c.post == self._own)
        else:
            post = post_in(target.audience)
            ours = (table.c.post == self._own) & table.c.audience.in_((target.audience, EVERYBODY))
            # A post's own entries go back only where another laptop of that post may lack them: a second one, or a new one
            # in the place of one that is gone.
            only = target.readers[0] if len(target.readers) == 1 else b""
            theirs = (table.c.post == post) & (table.c.device != only)
            query = select(table).where(ours | theirs)
        return list(db.execute(query.order_by(table.c.stream)))

    def coming(self, targets: Sequence[Target]) -> dict[str, list[Coming]]:
        """What a sending writes into the journal before it sends, by the audience of the target that reads it."""
        from core.app import regencies

        device = self._device
        told = [*days_coming(device), *statuses.blocks_coming(device), *regencies.tellings_coming(device)]
        return {to.audience: [each for each in told if _is_read(to.audience, each.audience)] for to in targets}

    def weigh(self, wanted: Range) -> tuple[int, int]:
        """How many records a range has (every branch), and their bytes at most."""
        with self._device.database.reading() as db:
            span = {"stream": wanted.stream, "first": wanted.first, "last": wanted.last}
            entries, heads = db.execute(_HEADS, span).one()
            parts = db.execute(_BOXES, span).scalar()
        return int(entries), int(heads or 0) + int(parts or 0)

    def relayed(self) -> ColumnElement[bool]:
        """Streams that the national office may read; :func:`core.domain.nation.is_relayed` says the same of one."""
        table = tables.stream.c
        ours = (table.audience == EVERYBODY) | table.audience.startswith("post:")
        return ((table.post == self._own) & ours) | ((table.post != self._own) & (table.audience == DESKS))

    def _lack(self, db: Connection, target: Target, stream: Row) -> Range | None:  # type: ignore[type-arg]
        name = bytes(stream.stream)
        head = store.head(db, name)
        if head is None:
            return None
        held = self._held_by(db, target, name, bytes(stream.device))
        if held is not None and self._is_rolled_back(db, name, held):
            if bytes(stream.device) in self._device.own_devices:
                close_stream(db, self._device, name, "rollback")
            elif held[0] > head.sequence:
                # Another laptop's stream, of which the reader holds more than was told here: nothing to add.
                return None
            held = None
        first = 0 if held is None else held[0] + 1
        return Range(name, first, head.sequence) if first <= head.sequence else None

    def _held_by(self, db: Connection, target: Target, stream: bytes, writer: bytes) -> tuple[int, bytes] | None:
        """The position that every reader of the target has acknowledged; of the desks, which share one shelf, the best."""
        rows = db.execute(_POSITIONS, {"name": stream})
        positions = {bytes(row.device): (int(row.seq), bytes(row.digest)) for row in rows}
        if target.audience in (DESKS, NATION):
            return max((positions[reader] for reader in target.readers if reader in positions), default=None)
        waiting = [reader for reader in target.readers if reader != writer]
        if not waiting or any(reader not in positions for reader in waiting):
            return None
        return min(positions[reader] for reader in waiting)

    @staticmethod
    def _is_rolled_back(db: Connection, stream: bytes, held: tuple[int, bytes]) -> bool:
        return held[1] not in store.digests_at(db, stream, held[0])

    def records(
        self, wanted: Range, max_bytes: int, max_entries: int, audience: str = DESKS
    ) -> tuple[Range, list[bytes], bytes | None, bytes]:
        """As many records from the start of a range as fit; with the digest before them and at their end.

        For the national office, and for a regency, they go without what is not for it.
        """
        with self._device.database.reading() as db:
            taken: list[bytes] = []
            size, last, head = 0, wanted.first - 1, b""
            for entry in store.slice_of(db, wanted.stream, wanted.first, wanted.last):
                record = write_record(_for_reader(db, audience, entry))
                new_place = entry.header.sequence != last
                if new_place and taken and (size + len(record) > max_bytes or len(taken) >= max_entries):
                    break
                taken.append(record)
                size, last, head = size + len(record), entry.header.sequence, entry.digest
            before = store.digests_at(db, wanted.stream, wanted.first - 1) if wanted.first else frozenset[bytes]()
        return Range(wanted.stream, wanted.first, last), taken, min(before, default=None), head

    def outgoing(self, target: Target) -> list[Row]:  # type: ignore[type-arg]
        """Objects that were written for a target and sealed to all its readers of today, as remembered."""
        with self._device.database.reading() as db:
            return list(db.execute(_OUTGOING, {"to": target.audience, "sealed_to": target.sealed_to}))

    def note_outgoing(self, target: Target, part: Range | None, name: str, digest: bytes, size: int, trip: int) -> None:
        """Remember a written object and the trip it lies on; only now do its reports count as "di media"."""
        row = {
            "name": name,
            "audience": target.audience,
            "stream": b"" if part is None else part.stream,
            "first": -1 if part is None else part.first,
            "last": -1 if part is None else part.last,
            "digest": digest,
            "size": size,
            "written": self._device.moment().at,
            "trip": trip,
            "readers": target.sealed_to,
        }
        with self._device.database.writing() as db:
            db.execute(_PUT, row)

    def forget_outgoing(self, names: Sequence[str]) -> None:
        """Objects that a stick took and lost: their reports wait again."""
        with self._device.database.writing() as db:
            for name in names:
                db.execute(tables.outgoing.delete().where(tables.outgoing.c.name == name))

    def acknowledgement(self, target: Target) -> bytes:
        """What this device holds of the streams that the target may know of, signed by the device (D1)."""
        own = self._device.belongings
        with self._device.database.reading() as db:
            told = self._told(db, target)
            content = Acknowledgement(
                device=self._device.device,
                at=self._device.moment().at,
                positions=tuple(item for item in self._positions(db) if item.stream in told),
                missing=tuple(sorted({piece.token for piece in wanted(db, self._device) if piece.stream in told})),
                forks=tuple((stream, seq) for stream, seq in self._forks(db) if stream in told),
            )
        return write_acknowledgement(self._device.device_key, key_id(own.device_certificate), content)

    def _told(self, db: Connection, target: Target) -> set[bytes]:
        """Streams that readers of a target may know of: need-to-know holds for acknowledgements too (D11)."""
        table = tables.stream
        query = select(table.c.stream)
        if target.audience == NATION:
            return set()
        if target.audience == ANSWER:
            label = self._device.provinces[target.province].area
            query = query.where(table.c.post.startswith(qualified(label, ""), autoescape=True))
        elif target.audience != DESKS:
            ours = (table.c.post == self._own) & table.c.audience.in_((target.audience, EVERYBODY))
            query = query.where(ours | (table.c.post == post_in(target.audience)))
        return {bytes(row.stream) for row in db.execute(query)}

    def _positions(self, db: Connection) -> Iterator[Position]:
        parked: dict[bytes, list[int]] = {}
        for row in db.execute(_PARKED):
            parked.setdefault(bytes(row.stream), []).append(int(row.seq))
        for row in db.execute(_STREAMS).all():
            name = bytes(row.stream)
            head = store.head(db, name)
            if head is not None:
                yield Position(name, head.sequence, head.digest, _ranges(parked.get(name, [])))

    @staticmethod
    def _forks(db: Connection) -> Iterator[tuple[bytes, int]]:
        for row in db.execute(_FORKED):
            yield bytes(row.stream), int(row.forked_at)

    def owes(self, target: Target) -> bool:
        """True when something came from this target's devices since the last acknowledgement was written for it."""
        with self._device.database.reading() as db:
            owed = {bytes(row.device) for row in db.execute(_OWED)}
        return bool(owed) if target.audience == DESKS else bool(owed & set(target.readers))

    def settle(self, target: Target) -> None:
        """An acknowledgement for the target has been written and read back."""
        with self._device.database.writing() as db:
            if target.audience == DESKS:
                db.execute(tables.owed.delete())
            else:
                db.execute(tables.owed.delete().where(tables.owed.c.device.in_(target.readers)))

    def due_attachments(self, target: Target) -> list[DueAttachment]:
        """Attachments held here whole that the target lacks, video last, small ones first; to a post a lost laptop's."""
        if target.audience != DESKS:
            return self._due_again(target)  # to the national office what it asked for, to a post what it lost
        with self._device.database.reading() as db:
            rows = db.execute(_VIDEO_LAST).all()
            missing = {bytes(r.token) for r in db.execute(_MISSING)} if rows else set()
            acked = {bytes(r.stream): int(r.seq) for r in db.execute(_ACKED, {"readers": target.readers})} if rows else {}
        due = []
        for row in rows:
            token = bytes(row.token)
            told = row.seq <= acked.get(bytes(row.stream), -1)
            if (told and token not in missing) or not self._device.vault.holds(token):
                continue
            due.append(DueAttachment(token, tuple(piece_digests(row)), int(row.sealed_size), doubted=told))
        return due

    def _due_again(self, target: Target) -> list[DueAttachment]:
        """What a reader asked for by name: a post after it lost a laptop, the national office when it needs it."""
        table, missing = tables.attachment, tables.acked_missing.c
        asked = select(missing.token).where(missing.device.in_(target.readers)).scalar_subquery()
        with self._device.database.reading() as db:
            if target.audience == NATION:
                streams = select(tables.stream.c.stream).where(self.relayed())
                shown = table.c.shows_identity == 0
            else:
                streams = select(tables.stream.c.stream).where(
                    tables.stream.c.post == post_in(target.audience), tables.stream.c.device.in_(revoked(db))
                )
                shown = true()
            query = select(table).where(table.c.token.in_(asked), table.c.stream.in_(streams.scalar_subquery()), shown)
            rows = db.execute(query.order_by(table.c.sealed_size)).all()
        return [
            DueAttachment(bytes(row.token), tuple(piece_digests(row)), int(row.sealed_size), doubted=True)
            for row in rows
            if self._device.vault.holds(bytes(row.token))
        ]

    def read_piece(self, token: bytes, number: int) -> bytes:
        """Ciphertext of one piece."""
        return self._device.vault.read_piece(token, number)

    def wants(self, target: Target) -> list[tuple[bytes, int, int]]:
        """Gaps in streams of the target's own posts."""
        with self._device.database.reading() as db:
            told = self._told(db, target)
            return [gap for gap in absorbing.gaps(db) if gap[0] in told]


def _is_read(audience: str, written: str) -> bool:
    """Whether what this device writes for one audience goes to a target; :meth:`Giving._streams_for` says the same of streams."""
    if audience == DESKS:
        return written.startswith("sealed:")
    if audience == NATION:
        return written == EVERYBODY or written.startswith("post:")
    return written in (audience, EVERYBODY)


def _for_reader(db: Connection, audience: str, entry: Entry) -> Entry:
    if audience.startswith(regency.PREFIX):
        own, rule = post_in(audience), tables.local_rule.c
        area = db.execute(select(rule.area).where(rule.subject == entry.subject)).scalar()
        # What ends another regency's rule is not for this one either.
        return relayed(entry, regency.nothing) if area and not regency.covers(own, area) else heard(own, entry)
    return relayed(entry) if audience == NATION else entry


def _ranges(numbers: list[int]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], number))
        else:
            found.append((number, number))
    return tuple(found)

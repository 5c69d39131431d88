"""What the exchange takes from this device and puts into it: entries, acknowledgements and pieces of attachments.

The exchange knows media and objects; this room knows the store. A *target* is an audience that this device
serves: at a post the desks, at the province each post.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Row, func, select

from core.app import absorb as absorbing
from core.app.attachments import piece_digests, piece_size
from core.app.device import DESKS, EVERYBODY, Device, post_audience
from core.app.streams import close_stream
from core.crypto.certificates import verify_chain
from core.crypto.cose import key_id, verify1
from core.crypto.signing import VerifyKey
from core.domain.errors import Invalid, Untrusted
from core.journal import store
from core.journal.acknowledgement import Acknowledgement, Position, read_acknowledgement, write_acknowledgement
from core.journal.admission import is_desk_ca
from core.journal.entry import write_record
from core.projections.acknowledged import project_acknowledgement
from core.storage import tables


@dataclass(frozen=True, slots=True)
class Target:
    """An audience to write for: its age recipients, its mark key, and the devices (key ids) that read it."""

    audience: str
    recipients: tuple[str, ...]
    mark: bytes
    readers: tuple[bytes, ...]


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


@dataclass(frozen=True, slots=True)
class WantedPiece:
    """A piece that this device waits for."""

    token: bytes
    number: int
    digest: bytes
    size: int
    stream: bytes


class Shelf:
    """The store as the exchange sees it."""

    def __init__(self, device: Device) -> None:
        self._device = device

    @property
    def device(self) -> bytes:
        """This device's key id."""
        return self._device.device

    @property
    def province(self) -> bytes:
        """The province that this device belongs to."""
        return self._device.belongings.province

    # --- giving ----------------------------------------------------------------------------------------------

    def targets(self, to: str | None) -> list[Target]:
        """Audiences to write for; ``to`` names one post. Raises ``Invalid('post.unknown')``."""
        if not self._device.is_desk:
            return [self._desks()]
        with self._device.database.reading() as db:
            posts = sorted({row.post for row in db.execute(select(tables.stream.c.post)) if row.post != self._own})
            if to is not None:
                posts = [post for post in posts if post == to.strip().upper()]
                if not posts:
                    raise Invalid("post.unknown", post=to)
            return [self._post(db, post) for post in posts]

    @property
    def _own(self) -> str:
        return self._device.belongings.code

    def _desks(self) -> Target:
        own = self._device.belongings
        with self._device.database.reading() as db:
            desks = select(tables.acked.c.device).where(tables.acked.c.desk == 1).distinct()
            readers = [bytes(row.device) for row in db.execute(desks)]
        mine = self._device.identities[0].recipient
        return Target(DESKS, (own.recipients.reports, mine), own.marks[DESKS], tuple(readers))

    def _post(self, db: Connection, code: str) -> Target:
        table = tables.stream
        rows = db.execute(select(table.c.device, table.c.recipient).where(table.c.post == code).distinct()).all()
        recipients = {str(row.recipient) for row in rows} | {identity.recipient for identity in self._device.identities}
        marks = self._device.belongings.marks
        return Target(
            post_audience(code),
            tuple(sorted(recipients)),
            self.mark_of(db, post_audience(code), marks),
            tuple(sorted({bytes(row.device) for row in rows})),
        )

    @staticmethod
    def mark_of(db: Connection, audience: str, marks: dict[str, bytes]) -> bytes:
        """The mark key of an audience: at hand, or kept in the store when its kit was made here."""
        if audience in marks:
            return marks[audience]
        value = db.execute(select(tables.secret.c.value).where(tables.secret.c.name == f"mark:{audience}")).scalar()
        if value is None:
            raise Invalid("post.unknown", post=audience)
        return bytes(value)

    def lacking(self, target: Target) -> list[Range]:
        """Ranges of entries that the target has not acknowledged; finds rolled-back streams on the way (D1)."""
        with self._device.database.writing() as db:
            return [found for stream in self._streams_for(db, target) if (found := self._lack(db, target, stream))]

    def _streams_for(self, db: Connection, target: Target) -> list[Row]:  # type: ignore[type-arg]
        table = tables.stream
        if target.audience == DESKS:
            query = select(table).where(table.c.audience == DESKS, table.c.post == self._own)
        else:
            post = target.audience.removeprefix("post:")
            ours = (table.c.post == self._own) & table.c.audience.in_((target.audience, EVERYBODY))
            # A post's own entries go back only where another laptop of that post may lack them.
            theirs = (table.c.post == post) & (len(target.readers) > 1)
            query = select(table).where(ours | theirs)
        return list(db.execute(query.order_by(table.c.stream)))

    def _lack(self, db: Connection, target: Target, stream: Row) -> Range | None:  # type: ignore[type-arg]
        name = bytes(stream.stream)
        head = store.head(db, name)
        if head is None:
            return None
        held = self._held_by(db, target, name, bytes(stream.device))
        if held is not None and self._is_rolled_back(db, name, held):
            if bytes(stream.device) == self.device:
                close_stream(db, self._device, name, "rollback")
            elif held[0] > head.sequence:
                # Another laptop's stream, of which the reader holds more than was told here: nothing to add.
                return None
            held = None
        first = 0 if held is None else held[0] + 1
        return Range(name, first, head.sequence) if first <= head.sequence else None

    def _held_by(self, db: Connection, target: Target, stream: bytes, writer: bytes) -> tuple[int, bytes] | None:
        """The position that every reader of the target has acknowledged; of the desks, which share one shelf, the best."""
        table = tables.acked
        query = select(table.c.device, table.c.seq, table.c.digest).where(table.c.stream == stream)
        positions = {bytes(row.device): (int(row.seq), bytes(row.digest)) for row in db.execute(query)}
        if target.audience == DESKS:
            return max((positions[reader] for reader in target.readers if reader in positions), default=None)
        waiting = [reader for reader in target.readers if reader != writer]
        if not waiting or any(reader not in positions for reader in waiting):
            return None
        return min(positions[reader] for reader in waiting)

    @staticmethod
    def _is_rolled_back(db: Connection, stream: bytes, held: tuple[int, bytes]) -> bool:
        return held[1] not in store.digests_at(db, stream, held[0])

    def records(self, wanted: Range, max_bytes: int, max_entries: int) -> tuple[Range, list[bytes], bytes | None, bytes]:
        """As many records from the start of a range as fit; with the digest before them and at their end."""
        with self._device.database.reading() as db:
            taken: list[bytes] = []
            size, last, head = 0, wanted.first - 1, b""
            for entry in store.slice_of(db, wanted.stream, wanted.first, wanted.last):
                record = write_record(entry)
                new_place = entry.header.sequence != last
                if new_place and taken and (size + len(record) > max_bytes or len(taken) >= max_entries):
                    break
                taken.append(record)
                size, last, head = size + len(record), entry.header.sequence, entry.digest
            before = store.digests_at(db, wanted.stream, wanted.first - 1) if wanted.first else frozenset[bytes]()
        return Range(wanted.stream, wanted.first, last), taken, min(before, default=None), head

    def outgoing(self, target: Target) -> list[Row]:  # type: ignore[type-arg]
        """Objects that were written for a target, as remembered."""
        table = tables.outgoing
        with self._device.database.reading() as db:
            return list(db.execute(select(table).where(table.c.audience == target.audience)))

    def note_outgoing(self, target: Target, part: Range | None, name: str, digest: bytes, size: int) -> None:
        """Remember a written object; only now do its reports count as "di media"."""
        row = {
            "name": name,
            "audience": target.audience,
            "stream": b"" if part is None else part.stream,
            "first": -1 if part is None else part.first,
            "last": -1 if part is None else part.last,
            "digest": digest,
            "size": size,
            "written": self._device.moment().at,
        }
        with self._device.database.writing() as db:
            db.execute(tables.outgoing.insert(), row)

    def acknowledgement(self, target: Target) -> bytes:
        """What this device holds of the streams that the target may know of, signed by the device (D1)."""
        own = self._device.belongings
        with self._device.database.reading() as db:
            told = self._told(db, target)
            content = Acknowledgement(
                device=self.device,
                at=self._device.moment().at,
                positions=tuple(item for item in self._positions(db) if item.stream in told),
                missing=tuple(sorted({piece.token for piece in self._wanted(db) if piece.stream in told})),
                forks=tuple((stream, seq) for stream, seq in self._forks(db) if stream in told),
            )
        return write_acknowledgement(self._device.device_key, key_id(own.device_certificate), content)

    def _told(self, db: Connection, target: Target) -> set[bytes]:
        """Streams that readers of a target may know of: need-to-know holds for acknowledgements too (D11)."""
        table = tables.stream
        query = select(table.c.stream)
        if target.audience != DESKS:
            ours = (table.c.post == self._own) & table.c.audience.in_((target.audience, EVERYBODY))
            query = query.where(ours | (table.c.post == target.audience.removeprefix("post:")))
        return {bytes(row.stream) for row in db.execute(query)}

    def _positions(self, db: Connection) -> Iterator[Position]:
        parked: dict[bytes, list[int]] = {}
        query = select(tables.parked.c.stream, tables.parked.c.seq).order_by(tables.parked.c.stream, tables.parked.c.seq)
        for row in db.execute(query):
            parked.setdefault(bytes(row.stream), []).append(int(row.seq))
        for row in db.execute(select(tables.stream.c.stream).order_by(tables.stream.c.stream)).all():
            name = bytes(row.stream)
            head = store.head(db, name)
            if head is not None:
                yield Position(name, head.sequence, head.digest, _ranges(parked.get(name, [])))

    @staticmethod
    def _forks(db: Connection) -> Iterator[tuple[bytes, int]]:
        table = tables.stream
        for row in db.execute(select(table.c.stream, table.c.forked_at).where(table.c.forked_at >= 0)):
            yield bytes(row.stream), int(row.forked_at)

    def owes(self, target: Target) -> bool:
        """True when something came from this target's devices since the last acknowledgement was written for it."""
        with self._device.database.reading() as db:
            owed = {bytes(row.device) for row in db.execute(select(tables.owed.c.device))}
        return bool(owed) if target.audience == DESKS else bool(owed & set(target.readers))

    def settle(self, target: Target) -> None:
        """An acknowledgement for the target has been written and read back."""
        with self._device.database.writing() as db:
            if target.audience == DESKS:
                db.execute(tables.owed.delete())
            else:
                db.execute(tables.owed.delete().where(tables.owed.c.device.in_(target.readers)))

    def due_attachments(self, target: Target) -> list[DueAttachment]:
        """Attachments held here whole that the desks lack, small ones first; posts are sent none."""
        if target.audience != DESKS:
            return []
        with self._device.database.reading() as db:
            rows = db.execute(select(tables.attachment).order_by(tables.attachment.c.sealed_size)).all()
            missing = {bytes(r.token) for r in db.execute(select(tables.acked_missing.c.token))}
            acked = {
                bytes(r.stream): int(r.seq)
                for r in db.execute(
                    select(tables.acked.c.stream, func.max(tables.acked.c.seq).label("seq"))
                    .where(tables.acked.c.device.in_(target.readers))
                    .group_by(tables.acked.c.stream)
                )
            }
        due = []
        for row in rows:
            token = bytes(row.token)
            told = row.seq <= acked.get(bytes(row.stream), -1)
            if (told and token not in missing) or not self._device.vault.holds(token):
                continue
            due.append(DueAttachment(token, tuple(piece_digests(row)), int(row.sealed_size), doubted=told))
        return due

    def read_piece(self, token: bytes, number: int) -> bytes:
        """Ciphertext of one piece."""
        return self._device.vault.read_piece(token, number)

    # --- taking ----------------------------------------------------------------------------------------------

    def marks(self) -> dict[str, bytes]:
        """Mark keys of the audiences that this device reads."""
        own = self._device.belongings
        wanted = DESKS if self._device.is_desk else post_audience(own.code)
        return {wanted: own.marks[wanted]}

    def own_mark(self) -> bytes | None:
        """The mark under which this post's own objects lie on sticks; None at the province."""
        return None if self._device.is_desk else self._device.belongings.marks[DESKS]

    def was_taken(self, name: str, digest: bytes) -> bool:
        """True when this very object was taken in before."""
        table = tables.taken_object
        with self._device.database.reading() as db:
            found = db.execute(select(table.c.digest).where(table.c.name == name)).scalar()
        return found is not None and bytes(found) == digest

    def note_taken(self, name: str, digest: bytes) -> None:
        """Remember an object, so that the same stick is read quickly next time."""
        table = tables.taken_object
        with self._device.database.writing() as db:
            db.execute(table.delete().where(table.c.name == name))
            db.execute(table.insert(), {"name": name, "digest": digest, "taken": self._device.moment().at})

    def require_sender(self, leaf: bytes, ca: bytes) -> str:
        """The post that a device certificate stands for; raises ``Untrusted('sender.unknown')``."""
        try:
            standing = verify_chain(leaf, ca, self._device.belongings.anchors)
        except Untrusted:
            raise Untrusted("sender.unknown") from None
        if standing.role != "device":
            raise Untrusted("sender.unknown")
        return standing.post

    def absorb(self, segment: absorbing.Segment) -> absorbing.Absorbed:
        """Take a segment in whole; raises ``Untrusted``."""
        return absorbing.absorb(self._device, segment)

    def owe(self, sender: bytes) -> None:
        """The sender is owed an acknowledgement."""
        if sender == self.device:
            return
        with self._device.database.writing() as db:
            known = db.execute(select(tables.owed.c.device).where(tables.owed.c.device == sender)).scalar()
            if known is None:
                db.execute(tables.owed.insert(), {"device": sender})

    def prove_acknowledgement(self, cose: bytes, leaf: bytes, ca: bytes) -> Acknowledgement:
        """Read one that came from the device of this certificate; raises ``Untrusted`` when it is not its own."""
        acknowledgement = read_acknowledgement(cose)
        if acknowledgement.device != key_id(leaf) or acknowledgement.message is None:
            raise Untrusted("acknowledgement.sender")
        self.require_sender(leaf, ca)
        if not verify1(acknowledgement.message, VerifyKey.from_certificate(leaf)):
            raise Untrusted("signature")
        return acknowledgement

    def take_acknowledgement(self, cose: bytes, leaf: bytes, ca: bytes) -> bool:
        """Keep a reader's acknowledgement if it is newer than the one held; raises ``Untrusted`` when it is not the reader's."""
        acknowledgement = self.prove_acknowledgement(cose, leaf, ca)
        with self._device.database.writing() as db:
            if not _is_news(db, acknowledgement):
                return False
            row = {"device": acknowledgement.device, "cose": cose, "leaf": leaf, "ca": ca}
            db.execute(tables.acknowledgement.delete().where(tables.acknowledgement.c.device == acknowledgement.device))
            db.execute(tables.acknowledgement.insert(), {**row, "taken": self._device.moment().at})
            project_acknowledgement(db, acknowledgement, desk=is_desk_ca(ca))
        return True

    def wanted_pieces(self) -> list[WantedPiece]:
        """Pieces of attachments that entries name and that are not here yet; a post waits for none."""
        with self._device.database.reading() as db:
            return list(self._wanted(db))

    def _wanted(self, db: Connection) -> Iterator[WantedPiece]:
        if not self._device.is_desk:
            return
        for row in db.execute(select(tables.attachment)).all():
            token = bytes(row.token)
            if self._device.vault.holds(token):
                continue
            have = {r.number for r in db.execute(select(tables.piece.c.number).where(tables.piece.c.token == token))}
            for number, digest in enumerate(piece_digests(row)):
                if number not in have:
                    yield WantedPiece(token, number, digest, piece_size(row, number), bytes(row.stream))

    def put_piece(self, piece: WantedPiece, data: bytes) -> bool:
        """Keep a piece whose digest was checked; True when it completed its attachment."""
        with self._device.database.reading() as db:
            row = db.execute(select(tables.attachment).where(tables.attachment.c.token == piece.token)).one()
            writer = db.execute(select(tables.stream.c.device).where(tables.stream.c.stream == row.stream)).scalar()
        if writer is not None:
            # Before the piece is kept: a cut after the attachment got its name must not leave the writer without word.
            self.owe(bytes(writer))
        self._device.vault.put_piece(piece.token, piece.number, data)
        with self._device.database.writing() as db:
            return self._note_piece(db, piece, row)

    def _note_piece(self, db: Connection, piece: WantedPiece, row: Row) -> bool:  # type: ignore[type-arg]
        """Remember a piece; the last one makes the attachment whole, or shows that all of it must come again."""
        held = tables.piece.c.token == piece.token
        db.execute(tables.piece.insert(), {"token": piece.token, "number": piece.number})
        have = db.execute(select(func.count()).select_from(tables.piece).where(held)).scalar_one()
        if have < len(piece_digests(row)):
            return False
        whole = self._device.vault.complete(piece.token, bytes(row.sealed_digest))
        db.execute(tables.piece.delete().where(held))
        return whole

    def gaps(self) -> list[tuple[bytes, int, int]]:
        """Missing ranges before parked entries: (stream, first, last)."""
        with self._device.database.reading() as db:
            return absorbing.gaps(db)

    def wants(self, target: Target) -> list[tuple[bytes, int, int]]:
        """Gaps in streams of the target's own posts."""
        with self._device.database.reading() as db:
            told = self._told(db, target)
            return [gap for gap in absorbing.gaps(db) if gap[0] in told]

    def quarantine(self, name: str, digest: bytes, code: str, medium: str) -> None:
        """Remember that an object was set aside, once per content."""
        table = tables.quarantine
        row = {"name": name, "digest": digest, "code": code, "medium": medium, "at": self._device.moment().at}
        with self._device.database.writing() as db:
            db.execute(table.delete().where(table.c.name == name, table.c.digest == digest))
            db.execute(table.insert(), row)

    def note_trip(self, direction: str, medium: str, objects: int, entries: int, attachments: int, size: int) -> None:
        """One line of the history of sticks."""
        row = {
            "at": self._device.moment().at,
            "direction": direction,
            "medium": medium,
            "objects": objects,
            "entries": entries,
            "attachments": attachments,
            "bytes": size,
        }
        with self._device.database.writing() as db:
            db.execute(tables.ledger.insert(), row)


def _ranges(numbers: list[int]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], number))
        else:
            found.append((number, number))
    return tuple(found)


def _is_news(db: Connection, acknowledgement: Acknowledgement) -> bool:
    query = select(tables.acknowledgement.c.cose).where(tables.acknowledgement.c.device == acknowledgement.device)
    held = db.execute(query).scalar()
    if held is None:
        return True
    before = read_acknowledgement(bytes(held))
    return before.at < acknowledgement.at or _goes_beyond(before, acknowledgement)


def _goes_beyond(before: Acknowledgement, after: Acknowledgement) -> bool:
    """True when a reader holds more than before, whatever its clock says: a clock once ahead must not silence it."""
    old = {position.stream: position.sequence for position in before.positions}
    new = {position.stream: position.sequence for position in after.positions}
    if any(new.get(stream, -1) < sequence for stream, sequence in old.items()):
        return False
    return new != old or set(after.missing) < set(before.missing)

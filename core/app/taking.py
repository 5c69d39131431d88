"""What this device takes from the exchange: segments, acknowledgements, pieces; and what it sets aside."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, select

from core.app import absorb as absorbing
from core.app import aside, homes, neighbours, practising, telling, wanting
from core.app.attachments import piece_digests, piece_size
from core.app.custody import NAMES_AT_ONCE
from core.app.device import DESKS, Device, post_audience
from core.app.revoked import revoked
from core.crypto.certificates import verify_chain
from core.crypto.cose import key_id, verify1
from core.crypto.signing import VerifyKey
from core.domain.errors import Untrusted
from core.domain.nation import ANSWER, NATION, label_of, qualified
from core.journal import endings, store
from core.journal.acknowledgement import Acknowledgement, read_acknowledgement
from core.journal.admission import is_desk_ca
from core.projections.acknowledged import project_acknowledgement, reader_of
from core.storage import tables

# Statements of every stick, put together once.
_TAKEN = select(tables.taken_object.c.digest).where(tables.taken_object.c.name == bindparam("object"))
_FORGET = tables.taken_object.delete().where(tables.taken_object.c.name == bindparam("object"))
_ACKNOWLEDGED = select(tables.acknowledgement.c.cose).where(tables.acknowledgement.c.device == bindparam("reader"))
_DROP = tables.acknowledgement.delete().where(tables.acknowledgement.c.device == bindparam("reader"))
_OWED = select(tables.owed.c.device).where(tables.owed.c.device == bindparam("sender"))
_NOTE, _PUT, _OWE = tables.taken_object.insert(), tables.acknowledgement.insert(), tables.owed.insert()
_ATTACHMENTS = select(tables.attachment)


@dataclass(frozen=True, slots=True)
class WantedPiece:
    """A piece that this device waits for."""

    token: bytes
    number: int
    digest: bytes
    size: int
    stream: bytes


class Taking:
    """The store as something to receive into."""

    def __init__(self, device: Device) -> None:
        self._device = device

    def marks(self) -> dict[str, bytes]:
        """Mark keys of what may come here, by whom it is from: the national office has one for each province."""
        own = self._device.belongings
        if not self._device.is_desk:
            return {post_audience(own.code): own.marks[post_audience(own.code)]}
        with self._device.database.reading() as db:
            if self._device.is_nation:
                return {each.area: each.mark for each in neighbours.provinces(db).values()}
            above = neighbours.nation(db)
        return {DESKS: own.marks[DESKS]} | ({} if above is None else {ANSWER: above.answer})

    def piece_marks(self) -> tuple[bytes, ...]:
        """Mark keys of pieces: an answer of the national office has none."""
        return tuple(mark for audience, mark in self.marks().items() if audience != ANSWER)

    def own_mark(self) -> bytes | None:
        """The mark under which this post's own objects lie on sticks; None at the province."""
        return None if self._device.is_desk else self._device.belongings.marks[DESKS]

    def drill_marks(self) -> tuple[bytes, ...]:
        """Public marks of a drill's objects, whoever they are for."""
        return practising.known_marks(self._device)

    def is_drill(self) -> bool:
        """True in a drill that knows its own objects by their public marks."""
        return practising.is_told_apart(self._device)

    def was_taken(self, name: str, digest: bytes) -> bool:
        """True when this very object was taken in before."""
        with self._device.database.reading() as db:
            found = db.execute(_TAKEN, {"object": name}).scalar()
        return found is not None and bytes(found) == digest

    def note_taken(self, name: str, digest: bytes) -> None:
        """Remember an object, so that the same stick is read quickly next time."""
        with self._device.database.writing() as db:
            db.execute(_FORGET, {"object": name})
            db.execute(_NOTE, {"name": name, "digest": digest, "taken": self._device.moment().at})

    def seen(self, names: Collection[str]) -> set[str]:
        """Which of these objects were taken in, set aside or written here before."""
        looked = (tables.taken_object, tables.quarantine, tables.outgoing)
        listed, found = sorted(names), set[str]()
        with self._device.database.reading() as db:
            for start in range(0, len(listed), NAMES_AT_ONCE):
                for table in looked:
                    some = table.c.name.in_(listed[start : start + NAMES_AT_ONCE])
                    found |= set(db.execute(select(table.c.name).where(some)).scalars())
        return found

    def require_sender(self, leaf: bytes, ca: bytes) -> str:
        """The post that a device certificate stands for; raises ``Untrusted``: ``sender.unknown``, ``authority.ended``."""
        return self._standing(leaf, ca)[1]

    def require_road(self, province: bytes, audience: str, leaf: bytes, ca: bytes, *, entries: bool) -> bool:
        """Whether an object of this province for this audience, from this device, may come here; True for this device's own.

        Raises ``Untrusted``: ``province.foreign``, ``sender.unknown``, ``authority.ended``, ``audience.foreign``,
        ``entry.not_allowed``.
        """
        own = self._device.belongings
        known = self._device.provinces if self._device.is_nation else (own.province,)
        if province not in known:
            raise Untrusted("province.foreign")
        writer, _post = self._standing(leaf, ca)
        mine = key_id(leaf) in self._device.own_devices
        if self._device.is_nation:
            if writer != province or not is_desk_ca(ca):
                raise Untrusted("sender.unknown")
            expected = NATION
        else:
            from_above = writer != own.province
            if from_above and entries:
                raise Untrusted("entry.not_allowed", what=NATION)  # the office reads; nothing that it writes is taken in
            expected = ANSWER if from_above else DESKS if self._device.is_desk else post_audience(own.code)
        if not mine and audience != expected:
            raise Untrusted("audience.foreign")
        return mine

    def _standing(self, leaf: bytes, ca: bytes) -> tuple[bytes, str]:
        """Province (or office) and post that a device certificate stands for, by whatever anchor is believed here."""
        device = self._device
        anchors = [*device.belongings.anchors, *(each.root for each in device.provinces.values())]
        if device.is_desk and not device.is_nation:
            with device.database.reading() as db:
                above = neighbours.nation(db)
            anchors += [] if above is None else [above.root]
        try:
            standing = verify_chain(leaf, ca, anchors)
        except Untrusted:
            raise Untrusted("sender.unknown") from None
        if standing.role != "device":
            raise Untrusted("sender.unknown")
        label = device.trust().of(standing.province_id).label
        with device.database.reading() as db:
            endings.require_kept(db, (leaf,), ca, label)
        return standing.province_id, qualified(label, standing.post)

    def is_home(self, leaf: bytes, ca: bytes) -> bool:
        """Whether what this device wrote belongs on this desk's server; see :mod:`core.app.homes`."""
        with self._device.database.reading() as db:
            return not homes.known(db) or homes.is_home(db, self._device, self.require_sender(leaf, ca))

    def absorb(self, segment: absorbing.Segment) -> absorbing.Absorbed:
        """Take a segment in whole; raises ``Untrusted``."""
        return absorbing.absorb(self._device, segment)

    def settle_told(self) -> int:
        """What follows from acts of several desks together is told to the posts; see :mod:`core.app.telling`."""
        return telling.settle(self._device)

    def owe(self, sender: bytes, province: bytes = b"") -> None:
        """The sender is owed an acknowledgement; at the national office the province, whichever desk of it wrote."""
        if sender in self._device.own_devices:
            return
        sender = province if self._device.is_nation else sender
        with self._device.database.writing() as db:
            if db.execute(_OWED, {"sender": sender}).scalar() is None:
                db.execute(_OWE, {"device": sender})

    def note_program(self, sender: bytes, program: str, written: int) -> None:
        """What version a laptop says it runs; of two words the one written later stays."""
        if not program:
            return
        table = tables.laptop_program
        with self._device.database.writing() as db:
            known = db.execute(select(table.c.written, table.c.program).where(table.c.device == sender)).first()
            if known is None:
                db.execute(table.insert(), {"device": sender, "program": program, "written": written})
            elif known.written < written and known.program != program:
                db.execute(table.update().where(table.c.device == sender).values(program=program, written=written))

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
        """Keep a reader's acknowledgement if it is newer than the one held, and of somebody who is still believed.

        Raises ``Untrusted`` when it is not the reader's.
        """
        acknowledgement = self.prove_acknowledgement(cose, leaf, ca)
        with self._device.database.writing() as db:
            if not _is_news(db, acknowledgement) or acknowledgement.device in revoked(db):
                return False
            row = {"device": acknowledgement.device, "cose": cose, "leaf": leaf, "ca": ca}
            db.execute(_DROP, {"reader": acknowledgement.device})
            db.execute(_PUT, {**row, "taken": self._device.moment().at})
            project_acknowledgement(db, acknowledgement, reader=reader_of(ca))
        return True

    def wanted_pieces(self) -> list[WantedPiece]:
        """Pieces of attachments that entries name and that are not here yet."""
        with self._device.database.reading() as db:
            return list(wanted(db, self._device))

    def held_pieces(self) -> set[bytes]:
        """Digests of all pieces of attachments that are here."""
        with self._device.database.reading() as db:
            named = {digest for row in db.execute(select(tables.attachment)) for digest in piece_digests(row)}
            return named - {piece.digest for piece in wanted(db, self._device)}

    def put_piece(self, piece: WantedPiece, data: bytes) -> bool:
        """Keep a piece whose digest was checked; True when it completed its attachment."""
        with self._device.database.reading() as db:
            row = db.execute(select(tables.attachment).where(tables.attachment.c.token == piece.token)).one()
            from_ = select(tables.stream.c.device, tables.stream.c.post).where(tables.stream.c.stream == row.stream)
            writer = db.execute(from_).first()
        if writer is not None:
            # Before the piece is kept: a cut after the attachment got its name must not leave the writer without word.
            self.owe(bytes(writer.device), self._device.trust().labelled(label_of(str(writer.post))).province)
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

    def quarantine(self, name: str, data: bytes, code: str, medium: str) -> None:
        """Set an object aside with its reason and its bytes, once per content."""
        with self._device.database.writing() as db:
            aside.keep(db, self._device, name, data, code, medium)

    def doubt_piece(self, name: str, digest: bytes, code: str, medium: str) -> None:
        """Remember that a piece was set aside; its bytes are worth nothing, for the true ones are known by their digest."""
        with self._device.database.writing() as db:
            aside.note(db, self._device, name, digest, code, medium)

    def kept_aside(self) -> list[tuple[str, bytes]]:
        """What was set aside and can be tried again."""
        with self._device.database.reading() as db:
            return aside.names_kept(db)

    def read_kept(self, name: str, digest: bytes) -> aside.Kept:
        """One of them whole."""
        with self._device.database.reading() as db:
            return aside.read_kept(db, name, digest)

    def held(self, stream: bytes) -> int:
        """The last sequence number held of a stream, -1 of an unknown one."""
        with self._device.database.reading() as db:
            head = store.head(db, stream)
        return -1 if head is None else head.sequence

    def waiting(self, stream: bytes) -> list[tuple[int, int]]:
        """Ranges of a stream that wait behind a gap."""
        with self._device.database.reading() as db:
            return absorbing.waiting(db, stream)


def wanted(db: Connection, device: Device) -> Iterator[WantedPiece]:
    """Pieces that this device waits for, read in its transaction; a post waits for those of a laptop that is gone."""
    for row in db.execute(_awaited(db, device)).all():
        token = bytes(row.token)
        if device.vault.holds(token):
            continue
        have = {r.number for r in db.execute(select(tables.piece.c.number).where(tables.piece.c.token == token))}
        for number, digest in enumerate(piece_digests(row)):
            if number not in have:
                yield WantedPiece(token, number, digest, piece_size(row, number), bytes(row.stream))


def _awaited(db: Connection, device: Device) -> Select[Any]:
    query = _ATTACHMENTS
    if device.is_nation:
        return query.where(tables.attachment.c.token.in_(wanting.tokens(db)))
    if device.is_desk:
        return query
    table = tables.stream.c
    lost = revoked(db) - device.own_devices
    of_lost = select(table.stream).where(table.device.in_(lost), table.post == device.belongings.code)
    return query.where(tables.attachment.c.stream.in_(of_lost.scalar_subquery()))


def _is_news(db: Connection, acknowledgement: Acknowledgement) -> bool:
    held = db.execute(_ACKNOWLEDGED, {"reader": acknowledgement.device}).scalar()
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

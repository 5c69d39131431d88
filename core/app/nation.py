"""How a national office and its provinces come to know each other, and what each sees of the other.

Twice a file goes over and a fingerprint is compared on another way: the province says who it is, the office adopts it
and answers with a file that opens there alone. Nothing is written to the journal by it, on either side.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from core.app import introduction, neighbours, officers, queries, wanting
from core.app.answers import find_report, show_time
from core.app.device import Device
from core.app.giving import Giving
from core.app.nation_views import AboveView, AdoptedRow, Introduced
from core.crypto.signing import SigningKey
from core.domain.authority import ADMINISTRATOR
from core.domain.errors import Invalid, NotAllowed
from core.domain.nation import bare, label_of, qualified
from core.domain.regency import is_regency
from core.journal import store
from core.journal.acknowledgement import read_acknowledgement
from core.storage import tables


class NationRoom:
    """Both sides of the acquaintance. ``busy`` is held while something is written."""

    def __init__(self, device: Device, busy: threading.RLock) -> None:
        self._device, self._busy = device, busy

    @property
    def fingerprint(self) -> str:
        """The own id, as it is read out to the other side."""
        return introduction.fingerprint(self._device.belongings.province)

    # --- at a province ---------------------------------------------------------------------------------------

    def introduce(self) -> Introduced:
        """The file that says who this province is. Raises ``NotAllowed('nation.not_administrator')``."""
        own, root_key = self._device.belongings, self._root_key()
        card = introduction.OfProvince(
            root=own.anchors[0], recipient=self._device.recipients.reports, area=own.province_code, name=own.name
        )
        return Introduced(
            own.name, introduction.fingerprint(own.province), own.province_code, file=introduction.write(card, root_key)
        )

    def look_above(self, data: bytes) -> Introduced:
        """Whose file this is; nothing is believed yet. Raises ``Invalid('nation.file')``, ``NotAllowed``."""
        self._require_province()
        card = introduction.read(data, introduction.OfNation, self._device.identities)
        if card.province != self._device.belongings.province:
            raise Invalid("nation.file")
        with self._device.database.reading() as db:
            held = neighbours.nation(db)
        identity = introduction.id_of(card)
        return Introduced(card.name, introduction.fingerprint(identity), known=held is not None and held.nation == identity)

    def know(self, data: bytes, told: str) -> Introduced:
        """Know the office from now on: what it may read is written for it at every sending.

        ``told`` is its fingerprint as it was told on another way. Raises ``Invalid`` (``nation.file``,
        ``nation.fingerprint``, ``nation.other`` where another one is known), ``NotAllowed``.
        """
        self._root_key()
        seen = self.look_above(data)
        card = introduction.read(data, introduction.OfNation, self._device.identities)
        identity = introduction.id_of(card)
        introduction.require_same(identity, told)
        above = neighbours.Nation(
            nation=identity, name=card.name, root=card.root, recipient=card.recipient, mark=card.mark, answer=card.answer
        )
        with self._busy, self._device.database.writing() as db:
            held = neighbours.nation(db)
            if held is not None and held.nation != identity:
                raise Invalid("nation.other", name=held.name)
            neighbours.keep(db, above)
        return seen

    def leave(self) -> None:
        """Write nothing more for the office and believe nothing more of it. Raises ``NotAllowed``, ``Invalid('nation.none')``."""
        self._root_key()
        with self._busy, self._device.database.writing() as db:
            if neighbours.nation(db) is None:
                raise Invalid("nation.none")
            neighbours.forget(db)

    # --- at the national office ------------------------------------------------------------------------------

    def look_below(self, data: bytes) -> Introduced:
        """Whose file this is; nothing is believed yet. Raises ``Invalid('nation.file')``, ``NotAllowed('nation.not_office')``."""
        self._require_office()
        card = introduction.read(data, introduction.OfProvince)
        identity = introduction.id_of(card)
        known = identity in self._device.provinces
        return Introduced(card.name, introduction.fingerprint(identity), card.area, known)

    def adopt(self, data: bytes, told: str) -> Introduced:
        """Believe a province from now on, and make the file that tells it of this office.

        Once more gives the same file for the same province. Raises ``Invalid`` (``nation.file``, ``nation.fingerprint``,
        ``nation.area_taken`` by another province, ``area.not_province``), ``NotAllowed``.
        """
        self._require_office()
        root_key = self._root_key()
        seen = self.look_below(data)
        card = introduction.read(data, introduction.OfProvince)
        identity = introduction.id_of(card)
        introduction.require_same(identity, told)
        area = self._device.reference.area(card.area)
        if area is None or area.level != "province":
            raise Invalid("area.not_province", area=card.area)
        held = self._device.provinces.get(identity)
        if any(each.area == card.area and each.province != identity for each in self._device.provinces.values()):
            raise Invalid("nation.area_taken", area=card.area)
        entropy = self._device.ports.entropy
        one = neighbours.Province(
            province=identity,
            area=card.area if held is None else held.area,
            name=card.name,
            root=card.root,
            recipient=card.recipient,
            mark=entropy(introduction.MARK_BYTES) if held is None else held.mark,
            answer=entropy(introduction.MARK_BYTES) if held is None else held.answer,
        )
        with self._busy, self._device.database.writing() as db:
            neighbours.keep(db, one)
        self._device.provinces[identity] = one
        return Introduced(seen.name, seen.fingerprint, one.area, seen.known, self._answer(one, root_key))

    def _answer(self, one: neighbours.Province, root_key: SigningKey) -> bytes:
        own = self._device.belongings
        card = introduction.OfNation(
            root=own.anchors[0],
            recipient=self._device.recipients.reports,
            name=own.name,
            province=one.province,
            mark=one.mark,
            answer=one.answer,
        )
        return introduction.write(card, root_key, to=one.recipient)

    def ask_files(self, report: str) -> int:
        """Ask the province for a report's attachments; the next answer says so, and its next medium brings them.

        Gives their number; what shows a person is never asked for. Raises ``Invalid('report.unknown')``, ``NotAllowed``.
        """
        self._require_office()
        with self._busy, self._device.database.writing() as db:
            row = find_report(db, self._device, report)
            named = wanting.ask(db, bytes(row.subject))
            province = self._device.trust().labelled(label_of(str(row.post))).province
            if named and db.execute(select(tables.owed.c.device).where(tables.owed.c.device == province)).first() is None:
                db.execute(tables.owed.insert(), {"device": province})
        return named

    # --- who may ---------------------------------------------------------------------------------------------

    def _require_office(self) -> None:
        if not self._device.is_nation:
            raise NotAllowed("nation.not_office")

    def _require_province(self) -> None:
        if not self._device.is_desk or self._device.is_nation:
            raise NotAllowed("nation.not_administrator")

    def _root_key(self) -> SigningKey:
        """Who holds the root key may bind the office; at a province that is the administrator."""
        key, officer = self._device.extras.get(officers.ROOT_KEY), self._device.officer
        if key is None or (not self._device.is_nation and officer.role != ADMINISTRATOR):
            raise NotAllowed("nation.not_administrator")
        return SigningKey.from_der(key)


def above(db: Connection, device: Device, query: queries.Above) -> AboveView | None:
    """What the office that this province knows holds of it, by its own word; None where none is known."""
    known = neighbours.nation(db) if device.is_desk and not device.is_nation else None
    if known is None:
        return None
    told, readers = tables.acked.c, neighbours.readers_of(db, known)
    best = select(told.stream, func.max(told.seq).label("seq")).where(told.device.in_(readers)).group_by(told.stream)
    held_by = {bytes(row.stream): int(row.seq) for row in db.execute(best)}
    held = lacking = 0
    for stream in db.execute(select(tables.stream.c.stream).where(Giving(device).relayed())).scalars():
        head = store.head(db, bytes(stream))
        written = 0 if head is None else head.sequence + 1
        has = min(held_by.get(bytes(stream), -1) + 1, written)
        held, lacking = held + has, lacking + written - has
    missing = tables.acked_missing.c
    asked = [bytes(token) for token in db.execute(select(missing.token).where(missing.device.in_(readers)).distinct()).scalars()]
    return AboveView(
        name=known.name,
        fingerprint=introduction.fingerprint(known.nation),
        held=held,
        lacking=lacking,
        told_at=_told_at(db, device, readers),
        asked=sum(device.vault.holds(token) for token in asked),
    )


def _told_at(db: Connection, device: Device, readers: Sequence[bytes]) -> str:
    table = tables.acknowledgement.c
    kept = db.execute(select(table.cose).where(table.device.in_(readers))).scalars()
    times = [read_acknowledgement(bytes(cose)).at for cose in kept]
    return show_time(max(times), device.belongings.zone) if times else ""


def adopted(db: Connection, device: Device, query: queries.Adopted) -> tuple[AdoptedRow, ...]:
    """Every province that was adopted, by its area, with what came from it."""
    entry, stream, report = tables.entry.c, tables.stream.c, tables.report.c
    newest = select(func.max(entry.taken)).where(entry.stream == stream.stream).scalar_subquery()
    count = select(func.max(entry.seq)).where(entry.stream == stream.stream).scalar_subquery()
    streams = db.execute(select(stream.post, newest.label("last"), count.label("entries"))).all()
    desks = frozenset(db.execute(select(tables.certificate.c.post).where(tables.certificate.c.desk == 1).distinct()).scalars())
    rows = []
    for each in sorted(neighbours.provinces(db).values(), key=lambda one: one.area):
        own = [row for row in streams if label_of(row.post) == each.area and row.last is not None]
        mine = report.post.startswith(qualified(each.area, ""), autoescape=True)
        rows.append(
            AdoptedRow(
                area=each.area,
                name=each.name,
                fingerprint=introduction.fingerprint(each.province),
                posts=len({row.post for row in own if not is_regency(bare(row.post))} - desks),
                reports=int(db.execute(select(func.count()).select_from(tables.report).where(mine)).scalar_one()),
                entries=sum(int(row.entries) + 1 for row in own),
                last_contact=show_time(max(int(row.last) for row in own), device.belongings.zone) if own else "",
            )
        )
    return tuple(rows)

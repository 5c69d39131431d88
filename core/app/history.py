"""A report's history, line by line: who, what, when, on which laptop, received where, and what is doubtful about it.

A line holds codes and names; the words stand with the window. A new kind of entry needs a wording and nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from core.app.answers import show_time
from core.app.device import Device
from core.app.revoked import REVOKED, is_after_revocation
from core.app.views import HistoryLine
from core.domain.bawaslu import BawasluReceiptRecorded, BawasluReceiptWithdrawn, NoticeGiven
from core.domain.correction import CorrectionProposed
from core.domain.erasure import ErasureOrdered, HoldPlaced
from core.domain.errors import Untrusted
from core.domain.events import CaseOpened, Event, Fact, Provenance, ReportReceived, Unknown
from core.domain.ids import show_id
from core.domain.report import ReportState
from core.journal import reading, store
from core.journal.acknowledgement import read_acknowledgement
from core.journal.admission import is_desk_ca
from core.storage import tables

NEEDS_UPDATE, CLOCK_DOUBTED, CONCURRENT = "perlu pembaruan", "jam diragukan", "bersamaan"
EXPIRED = "content.expired"
PROVINCE, HERE = "province", "here"


def history(db: Connection, device: Device, subject: bytes, state: ReportState) -> tuple[HistoryLine, ...]:
    """Every entry about a report in order, and last that its words ran out of time here.

    What stayed in the province is not told of at the national office: an update would not show it either.
    """
    beside = {correction.fact.source.digest for correction in state.corrections if correction.beside}
    ways = _Ways(db, device)
    lines = [
        _line(db, device, fact, ways, fact.source.digest in beside)
        for fact in state.history
        if "facts" not in fact.source.withheld
    ]
    return (*lines, *_expired(db, device, subject))


def _line(db: Connection, device: Device, fact: Fact, ways: _Ways, concurrent: bool) -> HistoryLine:
    source = fact.source
    fields, reason = _codes(fact.event)
    received_at, received_by = ways.of(source)
    return HistoryLine(
        at=show_time(source.at, source.zone if source.at else device.belongings.zone),
        officer=source.officer,
        post=source.post,
        kind=source.kind,
        detail=_detail(fact.event),
        digest=show_id(source.digest),
        sequence=source.sequence,
        marks=(*source.marks, *_doubts(db, device, fact, concurrent=concurrent)),
        device=ways.laptop(source),
        received_at=received_at,
        received_by=received_by,
        fields=fields,
        reason=reason,
    )


def _detail(event: Event) -> str:
    match event:
        case CaseOpened(facts=facts) if facts is not None:
            return facts.agenda
        case ReportReceived(facts=facts) | BawasluReceiptRecorded(facts=facts) if facts is not None:
            return facts.number
        case BawasluReceiptWithdrawn(facts=back) if back is not None:
            return back.number
        case NoticeGiven(facts=notice) if notice is not None:
            return notice.to
        case ErasureOrdered(facts=order) | HoldPlaced(facts=order) if order is not None:
            return order.basis
    return ""


def _codes(event: Event) -> tuple[tuple[str, ...], str]:
    match event:
        case CorrectionProposed(facts=facts) if facts is not None:
            return tuple(facts.fields), facts.reason
        case ErasureOrdered(facts=order) if order is not None:
            return tuple(order.parts), order.ground
    return (), ""


def _doubts(db: Connection, device: Device, fact: Fact, *, concurrent: bool) -> Iterator[str]:
    if isinstance(fact.event, Unknown):
        yield NEEDS_UPDATE
    if concurrent:
        yield CONCURRENT
    if is_after_revocation(db, device, fact.source):
        yield REVOKED
    if _told_doubt(fact.event) or _runs_back(db, fact.source):
        yield CLOCK_DOUBTED


def _told_doubt(event: Event) -> bool:
    """The laptop itself saw that its clock ran backwards when it took the report in."""
    return isinstance(event, ReportReceived) and event.facts is not None and event.facts.clock_doubt is True


def _runs_back(db: Connection, source: Provenance) -> bool:
    """True when the laptop's clock shows less than at the entry before this one on the same stream."""
    if not source.at or not source.sequence:
        return False
    before = store.slice_of(db, source.stream, source.sequence - 1, source.sequence - 1)
    return any(reading.handling_of(entry).at > source.at for entry in before)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a desk's newest acknowledgement says of one stream, and when the desk signed it."""

    stream: bytes
    sequence: int
    digest: bytes
    at: int


class _Ways:
    """Where entries went and came from, read once for a whole history."""

    def __init__(self, db: Connection, device: Device) -> None:
        self._db, self._device = db, device
        self._told = list(_acknowledged(db))
        self._laptops: dict[bytes, tuple[bytes, str]] = {}

    def of(self, source: Provenance) -> tuple[str, str]:
        """When and where an entry was received: by the province as it signed, or here from another laptop."""
        zone = self._device.belongings.zone
        covering = [told.at for told in self._told if self._covers(told, source)]
        if covering and not self._device.is_desk:
            return show_time(min(covering), zone), PROVINCE
        if self._laptop(source)[0] in self._device.own_devices:
            return "", ""
        entry = tables.entry.c
        place = (entry.stream == source.stream, entry.seq == source.sequence, entry.digest == source.digest)
        taken = self._db.execute(select(entry.taken).where(*place)).scalar()
        return ("", "") if taken is None else (show_time(taken, zone), HERE)

    def _covers(self, told: _Told, source: Provenance) -> bool:
        """Only where the acknowledged entry is one of the chain held here (D1)."""
        if told.stream != source.stream or told.sequence < source.sequence:
            return False
        return told.digest in store.digests_at(self._db, told.stream, told.sequence)

    def laptop(self, source: Provenance) -> str:
        """The short name of the laptop that wrote an entry, as its certificate gives it."""
        return self._laptop(source)[1]

    def _laptop(self, source: Provenance) -> tuple[bytes, str]:
        if source.stream not in self._laptops:
            row = self._db.execute(_LAPTOP, {"written": source.stream}).first()
            self._laptops[source.stream] = (b"", "") if row is None else (bytes(row.device), row.name or "")
        return self._laptops[source.stream]


_LAPTOP = (
    select(tables.stream.c.device, tables.certificate.c.name)
    .join_from(tables.stream, tables.certificate, tables.stream.c.device == tables.certificate.c.kid, isouter=True)
    .where(tables.stream.c.stream == bindparam("written"))
)
_SIGNED = select(tables.acknowledgement.c.cose, tables.acknowledgement.c.ca)


def _acknowledged(db: Connection) -> Iterator[_Told]:
    for row in db.execute(_SIGNED).all():
        try:
            acknowledgement = read_acknowledgement(bytes(row.cose))
            if not is_desk_ca(bytes(row.ca)):
                continue
        except Untrusted:
            continue
        for position in acknowledgement.positions:
            yield _Told(position.stream, position.sequence, position.digest, acknowledgement.at)


def _expired(db: Connection, device: Device, subject: bytes) -> Iterator[HistoryLine]:
    row = db.execute(select(tables.expiry).where(tables.expiry.c.subject == subject)).first()
    if row is not None:
        yield HistoryLine(
            at=show_time(row.at, row.zone),
            officer="",
            post=device.belongings.code,
            kind=EXPIRED,
            detail="",
            digest="",
            sequence=-1,
        )

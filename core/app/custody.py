"""The custody of sticks: which is under way since when, who carries it, under which record; and what has not come.

A stick bears no mark of its own: it is known by the objects that were written on it. The table is this laptop's own
memory; what proves a handover is its record, an issued document whose entry is in the journal.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from core.app import absorb as absorbing
from core.app import queries
from core.app.answers import show_time
from core.app.custody_views import BACK, DONE, LATE, OUT, RECEIVED, CustodyView, MissingRow, StickRow
from core.app.device import Device
from core.domain.errors import Invalid
from core.domain.ids import show_id
from core.domain.nation import NATION
from core.domain.text import check_line
from core.projections.acknowledged import NATION as READS_FOR_NATION
from core.storage import tables

LATE_DAYS = 14
"""After so many days without an answer a stick is asked after."""
DAY_MS = 24 * 60 * 60 * 1000
MAX_STICKS = 200
SHORT_ID = 8
NAMES_AT_ONCE = 500
_Run = tuple[bytes, bool]
"""A stream, and whether it was written for the national office, which answers for itself."""


def open_custody(db: Connection, trip: int) -> None:
    """A stick has begun to be written; nobody has taken it along yet."""
    db.execute(tables.custody.insert(), {"trip": trip, "carrier": "", "handed": 0, "paper": "", "back": 0})


def trips_of(db: Connection, names: Collection[str]) -> set[int]:
    """The trips whose objects these are."""
    return {int(row.trip) for row in db.execute(_TRIPS) if row.name in names}


_TRIPS = select(tables.outgoing.c.name, tables.outgoing.c.trip).where(tables.outgoing.c.trip > 0)


def mark_back(db: Connection, trips: Collection[int], at: int) -> None:
    """These sticks are here again, or (``at`` 0) leave once more; what was known first stays."""
    held = tables.custody.c
    for trip in sorted(trips):
        changed = update(tables.custody).where(held.trip == trip)
        db.execute((changed.where(held.back == 0) if at else changed).values(back=at))


def move_objects(db: Connection, names: Collection[str], trip: int) -> None:
    """What lay on the stick before goes along on this trip."""
    out, listed = tables.outgoing, sorted(names)
    for start in range(0, len(listed), NAMES_AT_ONCE):
        part = out.c.name.in_(listed[start : start + NAMES_AT_ONCE])
        db.execute(update(out).where(part, out.c.trip != trip).values(trip=trip))


class Custody:
    """Handing a stick over and writing down who took it."""

    def __init__(self, device: Device) -> None:
        self._device = device

    def hand_over(self, trip: int, carrier: str, paper: str) -> None:
        """Somebody takes the stick along; ``paper`` is the number of the record. Raises ``Invalid('stick.unknown')``."""
        check_line(carrier, "carrier")
        held, name, at = tables.custody, carrier.strip(), self._device.moment().at
        with self._device.database.writing() as db:
            changed = update(held).where(held.c.trip == trip).values(carrier=name, paper=paper, handed=at)
            if db.execute(changed).rowcount == 0:
                raise Invalid("stick.unknown", trip=str(trip))


def custody(db: Connection, device: Device, query: queries.Custody) -> CustodyView:
    """Sticks, newest first, and runs of entries that are missing here."""
    line, held = tables.ledger.c, tables.custody.c
    joined = select(tables.ledger, held.carrier, held.handed, held.paper, held.back).join(tables.custody, held.trip == line.id)
    total = int(db.execute(select(func.count()).select_from(tables.custody)).scalar_one())
    rows = db.execute(joined.order_by(line.id.desc()).limit(MAX_STICKS)).all()
    received, runs = _received(db, device), _runs(db, [int(row.id) for row in rows])
    now, zone = device.moment().at, device.belongings.zone
    sticks = tuple(_row(row, total - place, runs.get(int(row.id), {}), received, now, zone) for place, row in enumerate(rows))
    return CustodyView(sticks, _missing(db))


def _row(
    row: Row[Any], number: int, runs: dict[_Run, tuple[int, int]], received: dict[_Run, int], now: int, zone: str
) -> StickRow:
    came = bool(runs) and all(received.get(run, -1) >= last for run, (_first, last) in runs.items())
    days = max(0, ((row.back or now) - (row.handed or row.at)) // DAY_MS)
    return StickRow(
        trip=int(row.id),
        number=number,
        at=show_time(row.at, zone),
        medium=row.medium,
        objects=row.objects,
        entries=row.entries,
        attachments=row.attachments,
        bytes=row.bytes,
        runs=tuple(f"{first}-{last}" for _run, (first, last) in sorted(runs.items())),
        carrier=row.carrier,
        handed=show_time(row.handed, zone) if row.handed else "",
        paper=row.paper,
        state=_state(came, bool(row.back), days),
        days=days,
    )


def _state(came: bool, back: bool, days: int) -> str:
    if came:
        return DONE if back else RECEIVED
    if back:
        return BACK
    return LATE if days >= LATE_DAYS else OUT


def _runs(db: Connection, trips: list[int]) -> dict[int, dict[_Run, tuple[int, int]]]:
    """For each trip the first and last place of every stream on it."""
    out = tables.outgoing.c
    query = select(out.trip, out.stream, out.audience, func.min(out.first).label("first"), func.max(out.last).label("last"))
    found: dict[int, dict[_Run, tuple[int, int]]] = {}
    for row in db.execute(query.where(out.trip.in_(trips), out.last >= 0).group_by(out.trip, out.stream, out.audience)):
        found.setdefault(int(row.trip), {})[bytes(row.stream), row.audience == NATION] = (int(row.first), int(row.last))
    return found


def _received(db: Connection, device: Device) -> dict[_Run, int]:
    """How far each stream was acknowledged by whom it was written for: a desk, a post, the national office."""
    acked = tables.acked.c
    reader = acked.device.not_in(device.own_devices) if device.is_desk else acked.desk == 1
    query = select(acked.stream, acked.desk, func.max(acked.seq)).where(reader).group_by(acked.stream, acked.desk)
    found: dict[_Run, int] = {}
    for stream, desk, last in db.execute(query):
        run = (bytes(stream), desk == READS_FOR_NATION)
        found[run] = max(found.get(run, -1), int(last))
    return found


def _missing(db: Connection) -> tuple[MissingRow, ...]:
    posts = {bytes(row.stream): str(row.post) for row in db.execute(select(tables.stream.c.stream, tables.stream.c.post))}
    return tuple(
        MissingRow(posts.get(stream, ""), show_id(stream)[:SHORT_ID], first, last) for stream, first, last in absorbing.gaps(db)
    )

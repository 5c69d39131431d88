"""Is the laptop's clock to be believed? Its own newest entry tells: time does not run backwards (D2).

Nothing is refused: an entry made under doubt carries a mark, and the window says so.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from core.app import queries
from core.app.answers import show_time
from core.app.device import Device
from core.journal import store
from core.storage import tables

TOLERANCE_MS = 10 * 60 * 1000
"""A clock that is set right by some minutes is no cause for doubt."""


def clock_doubt(db: Connection, device: Device, query: queries.ClockDoubt) -> str:
    """The time of the newest own entry where the clock stands clearly before it, else an empty text."""
    own = select(tables.stream.c.stream).where(tables.stream.c.device.in_(device.own_devices))
    streams = [bytes(row.stream) for row in db.execute(own).all()]
    newest = max((store.newest_taken(db, stream) for stream in streams), default=0)
    return show_time(newest, device.belongings.zone) if is_doubtful(device.moment().at, newest) else ""


def is_doubtful(now: int, newest: int) -> bool:
    """Whether a clock that shows ``now`` contradicts an entry of ``newest`` (milliseconds)."""
    return now + TOLERANCE_MS < newest

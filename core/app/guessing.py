"""A pause that grows with every wrong code, kept in the store: it slows a guesser and locks no officer out."""

from __future__ import annotations

from sqlalchemy import Connection, select

from core.domain.errors import NotAllowed
from core.storage import tables

FREE_MISSES = 5
LONGEST_PAUSE_MS = 60_000
FORGIVEN_AFTER_MS = 3_600_000
MISSES, MISSED_AT = "lookup.misses", "lookup.missed_at"


def require_patience(db: Connection, now: int) -> None:
    """Raise ``NotAllowed('lookup.wait')`` with the seconds left while a pause runs."""
    misses, at = _read(db)
    pause = pause_after(misses)
    # A clock that was set back must not make the pause longer.
    left = min(at + pause - now, pause) if at <= now else 0
    if left > 0:
        raise NotAllowed("lookup.wait", seconds=-(-left // 1000))


def pause_after(misses: int) -> int:
    """Milliseconds to wait after so many wrong codes: none at first, then doubling up to a minute."""
    over = misses - FREE_MISSES
    return 0 if over <= 0 else min(1000 << min(over, 10), LONGEST_PAUSE_MS)


def note_miss(db: Connection, now: int) -> None:
    """Count one more wrong code; an hour without any forgives all of them."""
    misses, at = _read(db)
    _write(db, MISSES, 1 if now - at > FORGIVEN_AFTER_MS else misses + 1)
    _write(db, MISSED_AT, now)


def _read(db: Connection) -> tuple[int, int]:
    table = tables.setting
    rows = db.execute(select(table.c.key, table.c.value).where(table.c.key.in_((MISSES, MISSED_AT)))).all()
    held = {row.key: int(row.value) for row in rows}
    return held.get(MISSES, 0), held.get(MISSED_AT, 0)


def _write(db: Connection, key: str, value: int) -> None:
    db.execute(tables.setting.delete().where(tables.setting.c.key == key))
    db.execute(tables.setting.insert(), {"key": key, "value": str(value)})

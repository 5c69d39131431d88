"""What was destroyed here must not live on in the copies of this laptop: those of before go once there is a newer one."""

from __future__ import annotations

from sqlalchemy import Connection, select

from core.storage import tables

SETTING = "copies.since"


def forget_before(db: Connection, at: int) -> None:
    """From now on no copy made before this instant (ms UTC) outlives the next one that is whole."""
    if at > since(db):
        db.execute(tables.setting.delete().where(tables.setting.c.key == SETTING))
        db.execute(tables.setting.insert(), {"key": SETTING, "value": str(at)})


def since(db: Connection) -> int:
    """Copies made before this instant are to go."""
    value = db.execute(select(tables.setting.c.value).where(tables.setting.c.key == SETTING)).scalar() or ""
    return int(value) if value.isdecimal() else 0

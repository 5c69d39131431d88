"""Settings of this profile: plain local rows, never entries."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from core.storage import tables
from core.storage.database import Database

_GET = select(tables.setting.c.value).where(tables.setting.c.key == bindparam("name"))


class Settings:
    """Read and write by key; the window keeps language, theme, idle_minutes, text_scale here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str, default: str) -> str:
        """The value, or the default where none was put."""
        with self._database.reading() as db:
            value = db.execute(_GET, {"name": key}).scalar()
        return default if value is None else str(value)

    def put(self, key: str, value: str) -> None:
        """Replace the value."""
        with self._database.writing() as db:
            db.execute(tables.setting.delete().where(tables.setting.c.key == key))
            db.execute(tables.setting.insert(), {"key": key, "value": value})

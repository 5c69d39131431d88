"""Numbered migrations of the store, run by Alembic only when the store is behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from core.domain.errors import Unavailable

HEAD = "0040"
"""The newest revision; equal to the last file of versions/ (a test says so)."""


def migrate(connection: Connection, desk: str = "") -> None:
    """Bring the store's tables to :data:`HEAD` inside the caller's transaction.

    On a server ``desk`` names the desk whose own tables are made or renewed besides.
    Raises ``Unavailable('store.newer')`` when the store was written by a later program.
    """
    if not desk:
        _upgrade(connection, lambda upgrade: upgrade())
        return
    from core.storage.migrations import server

    server.prepare(connection)
    _upgrade(connection, lambda upgrade: server.run(connection, upgrade))
    server.finish(connection, desk, HEAD)


def _upgrade(connection: Connection, run: Callable[[Callable[[], None]], None]) -> None:
    current = _current(connection)
    if current == HEAD:
        return
    if current is not None and current > HEAD:
        raise Unavailable("store.newer")
    # Alembic is imported only when there is something to do: it costs a third of a cold start.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    from core.storage.permitted import migrating

    with migrating(connection):
        run(lambda: command.upgrade(config, "head"))


def behind(connection: Connection) -> str:
    """The older form that a store has; empty where it has the newest, or none at all."""
    current = form_of(connection)
    return "" if current >= HEAD else current


def form_of(connection: Connection) -> str:
    """The form that a store has, as four digits; empty where it has none yet."""
    return _current(connection) or ""


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    value = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if value is None else str(value)

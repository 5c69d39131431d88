"""One server for all tests of this folder, and on it one province with two desks and two posts."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import pytest

from core.storage.migrations import migrate
from core.storage.sealed import ColumnKey
from core.storage.server import ServerDatabase
from tests.server.founding import Province, found
from tests.server.running import Running, running


@pytest.fixture(scope="session")
def pg(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server of the tests' own; a new database on it has all tables already."""
    with running("fsync = off", memory=True) as one:
        blank, key = one.make(), ColumnKey(bytes(32), bytes(32), secrets.token_bytes)
        database = ServerDatabase(blank, "desk_a", key, tmp_path_factory.mktemp("blank"))
        with database.writing() as db:
            migrate(db, "desk_a")
        database.close()
        one.blank = blank.database
        yield one


@pytest.fixture(scope="session")
def province(pg: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Province]:
    """Founded once: what a test adds stays for the next one."""
    made = found(pg, tmp_path_factory.mktemp("desks"))
    yield made
    for laptop in (made.one, made.two, made.post, made.other):
        laptop.close()

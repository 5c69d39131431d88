"""Run tests that know nothing of a server on one: ``pytest -p tests.server.whole tests/unit/app``.

Every profile of the run lies on PostgreSQL, each in a database of its own. The profile's file only names it; a folder that
was copied gets a copy of the database, as a copied file would be a copy of the store.
"""

from __future__ import annotations

import secrets
import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec
import pytest

from core.app import common_store
from core.app.device import STORE_FILE
from core.storage.sealed import ColumnKey
from core.storage.server import ServerDatabase
from core.storage.server_address import Server
from tests.server.running import Running, running

STACK = ExitStack()
DESK = "desk_whole"
COPY = shutil.copytree


class Named(ServerDatabase):
    """A database that a profile's file names."""

    server_of_tests: Running

    def __init__(self, path: Path, key: bytes) -> None:
        server = self.find(path)
        super().__init__(server, DESK, ColumnKey(key, key, secrets.token_bytes), path.parent)

    @classmethod
    def find(cls, file: Path) -> Server:
        """The database that the file names; a new one for a new file, a copy for a copied one."""
        if not file.exists():
            return cls.named(file, cls.server_of_tests.make())
        owner, server = msgspec.json.decode(file.read_bytes(), type=tuple[str, Server])
        if owner == str(file):
            return server
        cls.server_of_tests.send_away(server)
        return cls.named(file, cls.server_of_tests.make(server.database))

    @staticmethod
    def named(file: Path, server: Server) -> Server:
        """Let the file name it."""
        file.write_bytes(msgspec.json.encode((str(file), server)))
        return server


def _copied(source: Path, target: Path, *options: Any, **named: Any) -> Any:
    """A folder's copy, and at once that of the databases that its profiles name."""
    done = COPY(source, target, *options, **named)
    for file in Path(target).rglob(STORE_FILE):
        Named.find(file)
    return done


def pytest_configure(config: pytest.Config) -> None:
    """Start the server, and put it in the place of SQLCipher."""
    Named.server_of_tests = STACK.enter_context(running("fsync = off"))
    shutil.copytree = _copied
    common_store.Database = Named  # type: ignore[misc]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop it."""
    STACK.close()

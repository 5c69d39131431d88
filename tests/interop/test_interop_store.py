"""The store opens with another maker's SQLite and the derived key: an archive outlives its program."""

from __future__ import annotations

import shutil
from pathlib import Path

import apsw
import pytest

from core.crypto.boxes import derive
from core.crypto.labels import STORE_DATABASE
from tests.crash.world import POST
from tests.interop.conftest import Exchange


def opened(path: Path, key: bytes) -> apsw.Connection:
    """The store by SQLite3 Multiple Ciphers, in SQLCipher's own form, version 4, with a raw key."""
    connection = apsw.Connection(str(path))
    connection.pragma("cipher", "sqlcipher")
    connection.pragma("legacy", 4)
    connection.pragma("key", f"x'{key.hex()}'")
    return connection


@pytest.fixture
def copy(exchange: Exchange, tmp_path: Path) -> Path:
    """A copy of the closed store: its log was folded in."""
    return Path(shutil.copy(exchange.world.live / POST / "posko.db", tmp_path / "posko.db"))


def test_every_row_is_there(exchange: Exchange, copy: Path) -> None:
    key = derive(exchange.world.contents[POST].store_key, STORE_DATABASE)
    connection = opened(copy, key)
    try:
        assert connection.pragma("integrity_check") == "ok"
        query = "SELECT kind FROM entry JOIN stream USING (stream) WHERE audience = 'desks' ORDER BY seq"
        assert list(connection.execute(query)) == [("stream.opened",), ("complaint.received",)]
        assert list(connection.execute("SELECT summary, sealed FROM report")) == [("Atribut ke-1", 0)]
    finally:
        connection.close()


@pytest.mark.fault("ST-16")
def test_another_key_opens_nothing(copy: Path) -> None:
    connection = opened(copy, bytes(32))
    try:
        with pytest.raises(apsw.NotADBError):
            list(connection.execute("SELECT kind FROM entry"))
    finally:
        connection.close()

"""One server for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.server.running import Running, running


@pytest.fixture(scope="session")
def pg() -> Iterator[Running]:
    """A server of the tests' own."""
    with running("fsync = off") as one:
        yield one

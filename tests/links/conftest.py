"""Each real server is started once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest

from sync.links.address import Address
from sync.links.link import Link, Patience
from sync.links.opening import open_link
from tests.links import servers
from tests.links.servers import Running

KINDS: dict[str, Callable[[Path], AbstractContextManager[Running]]] = {
    "sftp": servers.openssh,
    "nginx": servers.nginx,
    "apache": servers.apache,
    "s3": servers.seaweed,
}


@pytest.fixture(scope="module", params=KINDS)
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server that answers."""
    with KINDS[request.param](tmp_path_factory.mktemp(request.param)) as server:
        yield server


def at_once(seconds: float) -> None:
    """Wait for nobody."""
    assert 0 < seconds <= 30


@pytest.fixture
def link_to() -> Iterator[Callable[..., Link]]:
    """Open links to a folder of their own below an address; closed at the end."""
    opened: list[Link] = []

    def open_one(address: Address, folder: str = "", beat: Callable[[int], None] = lambda moved: None, tries: int = 6) -> Link:
        inner = replace(address, folder=f"{address.folder}/{folder}" if folder else address.folder)
        opened.append(open_link(inner, Patience(at_once, tries), beat))
        return opened[-1]

    yield open_one
    for link in opened:
        link.close()

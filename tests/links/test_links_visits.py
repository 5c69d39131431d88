"""Visits: everything in one connection, nothing fetched twice, others write meanwhile, a stop and a lock are heard at once."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace

import pytest

from core.domain.errors import Cancelled
from sync.cargo import SMALL_BYTES, Cargo
from sync.links import visiting
from sync.links.address import Address
from sync.links.visiting import visit
from sync.opening import Here
from tests.links import servers
from tests.links.cutting import bad_line
from tests.links.servers import Running
from tests.world import World, complaint, warning

SOON = 8.0
"""Seconds, on a machine that does other things besides; a server that does not answer is waited for half a minute."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """nginx, which starts at once."""
    with servers.nginx(tmp_path_factory.mktemp("visits")) as running:
        yield running


@pytest.fixture(autouse=True)
def opened_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Objects are opened in this process, as each start of a limited one takes a second; the window's tests keep it."""
    monkeypatch.setattr(visiting, "Apart", lambda identities: nullcontext(Here(identities)))


def place(server: Running, name: str) -> Address:
    """A folder of its own on the server."""
    return replace(server.address, folder=f"{server.address.folder}/{name}")


def test_a_report_goes_and_its_answer_comes_and_nothing_moves_twice(server: Running, world: World) -> None:
    number = world.a.submit(warning()).number
    with bad_line(server.address.port) as line:
        there = replace(place(server, "visits"), port=line.port)
        kept: dict[str, bytes] = {}
        first = visit(world.a.app, there, proven=kept)
        assert first.received is None and first.sent.objects and world.a.status(number) == "sent"
        province = visit(world.province.app, there)
        assert province.received is not None and province.received.entries and province.sent.objects
        before = line.down
        again = visit(world.province.app, there)
        assert again.received is None and not again.sent.objects
        assert line.down - before < 8000, "of what was taken in only the names come again"
        answer = visit(world.a.app, there, proven=kept)
        assert answer.received is not None and answer.received.acknowledged == 1 and world.a.status(number) == "received"
        before = line.down
        assert visit(world.a.app, there, proven=kept).received is None
        assert line.down - before < 8000


def test_the_cargo_decides_what_goes(server: Running, world: World) -> None:
    there = place(server, "cargo")
    files = [world.a.attach(os.urandom(size), f"{size}.jpg") for size in (1000, SMALL_BYTES + 1)]
    evidence = [{"title": file.name, "kind": "photo", "file": file.name} for file in files]
    world.a.submit(complaint(evidence=evidence), *files)
    words = visit(world.a.app, there, cargo=Cargo.JOURNAL).sent
    assert (words.entries > 0, words.attachments, words.held) == (True, 0, 2)
    small = visit(world.a.app, there, cargo=Cargo.SMALL).sent
    assert (small.attachments, small.held) == (1, 1)
    taken = visit(world.province.app, there, cargo=Cargo.JOURNAL).received
    assert taken is not None and taken.entries and not taken.attachments
    taken = visit(world.province.app, there, cargo=Cargo.SMALL).received
    assert taken is not None and taken.attachments == 1
    assert visit(world.a.app, there).sent.attachments == 1
    taken = visit(world.province.app, there).received
    assert taken is not None and taken.attachments == 1


@pytest.fixture
def deaf() -> Iterator[Address]:
    """A server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield Address("webdav+http", "127.0.0.1", int(door.getsockname()[1]), "/kantor")


def beside(work: Callable[[], object]) -> tuple[threading.Thread, list[BaseException]]:
    """Run in a thread; how it ended is in the list."""
    ended: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            ended.append(error)

    made = threading.Thread(target=run)
    made.start()
    return made, ended


@pytest.mark.fault("LK-8")
def test_others_write_while_a_server_does_not_answer_and_a_stop_is_heard(world: World, deaf: Address) -> None:
    waits, stop = threading.Event(), threading.Event()

    def watch(_stage: str, _done: int, _total: int) -> None:
        waits.set()
        if stop.is_set():
            raise Cancelled

    thread, ended = beside(lambda: visit(world.a.app, deaf, watch=watch))
    assert waits.wait(SOON)
    begun = time.monotonic()
    number = world.a.submit(warning()).number
    assert time.monotonic() - begun < SOON and world.a.status(number) == "queued"
    stop.set()
    thread.join(SOON)
    assert not thread.is_alive() and isinstance(ended[0], Cancelled)


@pytest.mark.fault("LK-9")
def test_locking_waits_for_no_server_and_leaves_nothing_behind(world: World, deaf: Address) -> None:
    number, waits, locking = world.a.submit(warning()).number, threading.Event(), threading.Event()

    def heard(*_told: object) -> None:
        waits.set()
        if locking.is_set():
            raise Cancelled

    thread, ended = beside(lambda: visit(world.a.app, deaf, watch=heard))
    assert waits.wait(SOON)
    locking.set()
    begun = time.monotonic()
    world.a.close()
    assert time.monotonic() - begun < SOON
    thread.join(SOON)
    assert not thread.is_alive() and isinstance(ended[0], Cancelled)
    world.a.open()
    assert world.a.status(number) == "queued" and not world.a.problems()

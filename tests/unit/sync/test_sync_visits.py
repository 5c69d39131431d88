"""A visit between a post and its province over a server in memory: what is taken in and sent, once."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import nullcontext

import pytest

from sync.cargo import Cargo
from sync.links import visiting
from sync.links.address import Address
from sync.links.link import Link, Patience
from sync.links.visiting import knock, visit
from sync.meter import Meter
from sync.opening import Here
from sync.report import ReceiveReport
from tests.simulator.server import Counting
from tests.world import World, complaint, found

THERE = Address("webdav+http", "kantor", 80, "/pos")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Counting:
    """What every address leads to; objects are opened in this process."""
    made = Counting(random.Random(0), grows=False)

    def opened(address: Address, patience: Patience, beat: Callable[[int], None]) -> Link:
        assert address == THERE
        return Link(made, address.shown, patience, beat)

    monkeypatch.setattr(visiting, "open_link", opened)
    monkeypatch.setattr(visiting, "Apart", lambda identities: nullcontext(Here(identities)))
    return made


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """A province and a post with a report and two photos."""
    made = found("visiting", "a")
    files = [made.a.attach(random.Random(size).randbytes(size), f"{size}.jpg") for size in (1000, 2000)]
    made.a.submit(complaint(evidence=[{"title": file.name, "kind": "photo", "file": file.name} for file in files]), *files)
    yield made
    made.close()


def test_a_visit_takes_what_is_new_and_sends_what_lacks(server: Counting, world: World) -> None:
    heard: list[tuple[str, int, int]] = []
    meter, kept = Meter(), dict[str, bytes]()
    first = visit(world.a.app, THERE, cargo=Cargo.JOURNAL, watch=lambda *told: heard.append(told), meter=meter, proven=kept)
    assert first.received is None and first.sent.entries > 0 and (first.sent.attachments, first.sent.held) == (0, 2)
    assert [stage for stage in dict.fromkeys(stage for stage, *_ in heard)] == ["link_in", "link_out"]
    assert heard[-1][1:] == (meter.items, meter.items_total) and meter.items > 0
    assert meter.bytes == first.sent.bytes == sum(map(len, server.files.values()))
    assert set(kept) == server.whole() and server.asked == ["prepare"]
    assert server.closed.wait(9), "and the server is let go"

    taken = visit(world.province.app, THERE).received
    assert isinstance(taken, ReceiveReport) and (taken.entries, taken.attachments) == (first.sent.entries, 0)
    count = knock(THERE)
    assert count == len(server.whole()) > 1
    again = visit(world.province.app, THERE)
    assert again.received is None and again.sent.objects == 0

    photos = visit(world.a.app, THERE)
    assert photos.received is not None and photos.received.entries > 0 and photos.sent.attachments == 2
    server.asked.clear()
    assert visit(world.province.app, THERE, cargo=Cargo.JOURNAL).received is not None, "the post's answer"
    assert visit(world.province.app, THERE, cargo=Cargo.JOURNAL).received is None, "what the cargo does not take is no news"
    brought = visit(world.province.app, THERE).received
    assert brought is not None and brought.attachments == 2
    assert visit(world.province.app, THERE).received is None

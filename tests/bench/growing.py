"""How the exchange grows: ten thousand entries sent and taken in, again and again, until the store holds them all.

A step that took in proportion to what is there already would show as a last block that costs more than the first.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from core.app.application import Application
from core.domain.commands import ReportItem, SubmitReports
from sync.exchange import receive, send
from tests.bench.figures import Figure, seconds
from tests.bench.memory import MOST_MIB, memory
from tests.crash.world import POST, PROVINCE, World, complaint, quick_lookup

BLOCK, BATCH = 10_000, 100
BLOCKS, MANY_BLOCKS = 10, 100


@dataclass(frozen=True)
class Round:
    """One block's seconds, and the memory that sending and taking in took above what there was before, MiB."""

    sent: float
    taken: float
    again: float
    sender: float
    taker: float


def measure(folder: Path, small: bool) -> Iterator[Figure]:
    """From 10^4 to 10^5 entries."""
    yield from grown(folder, 3 if small else BLOCKS, BLOCK // 10 if small else BLOCK)


def measure_million(folder: Path, small: bool) -> Iterator[Figure]:
    """From 10^4 to 10^6: takes hours."""
    yield from grown(folder, BLOCKS if small else MANY_BLOCKS, BLOCK)


def grown(folder: Path, blocks: int, block: int) -> Iterator[Figure]:
    """The first block against the last."""
    world = World(folder / "world")
    world.found()
    with world.opened(POST) as post, world.opened(PROVINCE) as province, quick_lookup():
        rounds = [one_round(post, province, folder / "stick", number, block) for number in range(blocks)]
    first, last = rounds[0], rounds[-1]
    total = f"{block * blocks:,} entries, the last {block:,} of them"
    for what, here, there in (
        ("send, read back", last.sent, first.sent),
        ("take in, proven and derived", last.taken, first.taken),
        ("the same stick once more", last.again, first.again),
    ):
        yield Figure(f"{what}: {total}, against the first", here, there, "1x: linear")
    taken = sum(each.taken for each in rounds)
    yield Figure(f"taken in of {block * blocks:,}, a second", block * blocks / taken, unit="/s")
    for what, spent in (("sending", [each.sender for each in rounds]), ("taking in", [each.taker for each in rounds])):
        yield Figure(f"largest memory of {what} above idle, against what is allowed", max(spent), MOST_MIB, "1x", unit="MiB")


def one_round(post: Application, province: Application, stick: Path, number: int, block: int) -> Round:
    """New reports, a stick to the province, and the answer on it."""
    for start in range(number * block, (number + 1) * block, BATCH):
        items = tuple(ReportItem(complaint(at)) for at in range(start, start + BATCH))
        post.execute(SubmitReports(post.new_command(), items))
    stick.mkdir()
    with memory() as sender:
        sent = seconds(lambda: send(post, stick))
    with memory() as taker:
        taken = seconds(lambda: receive(province, stick))
    again = seconds(lambda: receive(province, stick))
    send(province, stick)
    receive(post, stick)
    assert post.count_queued() == 0, "everything is acknowledged"
    shutil.rmtree(stick)
    return Round(sent, taken, again, sender[0], taker[0])

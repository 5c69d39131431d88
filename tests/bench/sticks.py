"""A gibibyte of attachments onto a stick and off it, against a plain copy of the same bytes with fsync."""

from __future__ import annotations

import os
import shutil
import statistics
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from core.domain.commands import ReportItem, SubmitReports
from sync import folder, spare
from sync.exchange import receive, send
from tests.bench.figures import Figure, seconds, spread
from tests.bench.memory import MOST_MIB, memory
from tests.crash.world import POST, PROVINCE, STICK, World, complaint

FILE_BYTES = 64 * 1024 * 1024
FILES, SMALL_FILES = 16, 2
CHUNK = 1024 * 1024
RUNS = 3


class Noise:
    """A file of unordered bytes that is never whole in memory."""

    def __init__(self, size: int) -> None:
        self.left = size

    def read(self, count: int = -1) -> bytes:
        """Fresh bytes until the size is reached."""
        size = min(self.left, CHUNK if count < 0 else count)
        self.left -= size
        return os.urandom(size)


def measure(folder: Path, small: bool) -> Iterator[Figure]:
    """Send without and with the proof by reading back, and receive; three times each, after one round that warms up."""
    files = SMALL_FILES if small else FILES
    world = World(folder / "world")
    world.found()
    capture(world, files)
    amount = f"{files * FILE_BYTES // 2**20} MiB"
    world.keep("ready")
    with memory() as spent:
        rounds = [one_round(world, folder / "copy") for _ in range(RUNS + 1)][1:]
    for what, here, reference, aim in (
        (f"send {amount}, not read back", "send", "copy", "1.2x"),
        (f"send {amount}, read back", "send proven", "copy compared", "1.4x"),
        ("- the same without parity", "send bare", "copy compared", ""),
        (f"send {amount}, read back, against a copy that is not", "send proven", "copy", ""),
        (f"receive {amount}", "receive", "copy off", "1.4x"),
    ):
        ours, theirs = [times[here] for times in rounds], [times[reference] for times in rounds]
        yield Figure(what, statistics.median(ours), statistics.median(theirs), aim, spread(theirs))
    yield Figure("- largest memory meanwhile above idle, against what is allowed", spent[0], MOST_MIB, "1x", unit="MiB")


def one_round(world: World, target: Path) -> dict[str, float]:
    """Each way once, ours and the plain copy in turn, so that both see the same disk.

    Before each the same amount is deleted: a guest system pays dearly for memory that it gave back to its host.
    """
    vault, stick = world.live / POST / "vault", world.live / STICK
    world.put_back("ready")
    times = {"copy": copy(vault, target)}
    with mock.patch.object(folder.Folder, "_holds", lambda self, path, data: True), world.opened(POST) as post:
        times["send"] = seconds(lambda: send(post, stick))
    world.put_back("ready")
    times["copy compared"] = copy(vault, target, read_back=True)
    with world.opened(POST) as post:
        times["send proven"] = seconds(lambda: send(post, stick))
    world.put_back("ready")
    with mock.patch.object(spare, "publish", lambda medium, name, data: medium.publish(name, data)), world.opened(POST) as post:
        times["send bare"] = seconds(lambda: send(post, stick))
    times["copy off"] = copy(stick / "DATA", target)
    with world.opened(PROVINCE) as province:
        times["receive"] = seconds(lambda: receive(province, stick))
    return times


def capture(world: World, files: int) -> None:
    """Reports with attachments, as many as are wanted."""
    with world.opened(POST) as post:
        for number in range(files):
            name = f"rekaman-{number}.mp4"
            file = post.attach(Noise(FILE_BYTES), name, size=FILE_BYTES)  # type: ignore[arg-type]
            post.execute(SubmitReports(post.new_command(), (ReportItem(complaint(number, files=(name,)), (file,)),)))


def copy(source: Path, target: Path, *, read_back: bool = False) -> float:
    """Seconds to copy every file of a folder, one fsync each, and to compare it with the medium where asked."""
    target.mkdir()

    def work() -> None:
        for path in source.iterdir():
            with path.open("rb") as read, (target / path.name).open("wb") as write:
                while chunk := read.read(8 * CHUNK):
                    write.write(chunk)
                write.flush()
                os.fsync(write.fileno())
            if read_back:
                compare(path, target / path.name)

    taken = seconds(work)
    shutil.rmtree(target)
    return taken


def compare(left: Path, right: Path) -> None:
    """Read both and compare, the copy from the disk."""
    with left.open("rb") as one, right.open("rb") as other:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(other.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while chunk := one.read(CHUNK):
            if other.read(CHUNK) != chunk:
                raise RuntimeError("the disk gave back other bytes")

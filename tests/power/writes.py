"""What dm-log-writes kept of a stick's writes, and the states in which a power cut may leave its chips.

The log holds a write only once a later flush made it durable, in the order of becoming durable. So between two flushes
any part of what the second one made durable may be on the chips, in any order and torn between sectors.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

MAGIC: Final = 0x6A736677736872
FLUSH, FUA, DISCARD, MARK = 1, 2, 4, 8
SECTOR: Final = 512
KINDS: Final = ("ordered", "lost", "torn")


@dataclass(frozen=True, slots=True)
class Write:
    """One line of the log: bytes at a place, a flush, or a mark of the test."""

    at: int
    data: bytes
    flags: int
    mark: str = ""

    @property
    def durable(self) -> bool:
        """Whether everything that stands before it in the log is on the chips once it is done."""
        return bool(self.flags & (FLUSH | FUA))


@dataclass(frozen=True, slots=True)
class State:
    """A power cut: the log up to ``upto`` is on the chips, of what follows ``changes`` (place and bytes); ``told`` is the
    last mark that may have been reached by then."""

    kind: str
    upto: int
    changes: tuple[tuple[int, bytes], ...]
    told: str


def read_log(file: BinaryIO) -> list[Write]:
    """Every write of a log device, in order; ``ValueError`` where it is none."""
    magic, version, count, size = struct.unpack("<QQQI", file.read(28))
    if (magic, version) != (MAGIC, 1):
        raise ValueError("no log of dm-log-writes")
    found, at = [], size
    for _ in range(count):
        file.seek(at)
        sector, sectors, flags, length = struct.unpack("<QQQQ", file.read(32))
        mark = file.read(length).decode() if flags & MARK else ""
        at += size
        data = b""
        if sectors and not flags & DISCARD:
            file.seek(at)
            data = file.read(sectors * size)
            at += len(data)
        found.append(Write(sector * size, data, flags, mark))
    return found


def states(writes: list[Write], count: int, chance: random.Random) -> Iterator[State]:
    """So many power cuts anywhere in a log, of all three kinds, in the order in which :class:`Chips` can become them."""
    cuts = [_cut(writes, chance.randrange(len(writes)), chance) for _ in range(count)]
    yield from sorted(cuts, key=lambda state: state.upto)


def _cut(writes: list[Write], place: int, chance: random.Random) -> State:
    began = next((at + 1 for at in range(place - 1, -1, -1) if writes[at].durable), 0)
    ended = next((at for at in range(place, len(writes)) if writes[at].durable), len(writes) - 1)
    told = next((writes[at].mark for at in range(ended, -1, -1) if writes[at].mark), "")
    kind = chance.choice(KINDS)
    if kind == "ordered":
        return State(kind, place, (), told)
    window = [write for write in writes[began : ended + 1] if write.data]
    if kind == "lost":
        kept = [write for write in window if chance.random() < 0.5]
        return State(kind, began, tuple((write.at, write.data) for write in kept), told)
    changes: list[tuple[int, bytes]] = []
    for write in window:
        whole = chance.random()
        sectors = range(0, len(write.data), SECTOR)
        taken = [at for at in sectors if whole < 0.3 or (whole < 0.7 and chance.random() < 0.5)]
        changes += [(write.at + at, write.data[at : at + SECTOR]) for at in taken]
    return State(kind, began, tuple(changes), told)


class Chips:
    """An image file that is moved forward along a log, and put into a state and out of it again."""

    def __init__(self, file: BinaryIO, writes: list[Write]) -> None:
        self._file, self._writes, self._at = file, writes, 0

    def become(self, state: State) -> list[tuple[int, bytes]]:
        """Take on a state that is not before the last; returns what :meth:`restore` needs."""
        for write in self._writes[self._at : state.upto]:
            self._put(write.at, write.data)
        self._at = max(self._at, state.upto)
        before = []
        for at, data in state.changes:
            self._file.seek(at)
            before.append((at, self._file.read(len(data))))
            self._put(at, data)
        self._file.flush()
        return before

    def restore(self, before: list[tuple[int, bytes]]) -> None:
        """Leave a state."""
        for at, data in reversed(before):
            self._put(at, data)
        self._file.flush()

    def _put(self, at: int, data: bytes) -> None:
        self._file.seek(at)
        self._file.write(data)

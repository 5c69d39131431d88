"""The log of dm-log-writes and the states made of it, without a machine: the campaign's own judgement must be right."""

from __future__ import annotations

import io
import random
import struct

import pytest

from tests.power.writes import FLUSH, FUA, MAGIC, MARK, SECTOR, Chips, Write, read_log, states

OLD, NEW, LATER = (bytes([each]) * SECTOR for each in (1, 2, 3))
WRITES = [
    Write(0, OLD, 0),
    Write(0, b"", FLUSH),
    Write(0, b"", MARK, "told"),
    Write(0, NEW + NEW, 0),
    Write(4 * SECTOR, LATER, 0),
    Write(0, b"", FLUSH),
    Write(5 * SECTOR, LATER, FUA),
    Write(0, b"", MARK, "end"),
]


def log(writes: list[Write]) -> io.BytesIO:
    """What the kernel would have written."""
    out = io.BytesIO(struct.pack("<QQQI", MAGIC, 1, len(writes), SECTOR).ljust(SECTOR, b"\0"))
    out.seek(0, io.SEEK_END)
    for write in writes:
        head = struct.pack("<QQQQ", write.at // SECTOR, len(write.data) // SECTOR, write.flags, len(write.mark))
        out.write((head + write.mark.encode()).ljust(SECTOR, b"\0") + write.data)
    out.seek(0)
    return out


def test_a_log_is_read_as_it_was_written() -> None:
    assert read_log(log(WRITES)) == WRITES
    with pytest.raises(ValueError, match="no log"):
        read_log(io.BytesIO(bytes(SECTOR)))


def test_no_state_is_without_what_was_flushed_or_told_too_late() -> None:
    """After the mark the old content may be overwritten in part, never missing; a mark counts as soon as it may be reached."""
    chips_file = io.BytesIO(bytes(8 * SECTOR))
    chips, seen = Chips(chips_file, WRITES), set()
    for state in states(WRITES, 400, random.Random(1)):
        before = chips.become(state)
        image = chips_file.getvalue()
        first, second = image[:SECTOR], image[SECTOR : 2 * SECTOR]
        seen.add((state.kind, first, second, image[4 * SECTOR : 5 * SECTOR] == LATER))
        if state.upto > 1:
            assert first in (OLD, NEW)
            assert state.told in ("told", "end")
        if state.upto > 5:
            assert first == second == NEW
        chips.restore(before)
    torn = {kind for kind, first, second, _later in seen if (first == NEW) != (second == NEW)}
    assert torn == {"torn"}, "half a write is seen, and only where writes are torn"
    assert any(kind == "lost" and first == OLD and later for kind, first, _second, later in seen), "later ones may come first"

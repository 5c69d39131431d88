"""A true stick with a release, whose lists are replaced by what the fuzzer makes: judged from its root to its index."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sync.updates import stick as sticks
from tests.updates import DAY, SYSTEM, Custodians

RUNNING, NEWER = "0.1.0", "0.2.0"


@cache
def _release() -> tuple[tempfile.TemporaryDirectory[str], Path, sticks.Asked, list[Path]]:
    """The folder, the stick, what is asked, and the lists: those the library reads, and ours."""
    folder = tempfile.TemporaryDirectory(prefix="posko-fuzzing-")
    base = Path(folder.name)
    custodians = Custodians(base / "custodians")
    stick = custodians.release(base / "stick", NEWER)
    asked = sticks.Asked(custodians.root.read_bytes(), base / "state", DAY, RUNNING, SYSTEM)
    lists = sorted((stick / sticks.FOLDER / sticks.METADATA).glob("*.json"))
    return folder, stick, asked, [*lists, *sorted((stick / sticks.FOLDER / sticks.TARGETS).glob("*.json"))]


def seeds() -> list[bytes]:
    """The true lists, each behind the byte that says which it is."""
    return [bytes([number]) + path.read_bytes() for number, path in enumerate(_release()[3])]


def judge(data: bytes) -> object:
    """Judge the stick with one list replaced."""
    _, stick, asked, lists = _release()
    with _replaced(lists[data[0] % len(lists)] if data else lists[0], data[1:]):
        return sticks.check(stick, asked)


@contextmanager
def _replaced(path: Path, data: bytes) -> Iterator[None]:
    before = path.read_bytes()
    path.write_bytes(data)
    try:
        yield
    finally:
        path.write_bytes(before)

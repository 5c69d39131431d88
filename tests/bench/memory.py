"""The largest resident memory of a stretch of work, where the system tells it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

RESET = Path("/proc/self/clear_refs")
MOST_MIB = 96
"""So much above idle may the exchange take."""


@contextmanager
def memory() -> Iterator[list[float]]:
    """MiB above what there was before; nothing where the system does not tell."""
    spent = [0.0]
    before = forget_peak()
    yield spent
    largest = peak()
    if before is not None and largest is not None:
        spent[0] = largest - before


def peak() -> float | None:
    """The largest resident memory since :func:`forget_peak`, MiB; None where the system does not tell."""
    return _memory("VmHWM:")


def forget_peak() -> float | None:
    """Begin to look for the largest memory anew; gives the memory of now."""
    if RESET.exists():
        RESET.write_text("5", "ascii")
    return _memory("VmRSS:")


def _memory(name: str) -> float | None:
    if not RESET.exists():
        return None
    text = RESET.with_name("status").read_text("ascii")
    return int(text.split(name)[1].split()[0]) / 1024

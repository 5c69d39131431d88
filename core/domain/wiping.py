"""Secrets that are overwritten once they were used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def wiping(*secrets: bytearray) -> Iterator[None]:
    """Overwrite these bytes at the end, however that comes."""
    try:
        yield
    finally:
        for each in secrets:
            each[:] = bytes(len(each))

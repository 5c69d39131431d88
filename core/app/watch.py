"""Progress and cancelling of long work: a function told (stage, done, total) that may raise ``Cancelled``."""

from __future__ import annotations

from collections.abc import Callable

Watch = Callable[[str, int, int], None]


def silent(stage: str, done: int, total: int) -> None:
    """Watch nothing."""

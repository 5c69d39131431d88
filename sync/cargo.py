"""What may go over a link that is paid for by the megabyte."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

SMALL_BYTES: Final = 8 * 1024 * 1024
"""The largest attachment that is called small: one piece, a photo or a scanned paper, hardly ever a video."""


class Cargo(StrEnum):
    """``JOURNAL`` is the words alone, ``SMALL`` adds photos and papers, ``EVERYTHING`` is everything."""

    JOURNAL = "journal"
    SMALL = "small"
    EVERYTHING = "everything"

    def takes(self, size: int) -> bool:
        """Whether an attachment of that size goes along."""
        return self is Cargo.EVERYTHING or (self is Cargo.SMALL and size < SMALL_BYTES)

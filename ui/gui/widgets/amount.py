"""Amounts of bytes and positions as people read them."""

from __future__ import annotations

from ui.gui.words import Words

UNITS = ("B", "KB", "MB", "GB", "TB")
STEP = 1000
GROUP = 16
E7 = 10_000_000


def amount(words: Words, size: int) -> str:
    """``1,2 GB``; the comma is a point in English."""
    value, unit = float(size), 0
    while value >= STEP and unit < len(UNITS) - 1:
        value /= STEP
        unit += 1
    text = f"{value:.1f}" if unit and value < 100 else f"{value:.0f}"
    return f"{_decimal(words, text)} {UNITS[unit]}"


def digest_groups(digest: str) -> str:
    """A digest in groups of sixteen, to be compared by eye, and to wrap where the room is small."""
    return " ".join(digest[at : at + GROUP] for at in range(0, len(digest), GROUP))


def position(words: Words, latitude_e7: int, longitude_e7: int) -> str:
    """A position in degrees with five places, about a metre."""
    parts = (f"{value / E7:.5f}" for value in (latitude_e7, longitude_e7))
    return "; ".join(_decimal(words, part) for part in parts)


def _decimal(words: Words, text: str) -> str:
    return text if words.language == "en" else text.replace(".", ",")

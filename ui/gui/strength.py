"""How strong a passphrase is, in words; a rough measure that asks for length before tricks."""

from __future__ import annotations

from collections.abc import Iterator

MINIMUM = 12
GOOD, STRONG = 16, 22
VARIETY = 6


def characters(typed: memoryview) -> Iterator[str]:
    """What was typed, one character at a time: never as one text that stays in memory."""
    begun = 0
    for at in range(1, len(typed) + 1):
        if at == len(typed) or typed[at] & 0xC0 != 0x80:
            yield bytes(typed[begun:at]).decode("utf-8", "replace")
            begun = at


def strength(typed: memoryview) -> str:
    """One of empty, short, weak, fair, good, strong; only the last three may be chosen."""
    length, different = 0, set[str]()
    for character in characters(typed):
        length += 1
        different.add(character.casefold())
    if not length:
        return "empty"
    if length < MINIMUM:
        return "short"
    if len(different) < VARIETY:
        return "weak"
    return "strong" if length >= STRONG else "good" if length >= GOOD else "fair"


TONES = {"empty": "muted", "short": "bad", "weak": "bad", "fair": "warn", "good": "ok", "strong": "ok"}
USABLE = frozenset({"fair", "good", "strong"})

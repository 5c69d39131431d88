"""How strong a passphrase is, in words; a rough measure that asks for length before tricks."""

from __future__ import annotations

MINIMUM = 12
GOOD, STRONG = 16, 22
VARIETY = 6


def strength(typed: bytes) -> str:
    """One of empty, short, weak, fair, good, strong; only the last three may be chosen."""
    text = typed.decode("utf-8", "replace")
    if not text:
        return "empty"
    if len(text) < MINIMUM:
        return "short"
    if len(set(text.casefold())) < VARIETY:
        return "weak"
    return "strong" if len(text) >= STRONG else "good" if len(text) >= GOOD else "fair"


TONES = {"empty": "muted", "short": "bad", "weak": "bad", "fair": "warn", "good": "ok", "strong": "ok"}
USABLE = frozenset({"fair", "good", "strong"})

"""How sure a reference item is, read from its own note into five steps that a screen can show with one word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal

Confidence = Literal["verified", "partly", "press", "unverified", "policy"]
STEPS: tuple[Confidence, ...] = ("verified", "policy", "partly", "press", "unverified")
"""From the surest to the least sure."""

_DOUBT = re.compile(r"not verified|knowledge|inferred|cut off|as printed|partly|local|by derivation", re.IGNORECASE)


def confidence_of(note: str, open_question: str = "") -> Confidence:
    """The step that a note stands for; ``open_question`` is what the item itself names as not verified.

    An empty or unknown note is never taken for verified.
    """
    words = note.strip().casefold()
    if words in ("policy", "design"):
        return "policy"
    if words.startswith(("press report", "sourced")):
        return "press"
    if words.startswith("not verified") or "verified" not in words:
        return "partly" if words.startswith("partly") or "code sourced" in words else "unverified"
    return "partly" if _DOUBT.search(words) or open_question.strip() else "verified"


def count_steps(steps: Iterable[Confidence]) -> dict[Confidence, int]:
    """How many items stand on each step, surest first, without empty ones."""
    counts = Counter(steps)
    return {step: counts[step] for step in STEPS if counts[step]}

"""Words that somebody may have meant: near to what was typed, by slips of a hand, among those that are written somewhere.

A typed word may be a beginning, as in a search, so it is laid beside the beginnings of the words that are held.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

LEAST = 3
"""Shorter, anything is near to anything."""
_LONG = 6
_WORTH = 1


def near_words(typed: str, held: Sequence[tuple[str, int]], limit: int) -> tuple[str, ...]:
    """The words of ``held`` (folded, with the number of texts that hold each) that begin nearly as ``typed`` (folded) does.

    A slip is a letter too many, too few, another, or two changed over (optimal string alignment): one up to five letters,
    two from six on. Fewer slips first, then the same first letter, then the word that more texts hold.
    """
    if len(typed) < LEAST:
        return ()
    slips = 2 if len(typed) >= _LONG else _WORTH
    nearest: dict[int, int] = {}
    for length in range(len(typed) - slips, len(typed) + slips + 1):
        beginnings = [word[:length] for word, _ in held]
        found = process.extract(typed, beginnings, scorer=OSA.distance, score_cutoff=slips, limit=None)
        for _, distance, place in found:
            nearest[place] = min(int(distance), nearest.get(place, slips))
    order = sorted(nearest, key=lambda place: _rank(typed, held[place], nearest[place]))
    return tuple(held[place][0] for place in order[:limit])


def _rank(typed: str, held: tuple[str, int], distance: int) -> tuple[int, bool, int, int, str]:
    word, texts = held
    return distance, word[:1] != typed[:1], -texts, len(word), word

"""An honest, simple estimate of a passphrase: it knows length, kinds of characters, repeats and words, no more."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Final

from core.crypto.kdf import MINIMUM_CHARACTERS

#: A word that a person picks is worth about one of 2,000 (11 bits) for every 8 letters, a letter of it less than three.
_BITS_PER_WORD: Final = 11.0
_BITS_PER_LETTER: Final = 2.8
_BITS_PER_DIGIT: Final = 3.3
_CLASSES: Final = ((r"[a-z]", 26), (r"[A-Z]", 26), (r"[0-9]", 10), (r"[^a-zA-Z0-9]", 32))
#: Bits that each level from 1 to 4 needs: guessed in days, in months, in years, not by an office with a budget.
_LEVELS: Final = (28.0, 40.0, 52.0, 64.0)
_RUNS: Final = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_RUN_LENGTH: Final = 4


def strength(passphrase: str) -> int:
    """Return 0 (refused) to 4 (good) for a passphrase; nothing is stored and no word list is asked."""
    text = unicodedata.normalize("NFC", passphrase)
    if len(text) < MINIMUM_CHARACTERS:
        return 0
    bits = _estimate(text)
    return sum(bits >= level for level in _LEVELS)


def _estimate(text: str) -> float:
    """Return the lower of two readings in bits: a row of characters, or a row of words."""
    useful = _without_repeats(re.sub(r"\s", "", text)) or " "
    pool = sum(size for pattern, size in _CLASSES if re.search(pattern, useful))
    as_characters = _countable(useful) * math.log2(pool)
    words = re.findall(r"[^\W\d_]{3,}", text)
    if not words:
        return as_characters
    rest = len(_without_repeats(re.sub(r"[^\W\d_]{3,}|\s", "", text)))
    distinct = {word.lower() for word in words}
    as_words = sum(min(_BITS_PER_WORD * math.ceil(len(w) / 8), len(set(w)) * _BITS_PER_LETTER) for w in distinct)
    return min(as_characters, as_words + rest * _BITS_PER_DIGIT)


def _without_repeats(text: str) -> str:
    """Return the text with ``aaaa`` as ``a`` and a piece said again at once, ``abcabc``, said once."""
    return re.sub(r"(.{1,16}?)\1+", r"\1", text, flags=re.DOTALL)


def _countable(text: str) -> int:
    """Return the number of characters after those that only continue a run such as ``2345`` or ``qwer``."""
    lowered, continued = text.lower(), 0
    for end in range(_RUN_LENGTH, len(lowered) + 1):
        continued += any(
            lowered[end - _RUN_LENGTH : end] in run or lowered[end - _RUN_LENGTH : end] in run[::-1] for run in _RUNS
        )
    return max(len(text) - continued * 2, 1)

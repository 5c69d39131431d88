"""The recovery key in three shares of which two restore it: SLIP-39 word lists, each pair checked before it is trusted (D15).

A share is read from what a person typed, pasted or had read by a machine: with numbers or without, in any case, over any lines,
with only the first letters of a word, four at least, which tell every word of the list from all others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Final

import shamir_mnemonic
from shamir_mnemonic.share import Share
from shamir_mnemonic.wordlist import WORDLIST

from core.domain.errors import Invalid

SHARES, NEEDED = 3, 2
CODE_PREFIX: Final = "SLIP39:"
"""Before the words in a sheet's code, so that no other code is taken for one."""
TELLING = 4
"""So many letters tell a word of the list from all others (SLIP-39)."""
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Part:
    """One share: its number from 1, the number of the set that it is of, and its words."""

    number: int
    set: int
    words: tuple[str, ...]

    @property
    def code(self) -> str:
        """What stands in the sheet's code; capitals make it a third smaller."""
        return CODE_PREFIX + " ".join(self.words).upper()


def split(secret: bytes) -> tuple[str, ...]:
    """Split 32 bytes into three word lists; every pair is combined again and compared before they are given out."""
    shares = tuple(shamir_mnemonic.generate_mnemonics(1, [(NEEDED, SHARES)], secret)[0])
    for pair in combinations(shares, NEEDED):
        if combine(pair) != secret:
            raise AssertionError("a pair of shares does not restore the secret")
    return shares


def read(text: str, number: int = 1) -> Part:
    """Read one share; ``number`` says which of those given it is, for the sentence.

    Raises ``Invalid``: ``share.unreadable`` for what is no list of words, ``share.words`` with the places of those that are not
    on the list, ``share.checksum`` where all are and one is another, twice or missing.
    """
    typed = re.findall(r"[a-z]+", text[:_LONGEST].lower().replace(CODE_PREFIX.lower(), " "))
    words = [_word(each) for each in typed]
    wrong = [place for place, word in enumerate(words, start=1) if not word]
    if not words or len(wrong) * 2 > len(words):
        raise Invalid("share.unreadable", share=number)
    if wrong:
        raise Invalid("share.words", share=number, places=", ".join(map(str, wrong)))
    try:
        share = Share.from_mnemonic(" ".join(words))
    except shamir_mnemonic.MnemonicError:
        raise Invalid("share.checksum", share=number, count=len(words)) from None
    return Part(share.index + 1, share.identifier, tuple(words))


def combine(shares: Sequence[str]) -> bytes:
    """Restore the secret from two shares.

    Raises what :func:`read` raises, ``Invalid``: ``share.same`` for one given twice, ``share.sets`` for two of different
    splits, ``share.pair``.
    """
    parts = [read(text, number) for number, text in enumerate(shares, start=1)]
    if len({part.set for part in parts}) > 1:
        raise Invalid("share.sets", sets=", ".join(str(part.set) for part in parts))
    if len({part.number for part in parts}) < len(parts):
        raise Invalid("share.same", number=parts[0].number)
    try:
        return bytes(shamir_mnemonic.combine_mnemonics([" ".join(part.words) for part in parts]))
    except shamir_mnemonic.MnemonicError:
        raise Invalid("share.pair") from None


def _word(typed: str) -> str:
    """The word that was written out or begun, empty where there is none."""
    word = _by_beginning().get(typed[:TELLING], "")
    return word if len(typed) >= TELLING and word.startswith(typed) else ""


@cache
def _by_beginning() -> dict[str, str]:
    return {word[:TELLING]: word for word in WORDLIST}

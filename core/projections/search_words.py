"""Words as the search index has them, whichever engine holds it."""

from __future__ import annotations

import unicodedata

FACET = "\ue000"
"""Begins a word of the index that stands for a code (kind, stage ...): a letter that nobody types and the tokenizer keeps."""


def split(words: str) -> list[str]:
    """Runs of letters and digits."""
    return "".join(character if character.isalnum() else " " for character in words).split()


def fold(words: str) -> str:
    """Lower case without diacritics, as the index's tokenizer folds."""
    decomposed = unicodedata.normalize("NFKD", words.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def held_words(stored: str) -> list[str]:
    """The folded words of a report's searchable text, without its facets."""
    return split(fold(stored.partition(FACET)[0]))


def held_facets(stored: str) -> list[str]:
    """The facets behind them."""
    _, mark, codes = stored.partition(FACET)
    return (mark + codes).split()

"""What the shipped reference data say of themselves in English (source, licence, basis of a rule), in the reader's language.

The data are one file for both languages; the same sentence under a ``stated.`` key of the translations tells what to show.
What a province wrote into data of its own stays as it wrote it.
"""

from __future__ import annotations

from functools import cache

from ui.wording import sentences


@cache
def _keys() -> dict[str, str]:
    return {text: key for key, text in sentences("en").items() if key.startswith("stated.")}


def stated(language: str, text: str) -> str:
    """A text of the data in this language; one that did not come with the program as it is."""
    key = _keys().get(text)
    return text if key is None else sentences(language)[key]

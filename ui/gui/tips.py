"""Tips with words of people in them: Qt guesses whether a tip is markup, and a picture named in one would be fetched."""

from __future__ import annotations

from typing import Final

UNSEEN: Final = "\u200b"
"""A space without width: behind it no sign begins a tag or an entity for Qt, and what is shown is the same."""


def plain_tip(text: str) -> str:
    """The text as a tip that Qt shows letter by letter."""
    return text.replace("&", "&" + UNSEEN).replace("<", "<" + UNSEEN)

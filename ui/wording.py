"""The keyed words of resources/translations, for the window and for the command line alike."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "translations"


@cache
def sentences(language: str) -> dict[str, str]:
    """All sentences of a language by key."""
    loaded: dict[str, str] = json.loads((FOLDER / f"{language}.json").read_text("utf-8"))
    return loaded


def word(language: str, *keys: str, otherwise: str = "") -> str:
    """The words of the first key that has some; ``otherwise`` when none has."""
    known = sentences(language)
    return next((known[key] for key in keys if key in known), otherwise)

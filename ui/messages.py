"""Error code -> sentence, Indonesian and English; the only wording of failures."""

from __future__ import annotations

from core.domain.errors import Refused

SENTENCES: dict[str, tuple[str, str]] = {}


def sentence(error: Refused, language: str = "id") -> str:
    """One clear sentence: what is wrong, that nothing was lost, what to do next."""
    pair = SENTENCES.get(error.code)
    if pair is None:
        return error.code
    return pair[1 if language == "en" else 0].format(**error.details)

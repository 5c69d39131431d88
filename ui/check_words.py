"""What a check of the store found, in sentences that name what is meant; a thing that many share is said once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from core.domain.errors import Invalid
from ui.messages import SENTENCES, sentence

OF_CHECK = {"signature": "entry.signature", "attachment.missing": "attachment.lost"}
"""Codes that tell something else of an entry held here than of an object on a medium, or of an attachment under way."""
NAMED = 5
"""So many are named; how many more there are is counted."""
MORE = (" dan {} lagi", " and {} more")
PAGE = (re.compile(r"\bpage (\d+)"), ("halaman {}", "page {}"))


def told(problems: Iterable[tuple[str, str]], places: Mapping[str, str], language: str) -> list[str]:
    """One sentence for each kind of problem, with the places where it is; ``places`` names an id as people know it."""
    found: dict[str, dict[str, None]] = {}
    for code, name in problems:
        found.setdefault(OF_CHECK.get(code, code), {})[place(code, name, places, language)] = None
    return [_sentence(code, list(names), language) for code, names in found.items()]


def place(code: str, name: str, places: Mapping[str, str], language: str) -> str:
    """Where a problem is, as people know it: a report's number, a file's name, a page; else the id as it is."""
    page = PAGE[0].search(name)
    if code == "store.damaged":
        return PAGE[1][language == "en"].format(page[1]) if page else ""
    return "" if code == "index.damaged" else places.get(name, name)  # of which there is one


def listed(problems: Iterable[tuple[str, str]], places: Mapping[str, str], language: str) -> list[dict[str, str]]:
    """The same for a program: every problem with its code, its id, where it is, and its sentence."""
    return [
        {"code": code, "id": name, "place": place(code, name, places, language), "reason": reason}
        for code, name in problems
        for reason in told([(code, name)], places, language)
    ]


def _sentence(code: str, names: list[str], language: str) -> str:
    known = sorted((name for name in names if name), key=lambda name: (len(name), name))
    more = MORE[language == "en"].format(len(known) - NAMED) if len(known) > NAMED else ""
    where = ", ".join(known[:NAMED]) + more
    words = sentence(Invalid(code, id=where), language)
    if not where or any("{id}" in text for text in SENTENCES.get(code, ())):
        return words
    return f"{words} ({where})"

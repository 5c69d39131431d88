"""What text from outside may hold: refused by class, otherwise kept code point for code point."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from core.domain.errors import Invalid

LINE_LIMIT = 300
NARRATIVE_LIMIT = 100_000

NARRATIVE_FIELDS = frozenset(
    {"narrative", "notes", "analysis", "closing", "weather", "transport", "logistics", "impact", "action", "suggestion"}
)
"""Names of form fields that may hold many lines; every other text is one line."""

BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


BREAKS = str.maketrans(dict.fromkeys("\t\n\u2028\u2029", " "))
"""What no line holds, and a text of many lines may: older programs let them through in one-line fields as well."""


def check_line(text: str, field: str) -> None:
    """Refuse what was typed as one line and is too long or holds breaks, control, bidi or lone surrogate characters.

    Raises ``Invalid`` with code ``text.too_long`` or ``text.forbidden`` and the field's name.
    """
    check_kept(text, field)
    if text.translate(BREAKS) != text:
        raise Invalid("text.forbidden", field=field)


def check_kept(text: str, field: str) -> None:
    """The same for a line that may have been kept by an older program, where it is printed: breaks are no reason to refuse."""
    _check(text, field, LINE_LIMIT)
    if not BIDI_CONTROLS.isdisjoint(text):
        raise Invalid("text.forbidden", field=field)


def check_narrative(text: str, field: str) -> None:
    """Refuse a narrative that is too long or holds control or lone surrogate characters."""
    _check(text, field, NARRATIVE_LIMIT)


def _check(text: str, field: str, limit: int) -> None:
    if len(text) > limit:
        raise Invalid("text.too_long", field=field, limit=limit)
    if text.isprintable():
        return  # neither controls nor surrogates are
    for character in text:
        if character in "\t\n":
            continue
        if unicodedata.category(character) in ("Cc", "Cs"):
            raise Invalid("text.forbidden", field=field)


def check_tree(tree: object, path: str = "") -> None:
    """Check every text of a decoded form (dicts, lists, texts), each by the rule of its field's name."""
    for field, text in _texts(tree, path):
        if field.rsplit(".", 1)[-1] in NARRATIVE_FIELDS:
            check_narrative(text, field)
        else:
            check_line(text, field)


def _texts(tree: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(tree, str):
        yield path, tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield from _texts(value, f"{path}.{key}" if path else str(key))
    elif isinstance(tree, list | tuple):
        for value in tree:
            yield from _texts(value, path)


def as_lines(tree: object, name: str = "") -> object:
    """A decoded form in which breaks in one-line texts are blanks, as a correction of an older program's report reads it."""
    if isinstance(tree, str):
        return tree if name in NARRATIVE_FIELDS else tree.translate(BREAKS)
    if isinstance(tree, dict):
        return {key: as_lines(value, str(key)) for key, value in tree.items()}
    return [as_lines(value, name) for value in tree] if isinstance(tree, list | tuple) else tree


def is_blank(text: str | None) -> bool:
    """True when nothing was written."""
    return text is None or not text.strip()

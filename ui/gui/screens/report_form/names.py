"""Names of files as an entry keeps them: without marks that deceive, and no two alike in one report."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.text import BIDI_CONTROLS, LINE_LIMIT


def clean_name(name: str) -> str:
    """A file name that an entry can keep: no control or direction marks, at most 300 characters."""
    kept = "".join(c for c in name if c.isprintable() and c not in BIDI_CONTROLS)
    return kept[-LINE_LIMIT:] or "berkas"


def distinct(name: str, taken: Sequence[str]) -> str:
    """The name, or ``name (2).jpg`` and so on while a file of the report has it; capitals make no difference."""
    used = {other.casefold() for other in taken}
    stem, dot, ending = name.rpartition(".")
    if not stem:
        stem, dot, ending = name, "", ""
    number, found = 1, name
    while found.casefold() in used:
        number += 1
        found = f"{stem} ({number}){dot}{ending}"[-LINE_LIMIT:]
    return found

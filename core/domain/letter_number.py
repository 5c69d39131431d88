"""Letter numbers as an office writes them: ``045/PNR/KSB.7QK/XI/2026`` (DECISIONS D19).

A number counts within (office, kind, year, series). The series is three letters of the writing stream, so two laptops of an
office never give the same number without asking each other. Gaps are lawful.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from core.domain.errors import Invalid

ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
DEFAULT_PATTERN: Final = "{urut}/{kode}/{unit}.{seri}/{bulan}/{tahun}"
NUMBER_BYTES: Final = 40
"""What the code on the paper has room for."""
_PLACES: Final = frozenset({"urut", "kode", "unit", "seri", "bulan", "tahun", "sifat"})
_NEEDED: Final = frozenset({"urut", "kode", "seri", "tahun"})
_PLACE: Final = re.compile(r"\{([a-z]+)\}")
_FORBIDDEN: Final = re.compile(r"[^A-Za-z0-9{}/.\- ]")


@dataclass(frozen=True, slots=True)
class LetterNumber:
    """A number: its place in the series, the series, and the text that is printed."""

    sequence: int
    series: str
    text: str


def check_pattern(pattern: str) -> str:
    """The pattern, or ``Invalid('number.pattern')``: it must name ``{urut}``, ``{kode}``, ``{seri}``, ``{tahun}``, once each."""
    places = _PLACE.findall(pattern)
    known = set(places) <= _PLACES and set(places) >= _NEEDED and len(places) == len(set(places))
    if not known or _FORBIDDEN.search(pattern) or "{" in _PLACE.sub("", pattern) or "}" in _PLACE.sub("", pattern):
        raise Invalid("number.pattern", needed=", ".join(f"{{{name}}}" for name in sorted(_NEEDED)))
    return pattern


def write_number(pattern: str, sequence: int, kind: str, unit: str, series: str, day: date, nature: str = "B") -> LetterNumber:
    """The number of one letter; ``Invalid('number.too_long')`` over 40 bytes.

    ``kind`` is the code of the letter's kind, ``unit`` the office's, ``nature`` the letter of its classification.
    """
    values = {
        "urut": f"{sequence:03}",
        "kode": kind,
        "unit": unit,
        "seri": series,
        "bulan": ROMAN[day.month - 1],
        "tahun": str(day.year),
        "sifat": nature,
    }
    text = _PLACE.sub(lambda found: values[found[1]], check_pattern(pattern))
    if len(text.encode()) > NUMBER_BYTES:
        raise Invalid("number.too_long", limit=NUMBER_BYTES)
    return LetterNumber(sequence, series, text)

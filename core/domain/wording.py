"""Words that accuse: found in an officer's own text, with a neutral word to use instead; the text itself is never changed.

Nobody who is reported has been judged. A word inside quotation marks belongs to whoever is quoted: it is found as well,
but marked, and stays as it was said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

PARTY_ID, PARTY_EN = "pihak yang dilaporkan", "the reported party"


@dataclass(frozen=True, slots=True)
class Hint:
    """One accusing word: its place in the text (code points), the word, and what to write instead.

    ``quoted`` says that it stands between quotation marks: then it is only pointed at.
    """

    start: int
    end: int
    word: str
    proposal: str
    quoted: bool = False


_BEFORE_ID = r"(?<!\bdiduga )(?<!\bdugaan )(?<!\btidak )(?<!\bbelum )(?<!\bbukan )"
_BEFORE_EN = r"(?<!\ballegedly )(?<!\balleged )(?<!\bnot )(?<!\bnot been )(?<!\bnot yet )"

_RULES: tuple[tuple[str, str], ...] = (
    (r"(?<!\bsaksi )(?:para )?pelaku(?:nya)?(?! usaha\b)(?! ekonomi\b)(?! umkm\b)(?! seni\b)", PARTY_ID),
    (r"tersangka(?:nya)?", PARTY_ID),
    (r"terdakwa(?:nya)?", PARTY_ID),
    (r"terpidana", PARTY_ID),
    (r"(?:oknum|penjahat|koruptor|dalang(?:nya)?|biang kerok|provokator)", PARTY_ID),
    (r"(?:dinyatakan |terbukti )?bersalah", "diduga melanggar"),
    (r"terbukti(?! (?:tidak|belum)\b)", "diduga"),
    (r"(?:telah |sudah |jelas(?:-jelas)? |nyata(?:-nyata)? )?melanggar", "diduga melanggar"),
    (r"(?:telah |sudah |jelas(?:-jelas)? )?melakukan (?:pelanggaran|kecurangan|kejahatan)", "diduga melakukan pelanggaran"),
    (r"(?:berbuat|main) curang", "diduga tidak netral"),
    (r"(?:the )?(?:culprits?|perpetrators?|offenders?|wrongdoers?|criminals)", PARTY_EN),
    (r"(?:the )?suspects?", PARTY_EN),
    (r"(?:found |proven )?guilty(?: of)?", "alleged"),
    (r"(?:has |have |clearly )?(?:violated|broke the law)", "allegedly violated"),
    (r"proven(?! (?:not|un)\b)", "alleged"),
)
_ENGLISH_FROM = 10
_QUOTES = {'"': '"', "\u201c": "\u201d", "\u201e": "\u201c", "\u00ab": "\u00bb"}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    made = []
    for number, (words, proposal) in enumerate(_RULES):
        before = _BEFORE_EN if number >= _ENGLISH_FROM else _BEFORE_ID
        made.append((re.compile(rf"{before}\b(?:{words})\b", re.IGNORECASE), proposal))
    return tuple(made)


def find(text: str) -> tuple[Hint, ...]:
    """Every accusing word of a text in the order of places; of two that overlap the longer one."""
    quoted = tuple(_quotations(text))
    found = [
        Hint(match.start(), match.end(), match.group(), proposal, _inside(match.start(), quoted))
        for pattern, proposal in _patterns()
        for match in pattern.finditer(text)
    ]
    return tuple(_without_overlap(sorted(found, key=lambda hint: (hint.start, -hint.end))))


def _without_overlap(hints: list[Hint]) -> Iterator[Hint]:
    end = 0
    for hint in hints:
        if hint.start >= end:
            end = hint.end
            yield hint


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    """Stretches between quotation marks; a mark that is never closed opens nothing."""
    start, closing = -1, ""
    for place, character in enumerate(text):
        if closing and character == closing:
            yield start, place
            closing = ""
        elif not closing and character in _QUOTES:
            start, closing = place, _QUOTES[character]


def _inside(place: int, stretches: tuple[tuple[int, int], ...]) -> bool:
    return any(start < place < end for start, end in stretches)

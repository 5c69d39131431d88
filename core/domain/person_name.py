"""Personal names as Indonesia writes them: one word is a whole name, titles stand before and behind, no surnames.

Source of the limits: civil-registry practice (60 characters). A longer or unusual name is taken in with a warning.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

REGISTRY_LENGTH = 60
ALIKE = 0.9
"""From this likeness on two names are shown as perhaps one person (Rahmawatih, Rahmawati: 0.95)."""

_TITLES = (
    "prof dr drg drs dra ir h hj kh ust apt ns "
    "jenderal letjen mayjen brigjen kolonel letkol mayor kapten lettu letda laksma laksda marsma "
    "peltu pelda serma serka sertu serda kopka koptu kopda praka pratu prada "
    "komjen irjen kombes akbp kompol akp iptu ipda aiptu aipda bripka brigadir brigpol briptu bripda"
)
_FRONT = frozenset(_TITLES.split())
_BRANCHES = "inf kav arm arh czi cpl cke ckm chk caj cku cpm chb ctp cba pol laut marinir pnb lek tek sus"
_AFTER_RANK = frozenset(_BRANCHES.split())
_CORPS = re.compile(r"\([A-Z]\)")
_BACK = re.compile(r"[A-Z][A-Za-z]{0,4}(\.\s?[A-Za-z]{1,5})*\.?")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in three parts, each as written: titles and rank before, the name itself, titles behind."""

    front: str
    core: str
    back: str

    def full(self) -> str:
        """The whole name as it is printed."""
        named = f"{self.front} {self.core}".strip()
        return f"{named}, {self.back}" if self.back else named


def split_name(text: str) -> PersonName:
    """Part a written name into titles and name; at least one word always stays the name."""
    head, _, tail = " ".join(text.split()).partition(",")
    behind = [part.strip() for part in tail.split(",") if part.strip()]
    if not behind or not all(_BACK.fullmatch(part) for part in behind):
        head, behind = " ".join(text.split()), []
    words = head.split()
    count = _front_count(words)
    return PersonName(" ".join(words[:count]), " ".join(words[count:]), ", ".join(behind))


def _front_count(words: list[str]) -> int:
    count = 0
    while count < len(words) - 1:
        if not _is_title(words[count], after_rank=count > 0):
            return count
        count += 1
    return count


def _is_title(word: str, *, after_rank: bool) -> bool:
    if after_rank and _CORPS.fullmatch(word):
        return True
    parts = [part for part in word.casefold().split(".") if part]
    allowed = _FRONT | _AFTER_RANK if after_rank else _FRONT
    return bool(parts) and all(part in allowed for part in parts)


def name_key(text: str) -> str:
    """What two spellings of one name share: no titles, no marks, lower case, single spaces; also the sort key."""
    plain = unicodedata.normalize("NFKD", split_name(text).core).casefold()
    kept = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c) and c not in "'\u2019`")
    return " ".join(kept.split())


def names_alike(one: str, other: str) -> bool:
    """Whether two written names may be one person: to be shown to people, never to be merged."""
    first, second = name_key(one), name_key(other)
    if not first or not second:
        return False
    return first == second or SequenceMatcher(None, first, second, autojunk=False).ratio() >= ALIKE

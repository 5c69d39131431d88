"""Whether two accounts may tell of the same incident: place, day, act, words and party, each weighed, none decisive.

The result is a hint for a person, never a verdict, and it looks the same from both sides. Names are compared here and
nowhere else, in memory; they may tip the scale between accounts that are alike without them, and are never given as a
reason, so that nobody learns from a warning who was reported before (SAFEGUARDS 23).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from core.domain.area import fold
from core.domain.person_name import name_key

SHOWN = 0.62
"""From this likeness on an officer is told."""
NEAR = 0.45
"""From this likeness on, names aside, names are compared at all."""
DAYS = 14
"""Accounts that lie further apart in time are not of one incident."""

REACH = 3
"""Accounts that lie further apart never reach :data:`SHOWN`, however alike the rest is (a test says so)."""
_WEIGHTS = {"place": 3.0, "day": 3.0, "act": 2.0, "words": 6.0, "party": 3.0}
_ENOUGH = 13.0
"""Weight of what both accounts tell that is needed for a full score: place, day and act without words warn of nothing."""
_FINENESS = {13: 1.0, 11: 1.0, 8: 0.7, 5: 0.15, 2: 0.05}
"""How much a place says, by the length of its code: village and island, district, regency, province."""
_KILOMETRES, _EARTH_KM = 1.0, 111.2
_LEAST_WORDS, _MOST_WORDS = 3, 400
_DECAY = 0.75

_COMMON_WORDS = (
    "yang dan di ke dari pada dengan untuk oleh dalam atas ini itu ada tidak akan telah sudah saat ketika karena juga"
    " atau para seorang sebuah serta lalu kemudian bahwa sebagai antara hingga sampai secara agar diduga dugaan pihak"
    " dilaporkan pelapor laporan saksi warga orang masyarakat sekitar pukul wib wita hari tanggal ia mereka kami saya nya"
    " pemilu pilkada pemilihan the and for was were"
)
_COMMON = frozenset(_COMMON_WORDS.split())
_PREFIXES = "memper meng meny mem men peng peny pem pen ber ter per me di ke se pe"
_BEFORE = tuple(_PREFIXES.split())
_BEHIND = ("nya", "kan", "lah", "kah", "an", "i")
_SWALLOWED = {"mem": "p", "pem": "p", "men": "t", "pen": "t", "meny": "s", "peny": "s"}
"""What the root began with before a vowel: memasang, pasang."""
_ROOT = 4


@dataclass(frozen=True, slots=True)
class Account:
    """What one report tells, as it is compared. ``point`` is latitude and longitude in degrees."""

    area: str = ""
    day: date | None = None
    act: str = ""
    words: frozenset[str] = frozenset()
    summary: str = ""
    names: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike, 0 to 1, and why: codes among ``place``, ``day``, ``act``, ``words``, ``party`` (an office, never a name)."""

    score: float
    reasons: tuple[str, ...] = ()


def account(
    area: str,
    day: date | None,
    act: str,
    texts: Sequence[str],
    names: Sequence[str] = (),
    units: Sequence[str] = (),
    point: tuple[float, float] | None = None,
) -> Account:
    """An account made ready to be compared; ``texts`` begins with the summary."""
    return Account(
        area=area,
        day=day,
        act=act,
        words=frozenset(word for text in texts for word in stems(text)),
        summary=" ".join(sorted(set(stems(texts[0])))) if texts else "",
        names=tuple(key for name in names if (key := name_key(name))),
        units=tuple(key for unit in units if (key := " ".join(sorted(fold(unit).split())))),
        point=point,
    )


def stems(text: str) -> list[str]:
    """The telling words of a text without what Indonesian puts before and behind them: "pemasangan" and "dipasang" meet."""
    return [_stem(word) for word in fold(text).split()[:_MOST_WORDS] if len(word) > 2 and word not in _COMMON]


def _stem(word: str) -> str:
    for ending in _BEHIND:
        if word.endswith(ending) and len(word) - len(ending) >= _ROOT + 1:
            word = word.removesuffix(ending)
            break
    for beginning in _BEFORE:
        rest = word.removeprefix(beginning)
        if rest != word and len(rest) >= _ROOT:
            return _SWALLOWED.get(beginning, "") + rest if rest[0] in "aeiou" else rest
    return word


def likeness(one: Account, other: Account) -> Likeness:
    """How alike two accounts are; the same both ways, and highest for the same account."""
    place, weight = _place(one, other)
    parts = {
        "place": place,
        "day": _day(one.day, other.day),
        "act": _act(one.act, other.act),
        "words": _words(one, other),
        "party": _best(one.units, other.units),
    }
    plain = _weigh(parts, weight)
    score = plain
    if plain >= NEAR and parts["words"] is not None and one.names and other.names:
        named = _best(one.names, other.names) or 0.0
        score = _weigh(parts | {"party": max(named, 0.6 * (parts["party"] or 0.0))}, weight)
    strong = tuple(name for name, value in parts.items() if value is not None and value >= 0.65)
    return Likeness(round(score, 4), strong)


def _weigh(parts: dict[str, float | None], place_weight: float) -> float:
    known = {name: value for name, value in parts.items() if value is not None}
    weights = _WEIGHTS | {"place": place_weight}
    weight = sum(weights[name] for name in known)
    if not weight or parts["day"] == 0.0 or parts["place"] == 0.0:
        return 0.0
    mean = sum(weights[name] * value for name, value in known.items()) / weight
    # However alike the words, another place or another week is another incident.
    apart = (1 + known.get("place", 1.0)) * (1 + known.get("day", 1.0)) / 4
    return mean * apart * min(1.0, weight / _ENOUGH)


def _place(one: Account, other: Account) -> tuple[float | None, float]:
    """How near, and what that weighs: a regency alone says less than a village, and a point as much as can be said."""
    if not one.area or not other.area:
        return None, 0.0
    coarse = _FINENESS.get(min(len(one.area), len(other.area)), 0.05)
    near = _FINENESS.get(_shared(one.area, other.area), 0.0) / coarse
    if one.point is None or other.point is None:
        return near, coarse * _WEIGHTS["place"]
    return max(near * coarse, math.exp(-_apart(one.point, other.point) / _KILOMETRES)), _WEIGHTS["place"]


def _shared(one: str, other: str) -> int:
    """Length of the code of the smallest area that holds both."""
    length = 0
    for mine, theirs in zip(one.split("."), other.split("."), strict=False):
        if mine != theirs:
            break
        length += len(mine) + (1 if length else 0)
    return length


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points so near to each other that the earth is flat between them."""
    north = (one[0] - other[0]) * _EARTH_KM
    east = (one[1] - other[1]) * _EARTH_KM * math.cos(math.radians((one[0] + other[0]) / 2))
    return math.hypot(north, east)


def _day(one: date | None, other: date | None) -> float | None:
    if one is None or other is None:
        return None
    apart = abs((one - other).days)
    return 0.0 if apart > DAYS else math.pow(_DECAY, apart)


def _act(one: str, other: str) -> float | None:
    if not one or not other:
        return None
    if one == other:
        return 1.0
    return 0.4 if one.split("-")[0] == other.split("-")[0] else 0.0


def _words(one: Account, other: Account) -> float | None:
    if min(len(one.words), len(other.words)) < _LEAST_WORDS:
        return None
    shared = len(one.words & other.words)
    # Between a short and a long telling the share of the shorter one counts as well.
    dice = 2 * shared / (len(one.words) + len(other.words))
    inside = shared / min(len(one.words), len(other.words))
    whole = 1 - math.pow(1 - (0.6 * dice + 0.4 * inside), 1.7)
    typed: float = max(0.0, fuzz.token_sort_ratio(one.summary, other.summary) / 100 - 0.5) * 2
    return max(whole, 0.9 * typed)


def _best(one: Sequence[str], other: Sequence[str]) -> float | None:
    if not one or not other:
        return None
    return max(_alike(mine, theirs) for mine in one for theirs in other)


def _alike(one: str, other: str) -> float:
    """Two names or offices: 1 for the same or a letter apart, 0 where a third differs; a part of a longer name counts less."""
    near = max(fuzz.ratio(one, other), 0.85 * fuzz.token_set_ratio(one, other)) / 100
    return min(1.0, max(0.0, (near - 0.65) / 0.27))

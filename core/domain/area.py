"""The places of the two provinces: a tree of codes, and a search that always tells namesakes apart."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from core.domain.errors import Invalid

Level = Literal["province", "regency", "district", "village", "island"]

_LEVEL_BY_LENGTH: dict[int, Level] = {2: "province", 5: "regency", 8: "district", 11: "island", 13: "village"}
_RANK: dict[Level, int] = {"province": 0, "regency": 1, "district": 2, "village": 3, "island": 4}
_INHABITED = 1
_OUTERMOST = 2

MAIN_ISLAND_REGENCY = "00"
"""The regency part of an island that belongs to no single regency (Bangka, Belitung, Lombok, Sumbawa)."""

Row = Sequence[str | int]
"""One row of the data set: code, name, and for islands latitude and longitude in 1e-7 degrees and flags."""


@dataclass(frozen=True, slots=True)
class Area:
    """One place by its Kemendagri code.

    ``path`` is the full address ("Desa Pongok, Kec. Kepulauan Pongok, Kab. Bangka Selatan, Prov. ..."); lists show it,
    because names repeat. Coordinates are 1e-7 degrees and known for islands only.
    """

    code: str
    level: Level
    name: str
    parent: str | None
    path: str
    latitude_e7: int | None = None
    longitude_e7: int | None = None
    inhabited: bool | None = None
    outermost: bool | None = None

    @property
    def province(self) -> str:
        """The two-digit code of the province."""
        return self.code[:2]

    @property
    def regency(self) -> str | None:
        """The code of the regency, or None for a province or a main island."""
        return self.code[:5] if len(self.code) > 2 and self.code[3:5] != MAIN_ISLAND_REGENCY else None

    @property
    def label(self) -> str:
        """The name with its kind: "Desa Pongok", "Kec. Lepar", "Kab. Bangka"."""
        return self.path.split(", ", 1)[0]


_ASCII = {code: None if chr(code) in "'`" else " " for code in range(128) if not chr(code).isalnum()}
"""What most texts consist of, turned in one step."""


def fold(text: str) -> str:
    """A text as the search compares it: no accents, no apostrophes, lower case, words parted by one space."""
    if text.isascii():
        return " ".join(text.lower().translate(_ASCII).split())
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = (" " if not c.isalnum() else c for c in plain if not unicodedata.combining(c) and c not in "'\u2019`")
    return " ".join("".join(letters).split())


@dataclass(frozen=True)
class AreaIndex:
    """All places in the order of the data set; built once, then only asked."""

    areas: Mapping[str, Area]
    children: Mapping[str, tuple[Area, ...]] = field(repr=False)

    @classmethod
    def build(cls, rows: Iterable[Row]) -> AreaIndex:
        """Index the rows, parents before children; raises ``Invalid`` ``reference.bad_area`` with the code."""
        areas: dict[str, Area] = {}
        children: defaultdict[str, list[Area]] = defaultdict(list)
        for row in rows:
            area = _area(row, areas)
            areas[area.code] = area
            if area.parent is not None:
                children[area.parent].append(area)
        return cls(areas, {code: tuple(found) for code, found in children.items()})

    def search(self, text: str, limit: int = 20) -> tuple[Area, ...]:
        """Places with a name in which a word begins with the first word asked; further words may stand in the path.

        Whole names come first, then names that begin so, then the higher level, then the order of the codes.
        """
        words = fold(text).split()
        if not words or limit < 1:
            return ()
        found = sorted(self._matches(words, " ".join(words)))
        return tuple(area for _, _, _, area in found[:limit])

    def _matches(self, words: list[str], query: str) -> Iterator[tuple[int, int, str, Area]]:
        starts = [f" {word}" for word in words]
        for name, path, area in self._folded:
            if starts[0] not in name or not all(start in path for start in starts[1:]):
                continue
            whole = name[1:]
            closeness = 0 if whole == query else 1 if whole.startswith(query) else 2
            yield closeness, _RANK[area.level], area.code, area

    @cached_property
    def _folded(self) -> tuple[tuple[str, str, Area], ...]:
        own: dict[str, str] = {}
        paths: dict[str, str] = {}
        for code, area in self.areas.items():
            own[code] = f" {fold(area.name)}"
            above = paths.get(area.parent, "") if area.parent else ""
            paths[code] = own[code] + above
        return tuple((own[code], paths[code], area) for code, area in self.areas.items())


def _area(row: Row, known: Mapping[str, Area]) -> Area:
    code = str(row[0]) if row else ""
    level = _LEVEL_BY_LENGTH.get(len(code))
    if level is None or code in known or not _well_formed(row, level):
        raise Invalid("reference.bad_area", area=code)
    name = str(row[1])
    parent = _parent(code, level)
    if parent is not None and parent not in known:
        raise Invalid("reference.bad_area", area=code)
    label = _label(code, level, name)
    path = label if parent is None else f"{label}, {known[parent].path}"
    if level != "island":
        return Area(code, level, name, parent, path)
    latitude, longitude, flags = int(row[2]), int(row[3]), int(row[4])
    return Area(code, level, name, parent, path, latitude, longitude, bool(flags & _INHABITED), bool(flags & _OUTERMOST))


def _well_formed(row: Row, level: Level) -> bool:
    shape = [isinstance(value, int) for value in row]
    return shape == [False, False] + [True] * (3 if level == "island" else 0)


def _parent(code: str, level: Level) -> str | None:
    if level == "province":
        return None
    if level == "island":
        return code[:2] if code[3:5] == MAIN_ISLAND_REGENCY else code[:5]
    return code.rsplit(".", 1)[0]


def _label(code: str, level: Level, name: str) -> str:
    if level == "province":
        return f"Prov. {name}"
    if level == "regency":
        return f"Kab. {name.removeprefix('Kabupaten ')}" if name.startswith("Kabupaten ") else name
    if level == "district":
        return f"Kec. {name}"
    if level == "village":
        return f"{'Kel.' if code[9] == '1' else 'Desa'} {name}"
    return name

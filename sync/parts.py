"""Objects that lie in parts, because a link broke or may break while they travel.

A part is a file ``NAME.OFFSET.TOTAL`` (NAME of the object, both numbers as eight hex digits). Parts may be of any size and
overlap; the object is there when they cover it without a hole. Whether it is the right object only its content tells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_PART: Final = re.compile(r"(?P<name>[A-Za-z0-9]+\.bin)\.(?P<offset>[0-9a-fA-F]{8})\.(?P<total>[0-9a-fA-F]{8})")


@dataclass(frozen=True, slots=True)
class Part:
    """One file of an object: its name there, where it begins in the object, how long it is, both in bytes."""

    file: str
    offset: int
    size: int


@dataclass(slots=True)
class Pieced:
    """What lies there of one object in parts; ``total`` is its size in bytes."""

    total: int
    parts: list[Part] = field(default_factory=list)

    @property
    def covered(self) -> int:
        """Bytes from the beginning that are there without a hole."""
        return sum(part.size for part in self.chain())

    @property
    def whole(self) -> bool:
        """True when nothing is missing."""
        return self.covered == self.total

    def chain(self) -> list[Part]:
        """Parts in order, each cut to what the one before does not hold; ends before the first hole."""
        at, found = 0, []
        for part in sorted(self.parts, key=lambda part: (part.offset, -part.size)):
            if part.offset > at:
                break
            fresh = min(part.offset + part.size, self.total) - at
            if fresh > 0:
                found.append(Part(part.file, at - part.offset, fresh))
                at += fresh
        return found


def part_name(name: str, offset: int, total: int) -> str:
    """What a part is called."""
    return f"{name}.{offset:08x}.{total:08x}"


def in_parts(sizes: Mapping[str, int]) -> dict[str, Pieced]:
    """Objects in parts by name, out of a listing of file names and sizes; parts that name another total start anew."""
    found: dict[tuple[str, int], Pieced] = {}
    for file, size in sizes.items():
        fit = _PART.fullmatch(file)
        if fit is not None and size > 0:
            key = fit["name"], int(fit["total"], 16)
            found.setdefault(key, Pieced(key[1])).parts.append(Part(file, int(fit["offset"], 16), size))
    best: dict[str, Pieced] = {}
    for (name, _), pieced in found.items():
        if name not in best or pieced.covered > best[name].covered:
            best[name] = pieced
    return best


def whole_objects(sizes: Mapping[str, int], suffix: str) -> set[str]:
    """Names of the objects that are there whole, in one file that ends with ``suffix`` or in parts."""
    files = {name for name in sizes if name.lower().endswith(suffix)}
    return files | {name for name, pieced in in_parts(sizes).items() if pieced.whole}

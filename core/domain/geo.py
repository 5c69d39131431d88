"""A point on the earth as whole 1e-7 degrees: read as people write it, shown as seamen read it, measured on a sphere."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

E7 = 10_000_000
EARTH_METRES = 6_371_009
WINDS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
MARK = "@"
"""Begins a point where otherwise the code of an area stands."""

_DECIMAL = re.compile(r"\s*([+-]?\d{1,3}(?:[.,]\d+)?)\s*[;,\s]\s*([+-]?\d{1,3}(?:[.,]\d+)?)\s*")
_SIDE = re.compile(
    r"([+-]?\d{1,3}(?:[.,]\d+)?)\s*(?:°|º|d)?\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:['′’m])?)?\s*"
    r"(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:[\"″”s])?)?\s*(LS|LU|BT|BB|S|N|E|W)\b[\s,;]*",
    re.IGNORECASE,
)
_SIGNS = {"LS": -1, "S": -1, "LU": 1, "N": 1, "BT": 1, "E": 1, "BB": -1, "W": -1}
_NORTHWARD = frozenset({"LS", "LU", "S", "N"})


@dataclass(frozen=True, slots=True, order=True)
class Point:
    """Latitude and longitude in 1e-7 degrees, north and east positive."""

    latitude_e7: int
    longitude_e7: int

    @property
    def degrees(self) -> tuple[float, float]:
        """Latitude and longitude in degrees."""
        return self.latitude_e7 / E7, self.longitude_e7 / E7


def make_point(latitude: float, longitude: float) -> Point | None:
    """A point from degrees; None where no such place is on the earth."""
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return None
    return Point(round(latitude * E7), round(longitude * E7))


def point_of(place: Mapping[str, object]) -> Point | None:
    """The point of a form's place, or None where it has none."""
    north, east = place.get("latitude_e7"), place.get("longitude_e7")
    if isinstance(north, bool) or isinstance(east, bool) or not isinstance(north, int) or not isinstance(east, int):
        return None
    return make_point(north / E7, east / E7) and Point(north, east)


def read_point(text: str) -> Point | None:
    """A point as people write it: ``-2.8853, 106.67``, ``2°53,1' LS 106°40,2' BT``, ``2 53 06 S 106 40 12 E``."""
    sides = list(_SIDE.finditer(text.strip()))
    if len(sides) == 2 and "".join(side.group() for side in sides) == text.strip():
        return _from_sides(sides[0], sides[1])
    plain = _DECIMAL.fullmatch(text)
    if plain is None or (plain[1].count(",") and plain[2].count(".")):
        return None
    return make_point(_number(plain[1]), _number(plain[2]))


def _from_sides(one: re.Match[str], other: re.Match[str]) -> Point | None:
    values = {side[4].upper() in _NORTHWARD: _angle(side) for side in (one, other)}
    north, east = values.get(True), values.get(False)
    return None if north is None or east is None else make_point(north, east)


def _angle(side: re.Match[str]) -> float | None:
    degrees, minutes, seconds = (_number(side[group] or "0") for group in (1, 2, 3))
    if minutes >= 60 or seconds >= 60 or degrees < 0:
        return None
    return _SIGNS[side[4].upper()] * (degrees + minutes / 60 + seconds / 3600)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def show_point(point: Point, language: str = "id") -> str:
    """Degrees and minutes with a hemisphere: ``2°53,118′ LS 106°40,200′ BT``."""
    english = language == "en"
    north, east = point.latitude_e7, point.longitude_e7
    sides = (("N" if english else "LU") if north >= 0 else "S" if english else "LS",
             ("E" if english else "BT") if east >= 0 else "W" if english else "BB")  # fmt: skip
    parts = [f"{_minutes(abs(value))} {side}" for value, side in zip((north, east), sides, strict=True)]
    text = " ".join(parts)
    return text if english else text.replace(".", ",")


def _minutes(value: int) -> str:
    thousandths = round(value * 60_000 / E7)
    degrees, rest = divmod(thousandths, 60_000)
    return f"{degrees}°{rest / 1000:06.3f}′"


def metres(one: Point, other: Point) -> int:
    """The way between two points along the sphere, in metres."""
    (north, east), (other_north, other_east) = (map(math.radians, point.degrees) for point in (one, other))
    up, over = math.sin((other_north - north) / 2), math.sin((other_east - east) / 2)
    half = up * up + math.cos(north) * math.cos(other_north) * over * over
    return round(2 * EARTH_METRES * math.asin(min(1.0, math.sqrt(half))))


def wind(start: Point, end: Point) -> str:
    """Towards which of the eight winds the end lies from the start, one of :data:`WINDS`."""
    (north, east), (other_north, other_east) = (map(math.radians, point.degrees) for point in (start, end))
    over = other_east - east
    x = math.sin(over) * math.cos(other_north)
    y = math.cos(north) * math.sin(other_north) - math.sin(north) * math.cos(other_north) * math.cos(over)
    return WINDS[round(math.degrees(math.atan2(x, y)) / 45) % len(WINDS)]


def point_code(point: Point) -> str:
    """A point as it stands where otherwise an area's code does."""
    return f"{MARK}{point.latitude_e7},{point.longitude_e7}"


def read_point_code(text: str) -> Point | None:
    """What :func:`point_code` wrote; None for anything else."""
    found = re.fullmatch(r"@(-?\d{1,10}),(-?\d{1,10})", text)
    return None if found is None else point_of({"latitude_e7": int(found[1]), "longitude_e7": int(found[2])})

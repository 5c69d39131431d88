"""What lies near a point: named islands and posts, the area and zone that a point without an area stands for."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.domain.area import Area
from core.domain.geo import Point, metres, point_code, point_of, read_point_code, show_point, wind
from core.domain.reference import ReferenceData

FAR_METRES = 150_000
"""A point farther than this from every named island is not of these provinces."""

WINDS_ID = {
    "N": "utara", "NE": "timur laut", "E": "timur", "SE": "tenggara", "S": "selatan", "SW": "barat daya", "W": "barat",
    "NW": "barat laut",
}  # fmt: skip
WINDS_EN = {
    "N": "north", "NE": "northeast", "E": "east", "SE": "southeast", "S": "south", "SW": "southwest", "W": "west",
    "NW": "northwest",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Near:
    """A named place near a point. ``wind`` says where the point lies seen from that place; ``path`` tells namesakes apart."""

    code: str
    name: str
    path: str
    metres: int
    wind: str
    point: Point


def named_points(reference: ReferenceData) -> Iterator[tuple[str, str, str, Point]]:
    """Code, name, full path and point of every island and post whose place is known."""
    for area in reference.places.areas.values():
        if area.latitude_e7 is not None and area.longitude_e7 is not None:
            yield area.code, area.label, area.path, Point(area.latitude_e7, area.longitude_e7)
    for post in reference.posts:
        if post.latitude_e7 is not None and post.longitude_e7 is not None:
            yield post.code, post.name_id, f"{post.name_id} ({post.code})", Point(post.latitude_e7, post.longitude_e7)


def nearest(reference: ReferenceData, point: Point, limit: int = 3) -> tuple[Near, ...]:
    """The named places nearest to a point."""
    found = ((metres(point, there), code, name, path, there) for code, name, path, there in named_points(reference))
    return tuple(
        Near(code, name, path, away, wind(there, point), there) for away, code, name, path, there in heapq.nsmallest(limit, found)
    )


def area_near(reference: ReferenceData, point: Point) -> Area | None:
    """The nearest named island, or None for a point that is far from all of them."""
    islands = (
        (metres(point, Point(area.latitude_e7, area.longitude_e7)), area.code)
        for area in reference.places.areas.values()
        if area.latitude_e7 is not None and area.longitude_e7 is not None
    )
    away, code = min(islands, default=(FAR_METRES + 1, ""))
    return reference.area(code) if away <= FAR_METRES else None


def area_of(reference: ReferenceData, place: Mapping[str, object]) -> Area | None:
    """The area that a form's place names, or else that lies nearest to its point."""
    area = reference.area(str(place.get("area") or ""))
    point = point_of(place)
    return area if area is not None or point is None else area_near(reference, point)


def zone_at(reference: ReferenceData, place: Mapping[str, object], otherwise: str) -> str:
    """The zone whose clock shows at a form's place; where nothing is known of it, the other one."""
    area = area_of(reference, place)
    return otherwise if area is None else reference.zone_of(area)


def near_words(near: Near, language: str = "id") -> str:
    """A distance in words: ``3,2 km timur laut Pulau Pongok``."""
    away = f"{near.metres} m" if near.metres < 1000 else f"{near.metres / 1000:.1f} km"
    if language == "en":
        return f"{away} {WINDS_EN[near.wind]} of {near.name}"
    return f"{away.replace('.', ',')} {WINDS_ID[near.wind]} {near.name}"


def point_words(reference: ReferenceData, point: Point, language: str = "id") -> str:
    """A point as its coordinates and what lies nearest."""
    around = nearest(reference, point, 1)
    return " · ".join([show_point(point, language), *(near_words(near, language) for near in around)])


def place_words(reference: ReferenceData, code: str, language: str = "id") -> str:
    """The short name of what a list keeps of a place: an area's code, or a point's."""
    area, point = reference.area(code) if code else None, read_point_code(code)
    if area is not None:
        return area.label
    if point is None:
        return code
    around = nearest(reference, point, 1)
    return near_words(around[0], language) if around else show_point(point, language)


def long_place_words(reference: ReferenceData, place: Mapping[str, object], language: str = "id") -> str:
    """A form's place in full: the address of its area, its point with what lies near, and its own words."""
    code, point = str(place.get("area") or ""), point_of(place)
    area = reference.area(code) if code else None
    parts = [
        code if area is None else area.path,
        "" if point is None else point_words(reference, point, language) if area is None else show_point(point, language),
        str(place.get("detail") or ""),
    ]
    return " · ".join(part for part in parts if part)


def place_code(place: Mapping[str, object]) -> str:
    """What a list keeps of a form's place: the code of its area, or else of its point."""
    area, point = str(place.get("area") or ""), point_of(place)
    return area if area or point is None else point_code(point)

"""What lies near a point and near a word: the edges of far and near, and every wording of a place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import pytest

from core.domain import near
from core.domain.area import AreaIndex
from core.domain.geo import Point, make_point, point_of, read_point, wind
from core.domain.near import Near
from core.domain.near_words import near_words as meant
from tests.world import reference

DEGREE = 10_000_000
FAR = Point(13_489_816, 0)
"""150,000 metres north of the middle."""
INDEX = AreaIndex.build(
    [("19", "Babel"), ("19.03", "Kabupaten Bangka"), ("19.03.40001", "Pulau Lepar", 0, 0, 3),
     ("19.03.40002", "Pulau Pongok", 0, DEGREE, 3), ("19.03.40003", "Pulau Setengah", 0, 2 * DEGREE, 3)]
)  # fmt: skip
HALF = {"19.03.40003": replace(INDEX.areas["19.03.40003"], latitude_e7=None)}
POST = msgspec.structs.replace(reference().posts[0], latitude_e7=0, longitude_e7=2 * DEGREE, name_id="Pos Lepar", code="K1")
DATA = replace(reference(), places=replace(INDEX, areas=INDEX.areas | HALF), posts=(POST,))
NOWHERE = replace(reference(), places=AreaIndex.build([("19", "Babel")]), posts=())
AT = {"latitude_e7": 0, "longitude_e7": 100_000}


def test_islands_and_posts_with_a_place_of_their_own_are_named() -> None:
    assert list(near.named_points(DATA)) == [
        ("19.03.40001", "Pulau Lepar", "Pulau Lepar, Kab. Bangka, Prov. Babel", Point(0, 0)),
        ("19.03.40002", "Pulau Pongok", "Pulau Pongok, Kab. Bangka, Prov. Babel", Point(0, DEGREE)),
        ("K1", "Pos Lepar", "Pos Lepar (K1)", Point(0, 2 * DEGREE)),
    ]
    told = [(each.code, each.metres, each.wind) for each in near.nearest(DATA, Point(0, 0), 9)]
    assert told == [("19.03.40001", 0, "N"), ("19.03.40002", 111_195, "W"), ("K1", 222_390, "W")]
    assert len(near.nearest(DATA, Point(0, 0), 2)) == 2


def test_a_point_farther_than_150_km_from_every_island_is_of_no_area() -> None:
    found = near.area_near(DATA, FAR)
    assert found is not None and found.code == "19.03.40001"
    assert near.area_near(DATA, Point(FAR.latitude_e7 + 60, 0)) is None
    assert near.area_near(NOWHERE, Point(0, 0)) is None
    assert near.area_near(DATA, Point(0, 3 * DEGREE)) is None, "half a place is none, and a post is no area"


def test_the_area_that_is_named_goes_before_the_one_that_is_near() -> None:
    for place, code in (
        ({"area": "19.03"} | AT, "19.03"), ({"area": "?"} | AT, "19.03.40001"), (AT, "19.03.40001"), ({"area": "19.03"}, "19.03"),
    ):  # fmt: skip
        found = near.area_of(DATA, place)
        assert found is not None and found.code == code
    assert near.area_of(DATA, {"area": "?"}) is near.area_of(DATA, {}) is None
    assert near.zone_at(DATA, {}, "UTC") == "UTC" and near.zone_at(DATA, AT, "UTC") == "Asia/Jakarta"


@pytest.mark.parametrize(
    ("away", "side", "id_", "en"),
    [
        (0, "N", "0 m utara A", "0 m north of A"),
        (999, "NE", "999 m timur laut A", "999 m northeast of A"),
        (1000, "SW", "1,0 km barat daya A", "1.0 km southwest of A"),
        (1049, "E", "1,0 km timur A", "1.0 km east of A"),
        (150_000, "S", "150,0 km selatan A", "150.0 km south of A"),
    ],
)
def test_a_distance_in_words(away: int, side: str, id_: str, en: str) -> None:
    one = Near("c", "A", "p", away, side, Point(0, 0))
    assert (near.near_words(one), near.near_words(one, "en")) == (id_, en)


POINT = "0°00,000′ LU 0°00,600′ BT"


def test_a_place_in_words_long_and_short() -> None:
    here = Point(0, 100_000)
    assert near.point_words(DATA, here) == f"{POINT} · 1,1 km timur Pulau Lepar"
    assert near.point_words(DATA, here, "en") == "0°00.000′ N 0°00.600′ E · 1.1 km east of Pulau Lepar"
    assert near.point_words(NOWHERE, here) == POINT
    short = {"": "", "?": "?", "19.03": "Kab. Bangka", "@0,100000": "1,1 km timur Pulau Lepar"}
    assert {code: near.place_words(DATA, code) for code in short} == short
    assert near.place_words(DATA, "@0,100000", "en") == "1.1 km east of Pulau Lepar"
    assert near.place_words(NOWHERE, "@0,100000") == POINT
    assert near.place_words(NOWHERE, "@0,100000", "en") == "0°00.000′ N 0°00.600′ E"
    long: list[tuple[dict[str, Any], str]] = [
        ({}, ""),
        ({"detail": "dekat pasar"}, "dekat pasar"),
        ({"area": "?", "detail": "pasar"}, "? · pasar"),
        ({"area": "19.03"}, "Kab. Bangka, Prov. Babel"),
        ({"area": "19.03", "detail": "pasar"} | AT, f"Kab. Bangka, Prov. Babel · {POINT} · pasar"),
        (AT, f"{POINT} · 1,1 km timur Pulau Lepar"),
    ]
    assert [near.long_place_words(DATA, place) for place, _ in long] == [words for _, words in long]
    assert near.long_place_words(DATA, {"area": "19"} | AT, "en") == "Prov. Babel · 0°00.000′ N 0°00.600′ E"


def test_a_list_keeps_the_area_or_else_the_point() -> None:
    assert near.place_code({"area": "19.03"} | AT) == "19.03"
    assert near.place_code(AT) == "@0,100000"
    assert near.place_code({}) == near.place_code({"area": None}) == ""
    assert near.place_code({"area": "19"}) == "19"


def test_a_point_that_is_not_on_the_earth_is_none() -> None:
    assert point_of({"latitude_e7": 900_000_000, "longitude_e7": 1_800_000_000}) == Point(900_000_000, 1_800_000_000)
    for north, east in ((900_000_001, 0), (0, 1_800_000_001), (None, 1), (1, None), ("1", 1), (1, 1.0), (1, True)):
        assert point_of({"latitude_e7": north, "longitude_e7": east}) is None
    assert make_point(-90.0000001, 0) is None


def test_a_wind_blows_over_an_eighth_of_the_circle() -> None:
    """0.41 to 1 is 22.3 degrees, 0.42 to 1 is 22.8: the border lies at 22.5."""
    for east, told in ((0, "N"), (41, "N"), (42, "NE"), (100, "NE"), (230, "NE"), (260, "E")):
        assert wind(Point(0, 0), Point(100_000, east * 1_000)) == told
        assert wind(Point(0, 0), Point(100_000, -east * 1_000)) == {"N": "N", "NE": "NW", "E": "W"}[told]
        assert wind(Point(0, 0), Point(-100_000, -east * 1_000)) == {"N": "S", "NE": "SW", "E": "W"}[told]


@pytest.mark.parametrize("text", ["1,5 2,5", "1.5 2.5", "1,5;2.5", "+1.5 2,5", " 1.5 , 2.5 "])
def test_a_comma_or_a_point_parts_the_digits(text: str) -> None:
    assert read_point(text) == (Point(15_000_000, 25_000_000) if text != "1,5;2.5" else None)


# --- words ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "held", "found"),
    [
        ("ap", "apa", ""),
        ("apa", "ape", "ape"),
        ("posko", "posco pasca", "posco"),
        ("netrla", "netral", "netral"),
        ("netral", "netralitas", "netralitas"),
        ("natrel", "netralitas", "netralitas"),
        ("nxtrxx", "netral", ""),
        ("xxpili", "pilihan", "pilihan"),
        ("xpili", "pilihan", "pilihan"),
        ("lihan", "pilihan", ""),
        ("ilihan", "pilihan dipilihan", "pilihan"),
        ("pilihan", "dipilihan", "dipilihan"),
    ],
)
def test_a_slip_of_the_hand_one_up_to_five_letters_two_from_six_on(typed: str, held: str, found: str) -> None:
    assert meant(typed, [(word, 1) for word in held.split()], 9) == tuple(found.split())


def test_fewer_slips_first_then_the_same_letter_then_the_commoner_then_the_shorter() -> None:
    held = [("satu", 9), ("bata", 1), ("batin", 3), ("batik", 3), ("batu", 1), ("bati", 3), ("xyz", 99)]
    assert meant("batu", held, 9) == ("batu", "bati", "batik", "batin", "bata", "satu")
    assert meant("batu", held, 2) == ("batu", "bati")
    assert meant("batu", held, 0) == ()

"""Points: read as people write them, shown so that they read back, and told apart by what lies near."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import Invalid
from core.domain.forms import parse_form
from core.domain.geo import Point, make_point, metres, point_code, point_of, read_point, read_point_code, show_point, wind
from core.domain.intake_rules import require_complete
from core.domain.near import area_near, near_words, nearest, place_words, zone_at
from core.domain.requirements import is_placed
from tests.world import BEGINNING, complaint, information, reference

points = st.builds(Point, st.integers(-900_000_000, 900_000_000), st.integers(-1_800_000_000, 1_800_000_000))
PONGOK = Point(-28_850_000, 1_066_700_000)


@pytest.mark.parametrize(
    "text",
    [
        "-2.885, 106.67", "-2,885 106,67", "-2.885;106.67", "2°53,1′ LS 106°40,2′ BT", "2 53.1 S 106 40.2 E",
        "2°53'06\" LS, 106°40'12\" BT", "106°40,2' BT 2°53,1' LS", "2,885 LS 106,67 BT",
    ],
)  # fmt: skip
def test_a_point_is_read_as_people_write_it(text: str) -> None:
    assert read_point(text) == PONGOK


@pytest.mark.parametrize(
    "text", ["", "Pongok", "91, 10", "-2.8", "2°53 LS 3°10 LS", "2°61' LS 106°10' BT", "1, 181", "-2 LS 106 BT"]
)
def test_what_is_no_point_is_none(text: str) -> None:
    assert read_point(text) is None


@given(points, st.sampled_from(("id", "en")))
def test_what_is_shown_reads_back_to_within_two_metres(point: Point, language: str) -> None:
    again = read_point(show_point(point, language))
    assert again is not None and metres(point, again) <= 2


@given(points)
def test_a_points_code_reads_back(point: Point) -> None:
    assert read_point_code(point_code(point)) == point
    assert read_point_code("19.03") is None


def test_distances_and_winds() -> None:
    north = Point(PONGOK.latitude_e7 + 10_000_000, PONGOK.longitude_e7)
    assert metres(PONGOK, north) == pytest.approx(111_195, abs=5)
    assert (wind(PONGOK, north), wind(north, PONGOK)) == ("N", "S")
    assert make_point(float("nan"), 0) is None
    assert point_of({"latitude_e7": True, "longitude_e7": 1}) is None


def test_what_lies_near_is_told_in_words() -> None:
    data = reference()
    around = nearest(data, PONGOK, 3)
    assert [each.metres for each in around] == sorted(each.metres for each in around)
    assert "km" in near_words(around[0]) or " m " in near_words(around[0])
    assert place_words(data, point_code(PONGOK)) == near_words(around[0])
    assert place_words(data, "19.01.01") == "Kec. Sungailiat"
    assert place_words(data, "?") == "?"


def test_a_points_zone_is_that_of_its_province() -> None:
    data = reference()
    lombok = {"latitude_e7": -85_000_000, "longitude_e7": 1_163_000_000}
    assert zone_at(data, lombok, "UTC") == "Asia/Makassar"
    assert zone_at(data, {"latitude_e7": -28_850_000, "longitude_e7": 1_066_700_000}, "UTC") == "Asia/Jakarta"
    assert zone_at(data, {"area": "52.01"} | {"latitude_e7": 0, "longitude_e7": 0}, "UTC") == "Asia/Makassar"
    assert zone_at(data, {"latitude_e7": 0, "longitude_e7": 0}, "UTC") == "UTC"
    assert area_near(data, Point(0, 0)) is None


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ({"latitude_e7": -28_850_000, "longitude_e7": 1_066_700_000}, None),
        ({"area": "19.01.01", "latitude_e7": -28_850_000, "longitude_e7": 1_066_700_000}, None),
        ({"detail": "di pasar"}, "report.missing"),
        ({"latitude_e7": -28_850_000}, "report.missing"),
        ({"latitude_e7": 0, "longitude_e7": 0}, "report.place_far"),
        ({"area": "99.99", "latitude_e7": -28_850_000, "longitude_e7": 1_066_700_000}, "report.code"),
    ],
)
def test_a_complaint_takes_an_area_or_a_point(place: dict[str, Any], code: str | None) -> None:
    form = parse_form(complaint(place=place))
    if code is None:
        require_complete(form, reference(), BEGINNING.date())
        return
    with pytest.raises(Invalid) as refusal:
        require_complete(form, reference(), BEGINNING.date())
    assert refusal.value.code == code


def test_initial_information_may_have_words_alone() -> None:
    require_complete(parse_form(information(place={"detail": "di pasar"})), reference(), BEGINNING.date())
    assert not is_placed({"place": {"detail": "di pasar"}}) and is_placed({"place": {"area": "19"}})


@pytest.mark.parametrize("value", [1.5, 900_000_001, "1"])
def test_a_point_is_whole_numbers_on_the_earth(value: object) -> None:
    with pytest.raises(Invalid, match=r"form\.invalid"):
        parse_form(complaint(place={"latitude_e7": value, "longitude_e7": 0}))

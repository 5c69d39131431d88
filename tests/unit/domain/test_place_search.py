"""Places are found by how a word of their name begins, whole names first, and told apart by their path."""

from __future__ import annotations

import pytest

from core.domain.area import AreaIndex, Row

ROWS: list[Row] = [
    ("19", "Bangka Belitung"),
    ("19.01", "Kabupaten Bangka"),
    ("19.01.01", "Bangka Kecil"),
    ("19.01.01.2001", "Bangka"),
    ("19.02", "Kabupaten Belitung"),
    ("19.02.01", "Tanjung Pandan"),
    ("19.02.01.2001", "Bangka"),
    ("19.02.02", "Tanjung"),
    ("19.02.40001", "Bangka Kecil", 1, 2, 0),
    ("52", "Nusa Tenggara Barat"),
    ("52.01", "Kota Tanjung"),
]


def index() -> AreaIndex:
    return AreaIndex.build(ROWS)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("bangka", ["19.01.01.2001", "19.02.01.2001", "19", "19.01.01", "19.02.40001", "19.01"]),
        ("Bangka Kecil", ["19.01.01", "19.02.40001", "19.01.01.2001"]),
        ("bangka kec", ["19.01.01", "19.02.40001", "19.01.01.2001"]),
        ("bangka kecil x", []),
        ("tanjung", ["19.02.02", "19.02.01", "52.01"]),
        ("tanjung pandan", ["19.02.01"]),
        ("tanjung belitung", ["19.02.01", "19.02.02"]),
        ("tanjung barat", ["52.01"]),
        ("kabupaten", ["19.01", "19.02"]),
        ("anjung", []),
        ("tanjung itung", []),
        ("tenggara", ["52"]),
        ("x", []),
        ("xxxx", []),
        ("", []),
    ],
)
def test_places_come_in_the_order_of_how_well_they_fit(asked: str, found: list[str]) -> None:
    assert [area.code for area in index().search(asked)] == found


def test_as_many_are_told_as_are_asked_for_and_twenty_unless_it_is_said() -> None:
    assert [len(index().search("bangka", limit)) for limit in (-1, 0, 1, 2, 99)] == [0, 0, 1, 2, 6]
    many: list[Row] = [("19", "Babel"), *((f"19.{number:02}", f"Desa {number}") for number in range(1, 31))]
    assert len(AreaIndex.build(many).search("desa")) == 20


def test_a_place_knows_its_province_regency_and_address() -> None:
    told = {area.code: (area.province, area.regency, area.label, area.path) for area in index().areas.values()}
    assert told["19"] == ("19", None, "Prov. Bangka Belitung", "Prov. Bangka Belitung")
    assert told["19.01"] == ("19", "19.01", "Kab. Bangka", "Kab. Bangka, Prov. Bangka Belitung")
    assert told["52.01"] == ("52", "52.01", "Kota Tanjung", "Kota Tanjung, Prov. Nusa Tenggara Barat")
    path = "Desa Bangka, Kec. Tanjung Pandan, Kab. Belitung, Prov. Bangka Belitung"
    assert told["19.02.01.2001"] == ("19", "19.02", "Desa Bangka", path)
    assert [(area.code, area.parent, area.latitude_e7) for area in index().children["19.02"]] == [
        ("19.02.01", "19.02", None), ("19.02.02", "19.02", None), ("19.02.40001", "19.02", 1),
    ]  # fmt: skip

"""From an island to a lawful counter: nearest first, last departure, and what is left when the boat has gone."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import Invalid
from core.domain.reference_items import Post
from core.domain.transit import Plan, Trip, last_departure, plan, read_schedule, write_schedule
from tests.world import reference
from ui.deadline_words import plan_words

WIB = ZoneInfo("Asia/Jakarta")
HAND_IN = datetime(2024, 2, 15, 16, 0, tzinfo=WIB)
MONDAY = datetime(2024, 2, 12, 9, 0, tzinfo=WIB)
BOAT = Trip(to="kabkota", days=(0, 2), leaves="07:00", minutes=360, by="Kapal perintis")
ROAD = Trip(to="provinsi", days=(0, 1, 2, 3, 4), leaves="06:00", minutes=480)


def post(code: str) -> Post:
    found = reference().post(code)
    assert found is not None
    return found


def states(found: Plan) -> list[tuple[str, str, str]]:
    return [(offer.level, offer.place, offer.state) for offer in found.offers]


def test_the_counter_on_the_own_island_comes_first() -> None:
    found = plan(post("P-PONGOK"), "19.03.08.2001", [BOAT], HAND_IN, MONDAY)
    assert states(found) == [("kecamatan", "19.03.08", "here"), ("kabkota", "19.03", "in_time"), ("provinsi", "19", "unknown")]
    assert found.chosen is found.nearest
    assert plan_words(reference(), found, "Asia/Jakarta", "id") == [
        "serahkan di Panwaslu Kecamatan Kepulauan Pongok, di pulau ini, paling lambat Kamis, 15 Februari 2024 pukul 16.00 WIB",
        "harus berangkat dari Pulau Pongok paling lambat Rabu, 14 Februari 2024 07.00 ke Bawaslu Kab. Bangka Selatan",
    ]


def test_a_village_post_and_another_district_need_a_trip() -> None:
    for code, area in (("P-GERSIK", "19.02.03.2004"), ("P-PONGOK", "19.03.02.2001"), ("P-SEMUJUR", "19.04.02.2001")):
        found = plan(post(code), area, [], HAND_IN, MONDAY)
        assert [state for _, _, state in states(found)] == ["unknown"] * 3, code
        assert plan_words(reference(), found, "Asia/Jakarta", "en") == ["this post's courier schedule is not set"]


def test_when_the_trip_breaks_the_deadline_the_nearest_counter_is_offered() -> None:
    thursday = MONDAY + timedelta(days=3)
    found = plan(post("P-PONGOK"), "19.03.08.2001", [BOAT], HAND_IN, thursday)
    assert [offer.level for offer in found.broken] == ["kabkota"]
    assert found.chosen is not None and found.chosen.state == "here"
    words = plan_words(reference(), found, "Asia/Jakarta", "id")
    assert words[0] == "tidak ada lagi keberangkatan yang tiba pada waktunya di Bawaslu Kab. Bangka Selatan"
    assert words[1].startswith("serahkan di Panwaslu Kecamatan Kepulauan Pongok, di pulau ini")


def test_by_way_of_the_province_when_the_regency_is_out_of_reach() -> None:
    wednesday = datetime(2024, 2, 14, 8, 0, tzinfo=WIB)
    found = plan(post("K0413"), "", [BOAT, ROAD], HAND_IN, wednesday)
    assert states(found) == [("kabkota", "19.01", "too_late"), ("provinsi", "19", "in_time")]
    assert found.chosen is not None and str(found.chosen.leave_by) == "2024-02-15 06:00:00+07:00"


@pytest.mark.parametrize("hand_in", [None, MONDAY - timedelta(hours=1)])
def test_nothing_left(hand_in: datetime | None) -> None:
    found = plan(post("P-PONGOK"), "19.03.08.2001", [BOAT], hand_in, MONDAY)
    assert found.chosen is None
    words = plan_words(reference(), found, "Asia/Jakarta", "id")
    assert len(words) == 1 and "pemberitahuan awal" in words[0] and "Panwaslu Kecamatan Kepulauan Pongok" in words[0]


def test_departures_are_of_the_posts_zone() -> None:
    trip = Trip(to="kabkota", days=(1,), leaves="23:30", minutes=60)
    until = datetime(2024, 2, 7, 1, 0, tzinfo=ZoneInfo("Asia/Makassar"))
    assert last_departure(trip, until, "Asia/Makassar") == (until - timedelta(minutes=90), until - timedelta(minutes=30), "")
    assert last_departure(trip, until, "Asia/Jakarta") == (
        datetime(2024, 1, 30, 23, 30, tzinfo=WIB), datetime(2024, 1, 31, 0, 30, tzinfo=WIB), "",
    ), "half past eleven in Jakarta is too late for one o'clock in Mataram"  # fmt: skip


GOOD = '{"to":"ri","days":[0],"leaves":"07:00","minutes":1}'
SLIPS = (('"ri"', '"desa"'), ("[0]", "[7]"), ("[0]", "[]"), ("07:00", "7.00"), (":1}", ":0}"), ("}", ""))


@pytest.mark.parametrize("text", ["[", *(f"[{GOOD.replace(*slip)}]" for slip in SLIPS)])
def test_a_schedule_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match=r"courier\.unreadable"):
        read_schedule(text)


trips = st.builds(
    Trip,
    to=st.sampled_from(["kecamatan", "kabkota", "provinsi"]),
    days=st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True).map(tuple),
    leaves=st.times().map(lambda t: f"{t:%H:%M}"),
    minutes=st.integers(1, 3 * 24 * 60),
)


@given(st.lists(trips, max_size=5))
def test_a_schedule_comes_back_as_it_was(schedule: list[Trip]) -> None:
    assert read_schedule(write_schedule(schedule)) == tuple(schedule)


@given(trips, st.datetimes(datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2025-01-01")))
def test_no_later_departure_would_still_arrive(trip: Trip, until: datetime) -> None:
    """Against every departure of a fortnight, one by one."""
    arrive_by = until.replace(tzinfo=WIB)
    found = last_departure(trip, arrive_by, "Asia/Jakarta")
    hour, minute = map(int, trip.leaves.split(":"))
    days = (arrive_by.date() - timedelta(days=n) for n in range(14))
    possible = [datetime(day.year, day.month, day.day, hour, minute, tzinfo=WIB) for day in days if day.weekday() in trip.days]
    best = max(leaves for leaves in possible if leaves + timedelta(minutes=trip.minutes) <= arrive_by)
    assert found == (best, best + timedelta(minutes=trip.minutes), "")

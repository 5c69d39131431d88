"""Which dated copies stay: 7 days and 4 weeks, whatever days there were."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.domain.keeping import DAYS, WEEKS, is_over, to_keep

START = datetime(2024, 1, 1, tzinfo=UTC)
moments = st.sets(st.integers(0, 200 * 24).map(lambda hours: START + timedelta(hours=hours)), max_size=60)


def week(moment: datetime) -> tuple[int, int]:
    year, number, _ = moment.isocalendar()
    return year, number


@given(moments)
def test_what_stays(made: set[datetime]) -> None:
    stay = to_keep(made)
    assert stay <= made and len(stay) <= DAYS + WEEKS
    assert not made or max(made) in stay, "the newest always stays"
    assert to_keep(stay) == stay, "letting go twice is letting go once"
    days = sorted({each.date() for each in made}, reverse=True)[:DAYS]
    assert {each.date() for each in stay} >= set(days)
    weeks = sorted({week(each) for each in made}, reverse=True)[:WEEKS]
    assert {week(each) for each in stay} >= set(weeks)
    assert all(max(other for other in made if other.date() == each.date()) == each for each in stay), "the day's newest"


@given(moments, st.integers(0, 300))
def test_a_copy_a_day_is_the_same_whether_let_go_daily_or_at_the_end(made: set[datetime], later: int) -> None:
    """What a run of days lets go step by step is never missed at the end."""
    held: frozenset[datetime] = frozenset()
    for each in sorted(made):
        held = to_keep(held | {each})
    assert held == to_keep(made)


def test_a_year_of_daily_copies() -> None:
    made = [START + timedelta(days=day) for day in range(365)]
    stay = sorted(to_keep(made), reverse=True)
    assert [(made[-1] - each).days for each in stay] == [0, 1, 2, 3, 4, 5, 6, 8, 15]


def test_the_copy_of_before_an_update_outlives_a_drawer_and_not_a_week_of_work() -> None:
    worked = [START + timedelta(days=day) for day in (0, 30, 31, 60, 61, 62, 90, 91)]
    assert [is_over(START, worked[:count]) for count in range(1, 9)] == [False] * 7 + [True]
    assert not is_over(START, [START + timedelta(hours=hour) for hour in range(24)]), "many copies of one day are one day"
    assert not is_over(START, [START - timedelta(days=day) for day in range(9)]), "a clock that was set back removes nothing"

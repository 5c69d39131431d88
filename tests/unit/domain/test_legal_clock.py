"""The law's clock by hand: what DOMAIN and the safeguards say, day by day, hour by hour."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from core.app.deadlines import clause_of, explain
from core.domain.errors import Invalid
from core.domain.legal_clock import Deadline, Trigger, days_left, standing
from tests.world import reference

WIB, WITA = "Asia/Jakarta", "Asia/Makassar"


def clock(regime: str, known: str, code: str = "", *, area: str = "", zone: str = WIB, at: str = "") -> Deadline:
    day = date.fromisoformat(known)
    moment = datetime.fromisoformat(f"{known}T{at}").replace(tzinfo=ZoneInfo(zone)) if at else None
    return explain(reference(), clause_of(reference(), regime, code), Trigger(day, zone, moment), area)


def days(deadline: Deadline, column: str) -> str:
    return " ".join(str(day.day) for day in deadline.counted("safe" if column == "safe" else "latest"))


def test_every_counted_and_every_skipped_day_is_named() -> None:
    found = clock("PEMILU", "2024-02-05")
    assert (found.safe.text, days(found, "safe")) == ("2024-02-15", "5 6 7 9 12 13 15")
    assert found.latest is not None
    assert (found.latest.text, days(found, "latest")) == ("2024-02-19", "6 7 12 13 15 16 19")
    skipped = {(s.column, s.day.day): (s.why, s.name) for s in found.steps if s.number is None}
    assert skipped["safe", 8] == ("holiday", "Isra Mikraj Nabi Muhammad")
    assert skipped["safe", 10][0] == "holiday" and skipped["safe", 11][0] == "weekend"
    assert skipped["latest", 9][0] == "joint_leave" and skipped["latest", 14][0] == "voting_day"
    assert skipped["latest", 5] == ("day_zero", "") and ("safe", 5) not in skipped


def test_a_trigger_on_a_non_working_day_makes_the_next_working_day_day_one() -> None:
    assert days(clock("PEMILU", "2024-02-10"), "safe") == "12 13 15 16 19 20 21"
    assert days(clock("PEMILU", "2024-02-09"), "safe").startswith("9 12"), "joint leave is working for aman"


def test_the_counter_is_closed_on_joint_leave_even_where_aman_counts_it() -> None:
    found = clock("PEMILU", "2024-02-01")
    assert found.safe.text == "2024-02-12", "1 2 5 6 7 9 12"
    other = clock("PEMILU", "2024-01-31")
    assert (other.safe.text, str(other.safe.hand_in)) == ("2024-02-09", "2024-02-07 16:00:00+07:00")
    assert "hand_in_earlier" in other.warnings


def test_round_the_clock_where_the_law_book_says_so() -> None:
    assert str(clock("PEMILU", "2024-02-05").safe.hand_in) == "2024-02-15 23:59:00+07:00"
    quiet = clock("PEMILU", "2024-02-03")
    assert (quiet.safe.text, str(quiet.safe.hand_in)) == ("2024-02-15", "2024-02-15 23:59:00+07:00")
    assert str(clock("PILKADA", "2024-11-19", area="52.71").safe.hand_in) == "2024-11-25 16:00:00+07:00", "Pilkada has none"


def test_pilkada_counts_every_day_and_warns_of_a_closed_counter() -> None:
    found = clock("PILKADA", "2024-11-05")
    assert (found.safe.text, found.latest and found.latest.text) == ("2024-11-11", "2024-11-12")
    sunday = clock("PILKADA", "2024-11-04")
    assert (sunday.safe.text, str(sunday.safe.hand_in)) == ("2024-11-10", "2024-11-08 16:00:00+07:00")
    assert "hand_in_earlier" in sunday.warnings and "hand_in_earlier" not in found.warnings


def test_chains() -> None:
    act, more = (clock("PILKADA", "2024-11-20", code) for code in ("PILKADA_PUTUS", "PILKADA_TAMBAH"))
    assert act.latest and more.latest and (act.latest.text, more.latest.text) == ("2024-11-23", "2024-11-25")
    assert "chain" in more.warnings and "chain" not in act.warnings
    whole = clock("PEMILU", "2024-02-19", "PEMILU_PUTUS_MAKS")
    assert len(whole.counted("latest")) == 14 and whole.latest and whole.latest.text == "2024-03-08"


def test_hours_are_those_of_the_zone() -> None:
    late = clock("TNI_POSKO", "2024-02-06", zone=WITA, at="23:30")
    assert late.safe.text == "2024-02-07T23:30:00+08:00"
    assert str(late.safe.hand_in) == "2024-02-07 16:00:00+08:00"
    same = Trigger.at(datetime(2024, 2, 6, 16, 30, tzinfo=ZoneInfo("UTC")), WITA)
    assert same.day == date(2024, 2, 7), "half past midnight in Mataram, still the 6th in Jakarta and at Greenwich"


def test_twenty_four_hours_over_a_weekend_have_no_open_counter() -> None:
    found = clock("TNI_POSKO", "2024-01-05", at="17:00")
    assert (found.safe.text, found.safe.hand_in) == ("2024-01-06T17:00:00+07:00", None)
    assert "no_open_counter" in found.warnings


@pytest.mark.fault("CL-8")
def test_a_year_without_a_published_calendar_has_no_latest() -> None:
    found = clock("PEMILU", "2031-01-01")
    assert (found.safe.text, found.latest) == ("2031-01-09", None)
    assert found.warnings == ("unpublished",)
    assert [step.why for step in found.steps if step.column == "latest"] == ["day_zero", "unpublished"]


def test_unverified_units_are_counted_both_ways() -> None:
    found = clock("PEMILU", "2024-02-01", "PEMILU_TEMUAN")
    assert (found.safe.text, found.latest and found.latest.text) == ("2024-02-07", "2024-02-15")
    assert "unit_not_verified" in found.warnings


def test_months_end() -> None:
    assert clock("TIMDU", "2024-05-01").safe.text == "2025-04-30"
    assert clock("TIMDU", "2024-12-31", "timdu_b12").safe.text == "2024-12-31"


@pytest.mark.parametrize("known", ["1944-12-31", "3000-01-01"])
def test_days_outside_every_calendar_are_refused(known: str) -> None:
    with pytest.raises(Invalid, match=r"deadline\.date"):
        clock("PEMILU", known)


def test_unknown_regimes_and_clauses_are_refused() -> None:
    with pytest.raises(Invalid, match=r"deadline\.regime"):
        clock("PILPRES", "2024-02-05")
    with pytest.raises(Invalid, match=r"deadline\.clause"):
        clock("PEMILU", "2024-02-05", "PILKADA_LAPOR")


@pytest.mark.parametrize(
    ("now", "state", "left"),
    [
        ("2024-02-05T08:00", "open", 10), ("2024-02-14T00:30", "near", 1), ("2024-02-15T23:58", "near", 0),
        ("2024-02-16T00:00", "after_safe", -1), ("2024-02-19T23:59", "after_safe", -4), ("2024-02-20T00:00", "passed", -5),
    ],
)  # fmt: skip
def test_standing(now: str, state: str, left: int) -> None:
    found = clock("PEMILU", "2024-02-05")
    moment = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(WIB))
    assert (standing(found, moment), days_left(found, moment)) == (state, left)
    assert standing(found, moment, stopped=True) == "stopped"

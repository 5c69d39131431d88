"""What the office keeps of a post: days of couriers, days out of work, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain import post_note
from core.domain.errors import Invalid
from core.domain.ids import CommandId
from core.domain.post_board import Down
from core.domain.post_note import CAUSES, CourierFacts, DownFacts, PlanCourier, TellDown, TellUp, UpFacts

ID = CommandId(b"c" * 16)


def refused(command: Any) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Invalid) as caught:
        post_note.note(command)
    return caught.value.code, dict(caught.value.details)


def test_notes_are_kept_as_said() -> None:
    made = post_note.note(PlanCourier(ID, "K1", "2024-10-01", 7, " lewat darat "))
    assert made.facts == CourierFacts(post="K1", first="2024-10-01", every=7, road="lewat darat")
    for every in (0, 90):
        assert post_note.note(PlanCourier(ID, "K1", "2024-10-01", every)).facts
    down = post_note.note(TellDown(ID, "K1", "2024-10-01", "2024-10-01", CAUSES[0]))
    assert down.facts == DownFacts(post="K1", since="2024-10-01", until="2024-10-01", cause=CAUSES[0])
    for cause in CAUSES:
        open_end = post_note.note(TellDown(ID, "K1", "2024-10-01", "", cause))
        assert open_end.facts == DownFacts(post="K1", since="2024-10-01", until="", cause=cause)
    assert post_note.note(TellUp(ID, "K1", "2024-10-02")).facts == UpFacts(post="K1", day="2024-10-02")


def test_notes_are_refused() -> None:
    assert refused(PlanCourier(ID, "K1", "2024-10-01", 91)) == ("courier.every", {"most": 90})
    assert refused(PlanCourier(ID, "K1", "2024-10-01", -1)) == ("courier.every", {"most": 90})
    assert refused(PlanCourier(ID, "K1", "x", 1)) == ("post.day", {"day": "x"})
    assert refused(PlanCourier(ID, "K1", "2024-10-01", 1, "a\x00")) == ("text.forbidden", {"field": "road"})
    assert refused(TellDown(ID, "K1", "2024-10-02", "2024-10-01", CAUSES[0])) == ("post.span", {})
    assert refused(TellDown(ID, "K1", "2024-10-02", "", "none")) == ("post.cause", {"cause": "none"})
    assert refused(TellDown(ID, "K1", "x", "", CAUSES[0])) == ("post.day", {"day": "x"})
    assert refused(TellDown(ID, "K1", "2024-10-02", "y", CAUSES[0])) == ("post.day", {"day": "y"})
    assert refused(TellUp(ID, "K1", "z")) == ("post.day", {"day": "z"})


def test_a_span_ends_the_day_before_the_post_works_again() -> None:
    said = [
        Down("2024-10-01", "", "power"),
        Down("2024-10-05", "2024-10-20", "weather"),
        Down("2024-10-09", "2024-10-10", "other"),
    ]
    assert post_note.spans(said, ["2024-10-15", "2024-10-05"]) == (
        Down("2024-10-01", "2024-10-04", "power"),
        Down("2024-10-05", "2024-10-14", "weather"),
        Down("2024-10-09", "2024-10-10", "other"),
    )
    assert post_note.spans(said[:1], ["2024-10-01"]) == (Down("2024-10-01", "", "power"),), "the same day ends nothing"
    assert post_note.spans(said[:1], []) == (Down("2024-10-01", "", "power"),)


def planned(first: date, every: int, until: date) -> list[date]:
    """All days of a plan, one by one."""
    days = [first]
    while every > 0 and days[-1] <= until:
        days.append(days[-1] + timedelta(days=every))
    return days


@given(st.integers(-40, 40), st.integers(0, 15), st.integers(-60, 60))
def test_the_next_call_and_the_missed_one_are_days_of_the_plan(ahead: int, every: int, heard: int) -> None:
    today = date(2024, 10, 1)
    first, last = today + timedelta(days=ahead), today + timedelta(days=heard)
    days = planned(first, every, today)
    coming = next((day.isoformat() for day in days if day >= today), "")
    assert post_note.next_call(first.isoformat(), every, today.isoformat()) == coming
    gone = [day for day in days if day < today]
    missed = gone[-1].isoformat() if gone and last < gone[-1] else ""
    assert post_note.missed_call(first.isoformat(), every, today.isoformat(), last.isoformat()) == missed


@pytest.mark.parametrize(
    ("first", "every", "following", "missed"),
    [
        ("2024-10-01", 7, "2024-10-01", ""),
        ("2024-09-24", 7, "2024-10-01", "2024-09-24"),
        ("2024-09-23", 7, "2024-10-07", "2024-09-30"),
        ("2024-09-30", 0, "", "2024-09-30"),
        ("2024-09-01", 1, "2024-10-01", "2024-09-30"),
        ("2024-10-02", 0, "2024-10-02", ""),
    ],
)
def test_calls_around_today(first: str, every: int, following: str, missed: str) -> None:
    assert post_note.next_call(first, every, "2024-10-01") == following
    assert post_note.missed_call(first, every, "2024-10-01", "") == missed

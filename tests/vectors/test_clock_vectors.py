"""The law's clock against its golden vectors, and against the second clock that wrote them."""

from __future__ import annotations

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.app.deadlines import clause_of, explain
from core.domain.legal_clock import Due, Trigger
from tests.vectors import second_clock
from tests.world import reference

CASES = json.loads(second_clock.FILE.read_text("utf-8"))["cases"]
ANSWERS = ("safe", "latest", "hand_in_safe", "hand_in_latest")


def first_clock(case: dict[str, str]) -> dict[str, str | None]:
    """What the program says."""
    known, zone = case["known"], case["zone"]
    moment = datetime.fromisoformat(known).replace(tzinfo=ZoneInfo(zone)) if "T" in known else None
    trigger = Trigger(date.fromisoformat(known[:10]), zone, moment)
    found = explain(reference(), clause_of(reference(), case["regime"], case["id"]), trigger, case.get("area", ""))
    safe, latest = found.safe, found.latest
    return {
        "safe": safe.text,
        "latest": None if latest is None else latest.text,
        "hand_in_safe": _text(safe),
        "hand_in_latest": None if latest is None else _text(latest),
    }


def _text(due: Due) -> str | None:
    return None if due.hand_in is None else due.hand_in.isoformat()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']}-{case['known']}-{case.get('area', '')}")
def test_vector(case: dict[str, str]) -> None:
    assert first_clock(case) == {name: case[name] for name in ANSWERS}, case["why"]


def test_there_are_enough_and_the_file_is_what_the_second_clock_writes() -> None:
    assert len(CASES) >= 45 and len({(c["id"], c["known"], c["zone"], c.get("area")) for c in CASES}) == len(CASES)
    assert second_clock.vectors() == CASES


dates = st.dates(date(2021, 11, 1), date(2027, 6, 30))
zones = st.sampled_from(sorted(second_clock.OFFSET))
codes = st.sampled_from(sorted(second_clock.AMOUNTS))
areas = st.sampled_from(["", "19.02", "19.71", "52.08.05.2003"])


@settings(max_examples=150)
@given(codes, dates, st.times(), zones, areas)
def test_both_clocks_agree_everywhere(code: str, day: date, clock: object, zone: str, area: str) -> None:
    hours = second_clock.AMOUNTS[code][1] == "hours"
    known = f"{day}T{str(clock)[:5]}" if hours else day.isoformat()
    clause = reference().clause(code)
    assert clause is not None
    case = {"regime": clause.regime, "id": code, "known": known, "zone": zone, "area": area}
    assert first_clock(case) == second_clock.answer(case)

"""Until when a report may be lodged, and that a late one is taken in as initial information."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.domain.forms import ComplaintForm, parse_form
from core.domain.lodging_days import is_late, lodging_days
from tests.world import World, complaint, reference

PERSON = {"lane": "open", "name": "Sutini", "address": "Pongok"}


def known(day: str, regime: str = "PEMILU") -> ComplaintForm:
    """A signed complaint of a legal reporter about something that became known on a day."""
    tree = complaint(regime=regime, known=day, happened={"date": day}, reporter=PERSON, signed_t07="yes")
    form = parse_form(tree)
    assert isinstance(form, ComplaintForm)
    return form


@pytest.mark.parametrize(
    ("regime", "day", "safe", "latest"),
    [
        ("PEMILU", "2024-02-05", "2024-02-15", "2024-02-19"),
        ("PEMILU", "2024-02-09", None, "2024-02-21"),
        ("pilkada", "2024-11-05", "2024-11-11", "2024-11-12"),
    ],
)
def test_the_two_days(regime: str, day: str, safe: str | None, latest: str) -> None:
    found = lodging_days(reference(), regime, date.fromisoformat(day), "19.01.01")
    assert found is not None and found.latest == date.fromisoformat(latest)
    assert safe is None or found.safe == date.fromisoformat(safe)
    assert not found.late(date.fromisoformat(latest))
    assert found.late(date.fromordinal(date.fromisoformat(latest).toordinal() + 1))


def test_another_regime_or_an_unknown_place_never_fails() -> None:
    assert lodging_days(reference(), "ADAT", date(2024, 2, 5), "") is None
    assert is_late(reference(), known("2023-12-01"), date(2024, 2, 5))


def test_a_late_report_is_taken_in_as_initial_information(world: World) -> None:
    tree: dict[str, Any] = complaint(reporter=PERSON, signed_t07="yes")
    in_time = world.a.submit(tree | {"known": "2024-02-04"})
    late = world.a.submit(tree | {"known": "2023-12-01", "happened": {"date": "2023-12-01"}})
    assert (in_time.handling, late.handling) == ("legal_report", "information")
    assert {row.number for row in world.a.rows()} == {in_time.number, late.number}

"""The shipped calendar against the library it was made from: no day missing, none too many, no estimate."""

from __future__ import annotations

import runpy
from collections import Counter
from datetime import date
from pathlib import Path

import holidays
import msgspec
import pytest

from core.domain.working_days import Calendar, calendar_of
from tests.world import reference

ROOT = Path(__file__).resolve().parents[2]
YEARS = reference().holiday_years()


def test_the_file_is_what_the_script_writes() -> None:
    script = runpy.run_path(str(ROOT / "packaging" / "make_holidays.py"))
    assert script["FILE"].read_text("utf-8") == script["text"]()


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize(("category", "kinds"), [("public", ("nasional", "libur_pemilu")), ("government", ("cuti_bersama",))])
def test_every_day_off_of_the_library_is_there(year: int, category: str, kinds: tuple[str, ...]) -> None:
    theirs = set(holidays.country_holidays("ID", years=year, categories=(category,)))
    ours = {h.date for h in reference().holidays if h.date.year == year and h.kind in kinds and h.regencies is None}
    assert ours == theirs


def test_2024_as_the_decree_counts_it() -> None:
    kinds = Counter(item.kind for item in reference().holidays if item.date.year == 2024)
    assert kinds == {"nasional": 17, "cuti_bersama": 10, "libur_pemilu": 2}


def test_years_without_a_decree_are_not_published() -> None:
    assert YEARS == (2022, 2023, 2024, 2025, 2026)
    assert not any(item.date.year > 2026 for item in reference().holidays)


def test_every_day_says_how_sure_it_is_and_where_it_holds() -> None:
    for item in reference().holidays:
        assert item.confidence and item.name_id and item.kind in ("nasional", "cuti_bersama", "libur_pemilu", "daerah")
        assert item.regencies is None or all(reference().area(code) for code in item.regencies)


def test_a_regencys_own_day_off_holds_there_alone() -> None:
    day = date(2025, 8, 27)
    kinds = {code: calendar_of(reference(), code).kind(day).kind for code in ("19.71", "19.02", None)}
    assert kinds == {"19.71": "voting_day", "19.02": "working", None: "working"}


def test_of_two_days_off_on_one_day_the_sure_one_counts() -> None:
    first, second = (item for item in reference().holidays if item.date in (date(2024, 2, 8), date(2024, 2, 9)))
    for order in ((first, second), (second, first)):
        same = [msgspec.structs.replace(item, date=first.date) for item in order]
        assert Calendar.build((2024,), same).kind(first.date).kind == "holiday"

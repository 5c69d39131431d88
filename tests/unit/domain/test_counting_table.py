"""What is counted, compared and withheld, row by row (tables/counting.json)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import msgspec
import pytest

from core.domain.case import CaseClosed, ClosedFacts
from core.domain.case_state import CaseState, case_of
from core.domain.events import ReportParties, ReportStory
from core.domain.statistics import Filters, areas_of, counted_of, days_before, week_of
from core.domain.withholding import is_small, withheld
from core.domain.year_tables import ACROSS, Alike, hidden_in, whole_years
from tests import tables
from tests.case_facts import taken

# --- what is counted -----------------------------------------------------------------------------------------------------


def case(kind: str = "complaint", **changes: Any) -> CaseState:
    """A case whose report is changed in one thing."""
    report = taken(kind, opened=False, place={"area": "19.01.01.2001"}).case().report
    return case_of(msgspec.structs.replace(report, **changes))


def of_facts(**changes: Any) -> CaseState:
    """The same in one of the facts."""
    facts = case().report.facts
    assert facts is not None
    return case(facts=msgspec.structs.replace(facts, **changes))


def reported(*subjects: str) -> ReportParties:
    """Who is reported."""
    return ReportParties(reported=[{"subject": each} if each else {} for each in subjects])


def form(**told: object) -> ReportStory:
    """What the form says."""
    return ReportStory(form=told)


def closed() -> CaseState:
    """A case that came to its end."""
    paper = taken()
    paper.write(CaseClosed(ClosedFacts(outcome="not_proven", institution="BAWASLU", number="1", day="2024-10-20")))
    return paper.case()


def cases() -> dict[str, CaseState]:
    """Cases as tables count them."""
    return {
        "a complaint": case(),
        "a warning": case("early_warning"),
        "information": case("information"),
        "a situation": case("situation"),
        "nothing happened": case("situation", story=form(nihil=True)),
        "nothing happened, in a word": case("situation", story=form(nihil="true")),
        "a complaint that says nihil": case(story=form(nihil=True)),
        "closed": closed(),
        "told by the desks": case(case_status="at_province"),
        "nothing at all": case(facts=None),
        "void": case(voided=True),
        "guarded": of_facts(guard="IDN"),
        "of a Sunday": of_facts(day="2024-10-06"),
        "of no day": of_facts(day="?"),
        "no story": case(story=None),
        "no place": case(story=form(place="di pasar", stage=3)),
        "a regency": case(story=form(place={"area": "19.01"}, stage="KAMPANYE")),
        "nobody reported": case(parties=reported()),
        "parties sealed": case(parties=None),
        "of no type": case(parties=reported("")),
        "of a type and of none": case(parties=reported("", "TNI")),
        "of one type twice": case(parties=reported("TNI", "TNI")),
        "of two types": case(parties=reported("PNS", "TNI")),
    }


AREAS = (
    "", "1", "19", "19.0", "19.00", "19.01", "19.01.0", "19.01.01", "19.01.01.2001", "19.01.40001", "19.00.40002",
    "52.71.01", "@19.01",
)  # fmt: skip
DAYS = (
    ("2024-02-05", "2024-02-05"), ("2024-02-05", "2024-02-11"), ("2024-01-01", "2024-12-31"), ("2023-01-01", "2024-12-31"),
    ("2024-01-01", "2024-12-30"), ("2024-01-02", "2024-12-31"), ("2024-02-29", "2024-02-29"), ("2024-03-01", "2024-03-31"),
)  # fmt: skip


def counting() -> Iterator[tuple[str, Callable[[], object]]]:
    """Rows about single reports, places and days."""
    yield from ((f"counted {name}", partial(counted_of, one)) for name, one in cases().items())
    yield from ((f"areas of {area}", partial(areas_of, area)) for area in AREAS)
    yield from ((f"week of {day}", partial(week_of, day)) for day in ("2024-02-05", "2024-02-11", "2024-02-12", "2024-02-30", ""))
    for (first, last), which in ((days, which) for days in DAYS for which in ("previous", "year")):
        yield f"{which} of {first} {last}", partial(days_before, first, last, which)
    for period in (
        ("", ""),
        ("2024-01-01", ""),
        ("", "2024-12-31"),
        ("2024-01-02", ""),
        ("", "2024-12-30"),
        ("2024-12-31", "2024-01-01"),
    ):
        yield f"whole years {period}", partial(whole_years, *period)


# --- what is withheld ----------------------------------------------------------------------------------------------------

NUMBERS: dict[str, tuple[list[str], list[list[int]], list[int]]] = {
    "nothing small": (["A", "A"], [[5, 10], [20, 0]], []),
    "four is small and five is not": (["A", "A", "A"], [[4, 10], [5, 20], [30, 40]], []),
    "one alone": (["A", "A", "A"], [[1, 10], [20, 30], [40, 50]], []),
    "the cheaper neighbours": (["A", "A", "A"], [[1, 90], [20, 30], [40, 50]], []),
    "rather a count than a zero": (["A", "A", "A"], [[1, 10], [0, 30], [40, 50]], []),
    "over a zero where it must be": (["A", "A"], [[1, 10], [0, 30]], []),
    "two that hide each other": (["A", "A"], [[1, 10], [10, 2]], []),
    "four in a ring": (["A", "A"], [[1, 2], [3, 4]], []),
    "a row of nothing shrinks no further": (["A", "A"], [[1, 10], [0, 0]], []),
    "a total of nothing that another table hides": (["A", "A", "A"], [[0, 0], [20, 30], [40, 50]], [0]),
    "one column": (["A", "A", "A"], [[1], [20], [30]], []),
    "one row": (["A"], [[1, 20, 30]], []),
    "one row of one": (["A"], [[3]], []),
    "a small total": (["A", "A"], [[1, 1], [20, 30]], []),
    "two regencies": (["A", "B", "A", "B"], [[1, 10], [20, 30], [40, 50], [60, 3]], []),
    "a place that is unknown": (["", "A", "A"], [[1, 1], [20, 30], [40, 50]], []),
    "a total that another table hides": (["A", "A", "A"], [[10, 10], [20, 30], [40, 50]], [0]),
    "two of them": (["A", "A", "A"], [[10, 10], [20, 30], [40, 50]], [0, 2]),
    "of another regency": (["A", "A", "B"], [[10, 10], [20, 30], [40, 50]], [2]),
    "no columns": (["A", "A"], [[], []], []),
    "the first of equals": (["A", "A", "A"], [[2, 10, 10], [10, 10, 10], [10, 10, 10]], []),
}


def alike(line: str, count: int, year: str = "2024", **codes: str) -> Alike:
    """So many reports."""
    return Alike(year, line, tuple(codes.get(name, "x") for name in ACROSS), count)


YEARS: dict[str, list[Alike]] = {
    "nothing": [],
    "no place": [alike("", 1)],
    "one report": [alike("19.01.01", 1)],
    "large counts": [alike("19.01.01", 9), alike("19.01.02", 12)],
    "one small, crossed": [alike("19.01.01", 9, kind="a"), alike("19.01.01", 2, kind="b"), alike("19.01.02", 20, kind="b"),
                           alike("19.01.02", 20, kind="a")],
    "a small total that other tables must keep": [alike("19.01.01", 3, stage="m"), alike("19.01.02", 8, stage="m"),
                                                  alike("19.01.02", 9, stage="n"), alike("19.01.03", 30)],
    "two years": [alike("19.01.01", 3, "2023"), alike("19.01.02", 20, "2023"), alike("19.01.01", 30), alike("19.01.02", 30)],
    "two regencies": [alike("19.01.01", 3), alike("19.01.02", 20), alike("19.02.01", 30), alike("19.02.02", 40)],
    "a district that nobody names": [alike("19.01.09", 3), alike("19.01.01", 20)],
    "added up": [alike("19.01.01", 3), alike("19.01.01", 3), alike("19.01.02", 20)],
}  # fmt: skip


def _lines(regency: str) -> list[str]:
    return [f"{regency}.{number:02}" for number in (1, 2, 3)]


def _hidden(found: list[Alike]) -> dict[str, object]:
    told = hidden_in(found, _lines)
    return {"cells": sorted(map(list, told.cells)), "totals": told.totals}


def withholding() -> Iterator[tuple[str, Callable[[], object]]]:
    """Rows about what is not told."""
    for name, (groups, cells, also) in NUMBERS.items():
        yield f"withheld: {name}", partial(_withheld, groups, cells, also)
    yield from ((f"hidden: {name}", partial(_hidden, found)) for name, found in YEARS.items())


def _withheld(groups: list[str], cells: list[list[int]], also: list[int]) -> list[list[int]]:
    return sorted(map(list, withheld(groups, cells, also)))


def questions() -> dict[str, Callable[[], object]]:
    """Rows of the table."""
    return dict([*counting(), *withholding()])


def test_every_count_is_told_or_withheld_as_it_was_looked_at() -> None:
    tables.require("counting", questions())


def test_small_is_from_one_to_four() -> None:
    assert [count for count in range(-1, 8) if is_small(count)] == [1, 2, 3, 4]


@pytest.mark.parametrize("name", NUMBERS)
def test_every_small_count_and_every_hidden_total_is_withheld_and_nothing_of_another_place(name: str) -> None:
    groups, cells, also = NUMBERS[name]
    gone = withheld(groups, cells, also)
    small = {
        (r, c) for r, row in enumerate(cells) for c, count in [(-1, sum(row)), *enumerate(row)] if is_small(count) and groups[r]
    }
    assert small | {(row, -1) for row in also if groups[row]} <= gone
    assert not any(not groups[row] for row, _ in gone)
    if not small and not also:
        assert gone == frozenset()


def test_a_table_is_narrowed_by_what_is_set() -> None:
    assert dict(Filters().told) == {}
    everything = {name: "x" for name in Filters.__dataclass_fields__}
    assert dict(Filters(**everything).told) == everything
    assert list(replace(Filters(), until="b", kind="a").told.items()) == [("kind", "a"), ("until", "b")]


@pytest.mark.parametrize("days", [("", "2024-01-01"), ("2024-01-01", "x")])
def test_days_that_are_none_have_none_before(days: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="isoformat"):
        days_before(*days, "year")


if __name__ == "__main__":
    tables.write("counting", questions())

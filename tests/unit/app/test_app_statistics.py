"""Counts against a count by hand over the opened bodies of the journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import cbor2
import pytest

from core.app.statistics_queries import DashboardTables, Statistics
from core.app.statistics_views import Pivot
from core.domain.case import CloseCase
from core.domain.errors import Invalid
from core.domain.ids import read_id
from core.domain.statistics import DIMENSIONS, FAMILY, Filters
from core.domain.year_tables import ACROSS
from core.journal import reading, store
from tests.crash.world import quick_lookup
from tests.world import Laptop, World, complaint, found, nihil, situation, titip, warning

AREAS = ["19.01.01", "19.01.02", "19.03.01.1001", "19.03.01", "", "19.05.01"]


def period(day: date) -> dict[str, object]:
    return {"period_from": f"{day}T01:00:00+07:00", "period_to": f"{day}T02:00:00+07:00"}


@pytest.fixture(scope="module")
def filled() -> Iterator[World]:
    """A province that took in what two posts told, on many days."""
    world = found("statistics", "a", "c")
    try:
        with quick_lookup():
            _fill(world)
        yield world
    finally:
        world.close()


def _fill(world: World) -> None:
    for n in range(8):
        place = (
            {"area": AREAS[n % len(AREAS)]}
            if AREAS[n % len(AREAS)]
            else {"detail": "di jalan", "latitude_e7": -21_000_000, "longitude_e7": 1_061_000_000}
        )
        world.a.submit(complaint(place=place, stage=["KAMPANYE", "MASA_TENANG"][n % 3 == 0]))
        world.c.submit((titip, complaint)[n % 2](place=place))
        if n % 4 == 0:
            world.c.submit(warning())
            two = [{"subject": "TNI", "description": "a", "unit": "Lanal X"}, {"subject": "PNS", "description": "b"}]
            world.a.submit(complaint(reported=two))
        for laptop in (world.a, world.c):
            laptop.clock.pass_by(days=5)
    day = world.a.clock().date()
    world.a.submit(nihil(**period(day)))
    world.a.clock.pass_by(days=1)
    world.a.submit(situation(**period(day + timedelta(days=1))))
    guarded = [{"subject": "TNI", "name": "Budi Rahmat", "unit": "Kodim 0413/Bangka"}]
    assert world.a.submit(complaint(reported=guarded)).guard
    world.a.clock.pass_by(days=1)
    world.a.restart()
    world.settle(world.a, world.c)
    world.province.clock.pass_by(days=60)
    seen = {row.id for laptop in (world.a, world.c) for row in laptop.rows()}  # not the guarded one, which is not counted
    rows = [row for row in world.province.rows() if row.kind == "complaint" and row.id in seen]
    world.province.open_case(rows[-1].id)
    for row, outcome in ((rows[0], "not_proven"), (rows[1], "proven")):
        world.province.open_case(row.id, f"{outcome}/2024")
        here = world.province.app.new_command()
        end = CloseCase(here, read_id(row.id), outcome, "BAWASLU", "7/II/2024", world.province.app.today.isoformat(), "selesai")
        world.province.app.execute(end)


def by_hand(laptop: Laptop) -> list[dict[str, str]]:
    """Every report that may be counted, read from the bodies of the journal without a single derived row."""
    found_: dict[bytes, dict[str, str]] = {}
    opened: set[bytes] = set()
    ends: dict[bytes, str] = {}
    with laptop.device.database.reading() as db:
        for entry in store.everything(db):
            opened_parts = reading.open_parts(entry, laptop.device.projector.identities)
            parts = {name: cbor2.loads(content) for name, content in opened_parts.items()}
            if entry.header.kind == "case.opened":
                opened.add(bytes(entry.subject))
            if entry.header.kind == "case.closed":
                ends[bytes(entry.subject)] = parts["facts"]["outcome"]
            facts = parts.get("facts")
            if not isinstance(facts, dict) or not entry.header.kind.endswith((".received", ".raised", "situation.reported")):
                continue
            if facts.get("guard"):
                continue
            story, parties = parts.get("story"), parts.get("parties")
            form = story["form"] if isinstance(story, dict) else {}
            reported = {party["subject"] for party in (parties or {}).get("reported", [])}
            area = form.get("place", {}).get("area", "")
            monday = date.fromisoformat(facts["day"])
            monday -= timedelta(days=monday.weekday())
            found_[bytes(entry.subject)] = {
                "kind": "nihil" if form.get("nihil") else facts["kind"],
                "stage": form.get("stage", ""),
                "regency": area[:5],
                "district": area[:8],
                "subject": "SEVERAL" if len(reported) > 1 else "".join(reported),
                "day": facts["day"],
                "week": monday.isoformat(),
                "month": facts["day"][:7],
                "board": "" if facts["kind"] == "situation" else "new",
            }
    for subject, told in found_.items():
        told["status"] = "closed" if subject in ends else "at_province" if subject in opened else "recorded"
        told["outcome"] = ends.get(subject, "")
        if subject in ends:
            told["board"] = "closed"
    return list(found_.values())


def ask(laptop: Laptop, rows: str, columns: str = "", **filters: str) -> Pivot:
    return laptop.app.ask(Statistics(rows, columns, Filters(**filters)))


@pytest.mark.parametrize("laptop", ["province", "c"])
def test_every_table_is_what_the_bodies_say(filled: World, laptop: str) -> None:
    holder = filled.laptops[laptop]
    reports = by_hand(holder)
    assert len(reports) >= 10
    for rows in DIMENSIONS:
        for columns in ("", *DIMENSIONS):
            if rows == columns or (columns and FAMILY.get(rows, rows) == FAMILY.get(columns, columns)):
                continue
            if "district" in (rows, columns) and {rows, columns} & {"day", "week"}:
                continue
            pivot = ask(holder, rows, columns)
            _same(pivot, Counter((r[rows], r[columns] if columns else "") for r in reports))
            assert pivot.total == len(reports)


def _same(pivot: Pivot, expected: Counter[tuple[str, str]]) -> None:
    lines = Counter[str]()
    for (row, _), count in expected.items():
        lines[row] += count
    for row, total in zip(pivot.rows, pivot.row_totals, strict=True):
        assert total is None or total == lines[row.code]
    assert set(lines) <= {row.code for row in pivot.rows}
    for row, cells in zip(pivot.rows, pivot.cells, strict=True):
        for column, cell in zip(pivot.columns, cells, strict=True):
            assert cell is None or cell == expected[row.code, column.code]
    if "district" not in (pivot.card.rows, pivot.card.columns):
        assert not pivot.card.withheld
        assert sum(total or 0 for total in pivot.row_totals) == pivot.total
    else:
        assert all(cell is None or cell == 0 or cell >= 5 for cells in pivot.cells for cell in cells) or "" in (
            row.code for row in (*pivot.rows, *pivot.columns)
        )


def test_filters_narrow_as_the_bodies_say(filled: World) -> None:
    reports = by_hand(filled.province)
    middle = sorted(r["day"] for r in reports)[len(reports) // 2]
    for name, key, value in (
        ("kind", "kind", "nihil"), ("kind", "kind", "complaint"), ("stage", "stage", "MASA_TENANG"),
        ("subject", "subject", "SEVERAL"), ("status", "status", "at_province"), ("outcome", "outcome", "not_proven"),
        ("board", "board", "closed"), ("area", "regency", "19.01"),
    ):  # fmt: skip
        assert ask(filled.province, "month", **{name: value}).total == sum(r[key] == value for r in reports) > 0
    assert ask(filled.province, "kind", since=middle).total == sum(r["day"] >= middle for r in reports)
    assert ask(filled.province, "kind", until=middle).total == sum(r["day"] <= middle for r in reports)
    assert ask(filled.province, "kind", area="19").total == sum(r["regency"].startswith("19.") for r in reports)
    assert ask(filled.province, "kind", area="52").total == 0


def test_nihil_is_a_kind_and_no_silence(filled: World) -> None:
    kinds = {row.code: total for row, total in zip(*_lines(ask(filled.province, "kind")), strict=True)}
    assert (kinds["nihil"], kinds["situation"]) == (1, 1)


def _lines(pivot: Pivot) -> tuple[list[object], list[object]]:
    return list(pivot.rows), list(pivot.row_totals)


def test_a_guarded_report_is_counted_nowhere(filled: World) -> None:
    """The province reads it, and no number says so."""
    assert len(filled.province.rows()) == len(by_hand(filled.province)) + 1
    assert ask(filled.province, "kind").total == len(by_hand(filled.province))


def test_time_has_no_holes(filled: World) -> None:
    days = [row.code for row in ask(filled.province, "day", "kind").rows]
    assert [date.fromisoformat(day) for day in days] == [
        date.fromisoformat(days[0]) + timedelta(days=n) for n in range(len(days))
    ]


@pytest.mark.parametrize(
    ("rows", "columns", "filters", "code"),
    [
        ("person", "", {}, "statistics.direction"),
        ("", "kind", {}, "statistics.direction"),
        ("kind", "kind", {}, "statistics.direction"),
        ("regency", "district", {}, "statistics.direction"),
        ("day", "month", {}, "statistics.direction"),
        ("kind", "", {"kind": "rumour"}, "statistics.filter"),
        ("kind", "", {"area": "19.01.01"}, "statistics.too_fine"),
        ("kind", "", {"area": "xx"}, "statistics.filter"),
        ("kind", "", {"since": "2024-2-1"}, "statistics.filter"),
        ("district", "day", {}, "statistics.district_time"),
        ("week", "district", {}, "statistics.district_time"),
        ("district", "", {"kind": "complaint"}, "statistics.district_filter"),
        ("district", "kind", {"since": "2024-02-01"}, "statistics.district_year"),
        ("kind", "district", {"until": "2024-02-29"}, "statistics.district_year"),
    ],
)
def test_what_makes_no_table(filled: World, rows: str, columns: str, filters: dict[str, str], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        ask(filled.province, rows, columns, **filters)
    assert refused.value.code == code


def test_the_card_says_of_what_and_when(filled: World) -> None:
    card = ask(filled.province, "district", "kind", since="2024-01-01", area="19").card
    assert card.filters == (("area", "19"), ("since", "2024-01-01"))
    assert (card.rows, card.columns, card.first_day) == ("district", "kind", "2024-01-01")
    assert card.withheld > 0
    assert card.entries == len(filled.province.entries()) - 1, "a guarded report counts in nothing"
    before = ask(filled.province, "kind").card.heads
    assert before == card.heads
    filled.province.submit(warning())
    assert ask(filled.province, "kind").card.heads != before


def test_no_two_tables_of_districts_differ_by_a_small_count(filled: World) -> None:
    """Whatever two exports a person lays side by side: a difference is none, large, or told of no place."""
    tables = [
        ask(filled.province, "district", columns, **filters)
        for columns in ("", *ACROSS)
        for filters in ({}, {"since": "2024-01-01"}, {"until": "2024-12-31"}, {"area": "19"}, {"area": "19.01"})
    ]
    totals: dict[str, set[int | None]] = {}
    for pivot in tables:
        for row, total in zip(pivot.rows, pivot.row_totals, strict=True):
            totals.setdefault(row.code, set()).add(total)
        for row, cells, total in zip(pivot.rows, pivot.cells, pivot.row_totals, strict=True):
            if row.code and total is not None and cells:
                left = total - sum(cell or 0 for cell in cells)
                assert left == 0 or sum(cell is None for cell in cells) > 1
    assert any(None in found_ for found_ in totals.values())
    assert all(len(found_) == 1 for code, found_ in totals.items() if code), "every table withholds the same totals"


def test_the_dashboard_tells_of_districts_by_years_alone(filled: World) -> None:
    def districts(**filters: str) -> list[Pivot]:
        pivots = filled.province.app.ask(DashboardTables(Filters(**filters))).pivots
        return [pivot for pivot in pivots if pivot.card.rows == "district"]

    (one,) = districts()
    assert (one.card.first_day, one.card.last_day) == ("2024-01-01", "2024-12-31")
    assert districts(area="19.01")[0].card.filters[0] == ("area", "19.01")
    assert not districts(kind="complaint") and not districts(since="2024-02-01")


def test_all_tables_of_the_dashboard_tell_of_one_store(filled: World) -> None:
    pivots = filled.province.app.ask(DashboardTables()).pivots
    assert len({pivot.total for pivot in pivots}) == 1
    assert len({pivot.card.heads for pivot in pivots}) == 1

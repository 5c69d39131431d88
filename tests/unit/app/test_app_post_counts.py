"""Counts by post: whatever came and went, they are those of a recount, and a period is months and the days that are left."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, select

from core.projections.post_counts import EVER, Counting, project_counts, spans_of
from core.storage import tables

DAYS = st.sampled_from(["2024-01-31", "2024-02-01", "2024-02-14", "2024-03-01"])
ROWS = st.builds(
    Counting, st.sampled_from(["K0413", "K0414"]), DAYS, st.sampled_from(["situation", "complaint"]), st.integers(0, 1)
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(ROWS, ROWS, st.booleans()), max_size=8))
def test_counts_are_those_of_a_recount(told: list[tuple[Counting, Counting, bool]]) -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as db:
        tables.post_count.create(db)
        project_counts(db, (), [first for first, _, _ in told])
        for first, later, changed in told:
            project_counts(db, [first], [later if changed else first])
        held = {(row.span, row.post): (row.number, row.others) for row in db.execute(select(tables.post_count))}
    engine.dispose()
    stand = [later if changed else first for first, later, changed in told]
    places = [(span, row.post, row) for row in stand for span in (EVER, row.day[:7], row.day)]
    every = Counter((span, post) for span, post, _ in places)
    others = Counter((span, post) for span, post, row in places if row.kind != "situation" and not row.voided)
    assert held == {place: (number, others[place]) for place, number in every.items()}


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2023, 11, 1), date(2024, 4, 30)), st.integers(0, 150))
def test_spans_hold_every_day_of_a_period_once(first: date, length: int) -> None:
    days = [first + timedelta(days=n) for n in range(length + 1)]
    spans = list(spans_of(days[0].isoformat(), days[-1].isoformat()))
    for month in range(-1, 8):
        year, number = divmod(2023 * 12 + 10 + month, 12)
        for day in range(1, 29):
            name = date(year, number + 1, day).isoformat()
            found = sum(name.startswith(span) for span in spans)
            assert found == int(days[0].isoformat() <= name <= days[-1].isoformat())

"""The generator of realistic data gives true entries: the doctor finds nothing, and the same seed the same words."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from core.app import queries
from core.app.case_queries import CountBoard
from tests.generate.calendar import arrivals
from tests.generate.office import found
from tests.generate.words import mistyped, retold, told
from tests.generate.writing import Writer
from tests.world import reference


def quietly(done: int, total: int) -> None:
    """Nobody watches."""


def test_a_small_province_is_true(tmp_path: Path) -> None:
    office = found(tmp_path, 17, "seed")
    dice = random.Random("seed")
    writer = Writer(office, dice)
    writer.everything(arrivals(office.app.reference, dice, 60), 12, quietly)
    assert (writer.count.reports, writer.count.pacts) == (60, 12)
    checked = office.app.check()
    assert checked.problems == ()
    assert checked.entries > writer.count.entries
    rows = office.app.ask(queries.Reports(limit=100)).rows
    assert len(rows) == 60
    stages = office.app.ask(CountBoard()).stages
    assert stages["new"] and stages["closed"], "cases go on, and some do not"
    assert {row.kind for row in rows} == {"complaint", "early_warning", "situation", "information"}
    office.app.lock()


def test_reports_burst_on_the_days_of_voting() -> None:
    found_days = Counter(arrival.day.isoformat() for arrival in arrivals(reference(), random.Random(1), 4_000))
    assert {day for day, _ in found_days.most_common(2)} == {"2024-02-14", "2024-11-27"}


def test_a_retold_incident_is_the_same_in_other_words() -> None:
    dice = random.Random(2)
    pairs = [(text, retold(dice, *text)) for text in (told(dice, "complaint") for _ in range(50))]
    assert all(before != after for before, after in pairs)
    assert mistyped(dice, "kejadian di balai desa", 0) == "kejadian di balai desa"

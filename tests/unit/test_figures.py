"""What README says of speed and of the suite is what RESULTS says: the same figure stands in both, or neither is believed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README, RESULTS = ((ROOT / name).read_text("utf-8") for name in ("README.md", "tests/RESULTS.md"))
NUMBER = re.compile(r"\d+\.\d+|\d+")


def row(text: str, begins: str) -> list[str]:
    """The cells of the one row of a table whose first cell begins so."""
    (line,) = re.findall(rf"^\| \**{re.escape(begins)}.*$", text, re.MULTILINE)
    return [cell.strip() for cell in line.strip("|").split("|")]


def spread(cell: str) -> str:
    """The least and the largest number of a cell, in README's words."""
    numbers = sorted(NUMBER.findall(cell), key=float)
    return " to ".join((numbers[0], numbers[-1]))


def test_the_start_misses_or_meets_its_aim_on_both_pages_alike() -> None:
    _, unlock, first, picture_mib = row(RESULTS, "the first picture")
    _, form_unlock, form_first, form_mib = row(RESULTS, "the form that can be typed into")
    told, again = row(README, "start to the first picture"), row(README, "the same of the first run")
    assert (told[3], again[3]) == (spread(unlock), spread(first))
    assert max(map(float, NUMBER.findall(unlock + first))) <= float(told[4])
    assert row(README, "start to the form")[3] == f"{spread(form_unlock)}; {spread(form_first)}"
    memory = row(README, "resident memory: first picture; form")
    assert memory[1] == f"{picture_mib.removesuffix(' MiB')}; {form_mib}"
    assert memory[2] == row(RESULTS, "empty")[3] and told[2] == row(RESULTS, "empty")[1]
    assert "the start miss" not in README


@pytest.mark.parametrize(
    ("begins", "cell", "said"),
    [
        ("start of the frozen program", 3, "**{}**; clock"),
        ("resident memory right after unlocking", 1, "(`tests.generate`) {}"),
    ],
)
def test_other_figures_of_the_start_are_the_same(begins: str, cell: int, said: str) -> None:
    assert said.format(row(README, begins)[cell]) in RESULTS


def test_the_suite_takes_as_long_on_both_pages() -> None:
    (told,) = re.findall(r"runs everything \(some (\d+) minutes", README)
    (seconds,) = re.findall(r"tests in (\d+) s, so some \d+ minutes", RESULTS)
    assert abs(int(told) - int(seconds) / 60) < 1

"""The table of every fault and the tests say the same: each row has a test that bears its id, each id a row."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests import conftest

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "tests" / "FAULTS.md"
FAMILIES = {
    "ST": "store", "UN": "unlock", "CA": "capture", "AT": "attachments", "IM": "import", "EX": "export", "US": "stick",
    "LK": "link", "PV": "PDF", "QR": "QR", "RD": "reference data", "RO": "roster", "CL": "clock", "MU": "several users",
    "UP": "upgrade", "DF": "disk full", "PO": "power",
}  # fmt: skip
ROW = re.compile(r"^\| ([A-Z]{2})-(\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
COMMAND = re.compile(r"command: `python3 -m (tests(?:\.\w+)+)")
Claims = dict[str, set[str]]
"""For each id its tests, as path::name."""


def table() -> str:
    return TABLE.read_text("utf-8")


def rows(text: str) -> Claims:
    """What the table claims; a row without a test gives an empty set."""
    return {f"{row[1]}-{row[2]}": {"::".join(found) for found in TEST.findall(row[5])} for row in ROW.finditer(text)}


def marked(path: str, source: str) -> Iterator[tuple[str, str]]:
    """Ids and tests of one file, read off its markers."""
    for node in ast.walk(ast.parse(source)):
        for mark in node.decorator_list if isinstance(node, ast.FunctionDef) else ():
            if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.fault":
                assert isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
                for each in mark.args:
                    yield str(ast.literal_eval(each)), f"{path}::{node.name}"


def markers() -> Claims:
    found: Claims = {}
    for path in (ROOT / "tests").rglob("test_*.py"):
        source = path.read_text("utf-8")
        if "mark.fault" in source:
            for each, test in marked(path.relative_to(ROOT).as_posix(), source):
                found.setdefault(each, set()).add(test)
    return found


def differences(told: Claims, borne: Claims) -> set[tuple[str, str]]:
    """What only one of the two says."""
    one, other = ({(each, test) for each, tests in claims.items() for test in tests} for claims in (told, borne))
    return one ^ other


def test_table_and_tests_say_the_same() -> None:
    assert differences(rows(table()), markers()) == set()


def test_control_a_lost_marker_and_an_id_that_no_row_has_are_found() -> None:
    source = "@pytest.mark.fault('ST-1', 'ST-999')\ndef test_it() -> None: ...\n"
    borne: Claims = {each: {test} for each, test in marked("tests/a.py", source)}
    told = rows("| ST-1 | a | b | `tests/a.py::test_it`, `tests/a.py::test_gone` |\n")
    assert differences(told, borne) == {("ST-1", "tests/a.py::test_gone"), ("ST-999", "tests/a.py::test_it")}


def test_every_row_has_a_test_or_says_who_looks() -> None:
    text = table()
    lines = [line for line in text.splitlines() if re.match(r"\| [A-Z]", line)]
    found = list(ROW.finditer(text))
    assert len(found) == len(lines) >= 120, "a row of another form is no row"
    for row in found:
        commands = COMMAND.findall(row[5])
        assert TEST.search(row[5]) or commands or "by hand" in row[5], row[0]
        assert all(find_spec(module) for module in commands), row[0]
    alone = [row for row in found if not TEST.search(row[5])]
    assert len(alone) <= 6, "what only a command or a hand shows stays the exception"


def test_ids_count_without_a_hole_in_every_family() -> None:
    numbers: dict[str, list[int]] = {}
    for row in ROW.finditer(table()):
        numbers.setdefault(row[1], []).append(int(row[2]))
    assert list(numbers) == list(FAMILIES)
    assert {name: found for name, found in numbers.items() if found != list(range(1, len(found) + 1))} == {}
    assert re.findall(r"^## ([A-Z]{2}) (.+)$", table(), re.MULTILINE) == list(FAMILIES.items())


@pytest.mark.parametrize(("wanted", "chosen"), [([], "abc"), (["ST-1"], "a"), (["ST"], "ab"), (["ST-12", "QR"], "bc")])
def test_a_family_or_a_row_can_be_run_alone(wanted: list[str], chosen: str) -> None:
    def item(name: str, *ids: str) -> Any:
        return SimpleNamespace(name=name, iter_markers=lambda _name: [SimpleNamespace(args=ids)])

    left = list[Any]()
    hook = SimpleNamespace(pytest_deselected=lambda items: left.extend(items))
    items = [item("a", "ST-1", "ST-10"), item("b", "ST-12"), item("c", "QR-1", "UN-1")]
    conftest.pytest_collection_modifyitems(SimpleNamespace(getoption=lambda _name: wanted, hook=hook), items)  # type: ignore[arg-type]
    assert "".join(each.name for each in items) == chosen
    assert len(left) + len(items) == 3

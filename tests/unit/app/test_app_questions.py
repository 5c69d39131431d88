"""No question that the program answers can be put by the person who is reported (SAFEGUARDS 23)."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import core.app
from core.app.queries import Query
from core.domain.statistics import DIMENSIONS, FILTERS

OF_A_PERSON = ("reported", "party", "parties", "person", "accused", "name", "nip", "nik", "unit", "suspect")
ALLOWED = {
    "Ladder.person",  # a type of persons, by code
    "Likely.reported_names",  # of the form that is being filled in, for a warning of duplicates at this laptop
    "Likely.units",
    "Coverage.unit",  # of a roster: who has a pact
    "ToIssue.unit",
}


def questions(above: Any = Query) -> Iterator[Any]:
    for module in pkgutil.iter_modules(core.app.__path__):
        if module.name.endswith("queries"):
            importlib.import_module(f"core.app.{module.name}")
    for each in above.__subclasses__():
        yield each
        yield from questions(each)


def test_no_list_and_no_search_asks_for_a_reported_person() -> None:
    asked = {(each.__name__, field.name) for each in questions() if is_dataclass(each) for field in fields(each)}
    assert len({each for each, _ in asked}) > 60
    found = {f"{each}.{name}" for each, name in asked if any(word in OF_A_PERSON for word in (name, *name.split("_")))}
    assert found <= ALLOWED, found - ALLOWED
    assert not set(DIMENSIONS) & set(OF_A_PERSON) and not set(FILTERS) & set(OF_A_PERSON)

"""Forms as JSON: examples satisfy the published schema, and what the first version wrote still opens."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from core.domain.forms import KINDS, ComplaintForm, form_tree, parse_form, report_schema
from ui import compose

EXAMPLES: dict[str, dict[str, Any]] = json.loads(compose.read_resource("demo/examples.json"))
FIRST_VERSION: dict[str, Any] = {
    "kind": "complaint",
    "regime": "PEMILU",
    "election": "PEMILU_2024",
    "stage": "KAMPANYE",
    "violation": "TNI-02",
    "reporter": {"lane": "open", "name": "Sutini", "address": "Desa Pongok"},
    "reported": [{"subject": "TNI", "name": "Anu"}],
    "summary": "Diduga mengajak memilih",
    "narrative": "Pada apel pagi.",
    "place": {"area": "19.03.08.2001"},
    "happened": {"date": "2024-02-03", "time": "08:30"},
    "known": "2024-02-03",
    "witnesses": [{"name": "Marno"}],
}


def schema() -> jsonschema.Draft202012Validator:
    """The validator that an outside program would build."""
    tree = report_schema()
    jsonschema.Draft202012Validator.check_schema(tree)
    return jsonschema.Draft202012Validator(tree)


@pytest.mark.parametrize("kind", KINDS)
def test_examples_satisfy_the_schema_and_come_back_unchanged(kind: str) -> None:
    example = EXAMPLES[kind]
    assert [error.message for error in schema().iter_errors(example)] == []
    form = parse_form(example)
    assert parse_form(form_tree(form)) == form


@pytest.mark.parametrize("wrong", [{"signed_t07": "maybe"}, {"consent": {"vow": True}}, {"summary": "x" * 301}])
def test_the_schema_and_the_program_refuse_the_same(wrong: dict[str, Any]) -> None:
    tree = EXAMPLES["complaint"] | wrong
    assert list(schema().iter_errors(tree))
    with pytest.raises(Exception, match=r"form\.invalid|text\.too_long"):
        parse_form(tree)


@pytest.mark.fault("UP-14")
def test_what_the_first_version_wrote_still_opens() -> None:
    form = parse_form(FIRST_VERSION)
    assert isinstance(form, ComplaintForm)
    assert (form.signed_t07, form.handling, form.consent, form.related) == ("no", "", None, [])
    assert form_tree(form) == FIRST_VERSION, "an answer that was not given adds nothing to the entry"

"""A form out of JSON: what is wrong with it, where, and in whose words; its kind, and the schema that others build from."""

from __future__ import annotations

from typing import Any

import pytest

from core.domain.errors import Invalid
from core.domain.forms import KINDS, form_kind, form_tree, parse_form, report_schema
from tests.world import complaint, information, situation, warning

TREES = dict(zip(KINDS, (complaint(), warning(), situation(), information()), strict=True))


def refused(tree: Any) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Invalid) as caught:
        parse_form(tree)
    return caught.value.code, dict(caught.value.details)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_says_its_name_and_comes_back_unchanged(kind: str) -> None:
    form = parse_form(TREES[kind])
    assert form_kind(form) == kind == form_tree(form)["kind"]
    assert parse_form(form_tree(form)) == form


@pytest.mark.parametrize(
    ("tree", "path", "detail"),
    [
        ([], "$", "Expected `object`, got `array`"),
        ({"kind": "party"}, "$.kind", "Invalid value 'party'"),
        (complaint(place=1), "$.place", "Expected `object`, got `int`"),
        (complaint(vow=True), "$", "Object contains unknown field `vow`"),
        (complaint(evidence=[{"title": "a"}, {"title": 1}]), "$.evidence[1].title", "Expected `str`, got `int`"),
        (complaint(summary="a" * 301), "", ""),
    ],
)
def test_what_does_not_fit_is_named_by_its_path(tree: Any, path: str, detail: str) -> None:
    if path:
        assert refused(tree) == ("form.invalid", {"path": path, "detail": detail})
    else:
        assert refused(tree) == ("text.too_long", {"field": "summary", "limit": 300})


def test_what_no_text_may_hold_is_refused_by_its_field() -> None:
    assert refused(complaint(summary="a\x00")) == ("text.forbidden", {"field": "summary"})
    assert refused(complaint(happened={"date": "2024-02-03", "time": "24:00"}))[1]["path"] == "$.happened.time"


def test_the_schema_says_which_draft_it_is_and_of_what() -> None:
    schema = report_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema" and schema["title"] == "Posko report"
    assert {"$ref", "anyOf"} & set(schema) and "$defs" in schema

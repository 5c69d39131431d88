"""The law's conditions on a document hold whatever its wording says."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from core.documents.office_template import load_office, sample_of
from core.domain.document_rules import require_about, require_lawful
from core.domain.errors import Invalid
from tests.scripts.shell import ROOT

TODAY = date(2024, 2, 6)
Tree = dict[str, Any]


def shipped(name: str = "t08") -> Tree:
    tree: Tree = json.loads((ROOT / f"resources/templates/office/{name}.json").read_text("utf-8"))
    return tree


def load(tree: Tree) -> None:
    load_office(json.dumps(tree).encode())


def field(tree: Tree, name: str) -> Tree:
    found: Tree = next(each for each in tree["fields"] if each["name"] == name)
    return found


def option(tree: Tree, code: str) -> Tree:
    found: Tree = next(each for each in field(tree, "addressee")["options"] if each["code"] == code)
    return found


def without(tree: Tree, name: str) -> None:
    """Take a field away together with every piece that prints it, so that nothing else is wrong with the wording."""
    tree["fields"] = [each for each in tree["fields"] if each["name"] != name]
    tree["body"] = [each for each in tree["body"] if name not in json.dumps(each)]


def silent(tree: Tree, name: str) -> None:
    tree["body"] = [each for each in tree["body"] if "{" + name + "}" not in json.dumps(each)]


def renamed(tree: Tree) -> None:
    option(tree, "ankum")["code"] = "lain2"


def by_another_name(tree: Tree) -> None:
    field(tree, "addressee")["options"] = [each for each in field(tree, "addressee")["options"] if each["code"] != "ankum"]
    option(tree, "lain")["label"] = "Komandan selaku Ankum"


def test_the_shipped_wording_keeps_the_rules_and_may_be_stricter() -> None:
    tree = shipped()
    load(tree)
    tree["fields"][0]["options"] = [each for each in tree["fields"][0]["options"] if each["code"] not in ("ankum", "bin")]
    tree["body"] = [each for each in tree["body"] if each.get("when") not in ("addressee_is_ankum", "addressee_is_bin")]
    load(tree)


@pytest.mark.fault("RD-10")
@pytest.mark.parametrize(
    ("named", "change"),
    [
        ("bawaslu_result", lambda tree: option(tree, "ankum").update(needs="", needs_code="")),
        ("bawaslu_result", lambda tree: option(tree, "ankum").update(needs_code="")),
        ("bawaslu_given", lambda tree: option(tree, "ankum").update(besides=[])),
        ("bawaslu_given", lambda tree: option(tree, "pom").update(needs="")),
        ("reason", lambda tree: option(tree, "bin").update(needs="")),
        ("bawaslu_given", lambda tree: field(tree, "bawaslu_given").update(type="line")),
        ("bawaslu_given", lambda tree: without(tree, "bawaslu_given")),
        ("bawaslu_given", lambda tree: silent(tree, "bawaslu_given")),
        ("reason", lambda tree: silent(tree, "reason")),
        ("addressee", renamed),
        ("addressee", by_another_name),
        ("identity", lambda tree: field(tree, "identity")["options"].append({"code": "sebut", "label": "disebut"})),
    ],
)
def test_a_wording_that_drops_a_condition_is_no_wording(named: str, change: Callable[[Tree], None]) -> None:
    tree = shipped()
    change(tree)
    with pytest.raises(Invalid) as refusal:
        load(tree)
    assert (refusal.value.code, refusal.value.details["field"]) == ("template.rule", named)


def test_another_kind_does_not_lead_to_ankum() -> None:
    tree = shipped("t12")
    field(tree, "event")["options"][0]["label"] = "Pemeriksaan oleh Ankum"
    with pytest.raises(Invalid, match="rule"):
        load(tree)


def test_what_a_letter_may_say() -> None:
    plain = {"addressee": "bkpsdm", "identity": "tidak"}
    for fields in (
        {},
        plain,
        plain | {"bawaslu_given": ""},
        plain | {"bawaslu_given": " 2024-02-06 "},
        {"addressee": "dkpp", "identity": "setuju"},
        {"addressee": " Bawaslu ", "identity": " Amplop "},
        {"addressee": "ankum", "bawaslu_given": "2024-02-05", "bawaslu_result": " Disiplin "},
        {"addressee": "bin", "bawaslu_given": "2024-02-05", "reason": "atas permintaan"},
    ):
        require_lawful("T08", fields, TODAY)
    require_lawful("T12", {"addressee": "bkpsdm", "identity": "amplop", "bawaslu_given": "2999-01-01"}, TODAY)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"addressee": "pom"}, ("document.missing", {"field": "bawaslu_given"})),
        ({"addressee": "bin", "bawaslu_given": "2024-02-05", "reason": " "}, ("document.missing", {"field": "reason"})),
        ({"addressee": "ankum", "bawaslu_given": "2024-02-05", "bawaslu_result": "etik"},
         ("document.choice", {"field": "bawaslu_result", "options": "disiplin"})),
        ({"bawaslu_given": "2024-02-07"}, ("document.future", {"field": "bawaslu_given"})),
        ({"addressee": "bkpsdm", "identity": "setuju"}, ("document.identity", {"field": "identity"})),
        ({"identity": " Amplop "}, ("document.identity", {"field": "identity"})),
    ],
)  # fmt: skip
def test_what_a_letter_may_not_say(fields: dict[str, str], told: tuple[str, dict[str, str]]) -> None:
    with pytest.raises(Invalid) as refusal:
        require_lawful("T08", fields, TODAY)
    assert (refusal.value.code, refusal.value.details) == told


@pytest.mark.parametrize(
    ("code", "named", "changes"),
    [
        ("document.missing", "bawaslu_given", {"addressee": "pom"}),
        ("document.missing", "bawaslu_result", {"addressee": " ANKUM", "bawaslu_given": "2024-02-05"}),
        ("document.choice", "bawaslu_result", {"addressee": "ankum", "bawaslu_given": "2024-02-05", "bawaslu_result": "lain"}),
        ("document.missing", "reason", {"addressee": "bin", "bawaslu_given": "2024-02-05"}),
        ("document.future", "bawaslu_given", {"addressee": "bawaslu", "bawaslu_given": "2024-02-07"}),
        ("document.identity", "identity", {"addressee": "bkpsdm", "identity": "amplop"}),
    ],
)
def test_the_program_asks_without_any_wording(code: str, named: str, changes: dict[str, str]) -> None:
    fields = sample_of(load_office(json.dumps(shipped()).encode()))["fields"]
    require_lawful("T08", fields, TODAY)
    require_lawful("T08", {**fields, "addressee": "bawaslu", "identity": "amplop"}, TODAY)
    with pytest.raises(Invalid) as refusal:
        require_lawful("T08", fields | changes, TODAY)
    assert (refusal.value.code, refusal.value.details["field"]) == (code, named)


def test_no_release_is_about_a_complaint() -> None:
    require_about("LEPAS", "situation")
    require_about("T08", "complaint")
    require_about("LEPAS", "early_warning")
    for kind in ("complaint", "information"):
        with pytest.raises(Invalid) as refusal:
            require_about("LEPAS", kind)
        assert (refusal.value.code, refusal.value.details) == ("document.about", {"field": "about"})

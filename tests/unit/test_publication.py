"""Published data: cut and put together, chosen by version and day, and never in force when it does not fit."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.errors import Refused
from core.domain.publication import (
    PIECE_BYTES,
    Candidate,
    Choice,
    choose,
    facts_of,
    is_well_formed,
    require_new,
    version_key,
)
from core.domain.reference import ReferenceData, canonical_digest
from core.domain.reference_change import compare
from core.domain.reference_check import faults
from tests.world import reference

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def data() -> ReferenceData:
    return reference()


def changed(data: ReferenceData, name: str, version: str, change: Callable[[dict[str, Any]], None] = lambda tree: None) -> bytes:
    """A shipped data set with another version and perhaps other items."""
    tree = json.loads(data.raw[name])
    tree["version"] = version
    change(tree)
    return json.dumps(tree).encode()


def candidate(content: bytes, order: int, valid_from: date | None = None) -> Candidate:
    tree = json.loads(content)
    return Candidate(tree["dataset"], tree["version"], valid_from, canonical_digest(content), content, (order, b"", 0))


def rename(code: str, name: str) -> Callable[[dict[str, Any]], None]:
    """A change of one item's name."""

    def change(tree: dict[str, Any]) -> None:
        next(item for item in tree["items"] if item["code"] == code)["name_id"] = name

    return change


def drop(code: str) -> Callable[[dict[str, Any]], None]:
    """A change that takes one item out."""

    def change(tree: dict[str, Any]) -> None:
        tree["items"] = [item for item in tree["items"] if item["code"] != code]

    return change


def test_the_shipped_data_fit_together(data: ReferenceData) -> None:
    assert faults(data) == ()


@pytest.mark.fault("RD-6")
@pytest.mark.parametrize(
    ("name", "change", "missing"),
    [
        ("legal_refs", drop("SKB-2022"), "SKB-2022"),
        ("institutions", drop("BKN"), "BKN"),
        ("subjects", drop("TNI"), "TNI"),
        ("violations", lambda tree: tree["items"][0].update(needs_clarification=True), "needs_clarification"),
        ("violations", lambda tree: tree["items"][0].update(legal_basis="UU 1/1946 Pasal 14"), "1/1946"),
        ("violations", lambda tree: tree["items"][0]["referral"].append("ANKUM_TNI"), "ANKUM_TNI"),
        ("posts", lambda tree: tree["items"][0].update(area="99.99"), "99.99"),
    ],
)
def test_what_does_not_fit_is_not_published(data: ReferenceData, name: str, change: Any, missing: str) -> None:
    with pytest.raises(Refused) as refusal:
        require_new([changed(data, name, "2031.1", change)], data)
    assert (refusal.value.code, refusal.value.details["missing"]) == ("reference.unfit", missing)


def test_sets_that_need_each_other_go_out_together(data: ReferenceData) -> None:
    def add(tree: dict[str, Any]) -> None:
        tree["items"].append(tree["items"][0] | {"code": "NEW-REF"})

    refs = changed(data, "legal_refs", "2031.1", add)
    acts = changed(data, "violations", "2031.1", lambda tree: tree["items"][0]["legal_refs"].append("NEW-REF"))
    with pytest.raises(Refused, match=r"reference\.unfit"):
        require_new([acts], data)
    made = require_new([acts, refs], data)
    assert made.legal_ref("NEW-REF") is not None
    for published in ((candidate(acts, 1), candidate(refs, 2)), (candidate(refs, 1), candidate(acts, 2))):
        assert choose(data, published, TODAY).data.digest() == made.digest()
    alone = choose(data, [candidate(acts, 1)], TODAY)
    assert alone.data is data and len(alone.unfit) == 1


@pytest.mark.fault("RD-3")
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"{", "reference.not_a_set"),
        (b"\xff\xfe", "reference.not_a_set"),
        (b'{"dataset": "people", "version": "2031.1", "valid_from": null, "source": "", "licence": ""}', "reference.unknown_set"),
        (b" " * (8 * 1024 * 1024 + 1), "reference.too_large"),
    ],
)
def test_what_cannot_be_read_is_refused(data: ReferenceData, content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        require_new([content], data)
    assert refusal.value.code == code


@pytest.mark.fault("RD-2")
def test_versions_only_rise(data: ReferenceData) -> None:
    for version, code in (("2024.1", "reference.version_old"), ("new", "reference.version"), ("2023.9", "reference.version_old")):
        with pytest.raises(Refused) as refusal:
            require_new([changed(data, "glossary", version)], data)
        assert refusal.value.code == code
    with pytest.raises(Refused, match=r"reference\.twice"):
        require_new([changed(data, "glossary", "2031.1"), changed(data, "glossary", "2031.2")], data)
    assert version_key("2024.10") > version_key("2024.9") > version_key("x")


def test_a_version_waits_for_its_day(data: ReferenceData) -> None:
    day = date(2029, 1, 1)
    content = changed(data, "violations", "2029.1", lambda tree: tree.update(valid_from=day.isoformat()))
    published = [candidate(content, 1, day)]
    assert choose(data, published, date(2028, 12, 31)).data is data
    assert choose(data, published, day).data.versions()["violations"] == "2029.1"


def test_a_broken_set_is_not_used_and_the_version_before_it_is(data: ReferenceData) -> None:
    good = candidate(changed(data, "violations", "2030.1", rename("TNI-01", "Nama baru")), 1)
    broken = Candidate("violations", "2030.2", None, b"\1" * 32, b'{"dataset": "violations"', (2, b"", 0))
    lying = candidate(changed(data, "violations", "2030.3"), 3)
    lying = Candidate("violations", "2030.4", None, lying.digest, lying.content, lying.order)
    choice = choose(data, [good, broken, lying], TODAY)
    assert choice.used == {"violations": good.digest} and choice.unfit == {broken.digest, lying.digest}


def test_a_newer_program_brings_newer_data(data: ReferenceData) -> None:
    old = candidate(changed(data, "violations", "2023.1"), 1)
    assert choose(data, [old], TODAY).data is data


@cache
def several() -> tuple[tuple[Candidate, ...], Choice]:
    """Publications of which some do not fit, and what is chosen of them."""
    data = reference()
    published = (
        candidate(changed(data, "violations", "2030.1", rename("TNI-01", "A")), 1),
        candidate(changed(data, "violations", "2030.1", rename("TNI-01", "B")), 2),
        candidate(changed(data, "legal_refs", "2030.1", drop("SKB-2022")), 3),
        candidate(changed(data, "subjects", "2030.1", rename("PNS", "C")), 4),
        candidate(changed(data, "institutions", "2030.1", drop("BKN")), 5),
        candidate(changed(data, "glossary", "2030.1"), 6),
    )
    return published, choose(data, published, TODAY)


@pytest.mark.fault("RD-5")
@settings(max_examples=12)
@given(st.permutations(range(6)))
def test_the_choice_does_not_depend_on_the_order_of_arrival(order: list[int]) -> None:
    published, choice = several()
    again = choose(reference(), [published[place] for place in order], TODAY)
    assert (choice.data.digest(), choice.used, choice.unfit) == (again.data.digest(), again.used, again.unfit)


@pytest.mark.fault("RD-6")
def test_what_does_not_fit_the_data_before_it_is_left_out() -> None:
    published, choice = several()
    assert choice.unfit == {published[2].digest, published[4].digest}
    act = choice.data.violation("TNI-01")
    assert act is not None and act.name_id == "B"
    assert choice.data.versions()["glossary"] == "2030.1"


@given(st.integers(1, 3 * PIECE_BYTES))
def test_pieces_give_the_whole_again(size: int) -> None:
    compressed = bytes(size)
    data = reference().raw["glossary"]
    pieces = list(facts_of(data, compressed))
    assert b"".join(piece.content for piece in pieces) == compressed
    assert [piece.number for piece in pieces] == list(range(1, pieces[0].count + 1))
    assert all(is_well_formed(piece) and len(piece.content) <= PIECE_BYTES for piece in pieces)


def test_what_changes_is_named_by_code(data: ReferenceData) -> None:
    def change(tree: dict[str, Any]) -> None:
        drop("TNI-02")(tree)
        rename("TNI-03", "Lain")(tree)
        tree["items"].append(tree["items"][0] | {"code": "NEW-01"})

    found = compare(data.raw["violations"], changed(data, "violations", "2031.1", change))
    assert (found.added, found.changed, found.removed) == (("NEW-01",), ("TNI-03",), ("TNI-02",))
    assert (found.dataset, found.before, found.after) == ("violations", data.versions()["violations"], "2031.1")
    same = compare(data.raw["areas"], changed(data, "areas", "2031.1", lambda tree: tree["items"].append(["19.99", "Baru"])))
    assert (same.added, same.changed, same.removed) == (("19.99",), (), ())
    days = compare(data.raw["holidays"], data.raw["holidays"])
    assert (days.added, days.changed, days.removed) == ((), (), ())

"""Every requirement of every kind of report: its group, its step, whether it stops the saving, and the rules it rests on."""

from __future__ import annotations

from typing import Any

import pytest

from core.domain.requirements import Circumstances, Requirement, is_placed, regime_of, requirements
from core.domain.standing import LAW

GENERAL = ("UU7-2017-454", "PERBAWASLU-7-2022")
LOCAL = ("UU1-2015-134", "PERBAWASLU-8-2020")
PRIVACY = ("UU27-2022-20",)


def rows(found: tuple[Requirement, ...]) -> list[tuple[str, str, str, bool, tuple[str, ...]]]:
    return [(each.key, each.group, each.step, each.needed, each.basis) for each in found]


def listed(basis: tuple[str, ...], standing: tuple[str, ...]) -> list[tuple[str, str, str, bool, tuple[str, ...]]]:
    return [
        ("stage", "form", "kind", True, ()),
        ("reporter", "formal", "reporter", True, basis),
        ("address", "formal", "reporter", True, basis),
        ("standing", "formal", "reporter", False, standing),
        ("notice", "form", "reporter", False, PRIVACY),
        ("reported", "formal", "reported", True, basis),
        ("violation", "form", "event", True, ()),
        ("summary", "form", "event", True, ()),
        ("narrative", "material", "event", True, basis),
        ("place", "material", "place", True, basis),
        ("time", "material", "time", True, basis),
        ("known", "formal", "time", True, basis),
        ("in_time", "formal", "time", False, basis),
        ("evidence", "material", "evidence", False, basis),
        ("signed", "formal", "review", False, basis),
    ]


def test_a_complaints_list_under_both_laws() -> None:
    told = Circumstances(late=False)
    assert rows(requirements("complaint", {}, told)) == listed(GENERAL, LAW["PEMILU"])
    local = rows(requirements("complaint", {"regime": "pilkada"}, told))
    extra = ("party_address", "formal", "reported", False, ("PERBAWASLU-8-2020",))
    signature = ("signature", "formal", "review", False, ("PERBAWASLU-8-2020",))
    want = listed(LOCAL, LAW["PILKADA"])
    assert local == [*want[:6], extra, *want[6:], signature]
    spared = requirements("complaint", {"reporter": {"lane": "information"}})
    assert {each.key: each.needed for each in spared if each.step == "reporter"} == {
        "reporter": False, "address": False, "standing": False, "notice": False,
    }  # fmt: skip


def test_the_lists_of_the_other_kinds() -> None:
    assert rows(requirements("early_warning", {})) == [
        ("stage", "form", "kind", True, ()),
        ("vulnerability", "form", "kind", True, ()),
        ("signs", "form", "kind", False, ()),
        ("summary", "form", "event", True, ()),
        ("narrative", "form", "event", True, ()),
        ("place", "form", "place", True, ()),
        ("time", "form", "time", True, ()),
        ("evidence", "form", "evidence", False, ()),
    ]
    assert rows(requirements("information", {})) == [
        ("notice", "form", "reporter", False, PRIVACY),
        ("summary", "form", "event", True, ()),
        ("narrative", "form", "event", True, ()),
        ("place", "form", "place", False, ()),
        ("time", "form", "time", False, ()),
        ("evidence", "form", "evidence", False, ()),
    ]
    assert requirements("situation", {}) == ()


PARTY = {"subject": "TNI", "name": "Budi"}


@pytest.mark.parametrize(
    ("kind", "tree", "met"),
    [
        ("complaint", {"election": "E"}, set()),
        ("complaint", {"stage": "S"}, set()),
        ("complaint", {"election": "E", "stage": "S"}, {"stage"}),
        ("complaint", {"reporter": {"name": "Sari"}}, {"reporter"}),
        ("complaint", {"reporter": {"address": "Jalan"}}, {"address"}),
        ("complaint", {"consent": {"notice": True}}, {"notice"}),
        ("complaint", {"consent": {"notice": "yes"}}, set()),
        ("complaint", {"reported": [PARTY]}, {"reported"}),
        ("complaint", {"reported": [PARTY, {"subject": "TNI"}]}, set()),
        ("complaint", {"reported": [{"name": "Budi"}]}, set()),
        ("complaint", {"reported": [{"subject": "TNI", "description": "d"}]}, {"reported"}),
        ("complaint", {"regime": "PILKADA", "reported": [PARTY]}, {"reported"}),
        ("complaint", {"regime": "PILKADA", "reported": [PARTY | {"address": "J"}]}, {"reported", "party_address"}),
        ("complaint", {"regime": "PILKADA", "signature_matches_id": True}, {"signature"}),
        ("complaint", {"violation": "V"}, {"violation"}),
        ("complaint", {"summary": "s"}, {"summary"}),
        ("complaint", {"narrative": "n"}, {"narrative"}),
        ("complaint", {"place": {"area": "19"}}, {"place"}),
        ("complaint", {"happened": {"date": "2024-02-03"}}, {"time"}),
        ("complaint", {"known": "2024-02-03"}, {"known"}),
        ("complaint", {"evidence": [{}]}, {"evidence"}),
        ("complaint", {"signed_t07": "no"}, set()),
        ("complaint", {"signed_t07": "proxy"}, {"signed"}),
        ("early_warning", {"election": "E", "stage": "S"}, {"stage"}),
        ("early_warning", {"stage": "S"}, set()),
        ("early_warning", {"vulnerability": "K"}, {"vulnerability"}),
        ("early_warning", {"signs": ["x"]}, {"signs"}),
        ("early_warning", {"summary": "s"}, {"summary"}),
        ("early_warning", {"narrative": "n"}, {"narrative"}),
        ("early_warning", {"place": {"area": "19"}}, {"place"}),
        ("early_warning", {"happened": {"date": "x"}}, {"time"}),
        ("early_warning", {"observed": {"date": "x"}}, {"time"}),
        ("early_warning", {"evidence": [{}]}, {"evidence"}),
        ("information", {"consent": {"notice": True}}, {"notice"}),
        ("information", {"summary": "s"}, {"summary"}),
        ("information", {"narrative": "n"}, {"narrative"}),
        ("information", {"place": {"area": "19"}}, {"place"}),
        ("information", {"happened": {"date": "x"}}, {"time"}),
        ("information", {"evidence": [{}]}, {"evidence"}),
    ],
)  # fmt: skip
def test_what_is_typed_answers_one_requirement(kind: str, tree: dict[str, Any], met: set[str]) -> None:
    assert {each.key for each in requirements(kind, tree) if each.met} - {"standing"} == met


def test_may_report_needs_no_signature_yet() -> None:
    told = {"reporter": {"lane": "open", "name": "Sari", "address": "Jalan"}}
    assert {each.key for each in requirements("complaint", told) if each.met} == {"reporter", "address", "standing"}
    foreign = {"reporter": told["reporter"] | {"citizenship": "Malaysia"}}
    assert {each.key for each in requirements("complaint", foreign) if each.met} == {"reporter", "address"}


def test_a_place_is_an_area_or_a_point() -> None:
    assert (
        is_placed({"place": {"area": "19"}}) and not is_placed({"place": {"words": "di pasar"}}) and not is_placed({"place": "x"})
    )
    assert [regime_of(each) for each in ({}, {"regime": "Pilkada"}, {"regime": "x"})] == ["PEMILU", "PILKADA", "PEMILU"]

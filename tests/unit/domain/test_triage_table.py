"""Proposals row by row with the whole of their reasoning (tables/triage.json), and what is read off a form for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import msgspec
import pytest

from core.domain.case import ClassifiedFacts
from core.domain.triage import Asked, agrees, asked_of, propose, severity_of_level, vote_of_other
from tests import tables
from tests.world import reference

DATA = reference()
ASKED = Asked("complaint", "ASN-D04", ("PNS",), date(2024, 10, 1), "PILKADA", "PILKADA_2024", "KAMPANYE", date(2024, 10, 5))
PEMILU = {"day": date(2024, 1, 20), "regime": "PEMILU", "election": "PEMILU_2024", "stage": "KAMPANYE"}
VARIED: dict[str, dict[str, Any]] = {
    "in the campaign": {},
    "before the candidates": {"day": date(2024, 9, 21), "stage": "PENELITIAN"},
    "an act of ethics after them": {"act": "ASN-E03"},
    "an act of ethics before them": {"act": "ASN-E03", "day": date(2024, 9, 21), "stage": "PENELITIAN"},
    "an act of ethics on the day": {"act": "ASN-E03", "day": date(2024, 9, 22), "stage": "PENETAPAN_PASLON"},
    "between two determinations": PEMILU | {"day": date(2023, 11, 5), "stage": "PENCALONAN_LEG"},
    "after both of two determinations": PEMILU | {"act": "ASN-E03"},
    "no election": {"election": ""},
    "an unknown election": {"election": "PEMILU_1999"},
    "no election and no regime": {"election": "", "regime": "", "stage": ""},
    "the regime out of the election": {"regime": ""},
    "no day": {"day": None},
    "no stage": {"stage": ""},
    "an unknown stage": {"stage": "X"},
    "a stage without days": {"stage": "SENGKETA_HASIL"},
    "another stage than said": {"stage": "MASA_TENANG"},
    "a day in no stage": {"day": date(2031, 5, 1)},
    "no act": {"act": ""},
    "an unknown act": {"act": "ASN-X"},
    "nobody": {"subjects": ()},
    "somebody unknown": {"subjects": ("X",)},
    "somebody unidentified": {"subjects": ("TIDAK_DIKENAL",)},
    "somebody unidentified beside another": {"subjects": ("TIDAK_DIKENAL", "PNS")},
    "the same type twice": {"subjects": ("pns", "X", "PNS")},
    "two types": {"subjects": ("PNS", "KADES")},
    "an act of somebody else": {"subjects": ("TNI",)},
    "mere attendance": {"act": "HDR-01"},
    "voting of who may vote": {"act": "TNI-06"},
    "voting of who may vote, in a Pemilu": PEMILU | {"act": "TNI-06"},
    "voting of a soldier": {"act": "TNI-06", "subjects": ("TNI",)},
    "before the rule reached him": {"act": "TNI-07", "subjects": ("TNI",), "day": date(2024, 11, 13)},
    "on the day it reached him": {"act": "TNI-07", "subjects": ("TNI",), "day": date(2024, 11, 14)},
    "another election's act with one in its place": PEMILU | {"act": "TNI-07", "subjects": ("TNI",)},
    "another election's act with none in its place": PEMILU | {"act": "TNI-07", "subjects": ("BPD",)},
    "another election's act of nobody known": PEMILU | {"act": "TNI-07", "subjects": ()},
    "a law that has ended": PEMILU | {"act": "PID-01", "subjects": ("WARGA",), "day": date(2026, 1, 2)},
    "on its last day": PEMILU | {"act": "PID-01", "subjects": ("WARGA",), "day": date(2026, 1, 1)},
    "a crime": PEMILU | {"act": "PID-01", "subjects": ("WARGA",)},
    "a crime without law": {"act": "PID-02", "subjects": ("WARGA",)},
    "an organiser": {"act": "ETK-01", "subjects": ("KPU_JAJARAN",)},
    "the way of before": {"today": date(2024, 8, 23)},
    "a soldier's way": {"act": "TNI-02", "subjects": ("TNI",)},
    "a warning": {"kind": "early_warning", "act": "", "subjects": (), "level": "tinggi"},
    "a warning of nothing": {"kind": "early_warning", "act": "", "subjects": (), "level": ""},
    "information": {"kind": "information"},
}


def of_every_act() -> Iterator[tuple[str, Asked]]:
    """Each act by the type of person that it is first of, in an election that knows it."""
    for act in DATA.violations:
        pilkada = not act.regimes or "PILKADA" in act.regimes
        yield act.code, replace(ASKED, act=act.code, subjects=act.applies_to[:1], **({} if pilkada else PEMILU))


def doubled() -> Callable[[], object]:
    """Two ways for a warning: a person chooses."""
    way = next(route for route in DATA.routes if route.condition == "early_warning")
    again = msgspec.structs.replace(way, code="R-LAIN")
    data = replace(DATA, routes=(*DATA.routes, again))
    return partial(propose, data, replace(ASKED, **VARIED["a warning"]))


def of_ended_phase() -> Callable[[], object]:
    """An act of the other list that has no fellow in this one."""
    acts = tuple(msgspec.structs.replace(act, counterpart=None) for act in DATA.violations)
    return partial(propose, replace(DATA, violations=acts), replace(ASKED, act="ASN-E03"))


def of_classes(*classes: str) -> Callable[[], object]:
    """The same act in another range; a class that the program does not know is no discipline and no crime."""
    acts = tuple(msgspec.structs.replace(act, sanction_class=classes) for act in DATA.violations)
    return partial(propose, replace(DATA, violations=acts), ASKED)


def _tree(asked: Asked) -> dict[str, object]:
    return propose(DATA, asked).tree()


def questions() -> dict[str, Callable[[], object]]:
    """Rows of the table."""
    return {
        **{name: partial(propose, DATA, replace(ASKED, **changes)) for name, changes in VARIED.items()},
        **{name: partial(_tree, asked) for name, asked in of_every_act()},
        "no way": partial(propose, replace(DATA, routes=()), ASKED),
        "a warning with no way": partial(propose, replace(DATA, routes=()), replace(ASKED, **VARIED["a warning"])),
        "a warning with two ways": doubled(),
        "the other list and no fellow": of_ended_phase(),
        "a class of no name": of_classes("ringan", "aneh"),
        "every light class": of_classes("moral_tertutup", "moral_terbuka", "ringan"),
        "a light and a middle class": of_classes("ringan", "sedang"),
        "no class": of_classes(),
    }


def test_every_proposal_is_the_one_that_was_looked_at() -> None:
    tables.require("triage", questions())


def test_what_is_kept_of_a_proposal_is_codes_alone() -> None:
    assert propose(DATA, replace(ASKED, subjects=("PNS", "KADES"))).tree() == {
        "act": "ASN-D04", "subject": "PNS", "classes": ["discipline"], "laws": ["PP94-2021-13g-14i", "SKB-2022"],
        "route": "R-ASN", "severity": "high", "clarify": False,
        "steps": ["subject", "subjects", "stage", "act", "phase_after", "classes", "law", "law", "route"],
    }  # fmt: skip
    assert propose(DATA, replace(ASKED, act="HDR-01")).tree()["clarify"] is True


def test_an_officer_agrees_who_confirms_the_same_in_any_order() -> None:
    made = propose(DATA, ASKED)
    assert len(made.laws) > 1
    same = ClassifiedFacts(
        act=made.act, subject=made.subject, classes=list(made.classes), laws=list(made.laws[::-1]), route=made.route,
        severity=made.severity,
    )  # fmt: skip
    assert agrees(made, same)
    other: list[dict[str, Any]] = [
        {"act": "ASN-D01"}, {"subject": "PPPK"}, {"classes": ["crime"]}, {"classes": []}, {"laws": list(made.laws[:1])},
        {"laws": []}, {"route": ""}, {"severity": "low"},
    ]  # fmt: skip
    assert [changes for changes in other if agrees(made, msgspec.structs.replace(same, **changes))] == []


@pytest.mark.parametrize(
    ("act", "subject", "held"),
    [("TNI-06", "PNS", True), ("TNI-06", "TNI", False), ("TNI-06", "X", True), ("TNI-02", "PNS", False), ("X", "PNS", False)],
)
def test_voting_is_no_act_of_who_may_vote(act: str, subject: str, held: bool) -> None:
    assert vote_of_other(DATA, act, subject) is held


@pytest.mark.parametrize(("level", "told"), [("rendah", "low"), ("sedang", "medium"), ("tinggi", "high"), ("", ""), ("x", "")])
def test_a_warnings_level_is_a_severity(level: str, told: str) -> None:
    assert severity_of_level(level) == told


@pytest.mark.parametrize(
    ("form", "day"),
    [
        ({"happened": {"date": "2024-10-01"}, "observed": {"date": "2024-10-02"}}, date(2024, 10, 1)),
        ({"happened": {}, "observed": {"date": "2024-10-02"}}, date(2024, 10, 2)),
        ({"happened": "2024-10-03"}, date(2024, 10, 3)),
        ({"happened": {"date": "kemarin"}, "observed": None}, None),
        ({}, None),
    ],
)
def test_the_day_asked_about_is_the_acts_or_the_one_it_was_seen(form: dict[str, Any], day: date | None) -> None:
    assert asked_of(form, "complaint", (), ASKED.today).day == day


def test_a_form_tells_what_is_asked() -> None:
    form = {
        "violation": "ASN-D04", "happened": {"date": "2024-10-01"}, "regime": "PILKADA", "election": "PILKADA_2024",
        "stage": "KAMPANYE", "level": "tinggi",
    }  # fmt: skip
    assert asked_of(form, "complaint", ("PNS",), ASKED.today) == replace(ASKED, level="tinggi")
    empty = asked_of(dict.fromkeys(form), "information", (), ASKED.today)
    assert empty == Asked("information", "", (), None, "", "", "", ASKED.today, "")


if __name__ == "__main__":
    tables.write("triage", questions())

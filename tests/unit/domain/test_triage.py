"""The proposal: subject type, act and date give class, dated law and route, each step said, nothing guessed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.domain.case import CaseClassified, ClassifyCase
from core.domain.case_rules import classify
from core.domain.errors import NotAllowed
from core.domain.ids import CommandId, SubjectId
from core.domain.reference import ReferenceData
from core.domain.triage import Asked, Proposal, propose
from tests.case_facts import SUBJECT, taken
from tests.world import reference
from ui.case_words import CLASSES, STEPS, explanation
from ui.messages import sentence

ASKED = Asked("complaint", "ASN-D04", ("PNS",), date(2024, 10, 1), "PILKADA", "PILKADA_2024", "KAMPANYE", date(2024, 10, 5))


@pytest.fixture(scope="module")
def data() -> ReferenceData:
    return reference()


def of(data: ReferenceData, **changes: object) -> Proposal:
    return propose(data, replace(ASKED, **changes))  # type: ignore[arg-type]


def codes(proposal: Proposal) -> list[str]:
    return [step.code for step in proposal.steps]


def test_the_same_act_is_ethics_before_and_discipline_after_the_candidates_are_determined(data: ReferenceData) -> None:
    after = of(data)
    assert (after.act, after.classes, after.severity) == ("ASN-D04", ("discipline",), "high")
    assert "phase_after" in codes(after) and set(after.laws) == {"PP94-2021-13g-14i", "SKB-2022"}
    before = of(data, day=date(2024, 9, 21), stage="PENELITIAN")
    assert (before.act, before.classes, before.severity) == ("ASN-E03", ("ethics",), "low")
    assert "other_list" in codes(before) and "phase_before" in codes(before)
    on_the_day = of(data, act="ASN-E03", day=date(2024, 9, 22), stage="PENETAPAN_PASLON")
    assert on_the_day.act == "ASN-D04"
    between = of(data, day=date(2023, 11, 5), election="PEMILU_2024", regime="PEMILU", stage="PENCALONAN_LEG")
    assert between.act == "ASN-D04" and "phase_between" in codes(between), "not decided for the officer"


def test_mere_attendance_has_no_class_and_none_can_be_confirmed(data: ReferenceData) -> None:
    made = of(data, act="HDR-01")
    assert made.clarify and made.classes == () and "clarify" in codes(made)
    paper = taken(violation="HDR-01")
    command = ClassifyCase(CommandId(b"c" * 16), SubjectId(SUBJECT), act="HDR-01", classes=("discipline",), laws=(), words="x")
    with pytest.raises(NotAllowed) as refused:
        classify(paper.case(), command, made, data)
    assert refused.value.code == "case.clarify"
    kept = classify(paper.case(), replace(command, classes=()), made, data)
    assert isinstance(kept, CaseClassified) and kept.facts is not None and kept.facts.classes == []


def test_voting_is_held_against_active_tni_and_polri_alone(data: ReferenceData) -> None:
    for subject in data.subjects:
        made = of(data, act="TNI-06", subjects=(subject.code,))
        assert bool(made.classes) == (subject.code in ("TNI", "POLRI")), subject.code
    command = ClassifyCase(CommandId(b"c" * 16), SubjectId(SUBJECT), act="TNI-06", classes=(), laws=(), subject="PNS", words="x")
    with pytest.raises(NotAllowed) as refused:
        classify(taken(violation="TNI-06").case(), command, of(data, act="TNI-06"), data)
    assert refused.value.code == "case.vote"


@pytest.mark.parametrize("act", ["PID-02", "PID-04"])
def test_no_article_of_the_law_that_was_struck_is_proposed(data: ReferenceData, act: str) -> None:
    made = of(data, act=act, subjects=("WARGA",))
    assert made.laws == () and "no_law" in codes(made)


def test_penalties_change_with_the_new_code(data: ReferenceData) -> None:
    asked = {"act": "PID-01", "subjects": ("WARGA",), "regime": "PEMILU", "election": "PEMILU_2024", "stage": "KAMPANYE"}
    old, new = of(data, **asked, day=date(2024, 1, 10)), of(data, **asked, day=date(2026, 1, 2))
    assert old.laws == ("UU7-2017-523",) and "law_ended" not in codes(old)
    assert new.laws == ("UU7-2017-523", "UU1-2023-UU1-2026") and "law_ended" in codes(new) and "law_since" in codes(new)


def test_a_rule_that_did_not_reach_the_party_yet_gives_no_class(data: ReferenceData) -> None:
    assert of(data, act="TNI-07", subjects=("TNI",), day=date(2024, 11, 13)).classes == ()
    assert of(data, act="TNI-07", subjects=("TNI",), day=date(2024, 11, 14)).classes == ("crime",)


@pytest.mark.fault("RD-11")
def test_a_hole_in_the_calendar_is_said_and_not_filled(data: ReferenceData) -> None:
    for changes, code in (
        ({"day": date(2031, 5, 1)}, "calendar_hole"),
        ({"election": ""}, "election_unknown"),
        ({"day": None}, "day_unknown"),
        ({"stage": "SENGKETA_HASIL"}, "stage_undated"),
        ({"stage": "MASA_TENANG"}, "stage_differs"),
    ):
        made = of(data, **changes)
        assert code in codes(made), code
        assert next(step for step in made.steps if step.code == code).doubtful


def test_routes_are_those_of_today_and_two_are_left_to_a_person(data: ReferenceData) -> None:
    assert of(data, today=date(2024, 8, 23)).route == "R-ASN-OLD"
    assert of(data, today=date(2024, 8, 24)).route == "R-ASN"
    assert of(data, act="TNI-02", subjects=("TNI",)).routes == ("R-TNI",), "Ankum only after Bawaslu's result"
    organiser = of(data, act="ETK-01", subjects=("KPU_JAJARAN",))
    assert organiser.route == "" and len(organiser.routes) == 2 and organiser.classes == ("code_of_ethics",)
    warning = of(data, kind="early_warning", act="", subjects=(), level="tinggi")
    assert (warning.route, warning.severity, warning.classes) == ("R-KONFLIK", "high", ())


IN_FORCE = {
    "PEMILU": {"regime": "PEMILU", "election": "PEMILU_2024", "day": date(2024, 1, 20)},
    "PILKADA": {"regime": "PILKADA", "election": "PILKADA_2024", "day": date(2024, 11, 18)},
}
UNREGISTERED = frozenset(
    [
        "TNI-08",
        "POL-02",
        "POL-03",
        "POL-04",
        "HON-01",
        "HON-02",
        "PID-02",
        "PID-03",
        "PID-04",
        "PID-05",
        "PID-06",
        "SGK-01",
        "PRA-01",
        "LAIN-01",
        "HDR-01",
        "BUM-03",
        "TDK-01",
    ]
)
"""Acts for which the register of law holds nothing: known holes, so that a new one is noticed."""


@pytest.mark.parametrize("regime", IN_FORCE)
def test_every_act_of_every_party_cites_law_of_that_election_or_says_that_none_is_registered(
    data: ReferenceData, regime: str
) -> None:
    for act in data.violations:
        for subject in data.subjects:
            made = of(data, act=act.code, subjects=(subject.code,), **IN_FORCE[regime])
            told, where = codes(made), (regime, act.code, subject.code)
            cited = {*made.laws, *(law for step in made.steps for law in step.laws)}
            for ref in (data.legal_ref(code) for code in cited):
                assert ref is not None and ref.status and (not ref.regimes or regime in ref.regimes), where
            if made.act:
                assert regime in data.violation(made.act).regimes, where  # type: ignore[union-attr]
                assert bool(made.laws) == ("no_law" not in told) == (made.act not in UNREGISTERED), where
            else:
                assert {"other_regime", "wrong_regime"} & set(told) and made.classes == () and made.laws == (), where


def test_money_politics_has_law_in_a_pilkada_that_nobody_calls_verified(data: ReferenceData) -> None:
    made = of(data, act="PID-01", subjects=("WARGA",), **IN_FORCE["PILKADA"])
    assert made.laws == ("UU10-2016-73-187A",) and made.classes == ("crime",)
    assert next(step for step in made.steps if step.code == "law").doubtful


def test_the_crime_of_who_involves_an_official_is_not_that_of_the_official(data: ReferenceData) -> None:
    made = of(data, act="ASN-P01", subjects=("KADES",), **IN_FORCE["PILKADA"])
    assert (made.act, made.classes, made.laws) == ("ASN-P02", ("unverified",), ("UU1-2015-70",))
    assert "other_regime" in codes(made)
    assert of(data, act="ASN-P02", subjects=("KADES",), **IN_FORCE["PEMILU"]).laws == ("UU7-2017-494",)


@pytest.mark.parametrize(
    ("subject", "instead"),
    [("TNI", "TNI-02"), ("POLRI", "POL-01"), ("KADES", "DES-03"), ("PNS", "ASN-K05"), ("PEJABAT_NEGARA", "PJB-01"), ("BPD", "")],
)
def test_an_act_of_the_pilkada_is_neither_proposed_nor_confirmed_in_a_pemilu(
    data: ReferenceData, subject: str, instead: str
) -> None:
    made = of(data, act="TNI-07", subjects=(subject,), **IN_FORCE["PEMILU"])
    assert made.act == instead
    command = ClassifyCase(
        CommandId(b"c" * 16), SubjectId(SUBJECT), act="TNI-07", classes=(), laws=(), subject=subject, words="x"
    )
    with pytest.raises(NotAllowed) as refused:
        classify(taken(violation="TNI-07").case(), command, made, data)
    assert refused.value.code == ("case.other_regime" if instead else "case.wrong_regime")
    assert refused.value.details.get("instead", "") == instead
    for language in ("id", "en"):
        said = sentence(refused.value, language)
        assert "TNI-07" in said and instead in said and "PEMILU" in said and "{" not in said


def test_where_no_election_is_told_nothing_is_held_against_an_act(data: ReferenceData) -> None:
    made = of(data, act="TNI-07", subjects=("KADES",), regime="", election="", stage="")
    assert made.act == "TNI-07" and "wrong_regime" not in codes(made)


def test_every_act_and_subject_gives_a_proposal_in_words(data: ReferenceData) -> None:
    seen = set()
    for subject in data.subjects:
        for act in data.violations:
            made = of(data, act=act.code, subjects=(subject.code,))
            assert set(made.classes) <= set(CLASSES)
            seen |= set(codes(made))
            if subject.code == "PNS":
                for language in ("id", "en"):
                    told = " ".join(explanation(made, data, language))
                    assert "{" not in told and "pelaku" not in told.lower().replace("pelaksana", "")
    assert seen <= set(STEPS)

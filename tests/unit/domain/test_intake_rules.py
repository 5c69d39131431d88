"""What intake demands of each kind of report: the whole form passes, and each lack is refused by its own field."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.domain.errors import Refused
from core.domain.forms import parse_form
from core.domain.intake_rules import require_complete, require_nihil_true
from tests.world import complaint, information, nihil, reference, situation, warning

DATA = reference()
LATER = date(2030, 1, 1)


def refused(tree: dict[str, object], today: date = LATER) -> str:
    """Code and details as text, or nothing where it is taken in."""
    try:
        require_complete(parse_form(tree), DATA, today)
    except Refused as error:
        return " ".join([error.code, *(f"{value}" for value in error.details.values())])
    return ""


def party(**changes: object) -> dict[str, object]:
    return {"subject": "PNS", "name": "Fulan"} | changes


def place(**changes: object) -> dict[str, object]:
    return dict(complaint()["place"]) | changes  # type: ignore[call-overload]


EVIDENCE = {"title": "foto", "shows_identity": False}


@pytest.mark.parametrize("make", [complaint, warning, situation, nihil, information])
def test_a_whole_form_is_taken_in(make: Any) -> None:
    assert refused(make()) == ""


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"summary": " "}, "report.missing summary"),
        ({"narrative": " "}, "report.missing narrative"),
        ({"evidence": [EVIDENCE | {"title": " "}]}, "report.missing evidence.title"),
        ({"evidence": [EVIDENCE | {"claimed_at": "x"}]}, "evidence.claims"),
        ({"evidence": [EVIDENCE | {"claimed_latitude_e7": 1}]}, "evidence.claims"),
        (
            {"evidence": [{"title": "x", "shows_identity": True, "claimed_at": "2024-02-03T08:30:00"}]},
            "evidence.claims_sealed",
        ),
        ({"election": "NONE"}, "report.code election NONE"),
        ({"stage": "NONE"}, "report.code stage NONE"),
        ({"regime": "NONE"}, "report.code regime NONE"),
        ({"violation": "NONE"}, "report.code violation NONE"),
        ({"reported": []}, "report.missing reported"),
        ({"reported": [party(subject="NONE")]}, "report.code reported.subject NONE"),
        ({"reported": [party(name=" ")]}, "report.missing reported.name"),
        ({"reported": [party(name=" ", description="orang tua")]}, ""),
        ({"witnesses": [{"name": " "}]}, "report.missing witnesses.name"),
        ({"witnesses": [{"name": "Marno"}]}, ""),
        ({"place": place(area="")}, "report.missing place.area"),
        ({"place": place(area="NONE")}, "report.code place.area NONE"),
        ({"place": place(latitude_e7=1)}, "report.missing place.point"),
        ({"place": place(longitude_e7=1)}, "report.missing place.point"),
        ({"place": {"latitude_e7": 0, "longitude_e7": 0}}, "report.place_far place.point"),
    ],
)
def test_a_complaint_lacks(changes: dict[str, object], told: str) -> None:
    assert refused(complaint(**changes)) == told


def test_a_regime_is_read_whatever_its_letters() -> None:
    tree = complaint()
    assert refused(complaint(regime=str(tree["regime"]).lower())) == ""
    assert refused(complaint(regime="PILKADA" if tree["regime"] == "PEMILU" else "PEMILU")).startswith("report.code regime")


@pytest.mark.parametrize("field", ["name", "address"])
def test_who_reports_by_name_says_name_and_address_and_who_informs_need_not(field: str) -> None:
    told = {"lane": "open", "name": "Sutini", "address": "Desa"} | {field: " "}
    assert refused(complaint(reporter=told)) == f"report.missing reporter.{field}"
    assert refused(complaint(reporter=told | {"lane": "sealed"})) == f"report.missing reporter.{field}"
    assert refused(complaint(reporter=told | {"lane": "information"})) == ""


def test_days_do_not_lie_ahead_and_nobody_knew_before_it_happened() -> None:
    tree = complaint(happened={"date": "2024-02-03"}, known="2024-02-04")
    assert refused(tree, date(2024, 2, 4)) == ""
    assert refused(tree, date(2024, 2, 3)) == "report.future known"
    assert refused(tree, date(2024, 2, 2)) == "report.future happened.date"
    assert refused(complaint(happened={"date": "2024-02-03"}, known="2024-02-03")) == ""
    assert refused(complaint(happened={"date": "2024-02-03"}, known="2024-02-02")) == "report.known_before known"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"summary": " "}, "report.missing summary"),
        ({"election": "NONE"}, "report.code election NONE"),
        ({"stage": "NONE"}, "report.code stage NONE"),
        ({"vulnerability": "NONE"}, "report.code vulnerability NONE"),
        ({"place": {}}, "report.missing place.area"),
        ({"observed": {"date": "2030-01-02"}}, "report.future observed.date"),
        ({"observed": {"date": "2030-01-01"}}, ""),
    ],
)
def test_a_warning_lacks(changes: dict[str, object], told: str) -> None:
    assert refused(warning(**changes)) == told


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"summary": " "}, "report.missing summary"),
        ({"narrative": " "}, "report.missing narrative"),
        ({"election": "", "stage": "NONE"}, ""),
        ({"election": "NONE"}, "report.code election NONE"),
        ({"place": {}}, ""),
        ({"place": {"area": "NONE"}}, "report.code place.area NONE"),
        ({"reported": [party(subject="NONE")]}, "report.code reported.subject NONE"),
        ({"reported": [party(name="")]}, "report.missing reported.name"),
        ({"happened": {"date": "2030-01-02"}}, "report.future happened.date"),
        ({"known": "2030-01-02"}, "report.future known"),
        ({"happened": {"date": "2030-01-01"}, "known": "2030-01-01"}, ""),
    ],
)
def test_initial_information_lacks(changes: dict[str, object], told: str) -> None:
    assert refused(information(**changes)) == told


NOTE = {"vulnerability": warning()["vulnerability"], "level": "tinggi", "place": complaint()["place"]}
INCIDENT = {"summary": "ricuh", "happened": {"date": "2024-02-03"}, "place": complaint()["place"]}
EMPTY = {"incidents": [], "vulnerabilities": [], "analysis": ""}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"election": "NONE"}, "report.code election NONE"),
        ({"period_from": "2024-02-03T08:00:00"}, "report.zone period_from"),
        ({"period_to": "2024-02-03T08:00:00"}, "report.zone period_from"),
        ({"period_from": "2024-02-03T08:00:00+07:00", "period_to": "2024-02-03T08:00:00+07:00"}, "report.period period_to"),
        ({"nihil": True, **EMPTY, "incidents": [INCIDENT]}, "situation.nihil_with_content"),
        ({"nihil": True, **EMPTY, "vulnerabilities": [NOTE]}, "situation.nihil_with_content"),
        ({"nihil": False, **EMPTY}, "situation.empty"),
        ({"nihil": False, **EMPTY, "incidents": [INCIDENT]}, ""),
        ({"nihil": False, **EMPTY, "vulnerabilities": [NOTE]}, ""),
        ({"nihil": False, **EMPTY, "analysis": "aman"}, ""),
        ({"nihil": True, **EMPTY}, ""),
        (
            {"nihil": False, **EMPTY, "vulnerabilities": [NOTE | {"vulnerability": "NONE"}]},
            "report.code vulnerabilities.vulnerability NONE",
        ),
        ({"nihil": False, **EMPTY, "vulnerabilities": [NOTE | {"place": {}}]}, "report.missing vulnerabilities.place.area"),
        ({"nihil": False, **EMPTY, "incidents": [INCIDENT | {"summary": " "}]}, "report.missing incidents.summary"),
        ({"nihil": False, **EMPTY, "incidents": [INCIDENT | {"place": {}}]}, "report.missing incidents.place.area"),
    ],
)
def test_a_situation_report_lacks(changes: dict[str, object], told: str) -> None:
    assert refused(situation(**changes)) == told


def test_nihil_is_refused_while_something_shows_in_its_period() -> None:
    with pytest.raises(Refused) as caught:
        require_nihil_true(parse_form(nihil()), 1)
    assert (caught.value.code, caught.value.details) == ("situation.nihil_refused", {"count": 1})
    require_nihil_true(parse_form(nihil()), 0)
    for other in (situation(nihil=False), complaint()):
        require_nihil_true(parse_form(other), 5)

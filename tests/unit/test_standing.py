"""Who may lodge a legal report, what becomes of everybody else's word, and the requirements per regime."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.form_parts import Reporter
from core.domain.forms import ComplaintForm, parse_form
from core.domain.requirements import Circumstances, confidence, requirements
from core.domain.standing import LAW, person_reasons, ruled, standing_of, standing_of_tree
from tests.world import complaint, information, reference, warning

VOTING = date(2024, 2, 14)


def legal(**reporter: Any) -> ComplaintForm:
    """A complaint that is a legal report, but for what is said of the reporter."""
    person = {"lane": "open", "name": "Sutini", "address": "Desa Pongok", **reporter}
    form = parse_form(complaint(reporter=person, signed_t07="yes"))
    assert isinstance(form, ComplaintForm)
    return form


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"status": "none"}, "status"),
        ({"citizenship": "Malaysia"}, "citizenship"),
        ({"service": "TNI"}, "service"),
        ({"service": "POLRI", "status": "voter"}, "service"),
        ({"voting_right": "no"}, "voting_right"),
        ({"birth_date": "2007-02-15"}, "age"),
        ({"lane": "information"}, "lane"),
        ({"lane": "sealed"}, "identity"),
    ],
)
def test_who_cannot_report_is_heard_all_the_same(said: dict[str, Any], reason: str) -> None:
    standing = standing_of(legal(**said), VOTING)
    assert standing.reasons == (reason,)
    assert standing.handling == "information"


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"citizenship": "WNI"},
        {"citizenship": "Indonesia"},
        {"service": "none"},
        {"birth_date": "2007-02-14"},
        {"birth_date": "2008-01-01", "voting_right": "yes"},
        {"status": "contestant"},
        {"status": "monitor"},
    ],
)
def test_who_may_report(said: dict[str, Any]) -> None:
    assert standing_of(legal(**said), VOTING).handling == "legal_report"


def test_a_sealed_reporter_who_agrees_is_a_legal_reporter() -> None:
    form = parse_form(
        complaint(
            reporter={"lane": "sealed", "name": "Sutini", "address": "Pongok"}, signed_t07="proxy", consent={"identity": True}
        )
    )
    assert isinstance(form, ComplaintForm)
    assert standing_of(form, VOTING).reasons == ()
    assert standing_of(form, VOTING, late=True).reasons == ("late",)


def test_a_claim_of_being_a_legal_report_is_only_ever_lowered() -> None:
    data = reference()
    claimed = parse_form(complaint(handling="legal_report"))
    lowered = parse_form(complaint(**{**tree_of_legal(), "handling": "information"}))
    right = parse_form(complaint(**tree_of_legal()))
    found = [ruled(form, data) for form in (claimed, lowered, right, parse_form(warning()))]
    assert [getattr(form, "handling", None) for form in found] == ["information", "information", "legal_report", None]


def tree_of_legal() -> dict[str, Any]:
    """Answers that make a complaint a legal report."""
    return {"reporter": {"lane": "open", "name": "Sutini", "address": "Pongok"}, "signed_t07": "yes"}


@given(
    st.sampled_from(("open", "sealed", "information")),
    st.sampled_from(("voter", "contestant", "monitor", "none")),
    st.sampled_from(("", "yes", "no")),
    st.sampled_from(("", "none", "TNI", "POLRI")),
    st.sampled_from(("", "WNI", "Belanda")),
    st.booleans(),
    st.sampled_from(("no", "yes", "proxy")),
)
def test_what_is_shown_while_typing_is_what_is_recorded(
    lane: str, status: str, right: str, service: str, citizenship: str, agrees: bool, signed: str
) -> None:
    person = {"lane": lane, "name": "Sutini", "address": "Pongok", "status": status, "voting_right": right}
    person |= {"service": service, "citizenship": citizenship}
    tree = complaint(reporter=person, signed_t07=signed, consent={"identity": agrees})
    form = parse_form(tree)
    assert isinstance(form, ComplaintForm)
    assert standing_of_tree(tree, VOTING) == standing_of(form, VOTING)


@pytest.mark.parametrize("typed", [{}, {"reporter": "x"}, {"reporter": {"birth_date": "yesterday"}}, {"consent": []}])
def test_half_a_form_never_fails(typed: dict[str, Any]) -> None:
    assert standing_of_tree(typed, VOTING).handling == "information"
    assert all(not each.met for each in requirements("complaint", typed) if each.needed)


def keys(tree: dict[str, Any], around: Circumstances | None = None) -> dict[str, bool]:
    """Requirements of a complaint and whether they are met."""
    return {each.key: each.met for each in requirements("complaint", tree, around)}


def test_pilkada_asks_for_two_things_more() -> None:
    more = keys(complaint(regime="PILKADA")).keys() - keys(complaint()).keys()
    assert more == {"party_address", "signature"}


def test_lateness_is_told_only_where_it_is_known() -> None:
    assert "in_time" not in keys(complaint())
    assert keys(complaint(), Circumstances(late=True))["in_time"] is False
    assert keys(complaint(), Circumstances(late=False))["in_time"] is True


@pytest.mark.parametrize("kind", ["complaint", "early_warning", "information"])
def test_what_is_needed_is_what_intake_demands(kind: str) -> None:
    tree = {"complaint": complaint, "early_warning": warning, "information": information}[kind]()
    assert [each.key for each in requirements(kind, tree) if each.needed and not each.met] == []


def test_every_legal_requirement_names_known_rules() -> None:
    data = reference()
    for regime in LAW:
        for each in requirements("complaint", complaint(regime=regime), Circumstances(late=False)):
            assert len(confidence(data, each)) == len(each.basis), each.key
            assert each.basis or each.group == "form", each.key


def test_a_reporter_of_whom_nothing_is_said_counts_as_a_voter() -> None:
    assert person_reasons(Reporter(lane="open"), None) == ()

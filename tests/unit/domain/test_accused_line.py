"""Whom a post must not see reports about: who stands in its line of command, and who else may read them."""

from __future__ import annotations

import pytest

from core.domain.form_parts import ReportedParty
from core.domain.forms import parse_form
from core.domain.guard import _meets, accused_families, choose_guard, is_outside
from tests.world import complaint, reference, warning

DATA = reference()
POST = DATA.post("K0413")


def families(*parties: ReportedParty, post: str = "K0413") -> frozenset[str]:
    reported = [{"subject": each.subject, "name": "B", "unit": each.unit, "position": each.position} for each in parties]
    return accused_families(parse_form(complaint(reported=reported)), DATA.post(post), DATA)


@pytest.mark.parametrize(
    ("subject", "unit", "position", "inside"),
    [
        ("TNI", "Kodim 0413/Bangka", "", True),
        ("TNI", "", "Dandim 413", True),
        ("TNI", "Korem 045", "", True),
        ("TNI", "Kodim 0414/Belitung", "", False),
        ("TNI", "Kodim 0414", "Danrem Garuda Jaya", True),
        ("TNI", "Lanal Bangka Belitung", "", False),
        ("TNI", "KRI Lanal 9", "", False),
        ("TNI", "", "", True),
        ("TNI", "Koramil Koba", "", True),
        ("PNS", "Dinas Pendidikan", "", False),
        ("PNS", "Kodim 0413", "", True),
        ("POLRI", "Polres Bangka", "", False),
    ],
)
def test_who_stands_in_the_line_of_a_kodims_post(subject: str, unit: str, position: str, inside: bool) -> None:
    party = ReportedParty(subject=subject, unit=unit, position=position)
    found = DATA.subject(subject)
    assert found is not None
    assert families(party) == (frozenset({found.family}) if inside else frozenset())


def test_one_accused_of_the_line_is_enough_and_other_reports_accuse_nobody() -> None:
    outside, inside = ReportedParty(subject="PNS", unit="Dinas"), ReportedParty(subject="TNI", unit="Kodim 0413")
    assert families(outside, inside) == {"TNI"}
    assert families(ReportedParty(subject="X", unit="Kodim 0413")) == {"UNKNOWN"}
    assert accused_families(parse_form(complaint()), None, DATA) == frozenset()
    assert accused_families(parse_form(warning()), POST, DATA) == frozenset()


@pytest.mark.parametrize(
    ("text", "unit", "meets"),
    [
        ("Danrem Garuda Jaya", "045/Garuda Jaya", True),
        ("Garuda Jaya", "045/Garuda Jaya", True),
        ("Garuda", "045/Garuda Jaya", False),
        ("Kodam Sriwijaya", "II/Sriwijaya", True),
        ("Universitas Sriwijaya", "II/Sriwijaya", False),
        ("Kodim", "Kodim 0413", False),
        ("413", "Kodim 0413", True),
        ("45", "045/Garuda Jaya", False),
        ("12045", "045/Garuda Jaya", False),
        ("Kodim Abc", "Kodim Abc", False),
        ("Kodim Abcd", "Kodim Abcd", True),
    ],
)
def test_a_text_names_a_unit_by_number_or_by_its_own_name(text: str, unit: str, meets: bool) -> None:
    assert _meets(text, unit) is meets


def test_the_guard_is_the_first_outside_the_accuseds_and_the_posts_institutions() -> None:
    guards = {"KODIM": "age1", "POLDA": "age2", "KESBANGPOL": "age3"}
    assert choose_guard(guards, frozenset({"PEMDA"}), POST, DATA) == "POLDA"
    assert choose_guard(guards, frozenset({"POLRI"}), POST, DATA) == "KESBANGPOL"
    assert choose_guard(guards, frozenset({"POLRI"}), None, DATA) == "KODIM"
    assert choose_guard(guards, frozenset({"POLRI", "PEMDA"}), POST, DATA) == "KODIM"
    assert choose_guard({"X": "a", "POLDA": "b"}, frozenset(), POST, DATA) == "POLDA", "an unknown one is none"
    assert choose_guard(guards, frozenset({"TNI", "POLRI", "PEMDA"}), POST, DATA) == "KESBANGPOL", "never refused"
    assert is_outside("POLDA", frozenset({"TNI"}), DATA) and not is_outside("POLDA", frozenset({"POLRI"}), DATA)
    assert not is_outside("X", frozenset(), DATA)

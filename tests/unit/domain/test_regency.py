"""What is a regency's own: areas in every body that names one, and the papers of its team."""

from __future__ import annotations

from datetime import date

import pytest

from core.domain.action_item import ActionFacts, ActionSet
from core.domain.document import DocumentFacts, DocumentIssued
from core.domain.errors import NotAllowed
from core.domain.local_rule import RuleFacts, RuleRecorded
from core.domain.meeting import AreaLevel, HeldFacts, HeldStory, MeetingHeld
from core.domain.member import REGENCY, DecreeFacts, TeamDecreed, gaps
from core.domain.outreach import OutreachFacts, OutreachHeld
from core.domain.regency import BOUND, covers, is_regency, outside, require_inside
from core.domain.vulnerability import AssessedFacts, VulnerabilityAssessed
from core.journal.catalogue import kind_of
from tests.world import reference

OWN, DAY = "19.05", "2024-02-05"


def bodies(area: str) -> list[object]:
    """Every event that names an area, naming this one."""
    return [
        TeamDecreed(DecreeFacts(area=area, number="1", day=DAY, valid_from=DAY)),
        RuleRecorded(RuleFacts(area=area, topic="lainnya", document="1", valid_from=DAY)),
        VulnerabilityAssessed(AssessedFacts(area=area, level="rendah", day=DAY, reasons=["KR-01"])),
        ActionSet(ActionFacts(owner="KESBANGPOL", due=DAY, day=DAY, area=area)),
        OutreachHeld(OutreachFacts(kind="imbauan", day=DAY, institution="KESBANGPOL", area=area)),
        MeetingHeld(HeldFacts(day=DAY), HeldStory(areas=[AreaLevel(area=area, level="rendah")])),
    ]


def paper(kind: str) -> DocumentIssued:
    return DocumentIssued(
        DocumentFacts(
            kind=kind, number="1", series="A", sequence=1, number_kind="T", template_version=1, document=b"", content_digest=b"",
            byterange_digest=b"", title="", classification="BIASA", day=DAY,
        )
    )  # fmt: skip


@pytest.mark.parametrize("area", [OWN, f"{OWN}.01", f"{OWN}.01.2001"])
def test_its_own_area_and_what_lies_in_it(area: str) -> None:
    assert [outside(OWN, event) for event in bodies(area)] == [""] * 6
    assert [outside(f"19/{OWN}", event) for event in bodies(area)] == [""] * 6, "as a national office names it"


@pytest.mark.parametrize("area", ["19", "19.03", "19.03.08", "19.051", "52.05", "1"])
def test_any_other_area_is_outside(area: str) -> None:
    assert [outside(OWN, event) for event in bodies(area)] == [area] * 6


def test_what_names_no_area_is_its_own() -> None:
    assert [outside(OWN, event) for event in bodies("")[3:5]] == ["", ""]


def test_papers_of_its_team_alone() -> None:
    assert outside(OWN, paper("T10")) == outside(OWN, paper("LEPAS")) == ""
    with pytest.raises(NotAllowed) as refusal:
        require_inside(OWN, paper("T08"))
    assert refusal.value.code == "regency.paper"
    assert outside(OWN, DocumentIssued(None)) == "?"


def test_admission_looks_at_every_kind_that_names_an_area() -> None:
    assert {kind_of(event)[0] for event in [*bodies(OWN), paper("T10")]} == BOUND  # type: ignore[arg-type]


def test_each_of_the_seventeen_regencies_without_a_decree_is_a_gap() -> None:
    data = reference()
    areas = {home: [each.code for each in data.children(home) if each.level == REGENCY] for home in ("19", "52")}
    assert sum(map(len, areas.values())) == 17
    for codes in areas.values():
        asked = [(code, REGENCY) for code in codes]
        found = gaps(data.seats, asked, [], [], date(2024, 2, 5))
        assert [(each.area, each.what) for each in found] == [(code, "no_decree") for code in codes]
        others = gaps(data.seats, asked, [(codes[0], True)], [], date(2024, 2, 5))
        assert [each.area for each in others if each.what == "no_decree"] == codes[1:]


def test_codes_of_regencies() -> None:
    assert [code for code in ("19.05", "52.71", "K0413", "19", "19.05.01", "1９.05", "D-19") if is_regency(code)] == [
        "19.05", "52.71",
    ]  # fmt: skip
    assert not covers("19.05", "19.0")

"""What the data say of an act: a range with its dates and its doubts, never a verdict."""

from __future__ import annotations

from datetime import date

import pytest

from core.domain.act_law import law_of
from core.domain.reference import ReferenceData
from tests.world import reference


@pytest.fixture
def data() -> ReferenceData:
    return reference()


def test_a_range_and_its_rungs(data: ReferenceData) -> None:
    law = law_of(data, "ASN-D04", "PNS", date(2024, 10, 1), "PILKADA_2024")
    assert law is not None and law.concerns and not law.clarify and law.other_phase is None
    assert law.classes == ("berat",)
    assert [rung.code for rung in law.sanctions] == ["S-PNS-B1", "S-PNS-B2", "S-PNS-B3"]
    assert {rule.ref.code for rule in law.rules} == {"PP94-2021-13g-14i", "SKB-2022"}


def test_the_other_list_is_named_when_the_day_lies_in_the_other_phase(data: ReferenceData) -> None:
    early = law_of(data, "ASN-D04", "PNS", date(2024, 8, 1), "PILKADA_2024")
    assert early is not None and early.other_phase == "before"
    between = law_of(data, "ASN-D04", "PNS", date(2023, 11, 5), "PEMILU_2024")
    assert between is not None and between.other_phase is None


def test_mere_attendance_has_no_class_for_anybody(data: ReferenceData) -> None:
    for subject in data.subjects:
        law = law_of(data, "HDR-01", subject.code, date(2024, 2, 1))
        assert law is not None and law.clarify and law.classes == () and law.sanctions == ()


@pytest.mark.parametrize(("day", "ended"), [(date(2026, 1, 1), False), (date(2026, 1, 2), True)])
def test_old_penalties_end_with_their_day(data: ReferenceData, day: date, ended: bool) -> None:
    law = law_of(data, "ASN-P01", "PNS", day)
    assert law is not None
    (rule,) = law.rules
    assert rule.ended is ended and rule.ref.penalty_id
    assert (law.since is not None and law.since.code == "UU1-2023-UU1-2026") is ended


def test_an_act_without_articles_tells_of_the_new_penal_code_too(data: ReferenceData) -> None:
    law = law_of(data, "PID-03", "WARGA", date(2027, 2, 1))
    assert law is not None and law.rules == () and law.since is not None


def test_soldiers_are_reached_from_the_courts_ruling_on(data: ReferenceData) -> None:
    before, after = (law_of(data, "TNI-07", "TNI", day) for day in (date(2024, 11, 13), date(2024, 11, 14)))
    assert before is not None and before.not_before == date(2024, 11, 14)
    assert after is not None and after.not_before is None
    village = law_of(data, "TNI-07", "KADES", date(2024, 11, 13))
    assert village is not None and village.not_before is None


def test_an_act_of_others_does_not_concern(data: ReferenceData) -> None:
    law = law_of(data, "TNI-06", "PNS", date(2024, 2, 14))
    assert law is not None and not law.concerns
    assert law_of(data, "nothing", "PNS", None) is None


def test_without_a_day_nothing_has_ended(data: ReferenceData) -> None:
    for act in data.violations:
        for subject in act.applies_to:
            law = law_of(data, act.code, subject, None)
            assert law is not None and law.since is None and not any(rule.ended for rule in law.rules)


def test_a_rule_of_another_election_is_not_cited(data: ReferenceData) -> None:
    cited = {}
    for election, day in (("PEMILU_2024", date(2024, 2, 3)), ("PILKADA_2024", date(2024, 11, 18)), ("", date(2024, 2, 3))):
        law = law_of(data, "DES-03", "KADES", day, election)
        assert law is not None
        cited[election] = {rule.ref.code for rule in law.rules}
    village, region = {"UU7-2017-490"}, {"UU10-2016-71", "UU1-2015-188-MK136"}
    assert cited == {"PEMILU_2024": village, "PILKADA_2024": region, "": village | region}

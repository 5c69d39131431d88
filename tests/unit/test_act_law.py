"""What the data say of an act: a range with its dates and its doubts, never a verdict."""

from __future__ import annotations

from datetime import date

import pytest

from core.domain.act_law import acts_instead, is_of_regime, law_of, of_regime, regime_of
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


def test_an_act_of_both_lists_belongs_to_every_phase(data: ReferenceData) -> None:
    for day in (date(2024, 8, 1), date(2024, 10, 1), None):
        law = law_of(data, "ASN-P01", "PNS", day, "PILKADA_2024")
        assert law is not None and law.other_phase is None
    unknown = law_of(data, "ASN-D04", "PNS", None, "PILKADA_2024")
    assert unknown is not None and unknown.other_phase is None


def test_what_fits_instead_is_an_act_of_that_book_and_of_that_person(data: ReferenceData) -> None:
    def instead(act: str, subject: str, election: str) -> tuple[str, ...] | None:
        law = law_of(data, act, subject, None, election)
        assert law is not None
        return None if law.instead is None else tuple(each.code for each in law.instead)

    assert instead("ASN-P01", "PNS", "PEMILU_2024") is None
    assert instead("ASN-P01", "PNS", "") is None, "where no election is told, nothing is held against the act"
    assert instead("ASN-P01", "PNS", "PILKADA_2024") == ("ASN-P02",)
    assert instead("ASN-P01", "BPD", "PILKADA_2024") == (), "the other act does not reach that person"
    assert instead("ASN-P01", "nobody", "PILKADA_2024") == ("ASN-P02",), "of an unknown person all of them"
    assert instead("TNI-07", "TNI", "PEMILU_2024") == ("TNI-02",)
    assert instead("TNI-07", "PNS", "PEMILU_2024") == ("ASN-K05",)
    own = data.violation("ASN-P01")
    assert own is not None and acts_instead(data, own, "PNS", "PEMILU") == (), "what fits belongs to the book asked about"


def test_the_book_of_law_is_the_named_one_or_that_of_the_election(data: ReferenceData) -> None:
    told = {("PILKADA_2024", "pemilu"): "PEMILU", ("PILKADA_2024", ""): "PILKADA", ("PILKADA_2024", "ADAT"): "PILKADA"}
    told |= {("", "pilkada"): "PILKADA", ("", ""): "", ("pilkades", ""): ""}
    assert {given: regime_of(data, *given) for given in told} == told


def test_rules_and_acts_of_every_book_stand_beside_those_of_one(data: ReferenceData) -> None:
    of_both = next(each.code for each in data.legal_refs if not each.regimes)
    laws = ("UU7-2017-490", "UU10-2016-71", "unknown", of_both)
    assert of_regime(data, laws, "") == ("UU7-2017-490", "UU10-2016-71", of_both)
    assert of_regime(data, laws, "PEMILU") == ("UU7-2017-490", of_both)
    assert of_regime(data, laws, "PILKADA") == ("UU10-2016-71", of_both)
    acts = {code: data.violation(code) for code in ("ASN-P01", "ASN-P02", "ASN-D04")}
    assert {code: [is_of_regime(act, regime) for regime in ("", "PEMILU", "PILKADA")] for code, act in acts.items() if act} == {
        "ASN-P01": [True, True, False], "ASN-P02": [True, False, True], "ASN-D04": [True, True, True],
    }  # fmt: skip


def test_an_unknown_person_is_concerned_and_has_no_ladder(data: ReferenceData) -> None:
    law = law_of(data, "ASN-D04", "nobody", date(2024, 10, 1), "PILKADA_2024")
    assert law is not None and (law.concerns, law.subject, law.sanctions, law.not_before) == (True, None, (), None)
    assert law.confidence in ("verified", "partly", "press", "unverified", "policy") and law.instead is None

"""Guidance: an answer for every kind of person and act, neutral words, voting and attendance as the law says, a ranked search."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import Invalid
from core.domain.guidance import Guidance, advise, election_at, pointed_to, questions_for
from core.domain.guide_search import search
from tests.world import RESOURCES, reference

DATA = reference()
WORDS = Guidance.parse((RESOURCES / "guidance" / "guidance.json").read_bytes())
SUBJECTS, ACTS = [each.code for each in DATA.subjects], [each.code for each in DATA.violations]
CAMPAIGN, BEFORE, BETWEEN, LATER = date(2024, 2, 3), date(2023, 6, 1), date(2024, 10, 10), date(2031, 1, 1)
LEADING = re.compile(r"pelaku|bersalah|melanggar|curang|terbukti|offender|guilty|cheat", re.IGNORECASE)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_an_answer_for_every_kind_of_person_and_act(subject: str) -> None:
    for act in ACTS:
        for day in (BEFORE, CAMPAIGN, BETWEEN, LATER):
            found = advise(WORDS, DATA, subject, act, day)
            assert found.topic.about_id and found.topic.about_en and found.steps.id and len(found.steps.id) == len(found.steps.en)
            assert found.law.act.legal_basis or found.law.rules or found.rules or found.stance != "regulated"
            assert (found.election is None) == (day == LATER)


def test_every_act_has_one_topic_and_every_question_points_somewhere() -> None:
    told = [act for topic in WORDS.topics for act in topic.acts]
    assert sorted(told) == sorted(ACTS)
    asked = {act for question in WORDS.questions for act in question.acts}
    assert asked == set(ACTS)
    assert {question.code for subject in SUBJECTS for question in questions_for(WORDS, DATA, subject)} == {
        question.code for question in WORDS.questions
    }


def test_words_are_neutral() -> None:
    for question in WORDS.questions:
        assert question.ask_id.startswith("Apakah ") and question.ask_id.endswith("?") and question.ask_id.count("?") == 1
        assert not LEADING.search(question.ask_id + question.ask_en)
    for topic in WORDS.topics:
        assert not LEADING.search(topic.name_id + topic.about_id + topic.free_id + topic.leaf_id + topic.about_en + topic.free_en)


@given(st.sampled_from(SUBJECTS), st.sampled_from(ACTS), st.dates(date(2022, 1, 1), date(2030, 1, 1)))
def test_attendance_is_to_be_clarified_and_voting_concerns_tni_and_polri_alone(subject: str, act: str, day: date) -> None:
    assert advise(WORDS, DATA, subject, "HDR-01", day).stance == "clarify"
    vote = advise(WORDS, DATA, subject, "TNI-06", day).stance
    assert (vote == "regulated") == (subject in ("TNI", "POLRI"))
    found = advise(WORDS, DATA, subject, act, day)
    if subject not in found.law.act.applies_to:
        assert found.stance not in ("regulated", "not_yet", "other_list")


def test_the_day_decides() -> None:
    """Control by the calendar: the same act of a civil servant before and after candidates were determined."""
    assert advise(WORDS, DATA, "PNS", "ASN-E01", date(2023, 10, 1)).stance == "regulated"
    assert advise(WORDS, DATA, "PNS", "ASN-E01", CAMPAIGN).stance == "other_list"
    assert advise(WORDS, DATA, "PNS", "ASN-D01", CAMPAIGN).stance == "regulated"
    reached = date(2024, 11, 14)
    assert advise(WORDS, DATA, "TNI", "TNI-07", reached - timedelta(days=1)).stance == "not_yet"
    assert advise(WORDS, DATA, "TNI", "TNI-07", reached).stance == "regulated"
    assert advise(WORDS, DATA, "TNI", "TNI-07", CAMPAIGN).stance == "other_regime"
    assert "UU7-2017-490" not in {rule.ref.code for rule in advise(WORDS, DATA, "KADES", "TNI-07", reached).rules}
    assert advise(WORDS, DATA, "HONORER", "HON-01", BETWEEN).stance == "local"
    for day, code in ((CAMPAIGN, "PEMILU_2024"), (BETWEEN, "PILKADA_2024")):
        found = election_at(DATA, day)
        assert found is not None and found.code == code
    assert election_at(DATA, LATER) is None


def test_answers_point_to_acts() -> None:
    assert pointed_to(WORDS, DATA, "PNS", {"hadir"}, CAMPAIGN) == ("HDR-01",)
    worn = pointed_to(WORDS, DATA, "PNS", {"hadir", "atribut"}, CAMPAIGN)
    assert worn == ("ASN-D01", "ASN-K02")
    assert pointed_to(WORDS, DATA, "PNS", {"atribut"}, date(2023, 6, 1)) == ("ASN-E01", "ASN-K02")
    assert pointed_to(WORDS, DATA, "PNS", set(), CAMPAIGN) == pointed_to(WORDS, DATA, "WARGA", {"hadir"}, CAMPAIGN) == ()
    assert "TNI-06" not in pointed_to(WORDS, DATA, "PNS", {"memilih"}, CAMPAIGN)


def test_search_ranks_titles_first_and_wants_every_word() -> None:
    first = search(WORDS, DATA, "hadir")[0]
    assert (first.kind, first.code) in (("topic", "HADIR"), ("act", "HDR-01"))
    assert any(hit.code == "ASN-D01" for hit in search(WORDS, DATA, "spanduk calon"))
    assert search(WORDS, DATA, "spanduk qwerty") == search(WORDS, DATA, "") == search(WORDS, DATA, "a") == ()
    assert search(WORDS, DATA, "hdr-01")[0].code == "HDR-01"
    assert any(hit.kind == "law" for hit in search(WORDS, DATA, "UU 7/2017"))
    assert search(WORDS, DATA, "banner", "en") != ()


def test_what_is_refused() -> None:
    for code, subject, act in (("guide.subject", "DUKUN", "HDR-01"), ("guide.act", "PNS", "XXX-99")):
        with pytest.raises(Invalid, match=re.escape(code)):
            advise(WORDS, DATA, subject, act, CAMPAIGN)
    with pytest.raises(Invalid, match=r"guide\.unreadable"):
        Guidance.parse(b"{")

"""Guidance answer by answer: what is refused, which rules and stages, which acts a yes points to, and how a search ranks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from core.domain.errors import Invalid
from core.domain.guidance import Guidance, Topic, advise, election_at, local_topics, pointed_to, questions_for, rules_of
from core.domain.guide_search import Hit, search
from core.domain.reference_items import Election
from tests.world import RESOURCES, reference

DATA = reference()
WORDS = Guidance.parse((RESOURCES / "guidance" / "guidance.json").read_bytes())
CAMPAIGN, BOTH_LISTS, LATER = date(2024, 2, 3), date(2023, 11, 8), date(2031, 1, 1)


def test_what_is_refused_says_the_value() -> None:
    def why(subject: str, act: str) -> tuple[str, dict[str, object]]:
        with pytest.raises(Invalid) as caught:
            advise(WORDS, DATA, subject, act, CAMPAIGN)
        return caught.value.code, dict(caught.value.details)

    assert why("DUKUN", "HDR-01") == ("guide.subject", {"value": "DUKUN"})
    assert why("PNS", "XXX-99") == ("guide.act", {"value": "XXX-99"})
    with pytest.raises(Invalid) as caught:
        Guidance.parse(b"{")
    assert caught.value.code == "guide.unreadable"


def test_an_act_is_explained_by_its_topic_and_an_unknown_one_by_the_last() -> None:
    for topic in WORDS.topics:
        assert {WORDS.topic_of(act).code for act in topic.acts} <= {topic.code}
    assert WORDS.topic_of("OWN-01") == WORDS.topics[-1]


def test_the_rules_of_an_election_and_of_none() -> None:
    person = DATA.subject("PNS")
    assert person is not None
    everything = [(rule.ref.code, rule.ended) for rule in rules_of(DATA, person)]
    assert everything == [(code, False) for code in person.legal_refs]
    told = advise(WORDS, DATA, "PNS", "ASN-D04", LATER)
    assert [rule.ref.code for rule in told.rules] == list(person.legal_refs)
    assert (told.election, told.stages, told.phase) == (None, (), None)
    for day, election, phase in ((CAMPAIGN, "PEMILU_2024", "after"), (BOTH_LISTS, "PEMILU_2024", "any")):
        found = advise(WORDS, DATA, "PNS", "ASN-D04", day)
        assert found.election is not None and (found.election.code, found.phase) == (election, phase)
        assert [rule.ref.code for rule in found.rules] == [
            code for code in person.legal_refs if (ref := DATA.legal_ref(code)) and (not ref.regimes or "PEMILU" in ref.regimes)
        ]
    assert [stage.code for stage in advise(WORDS, DATA, "PNS", "ASN-D04", CAMPAIGN).stages] == ["PERENCANAAN", "KAMPANYE"]
    asked = advise(WORDS, DATA, "PNS", "ASN-D04", CAMPAIGN, "PILKADA_2024")
    assert asked.election is not None and (asked.election.code, asked.phase) == ("PILKADA_2024", "before")


def test_rules_of_a_regency_may_say_otherwise_for_one_group_alone() -> None:
    (party,) = [topic for topic in WORDS.topics if topic.code == "PARTAI"]
    told = {
        subject: local_topics([party], person) for subject in ("HONORER", "KADES", "PNS") if (person := DATA.subject(subject))
    }
    assert told == {"HONORER": ("cuti_calon", "honorer_calon"), "KADES": ("cuti_calon", "desa_calon"), "PNS": ("cuti_calon",)}
    person = DATA.subject("PNS")
    assert person is not None and local_topics(WORDS.topics, person) == ("alat_peraga", "cuti_calon")
    assert local_topics([], person) == ()


def election(code: str, voting: str, *spans: tuple[str, str]) -> Election:
    """An election of these stages; an empty day is unknown."""
    days = [tuple(date.fromisoformat(day) if day else None for day in span) for span in spans]
    stages = tuple(msgspec.structs.replace(DATA.elections[0].stages[0], start=start, end=end) for start, end in days)
    return msgspec.structs.replace(DATA.elections[0], code=code, voting_day=date.fromisoformat(voting), stages=stages)


def held(day: str, *elections: Election) -> str:
    found = election_at(replace(DATA, elections=elections), date.fromisoformat(day))
    return "" if found is None else found.code


def test_the_election_whose_calendar_holds_the_day() -> None:
    one = election("A", "2029-02-10", ("2029-01-01", "2029-01-05"), ("2029-01-03", ""))
    days = ("2028-12-31", "2029-01-01", "2029-01-06", "2029-02-10", "2029-02-11")
    assert [held(day, one) for day in days] == ["", "A", "A", "A", ""]
    longer = election("A", "2029-02-10", ("2029-01-01", "2029-03-05"))
    assert [held(day, longer) for day in ("2029-03-05", "2029-03-06")] == ["A", ""]
    assert held("2029-02-01", election("A", "2029-02-10", ("2029-01-01", ""))) == "", "a calendar without an end is none"
    assert held("2029-02-01", election("A", "2029-02-10", ("", "2029-03-01"))) == ""
    soon, late = (election(code, f"2029-03-{day}", ("2029-01-01", "2029-12-31")) for code, day in (("S", "10"), ("L", "20")))
    for pair in ((soon, late), (late, soon)):
        told = [held(f"2029-03-{day}", *pair) for day in ("09", "10", "11", "20", "21")]
        assert told == ["S", "S", "L", "L", "L"], "who votes next, and on the day itself who votes; then who voted last"


def test_answers_point_to_the_acts_of_either_list_between_two_determinations_and_of_all_without_a_calendar() -> None:
    both = ("ASN-E01", "ASN-D01", "ASN-K02")
    assert pointed_to(WORDS, DATA, "PNS", {"atribut"}, BOTH_LISTS) == both
    assert pointed_to(WORDS, DATA, "PNS", {"atribut"}, LATER) == both
    assert pointed_to(WORDS, DATA, "PNS", {"tim"}, CAMPAIGN) == ("ASN-P01", "ASN-D09"), "what another book knows is not shown"
    assert pointed_to(WORDS, DATA, "PNS", {"tim"}, LATER) == ("ASN-P01", "ASN-P02", "ASN-D09")


def test_questions_are_asked_that_can_point_to_something() -> None:
    for subject in ("PNS", "TNI", "WARGA"):
        listed = {act.code for act in DATA.violations if subject in act.applies_to}
        asked = [question.code for question in questions_for(WORDS, DATA, subject)]
        assert asked == [question.code for question in WORDS.questions if listed.intersection(question.acts)]
        assert len(asked) < len(WORDS.questions)


# --- the search ----------------------------------------------------------------------------------------------------------


def topic(code: str, name: str, about: str = "", free: str = "") -> Topic:
    words = {"name": name, "about": about, "free": free, "leaf": ""}
    both = {
        f"{field}_{language}": f"{text} {language}" if text else "" for field, text in words.items() for language in ("id", "en")
    }
    return Topic(code=code, acts=(f"{code}-01",), **both)


SMALL = replace(DATA, violations=(), subjects=(), legal_refs=(), sanctions=())


def found(text: str, *topics: Topic, language: str = "id") -> list[str]:
    words = Guidance(version="1", topics=topics, steps={}, questions=())
    return [hit.code for hit in search(words, SMALL, text, language)]


def test_a_code_counts_most_then_a_title_then_a_text_and_a_whole_word_twice_its_beginning() -> None:
    whole = [topic("D", "x", "spanduk"), topic("C", "x", "spandukan"), topic("B", "spandukan"), topic("A", "spanduk"),
             topic("SPANDUK", "x"), topic("SPANDUKX", "x")]  # fmt: skip
    assert found("spanduk", *whole) == ["SPANDUK", "A", "SPANDUKX", "B", "D", "C"]
    assert found("spanduk", *whole[::-1]) == ["SPANDUK", "A", "SPANDUKX", "B", "D", "C"]
    assert found("x spanduk", *whole) == found("spanduk", *whole), "one letter is no word"


def test_every_word_is_wanted_and_words_add_up() -> None:
    topics = [topic("A", "foto bersama"), topic("B", "foto", "bersama"), topic("C", "foto"), topic("D", "foto bersama calon")]
    assert found("foto bersama", *topics) == ["A", "D", "B"]
    assert found("fo be", *topics) == ["A", "D", "B"], "two letters are a beginning"
    assert found("f", *topics) == found(" ", *topics) == found("foto qwerty", *topics) == []
    assert len(found("foto", *(topic(f"T{number}", "foto") for number in range(50)))) == 40


def test_a_topic_is_found_by_the_words_of_its_language() -> None:
    one = topic("A", "foto", "tentang", "bebas")
    assert found("id", one) == found("en", one, language="en") == ["A"]
    assert found("en", one) == found("id", one, language="en") == []
    words = Guidance(version="1", topics=(one,), steps={}, questions=())
    assert search(words, SMALL, "foto") == (Hit("topic", "A", "foto id", "tentang id bebas id", ("A-01",)),)
    assert search(words, SMALL, "foto", "en") == (Hit("topic", "A", "foto en", "tentang en bebas en", ("A-01",)),)


def test_acts_persons_laws_and_sanctions_are_found_in_both_languages() -> None:
    act, person, rung = DATA.violations[0], DATA.subjects[0], DATA.sanctions[0]
    law = next(ref for ref in DATA.legal_refs if ref.topic_id)
    data = replace(DATA, violations=(act,), subjects=(person,), legal_refs=(law,), sanctions=(rung,))
    none = Guidance(version="1", topics=(), steps={}, questions=())

    def all_of(language: str) -> dict[str, Hit]:
        codes = {"act": act.code, "subject": person.code, "law": law.code, "sanction": rung.code}
        return {kind: next(hit for hit in search(none, data, code, language) if hit.kind == kind) for kind, code in codes.items()}

    acts = (act.code,) if law.code in act.legal_refs else ()
    assert all_of("id") == {
        "act": Hit("act", act.code, act.name_id, act.legal_basis, (act.code,)),
        "subject": Hit("subject", person.code, person.name_id, person.discipline_authority),
        "law": Hit("law", law.code, law.citation, law.topic_id, acts),
        "sanction": Hit("sanction", rung.code, rung.name_id, rung.legal_basis),
    }
    assert all_of("en") == {
        "act": Hit("act", act.code, act.name_en, act.legal_basis, (act.code,)),
        "subject": Hit("subject", person.code, person.name_en, person.discipline_authority),
        "law": Hit("law", law.code, law.citation, law.topic_en, acts),
        "sanction": Hit("sanction", rung.code, rung.name_en, rung.legal_basis),
    }
    known = next(ref for ref in DATA.legal_refs if any(ref.code in each.legal_refs for each in DATA.violations))
    hit = next(hit for hit in search(none, DATA, known.code) if hit.code == known.code)
    assert hit.acts == tuple(each.code for each in DATA.violations if known.code in each.legal_refs)

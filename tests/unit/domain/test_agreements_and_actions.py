"""Agreements and items of the plan of action: every fact that is kept, every edge of a term, every refusal with its details."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from core.domain import agreement
from core.domain.action_item import (
    CLOSED,
    DONE,
    DROPPED,
    OPEN,
    RUNNING,
    ActionFacts,
    ActionForm,
    ActionStory,
    MoveAction,
    MovedFacts,
    SetAction,
    election_in,
    move,
    set_action,
)
from core.domain.agreement import AgreementFacts, AgreementForm, AgreementStory, RecordAgreement, agree
from core.domain.errors import Refused
from core.domain.ids import CommandId, show_id
from tests.world import reference

NEW, TODAY = CommandId(bytes(16)), date(2024, 2, 5)
DATA = reference()
MEETING = bytes(range(16))


def refused(act: Any, *given: Any, **named: Any) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Refused) as caught:
        act(*given, **named)
    return caught.value.code, dict(caught.value.details)


def agreed(**typed: str) -> Any:
    said = {"number": " 1/PKS ", "title": " Kerja sama ", "day": "2024-01-10", "parties": " polda, ,BAWASLU,Polda,"}
    return agree(RecordAgreement(NEW, AgreementForm(**(said | typed))), DATA, TODAY)


def test_an_agreement_is_kept_with_each_party_once() -> None:
    made = agreed(scope=" baris satu\nbaris dua ", valid_from="2024-01-20", valid_to="2025-01-20", notice=" 30 ")
    assert made.facts == AgreementFacts(
        number="1/PKS", day="2024-01-10", parties=["POLDA", "BAWASLU"], valid_from="2024-01-20", valid_to="2025-01-20", notice=30
    )
    assert made.story == AgreementStory(title="Kerja sama", scope="baris satu\nbaris dua")


def test_an_agreement_without_a_term_holds_from_its_day_on_and_is_told_three_months_before() -> None:
    facts = agreed().facts
    assert (facts.valid_from, facts.valid_to, facts.notice) == ("2024-01-10", "", 90)
    assert agreed(valid_to="2024-01-10").facts.valid_to == "2024-01-10", "a term of one day"
    assert agreed(valid_from="2023-06-01", valid_to="2023-12-01").facts.valid_from == "2023-06-01", "it may begin before its day"
    assert [agreed(notice=text).facts.notice for text in ("0", "730", "007", "0030")] == [0, 730, 7, 30]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"parties": "polda"}, ("agreement.parties", {})),
        ({"parties": "polda,POLDA"}, ("agreement.parties", {})),
        ({"parties": " , "}, ("agreement.parties", {})),
        ({"parties": ""}, ("team.missing", {"field": "parties"})),
        ({"number": " "}, ("team.missing", {"field": "number"})),
        ({"title": " "}, ("team.missing", {"field": "title"})),
        ({"day": " "}, ("team.missing", {"field": "day"})),
        ({"day": "kemarin"}, ("team.day", {"field": "day"})),
        ({"day": "2024-02-06"}, ("team.future", {"field": "day"})),
        ({"valid_to": "2024-01-09"}, ("team.term", {})),
        ({"valid_from": "2024-03-01", "valid_to": "2024-02-29"}, ("team.term", {})),
        ({"title": "a\x00"}, ("text.forbidden", {"field": "title"})),
        *(
            ({"notice": text}, ("team.code", {"field": "notice", "value": text[:10], "codes": "0-730"}))
            for text in ("731", "-1", "satu", "\u0663\u0660", "1.5", "00030", "0030000", "12345678901")
        ),
    ],
)
def test_an_agreement_is_refused(typed: dict[str, str], told: tuple[str, dict[str, Any]]) -> None:
    assert refused(agreed, **typed) == told


def test_a_party_that_nobody_knows_is_named() -> None:
    code, details = refused(agreed, parties="polda,partai")
    assert (code, details["field"], details["value"]) == ("team.code", "parties", "partai")


@pytest.mark.parametrize(
    ("first", "last", "notice", "told"),
    [
        ("2024-02-06", "", 0, agreement.COMING),
        ("2024-02-05", "", 0, agreement.IN_FORCE),
        ("2024-01-01", "2024-02-04", 0, agreement.ENDED),
        ("2024-01-01", "2024-02-05", 0, agreement.RENEW),
        ("2024-01-01", "2024-02-06", 0, agreement.IN_FORCE),
        ("2024-01-01", "2024-02-06", 1, agreement.RENEW),
        ("2024-01-01", "2024-03-06", 30, agreement.RENEW),
        ("2024-01-01", "2024-03-07", 30, agreement.IN_FORCE),
        ("2024-02-06", "2024-02-07", 90, agreement.COMING),
    ],
)
def test_where_an_agreement_stands_to_the_day(first: str, last: str, notice: int, told: str) -> None:
    assert agreement.standing(first, last, notice, TODAY) == told


# --- items of the plan ---------------------------------------------------------------------------------------------------


def item(**typed: str) -> Any:
    said = {"activity": " Apel siaga ", "owner": "polda", "due": "2024-03-01"}
    return set_action(SetAction(NEW, ActionForm(**(said | typed))), DATA, TODAY)


def test_an_item_is_kept_with_who_does_it_where_and_for_which_stage() -> None:
    assert item().facts == ActionFacts(owner="POLDA", due="2024-03-01", day="2024-02-05")
    assert item().story == ActionStory(activity="Apel siaga")
    full = item(
        election="pemilu_2024", stage="kampanye", output=" laporan ", related="bawaslu, , korem", area=" 19.03.08 ",
        meeting=show_id(MEETING),
    )  # fmt: skip
    assert full.facts == ActionFacts(
        owner="POLDA", due="2024-03-01", day="2024-02-05", election="PEMILU_2024", stage="KAMPANYE",
        related=["BAWASLU", "KOREM"], area="19.03.08", meeting=MEETING,
    )  # fmt: skip
    assert full.story == ActionStory(activity="Apel siaga", output="laporan")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        *(({name: " "}, ("team.missing", {"field": name})) for name in ("activity", "owner", "due")),
        ({"due": "besok"}, ("team.day", {"field": "due"})),
        ({"area": "99.99.99.9999.9999.9999"}, ("team.area", {"value": "99.99.99.9999.9999.9"})),
        ({"meeting": "x"}, ("team.unknown", {})),
        ({"stage": "KAMPANYE"}, ("team.missing", {"field": "election"})),
        ({"output": "a\x00"}, ("text.forbidden", {"field": "output"})),
    ],
)
def test_an_item_is_refused(typed: dict[str, str], told: tuple[str, dict[str, Any]]) -> None:
    assert refused(item, **typed) == told


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ({"owner": "partai"}, "owner", "partai"),
        ({"related": "bawaslu,partai"}, "related", "partai"),
        ({"election": "pilkades"}, "election", "pilkades"),
        ({"election": "pemilu_2024", "stage": "pesta"}, "stage", "pesta"),
    ],
)
def test_a_code_that_nobody_knows_is_named_with_its_field(typed: dict[str, str], field: str, value: str) -> None:
    code, details = refused(item, **typed)
    assert (code, details["field"], details["value"]) == ("team.code", field, value)


def test_an_election_goes_without_a_stage_and_never_the_other_way_round() -> None:
    assert election_in(" ", " ", DATA) == election_in("", "", DATA) == ("", "")
    assert election_in("pemilu_2024", " ", DATA) == ("PEMILU_2024", "")
    assert election_in("pemilu_2024", "kampanye", DATA) == ("PEMILU_2024", "KAMPANYE")


def moved(status: str = RUNNING, *, before: str = OPEN, note: str = "", due: str = "") -> Any:
    return move(MoveAction(NEW, "", status, note, due), before, TODAY)


def test_an_item_moves_on_until_it_is_done_or_dropped() -> None:
    made = moved(" Berjalan ", note=" ditunda ", due="2024-04-01")
    assert made.facts == MovedFacts(status=RUNNING, day="2024-02-05", due="2024-04-01") and made.story.note == "ditunda"
    for before in (OPEN, RUNNING):
        for status in (OPEN, RUNNING, DONE, DROPPED):
            assert moved(status, before=before).facts == MovedFacts(status=status, day="2024-02-05")
    for before in (DONE, DROPPED):
        assert refused(moved, before=before) == ("action.closed", {"status": before})
    assert {DONE, DROPPED} == CLOSED
    allowed = "belum, berjalan, selesai, dibatalkan"
    assert refused(moved, "hilang") == ("team.code", {"field": "status", "value": "hilang", "codes": allowed})
    assert refused(moved, due="besok") == ("team.day", {"field": "due"})
    assert refused(moved, note="a\x00") == ("text.forbidden", {"field": "note"})

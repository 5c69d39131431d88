"""Small rules that much rests on: ids as written, sets that join, copies that stay, a report's road and its days."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from core.domain import keeping, lodging_days
from core.domain.errors import Invalid
from core.domain.forms import ComplaintForm, parse_form
from core.domain.ids import read_id, show_id
from core.domain.joined import Joined
from core.domain.lookup import STATUSES, further
from tests.world import complaint, reference

DATA = reference()


def test_an_id_is_26_letters_and_reads_back_however_it_is_typed() -> None:
    whole = bytes(range(16))
    shown = show_id(whole)
    assert shown == "aaaqeayeaudaocajbifqydiob4" and len(shown) == 26
    assert read_id(shown) == read_id(f" {shown.upper()}\n") == whole
    for text in ("", "x", shown[:-1], shown[:-2], shown + "aa", shown[:-1] + "1", show_id(bytes(15)), show_id(bytes(17))):
        with pytest.raises(Invalid) as caught:
            read_id(text)
        assert caught.value.code == "id.unreadable"


def test_what_is_joined_is_one_set_named_after_its_least_member() -> None:
    sets = Joined([b"a", b"d"])
    assert dict(sets.sets()) == {b"a": [b"a"], b"d": [b"d"]}
    assert sets.top(b"z") == b"z", "an unknown one is alone"
    for one, other in ((b"d", b"c"), (b"z", b"d"), (b"b", b"b"), (b"c", b"z")):
        sets.join(one, other)
    assert dict(sets.sets()) == {b"a": [b"a"], b"b": [b"b"], b"c": [b"c", b"d", b"z"]}
    sets.join(b"z", b"a")
    assert list(sets.sets()) == [(b"a", [b"a", b"c", b"d", b"z"]), (b"b", [b"b"])]
    assert [sets.top(member) for member in (b"z", b"d", b"b")] == [b"a", b"a", b"b"]


NOON = datetime(2024, 1, 1, 12, tzinfo=UTC)
"""A Monday."""


def days(*numbers: int) -> set[datetime]:
    return {NOON + timedelta(days=number) for number in numbers}


def test_seven_days_and_four_weeks_stay() -> None:
    every = days(*range(60))  # until Thursday, 29 February
    assert keeping.to_keep(every) == days(*range(53, 60)) | days(59, 55, 48, 41)
    assert keeping.to_keep(days(0, 31, 60, 91)) == days(0, 31, 60, 91), "days without a copy are not counted"
    monthly = days(*range(0, 300, 30))
    assert keeping.to_keep(monthly) == days(*range(90, 300, 30))
    assert keeping.to_keep(set()) == frozenset()
    twice = {NOON, NOON + timedelta(hours=1)}
    assert keeping.to_keep(twice) == {NOON + timedelta(hours=1)}, "of one day the newest"


def test_a_copy_of_before_an_update_goes_after_seven_days_of_work() -> None:
    assert not keeping.is_over(NOON, days(*range(1, 7)))
    assert keeping.is_over(NOON, days(*range(1, 8)))
    assert not keeping.is_over(NOON, days(*range(-9, 7))), "only days after it count"
    assert not keeping.is_over(NOON, {NOON + timedelta(days=1, minutes=minute) for minute in range(9)}), "one day is one"


def test_the_status_further_on_the_road_counts() -> None:
    for at, one in enumerate(STATUSES):
        for then, other in enumerate(STATUSES):
            assert further(one, other) == STATUSES[max(at, then)]
        assert further(one, "ended") == further("", one) == one
    assert further("x", "y") == STATUSES[0]


def test_the_days_to_lodge_a_report_are_those_of_its_place_and_regime() -> None:
    found = lodging_days.lodging_days(DATA, "pemilu", date(2024, 2, 5), "19.01.01")
    assert found is not None and (found.safe, found.latest) == (date(2024, 2, 15), date(2024, 2, 19))
    assert str(found.hand_in_safe) == "2024-02-15 23:59:00+07:00" and found.clause == DATA.clauses_of("PEMILU")[0]
    east = lodging_days.lodging_days(DATA, "PEMILU", date(2024, 2, 5), "52.01")
    assert east is not None and str(east.hand_in_safe) == "2024-02-15 23:59:00+08:00"
    nowhere = lodging_days.lodging_days(DATA, "PEMILU", date(2024, 2, 5), "")
    assert nowhere is not None and str(nowhere.hand_in_safe) == "2024-02-15 23:59:00+07:00"
    unknown = lodging_days.lodging_days(DATA, "PEMILU", date(2031, 1, 1), "")
    assert unknown is not None and (unknown.safe, unknown.latest) == (date(2031, 1, 9), None)
    assert [unknown.late(date(2031, 1, day)) for day in (9, 10)] == [False, True]
    assert [replace(unknown, latest=date(2031, 1, 12)).late(date(2031, 1, day)) for day in (12, 13)] == [False, True]
    for regime, known, area in (
        ("ADAT", date(2024, 2, 5), ""),
        ("PEMILU", date(2024, 2, 5), "99.99"),
        ("PEMILU", date(1900, 1, 1), ""),
    ):
        assert lodging_days.lodging_days(DATA, regime, known, area) is None


def test_a_complaint_is_late_by_the_day_it_became_known() -> None:
    def late(known: str, today: date, **changes: object) -> bool:
        form = parse_form(complaint(regime="PEMILU", known=known, happened={"date": "2023-11-30"}, **changes))
        assert isinstance(form, ComplaintForm)
        return lodging_days.is_late(DATA, form, today)

    assert [late("2024-02-05", date(2024, 2, day)) for day in (19, 20)] == [False, True]
    assert not late("2024-02-05", date(2030, 1, 1), place={"area": "99.99"}), "of an unknown place nobody says that it is late"

"""Likeness by hand: what place, day, act, words and party weigh, alone and together (of 13 that are enough)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.domain.likeness import Account, account, likeness, stems

DAY = date(2024, 2, 3)
VILLAGE = "19.03.08.2001"
WORDS = frozenset({"apel", "balai", "camat", "desa"})
WHOLE = Account(VILLAGE, DAY, "TNI-02", WORDS, "apel balai")


def score(one: Account, other: Account) -> float:
    there, back = likeness(one, other), likeness(other, one)
    assert there == back
    return there.score


@pytest.mark.parametrize(
    ("area", "told", "reasons"),
    [
        (VILLAGE, 0.6154, "place day act"),  # (3 + 3 + 2) / 13
        ("19.03.08", 0.5462, "place day act"),  # (0.7 * 3 + 5) / 13
        ("19.03", 0.4192, "place day act"),  # (0.15 * 3 + 5) / 13
        ("19", 0.3962, "place day act"),  # (0.05 * 3 + 5) / 13
        ("", 0.3846, "day act"),  # 5 / 13
        ("19.03.08.2002", 0.4642, "place day act"),  # (0.7 * 3 + 5) / 13 * (1.7 * 2) / 4
        ("19.03.09.2001", 0.2411, "day act"),  # (0.15 * 3 + 5) / 13 * (1.15 * 2) / 4
        ("19.04", 0.2641, "day act"),  # (0.15 / 3 * 3 + 5) / 13 * (4 / 3 * 2) / 4
        ("19.04.08.2001", 0.208, "day act"),  # (0.05 * 3 + 5) / 13 * (1.05 * 2) / 4
        ("52", 0.0, "day act"),
    ],
)
def test_a_place_weighs_by_how_small_it_is_and_another_place_is_another_incident(area: str, told: float, reasons: str) -> None:
    here, there = Account(VILLAGE, DAY, "TNI-02"), Account(area, DAY, "TNI-02")
    assert score(here, there) == told
    assert likeness(here, there).reasons == tuple(reasons.split())


@pytest.mark.parametrize(
    ("apart", "told"), [(0, 0.2308), (1, 0.1514), (2, 0.1014), (3, 0.0692), (14, 0.0021), (15, 0.0), (-1, 0.1514), (-15, 0.0)]
)
def test_a_day_more_leaves_three_quarters_and_after_two_weeks_nothing(apart: int, told: float) -> None:
    """3 * 0.75**n / 13 * (1 + 0.75**n) / 2."""
    found = likeness(Account(day=DAY), Account(day=DAY + timedelta(days=apart)))
    assert (found.score, found.reasons) == (told, ("day",) if abs(apart) <= 1 else ())


@pytest.mark.parametrize(
    ("act", "told", "reasons"), [("TNI-02", 0.1538, ("act",)), ("TNI-03", 0.0615, ()), ("ASN-D04", 0.0, ()), ("", 0.0, ())]
)
def test_an_act_of_the_same_list_is_two_fifths_of_the_same_act(act: str, told: float, reasons: tuple[str, ...]) -> None:
    found = likeness(Account(act="TNI-02"), Account(act=act))
    assert (found.score, found.reasons) == (told, reasons)


@pytest.mark.parametrize(
    ("one", "other", "summaries", "told"),
    [
        ("a b c", "a b c", ("", ""), 0.4615),  # 6 / 13
        ("a b", "a b", ("x", "x"), 0.0),  # too few words say nothing
        ("a b c d", "a b x y", ("", "z"), 0.3195),  # (1 - 0.5**1.7) * 6 / 13
        ("a b c", "a b c d e f", ("", "z"), 0.4316),  # (1 - 0.2**1.7) * 6 / 13, for 0.6 * 6 / 9 + 0.4
        ("a b c", "d e f", ("apel", "apel"), 0.4154),  # 0.9 * 6 / 13
        ("a b c", "d e f", ("abcd", "abce"), 0.2077),  # 0.9 * 0.5 * 6 / 13, for three letters of four
        ("a b c", "d e f", ("ab", "cd"), 0.0),
    ],
)
def test_words_are_shared_or_typed_alike(one: str, other: str, summaries: tuple[str, str], told: float) -> None:
    mine, theirs = (
        Account(words=frozenset(words.split()), summary=text) for words, text in zip((one, other), summaries, strict=True)
    )
    assert score(mine, theirs) == told


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (("camat lepar",), ("camat lepar",), 0.2308),  # 3 / 13
        (("camat lepar",), ("bupati", "camat lepar"), 0.2308),
        (("abcd efgh",), ("abcd efgh ijkl mnop qrst",), 0.1709),  # 0.85 of a part: (0.85 - 0.65) / 0.27 * 3 / 13
        (("abcde",), ("abcdf",), 0.1282),  # four letters of five: (0.8 - 0.65) / 0.27 * 3 / 13
        (("abc",), ("abd",), 0.0142),  # two of three
        (("abcd",), ("wxyz",), 0.0),
        ((), ("abcd",), 0.0),
    ],
)
def test_an_office_is_the_same_or_nearly_so(one: tuple[str, ...], other: tuple[str, ...], told: float) -> None:
    assert score(Account(units=one), Account(units=other)) == told


@pytest.mark.parametrize(
    ("names", "units", "told"),
    [
        (((), ("budi",)), ((), ()), 1.0),
        ((("budi",), ("budi",)), ((), ()), 1.0),
        ((("budi",), ("wxyz",)), ((), ()), 0.8235),  # 14 / 17
        ((("budi",), ("wxyz",)), (("abcd",), ("abcd",)), 0.9294),  # (14 + 0.6 * 3) / 17
        ((("budi",), ("budi",)), (("abcd",), ("wxyz",)), 1.0),
        (((), ()), (("abcd",), ("wxyz",)), 0.8235),
    ],
)
def test_a_name_tips_the_scale_of_accounts_that_are_alike(
    names: tuple[tuple[str, ...], ...], units: tuple[tuple[str, ...], ...], told: float
) -> None:
    one, other = (replace(WHOLE, names=names[side], units=units[side]) for side in (0, 1))
    found = likeness(one, other)
    assert (found.score, "party" in found.reasons) == (told, units[0] == units[1] != ())


def test_a_name_is_not_compared_where_the_rest_is_not_alike() -> None:
    few = Account(area="19.03", words=WORDS, summary="", names=("budi",))
    assert score(few, few) == 0.7269, "(0.45 + 6 + 3) / 13: alike enough without the name"
    less = Account(words=frozenset({"a", "b", "c"}), names=("budi",))
    other = replace(less, words=frozenset({"a", "b", "x"}), summary="z")
    assert score(less, other) == score(replace(less, names=()), replace(other, names=())) < 0.45


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ((-2.9, 107.1), (-2.9, 107.1), 0.2308),  # 3 / 13
        ((0.0, 107.0), (0.01, 107.0), 0.0504),  # 1.112 km: 0.3289 * 3 / 13 * (1 + 0.3289) / 2
        ((60.0, 107.0), (60.0, 107.02), 0.0504),  # as far, for a degree of longitude is half as long there
        ((0.0, 107.0), (0.0, 107.01), 0.0504),
        ((30.0, 107.0), (30.0, 107.01), 0.0609),  # 0.963 km: 0.3817 * 3 / 13 * (1 + 0.3817) / 2
        ((0.0, 107.0), (0.01, 107.01), 0.0289),  # 1.573 km: 0.2075
        ((0.0, 107.0), (1.0, 107.0), 0.0199),  # the regency alone: 0.15 * 3 / 13 * 1.15 / 2
    ],
)
def test_points_are_near_by_their_kilometres(one: tuple[float, float], other: tuple[float, float], told: float) -> None:
    assert score(Account("19.03", point=one), Account("19.03", point=other)) == told
    assert score(Account("19.03", point=one), Account("19.03")) == 0.0346, "one point alone says nothing: 0.45 / 13"


@pytest.mark.parametrize(
    ("text", "roots"),
    [
        ("pemasangan dipasang memasang", "pasang pasang pasang"),
        ("mengajak diajak ajakan", "ajak ajak ajakan"),
        ("menulis penulis menyanyikan penyaluran", "tulis tulis sanyi salur"),
        ("dukungan mendukung didukung", "dukung dukung dukung"),
        ("memilih pemilih dipilih", "pilih pilih pilih"),
        ("perjalanan terjalin seekor berkumpul diumumkan", "jalan jalin ekor kumpul umum"),
        ("makanannya ambilkanlah", "makanan ambilkan"),
        ("yang dan untuk pemilu di ke ab abc", "abc"),
        ("memasuki memperbaiki kejar datang", "pasuk baik kejar datang"),
        ("kantornya datanglah bisakah makanan", "kantor datang bisakah makan"),
    ],
)
def test_words_meet_at_their_root(text: str, roots: str) -> None:
    assert stems(text) == roots.split()


def test_what_one_account_does_not_tell_is_not_held_against_it() -> None:
    told = replace(WHOLE, units=("camat",))
    silent = [replace(told, act=""), replace(told, day=None), replace(told, area=""), replace(told, units=()), Account()]
    assert [score(told, other) for other in silent] == [1.0, 1.0, 1.0, 1.0, 0.0], "what both tell weighs 13 and more"


def test_an_account_is_made_ready_once() -> None:
    made = account("19", DAY, "A", ["Apel pagi apel", "di Balai"], ["Dr. Budi, S.H.", " - "], ["Kantor Camat", " "], (1.0, 2.0))
    assert made == Account(
        "19", DAY, "A", frozenset({"apel", "pagi", "balai"}), "apel pagi", ("budi",), ("camat kantor",), (1.0, 2.0)
    )
    assert account("", None, "", []).summary == ""
    assert len(stems("abc " * 401)) == 400

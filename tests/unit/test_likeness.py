"""Likeness of two accounts: symmetric, bounded, highest for the same; retold incidents are found, others are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain import likeness
from core.domain.likeness import SHOWN, Account, account
from tests.retold import pairs, precision_and_recall

DAY = date(2024, 2, 3)
APEL = ("Diduga menyatakan dukungan saat apel desa", "Pada apel pagi di balai desa ia diduga mengajak hadirin memilih peserta.")
RETOLD = ("Prajurit diduga mendukung peserta pemilu di apel", "Saat apel pagi di balai desa, seorang anggota mengajak memilih.")
OTHER = ("Mobil dinas dipakai mengangkut spanduk", "Kendaraan dinas terlihat membawa spanduk kampanye di jalan utama.")

lines = st.text(st.sampled_from("abdegiklmnoprstu ABé-.,"), max_size=60)
areas = st.sampled_from(["", "19", "19.03", "19.03.08", "19.03.08.2001", "19.03.08.2002", "19.01.01", "52.01.01.2001"])
days = st.none() | st.dates(date(2024, 1, 1), date(2024, 2, 10))
points = st.none() | st.tuples(st.floats(-9, 2), st.floats(105, 120))


@st.composite
def accounts(draw: st.DrawFn) -> Account:
    """Any account, with anything missing."""
    acts = st.sampled_from(["", "TNI-02", "TNI-03", "ASN-D04"])
    few = st.lists(lines, max_size=2)
    return account(draw(areas), draw(days), draw(acts), [draw(lines), draw(lines)], draw(few), draw(few), draw(points))


@settings(max_examples=150, deadline=None)
@given(accounts(), accounts())
def test_symmetric_bounded_and_highest_for_the_same(one: Account, other: Account) -> None:
    there, back = likeness.likeness(one, other), likeness.likeness(other, one)
    assert there == back
    assert 0.0 <= there.score <= 1.0
    assert there.score <= likeness.likeness(one, one).score + 1e-9
    assert set(there.reasons) <= {"place", "day", "act", "words", "party"}


def of(texts: tuple[str, str], names: tuple[str, ...] = (), area: str = "19.03.08.2001", day: date = DAY) -> Account:
    """An account of an act by a soldier."""
    return account(area, day, "TNI-02", texts, names)


def test_retold_is_found_and_another_act_of_the_day_is_not() -> None:
    assert likeness.likeness(of(APEL), of(RETOLD)).score >= SHOWN
    assert likeness.likeness(of(APEL), of(OTHER)).score < SHOWN
    assert likeness.likeness(of(APEL), of(APEL, day=DAY + timedelta(days=15))).score == 0.0
    assert likeness.likeness(of(APEL), of(APEL, area="52.01.01.2001")).score == 0.0


@pytest.mark.parametrize(
    "pair", [("Setianingsih", "Setianingsi"), ("Drs. Rahmawatih, M.Si.", "rahmawati"), ("Siti Nur'aini", "Siti Nuraini")]
)
def test_a_name_written_otherwise_tips_the_scale_but_is_never_the_reason(pair: tuple[str, str]) -> None:
    same = likeness.likeness(of(APEL, (pair[0],)), of(RETOLD, (pair[1],)))
    different = likeness.likeness(of(APEL, (pair[0],)), of(RETOLD, ("Gunawan Wibisono",)))
    assert same.score > likeness.likeness(of(APEL), of(RETOLD)).score > different.score
    assert "party" not in same.reasons


def test_a_name_alone_raises_nothing() -> None:
    """Who types a name to learn whether somebody was reported learns nothing (SAFEGUARDS 23)."""
    probe = account("19.03.08.2001", DAY, "", ("", ""), ("Setianingsih",))
    assert likeness.likeness(probe, of(APEL, ("Setianingsih",))) == likeness.likeness(probe, of(APEL, ("Gunawan",)))


def test_beyond_reach_nothing_is_shown() -> None:
    """Control for what a search leaves out: the same account a day further away is not told, at the edge it still is."""
    same = account("19.03.08.2001", DAY, "TNI-02", APEL, ("Setianingsih",), ("Koramil 413-04",), (-2.9, 107.1))
    at = [replace(same, day=DAY + timedelta(days=likeness.REACH + more)) for more in (0, 1)]
    assert [likeness.likeness(same, other).score >= SHOWN for other in at] == [True, False]


def test_place_and_day_alone_raise_nothing() -> None:
    bare = account("19.03.08.2001", DAY, "", ("", ""))
    assert likeness.likeness(bare, of(APEL)).score < SHOWN


def test_points_bring_neighbours_together() -> None:
    near = account("19.03.08.2001", DAY, "TNI-02", APEL, point=(-2.9, 107.1))
    across = account("19.03.08.2002", DAY, "TNI-02", APEL, point=(-2.901, 107.1))
    far = account("19.03.08.2002", DAY, "TNI-02", APEL, point=(-2.8, 107.3))
    assert likeness.likeness(near, across).score > likeness.likeness(near, far).score


def test_generated_incidents_told_twice() -> None:
    precision, recall = precision_and_recall(pairs(120, seed=3))
    assert precision >= 0.85, (precision, recall)
    assert recall >= 0.95, (precision, recall)

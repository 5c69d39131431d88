"""Strokes keep their shape, never leave their box, and are the same bytes everywhere."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import Invalid
from core.domain.ink import HEIGHT, TOLERANCE, WIDTH, _distance, check_ink, curves, ink_digest, pack_ink, thinned, unpack_ink

points = st.tuples(st.integers(0, WIDTH), st.integers(0, HEIGHT))
strokes = st.lists(st.lists(points, min_size=2, max_size=40), min_size=1, max_size=6)


@given(strokes)
def test_what_is_packed_is_unpacked(drawn: list[list[tuple[int, int]]]) -> None:
    try:
        ink = check_ink([[*drawn[0], (0, 0), (WIDTH, HEIGHT)], *drawn[1:]])
    except Invalid:
        return
    assert unpack_ink(pack_ink(ink)) == ink
    assert len(ink_digest(ink)) == 32


@given(strokes)
def test_curves_stay_inside_the_box(drawn: list[list[tuple[int, int]]]) -> None:
    ink = check_ink([[*drawn[0], (0, 0), (WIDTH, HEIGHT)], *drawn[1:]])
    for curve in curves(ink):
        for x, y in (curve.start, *(point for piece in curve.pieces for point in piece)):
            assert 0 <= x <= WIDTH and 0 <= y <= HEIGHT


@given(st.lists(points, min_size=3, max_size=60, unique=True))
def test_thinning_moves_no_point_far(drawn: list[tuple[int, int]]) -> None:
    kept = thinned(tuple(drawn))
    assert kept[0] == drawn[0] and kept[-1] == drawn[-1] and set(kept) <= set(drawn)
    places = [drawn.index(point) for point in kept]
    for first, last in itertools.pairwise(places):
        assert all(_distance(drawn[first], drawn[last], drawn[at]) <= TOLERANCE for at in range(first + 1, last))


@pytest.mark.parametrize(
    ("drawn", "code"),
    [
        ([], "ink.empty"),
        ([[(5, 5)]], "ink.empty"),
        ([[(0, 0), (WIDTH + 1, 0)]], "ink.outside"),
        ([[(0, 0), (100, -1)]], "ink.outside"),
        ([[(0, 0)]] * 101, "ink.too_much"),
        ([[(at % WIDTH, at % HEIGHT) for at in range(20_001)]], "ink.too_much"),
    ],
)
def test_what_is_no_signature_is_refused(drawn: list[list[tuple[int, int]]], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        check_ink(drawn)


@given(st.binary(max_size=200))
def test_no_bytes_break_unpacking(data: bytes) -> None:
    try:
        assert pack_ink(unpack_ink(data)) == data
    except Invalid as refusal:
        assert refusal.code == "ink.unreadable"

"""Deterministic CBOR: one spelling for each value, and a reader that takes no other."""

from __future__ import annotations

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import Untrusted
from core.journal import cbor

plain = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.binary(max_size=20), st.text(max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.one_of(st.integers(0, 100), st.text(max_size=5)), inner, max_size=4)
    ),
    max_leaves=12,
)

keys = st.one_of(
    st.integers(-300, 70_000),
    st.sampled_from(["a", "b", "z", "aa", "ab", "zz", "aaa"]),
    st.text(max_size=3),
    st.booleans(),
    st.integers(0, 30),
)

OTHER_SPELLINGS = {
    "integer in a longer head": "1801",
    "integer in two bytes too many": "190001",
    "text with a long head": "780161",
    "bytes with a long head": "580100",
    "array with a long head": "980101",
    "map with a long head": "b8010101",
    "map out of order": "a2020001 00".replace(" ", ""),
    "longer key before a shorter one": "a2626161006161 00".replace(" ", ""),
    "same key twice": "a201000100",
    "indefinite text": "7f6161ff",
    "indefinite bytes": "5f4100ff",
    "indefinite array": "9f01ff",
    "indefinite map": "bf0101ff",
    "half float": "f93c00",
    "double float": "fb3ff0000000000000",
    "tag": "c11a514b67b0",
    "big number": "c249010000000000000000",
    "undefined": "f7",
    "simple value": "e0",
    "integer beyond 2^53": "1b0020000000000001",
    "negative beyond 2^53": "3b0020000000000001",
    "byte string as key": "a1410000",
    "text that is no UTF-8": "61ff",
    "two items": "0101",
    "nothing": "",
    "cut array": "8201",
    "cut text": "6261",
    "break alone": "ff",
    "length beyond the end": "5b7fffffffffffffff",
}


@given(plain)
def test_what_was_written_is_read_back(value: object) -> None:
    assert cbor.decode(cbor.encode(value), 1_000_000) == value


@given(st.binary(max_size=40))
def test_what_is_read_has_this_one_spelling(data: bytes) -> None:
    try:
        value = cbor.decode(data, 40)
    except Untrusted as refusal:
        assert refusal.code in ("malformed", "limit")
        return
    assert cbor.encode(value) == data


@given(st.lists(st.tuples(keys, plain), min_size=1, max_size=5, unique_by=lambda pair: (type(pair[0]) is str, pair[0])))
def test_keys_stand_in_the_one_order(pairs: list[tuple[object, object]]) -> None:
    written = {"outer": [dict(pairs)]}
    shuffled = cbor2.dumps(written)
    if shuffled == cbor.encode(written):
        assert cbor.decode(shuffled, 1_000_000) == written
    else:
        with pytest.raises(Untrusted, match=r"^malformed$"):
            cbor.decode(shuffled, 1_000_000)


@pytest.mark.parametrize("name", OTHER_SPELLINGS)
def test_every_other_spelling_is_refused(name: str) -> None:
    with pytest.raises(Untrusted, match=r"^malformed$"):
        cbor.decode(bytes.fromhex(OTHER_SPELLINGS[name]), 1_000)


@pytest.mark.parametrize("text", ["01", "1818", "6161", "a2010002 00".replace(" ", ""), "8101", "f6", "f5", "4100", "20"])
def test_the_right_spelling_beside_them_is_taken(text: str) -> None:
    assert cbor.encode(cbor.decode(bytes.fromhex(text), 1_000)) == bytes.fromhex(text)


def test_depth_ends_at_eight() -> None:
    value: object = 1
    for _ in range(8):
        value = [value]
    deepest = cbor.encode(value)
    assert cbor.decode(deepest, 100) == value
    with pytest.raises(Untrusted, match=r"^malformed$"):
        cbor.decode(b"\x81" + deepest, 100)


def test_a_thousand_levels_cost_nothing() -> None:
    with pytest.raises(Untrusted, match=r"^malformed$"):
        cbor.decode(b"\x81" * 100_000 + b"\x01", 1_000_000)


def test_size_is_judged_before_reading() -> None:
    with pytest.raises(Untrusted, match=r"^limit$"):
        cbor.decode(b"\xff" * 11, 10)


def test_a_map_is_asked_for() -> None:
    assert cbor.decode_map(b"\xa0", 10) == {}
    with pytest.raises(Untrusted, match=r"^malformed$"):
        cbor.decode_map(b"\x80", 10)

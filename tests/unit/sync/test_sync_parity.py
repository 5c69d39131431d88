"""Parity repairs what it promises, never makes up an object, and says no beyond."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.parity import ROWS, repair, write_parity

SIZES = [1, 63, 64, 65, 4096, 5000, 70_001, 1_000_003]


def body(size: int) -> bytes:
    """Bytes that repeat nowhere."""
    return random.Random(size).randbytes(size)


@pytest.mark.parametrize("size", SIZES)
def test_a_burst_as_long_as_a_row_is_repaired_wherever_it_falls(size: int) -> None:
    data, longest = body(size), max(size // ROWS - 4096, 1)
    parity = write_parity(data)
    for at in {0, size // 3, max(size - longest, 0)}:
        rotten = data[:at] + bytes(255 - byte for byte in data[at : at + longest]) + data[at + longest :]
        assert repair(rotten, parity) == data


@pytest.mark.parametrize("size", SIZES)
def test_it_costs_about_a_twentieth(size: int) -> None:
    assert len(write_parity(body(size))) <= size * 0.13 + 200
    if size > 1_000_000:
        assert len(write_parity(body(size))) <= size * 0.056


def test_a_cut_end_is_repaired() -> None:
    data = body(1_000_003)
    assert repair(data[:-40_000], write_parity(data)) == data
    assert repair(data + b"tail", write_parity(data)) == data


def test_beyond_its_promise_it_says_no() -> None:
    data = body(100_000)
    assert repair(bytes(100_000), write_parity(data)) is None
    assert repair(data[:80_000], write_parity(data)) is None


def test_a_rotten_parity_harms_nobody() -> None:
    data, parity = body(50_000), write_parity(body(50_000))
    for at in range(0, len(parity), 97):
        rotten = parity[:at] + bytes([parity[at] ^ 0x40]) + parity[at + 1 :]
        assert repair(data, rotten) in (data, None)
    assert repair(data, parity[:-1]) is None and repair(data, b"") is None


@given(st.binary(min_size=1, max_size=3000), st.data())
def test_what_is_given_back_is_what_was_written(data: bytes, draw: st.DataObject) -> None:
    parity = write_parity(data)
    rotten = bytearray(data)
    for at in draw.draw(st.lists(st.integers(0, len(data) - 1), max_size=4)):
        rotten[at] ^= draw.draw(st.integers(1, 255))
    assert repair(bytes(rotten), parity) in (data, None)


@given(st.binary(max_size=2000), st.binary(max_size=2000))
def test_no_bytes_break_it(data: bytes, parity: bytes) -> None:
    repair(data, b"PK1" + parity)

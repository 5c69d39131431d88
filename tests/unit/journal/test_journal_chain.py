"""Where an entry stands in a chain: every case of head, held and predecessor, and the clock's leap to the tick."""

from __future__ import annotations

from itertools import product

import pytest

from core.journal.chain import Head, Verdict, follows, judge, leaps
from core.journal.entry import LAMPORT_LEAP, Header

DIGEST, OTHER, BEFORE = b"d" * 32, b"o" * 32, b"b" * 32


def header(sequence: int, lamport: int = 1) -> Header:
    return Header(b"s" * 16, sequence, BEFORE if sequence else None, lamport, None, "case.opened", 1, {})


@pytest.mark.parametrize(
    ("head", "held", "previous", "sequence"),
    list(product([None, 0, 1, 2, 3], [frozenset(), frozenset({DIGEST}), frozenset({OTHER})], [True, False], [0, 1, 2, 3])),
)
def test_every_place(head: int | None, held: frozenset[bytes], previous: bool, sequence: int) -> None:
    said = judge(None if head is None else Head(head, BEFORE), held, previous, header(sequence), DIGEST)
    if DIGEST in held:
        assert said is Verdict.HAVE
    elif sequence and not previous:
        assert said is Verdict.DEFER
    elif held or (head is not None and sequence <= head):
        assert said is Verdict.FORK
    else:
        assert said is Verdict.ADMIT


def test_what_comes_right_behind_the_head_names_it() -> None:
    assert follows(Head(4, BEFORE), header(5)) is True
    for head in (Head(3, BEFORE), Head(5, BEFORE), Head(4, OTHER)):
        assert follows(head, header(5)) is False


def test_a_clock_leaps_beyond_the_limit_and_not_at_it() -> None:
    assert leaps(7, header(1, 7 + LAMPORT_LEAP)) is False
    assert leaps(7, header(1, 8 + LAMPORT_LEAP)) is True

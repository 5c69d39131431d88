"""Printed codes and the file they open."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.crypto import kit_code
from core.crypto.kit_code import make_code, open_with_code, parse_code, seal_with_code
from core.crypto.sealing import AgeIdentity, seal
from core.domain.errors import Invalid, Refused

CODE = make_code(lambda n: b"\x5a" * n)
OTHER = make_code(lambda n: b"\xa5" * n)
PLAIN = b"perangkat pendaftaran" * 100


@pytest.fixture(scope="module")
def box() -> bytes:
    return seal_with_code(PLAIN, CODE, os.urandom)


def refuses(code: str, work: Callable[[], object]) -> None:
    with pytest.raises(Refused) as caught:
        work()
    assert caught.value.code == code


def test_a_code_has_eight_words_and_88_bits(entropy: Callable[[int], bytes]) -> None:
    codes = {make_code(entropy) for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 8 * 4 + 7 and parse_code(code) == code for code in codes)
    assert {letter for code in codes for letter in code} == set("-aeioubcdghjklmnprstwy")
    assert kit_code._WORDS**kit_code.SECRET_WORDS >= 2**88


@pytest.mark.parametrize(
    "change",
    [str.upper, str.title, lambda c: c.replace("-", " "), lambda c: c.replace("-", ""), lambda c: f"  {c}\n",
     lambda c: c.replace("-", " - "), lambda c: c.replace("-", "\u2013"), lambda c: c.replace("-", ". ")],
)  # fmt: skip
def test_the_way_of_writing_does_not_matter(change: Callable[[str], str]) -> None:
    assert parse_code(change(CODE)) == CODE


IMPOSSIBLE = ["", CODE[:-1], CODE[:-5], CODE + "-bacu", "x" + CODE[1:], "1" + CODE[1:], "é" + CODE]


@pytest.mark.parametrize("typed", IMPOSSIBLE)
def test_impossible_codes_are_refused(typed: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_code(typed)
    assert (caught.value.code, caught.value.details) == ("kit.code_shape", {"words": 8})


def test_two_words_in_the_wrong_order_are_noticed() -> None:
    words = CODE.split("-")
    words[0], words[1] = OTHER.split("-")[0], words[0]
    refuses("kit.code_check", lambda: parse_code("-".join(words)))


@given(place=st.integers(0, 27), letter=st.sampled_from("aeioubcdghjklmnprstwy"))
def test_a_slip_of_one_letter_is_noticed(place: int, letter: str) -> None:
    letters = CODE.replace("-", "")
    changed = letters[:place] + letter + letters[place + 1 :]
    try:
        assert parse_code(changed) == CODE
        assert changed == letters
    except Invalid as error:
        assert error.code in {"kit.code_shape", "kit.code_check"}


def test_the_code_opens_its_file_however_it_is_typed(box: bytes) -> None:
    assert open_with_code(box, CODE.upper().replace("-", " ")) == PLAIN


def test_another_code_is_told_from_damage(box: bytes) -> None:
    refuses("kit.code", lambda: open_with_code(box, OTHER))
    refuses("kit.damaged", lambda: open_with_code(box[:-1], CODE))
    refuses("kit.damaged", lambda: open_with_code(box[:60], CODE))
    refuses("kit.damaged", lambda: open_with_code(b"", CODE))
    refuses("kit.damaged", lambda: open_with_code(seal(b"x", [AgeIdentity.generate().recipient]), CODE))


def test_a_file_over_the_limit_is_refused() -> None:
    refuses("kit.size", lambda: seal_with_code(bytes(kit_code.MAXIMUM_BYTES + 1), CODE, os.urandom))
    refuses("kit.size", lambda: open_with_code(bytes(kit_code.MAXIMUM_BYTES + 20_000), CODE))


def test_a_wrong_code_says_so_before_anything_is_computed() -> None:
    refuses("kit.code_shape", lambda: open_with_code(b"", "salah"))


@given(place=st.integers(0, 20_000), bit=st.integers(0, 7))
def test_a_changed_bit_is_damage(box: bytes, place: int, bit: int) -> None:
    changed = bytearray(box)
    changed[place % len(box)] ^= 1 << bit
    refuses("kit.damaged", lambda: open_with_code(bytes(changed), CODE))

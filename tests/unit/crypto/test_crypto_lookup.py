"""Look-up codes: the same tag on every laptop of one province, another in every other."""

from __future__ import annotations

import pytest

from core.crypto.boxes import derive
from core.crypto.kdf import KdfParameters, stretch
from core.crypto.labels import LOOKUP_BOX, LOOKUP_TAG
from core.crypto.lookup import lookup_keys

PROVINCE = bytes(range(16))


def test_tag_and_key_are_the_documented_ones() -> None:
    stretched = stretch(b"0123456789012345", PROVINCE, KdfParameters(64 * 1024, 3, 1))
    expected = derive(stretched, LOOKUP_TAG)[:16], derive(stretched, LOOKUP_BOX)
    assert lookup_keys("0123456789012345", PROVINCE) == expected


def test_a_fixed_vector_pins_the_format() -> None:
    tag, key = lookup_keys("1234567890123456", PROVINCE)
    assert tag.hex() == "ce6bc7a1cfb6585416d803e728c01ccd"
    assert key.hex() == "86bc430ce34325b0d042756e52155610f84e31888d071d9490f2c0b043761243"


def test_another_province_or_code_gives_nothing_in_common() -> None:
    tags = {lookup_keys("0123456789012345", PROVINCE), lookup_keys("0123456789012346", PROVINCE)}
    assert len(tags | {lookup_keys("0123456789012345", PROVINCE[::-1])}) == 3


WRONG = ["", "123456789012345", "12345678901234567", "123456789012345x", "１２３４567890123456"]


@pytest.mark.parametrize("digits", WRONG)
def test_what_is_not_sixteen_digits_is_a_mistake_of_ours(digits: str) -> None:
    with pytest.raises(ValueError, match="16 digits"):
        lookup_keys(digits, PROVINCE)


def test_a_province_id_of_another_length_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        lookup_keys("1234567890123456", b"short")

"""Look-up codes: the same tag on every laptop of one province, another in every other."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from core.crypto.boxes import derive, lock_box
from core.crypto.kdf import KdfParameters, stretch
from core.crypto.labels import LOOKUP_BOX, LOOKUP_SLOT, LOOKUP_TAG
from core.crypto.lookup import SLOT_BOX_BYTES, CodeKeys, check_of, code_keys, lock_slot, lookup_keys, open_slot

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


def test_proof_check_and_slot_as_the_format_page_says() -> None:
    """Computed a second time with nothing of this program: HKDF from HMAC, the label hash, and the cipher itself."""
    keys = code_keys("1234567890123456", PROVINCE)
    stretched = stretch(b"1234567890123456", PROVINCE, KdfParameters(64 * 1024, 3, 1))
    key = hmac.digest(bytes(32), stretched, "sha256")
    proof = hmac.digest(key, b"posko/lookup/proof/1\0\1", "sha256")
    assert keys.proof == proof and len({keys.box, keys.proof}) == 2
    assert check_of(proof) == hashlib.sha256(b"posko/lookup/check/1\0" + (32).to_bytes(8, "big") + proof).digest()
    box = lock_slot(keys.box, keys.tag, b"\xa0", lambda count: b"\7" * count)
    plain = ChaCha20Poly1305(keys.box).decrypt(box[:12], box[12:], b"posko/lookup/slot/1" + keys.tag)
    assert (plain, len(box)) == (b"\1\xa0" + bytes(94), 124)


def test_a_slot_opens_for_its_code_alone() -> None:
    keys, other = CodeKeys(b"t" * 16, b"k" * 32, b"p" * 32), CodeKeys(b"u" * 16, b"l" * 32, b"q" * 32)
    box = lock_slot(keys.box, keys.tag, b"kabar", lambda count: b"\7" * count)
    assert open_slot(keys.box, keys.tag, box) == b"kabar"
    assert open_slot(other.box, keys.tag, box) is None
    assert open_slot(keys.box, other.tag, box) is None
    assert open_slot(keys.box, keys.tag, box[:-1] + bytes([box[-1] ^ 1])) is None
    with pytest.raises(ValueError, match="one slot"):
        lock_slot(keys.box, keys.tag, bytes(96), lambda count: bytes(count))


@pytest.mark.parametrize("size", [0, 1, 95])
def test_what_a_code_is_told_has_a_largest_size(size: int) -> None:
    def entropy(count: int) -> bytes:
        return b"\7" * count

    key, tag = b"k" * 32, b"t" * 16
    box = lock_slot(key, tag, b"x" * size, entropy)
    assert len(box) == SLOT_BOX_BYTES == 124 and open_slot(key, tag, box) == b"x" * size
    with pytest.raises(ValueError, match="one slot"):
        lock_slot(key, tag, b"x" * 96, entropy)


FRAMED = [b"\1x" + bytes(93), b"\1x" + bytes(95), bytes([96]) + bytes(95), bytes([255]) + bytes(95), b""]


@pytest.mark.parametrize("framed", FRAMED)
def test_a_slot_of_another_form_tells_nothing(framed: bytes) -> None:
    box = lock_box(b"k" * 32, framed, LOOKUP_SLOT + b"t" * 16, lambda count: b"\7" * count)
    assert open_slot(b"k" * 32, b"t" * 16, box) is None

"""Boxes, derived keys and codes."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable

import pytest

from core.crypto.boxes import derive, derive_wipeable, lock_box, mac, open_box, same
from core.crypto.labels import PART_BOX, VAULT
from core.domain.errors import Untrusted

KEY = bytes(range(32))


def test_a_box_opens_with_its_key_and_its_binding_only(entropy: Callable[[int], bytes]) -> None:
    box = lock_box(KEY, b"isi", b"laporan 1", entropy)
    assert open_box(KEY, box, b"laporan 1") == b"isi"
    assert len(box) == 12 + 3 + 16
    for key, aad in ((KEY, b"laporan 2"), (KEY[::-1], b"laporan 1")):
        with pytest.raises(Untrusted) as caught:
            open_box(key, box, aad)
        assert caught.value.code == "box.damaged"


def test_every_changed_or_missing_byte_of_a_box_is_refused(entropy: Callable[[int], bytes]) -> None:
    box = lock_box(KEY, b"isi", b"", entropy)
    for place in range(len(box)):
        changed = bytearray(box)
        changed[place] ^= 0x80
        for broken in (bytes(changed), box[:place]):
            with pytest.raises(Untrusted):
                open_box(KEY, broken, b"")


def test_two_boxes_of_the_same_content_differ(entropy: Callable[[int], bytes]) -> None:
    assert lock_box(KEY, b"isi", b"", entropy) != lock_box(KEY, b"isi", b"", entropy)


def test_derive_is_hkdf_with_label_and_info() -> None:
    extracted = hmac.new(bytes(32), KEY, hashlib.sha256).digest()
    info = VAULT + b"\x00" + b"berkas"
    assert derive(KEY, VAULT, b"berkas") == hmac.new(extracted, info + b"\x01", hashlib.sha256).digest()
    assert len({derive(KEY, VAULT), derive(KEY, PART_BOX), derive(KEY, VAULT, b"x")}) == 3


def test_mac_keeps_its_parts_apart() -> None:
    framed = (2).to_bytes(8, "big") + b"ab" + (1).to_bytes(8, "big") + b"c"
    assert mac(KEY, b"ab", b"c") == hmac.new(KEY, framed, hashlib.sha256).digest()
    assert not same(mac(KEY, b"ab", b"c"), mac(KEY, b"a", b"bc"))
    assert same(mac(KEY), mac(KEY))


def test_a_key_for_one_use_needs_no_more_than_its_label() -> None:
    """HKDF (RFC 5869) by hand, with the label, a zero byte and nothing behind it."""
    pseudorandom = hmac.digest(bytes(32), KEY, "sha256")
    for info, given in ((b"", ()), (b"more", (b"more",))):
        expected = hmac.digest(pseudorandom, VAULT + b"\x00" + info + b"\x01", "sha256")
        assert derive(KEY, VAULT, *given) == expected
        assert derive_wipeable(bytearray(KEY), VAULT, *given) == bytearray(expected)

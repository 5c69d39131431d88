"""P-256 signatures: the RFC's vectors, and the spellings that are refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from core.crypto.signing import GROUP_ORDER, SigningKey, VerifyKey
from core.domain.errors import Untrusted

RFC_SECRET = 0xC9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721
RFC_POINT = (
    "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
    "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"
)
RFC_VECTORS = {  # RFC 6979 A.2.5, SHA-256: message -> r, s as printed there
    b"sample": (
        0xEFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716,
        0xF7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8,
    ),
    b"test": (
        0xF1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367,
        0x019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083,
    ),
}


def joined(r: int, s: int) -> bytes:
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


@pytest.mark.parametrize("message", sorted(RFC_VECTORS))
def test_rfc_6979_vectors_after_low_s(message: bytes) -> None:
    key = SigningKey(ec.derive_private_key(RFC_SECRET, ec.SECP256R1()))
    r, s = RFC_VECTORS[message]
    assert key.public.spki.endswith(bytes.fromhex(RFC_POINT))
    assert key.sign(message) == joined(r, min(s, GROUP_ORDER - s))
    assert key.public.verify(key.sign(message), message)


def test_the_high_twin_of_a_good_signature_is_refused(entropy: Callable[[int], bytes]) -> None:
    key = SigningKey.generate(entropy)
    good = key.sign(b"laporan")
    twin = good[:32] + (GROUP_ORDER - int.from_bytes(good[32:], "big")).to_bytes(32, "big")
    assert key.public.verify(good, b"laporan")
    assert not key.public.verify(twin, b"laporan")


@pytest.mark.parametrize(
    "signature",
    [b"", b"\x00" * 64, joined(0, 1), joined(1, 0), joined(GROUP_ORDER, 1), joined(1, GROUP_ORDER), joined(1, 1)],
)
def test_impossible_values_verify_nothing(signature: bytes, entropy: Callable[[int], bytes]) -> None:
    assert not SigningKey.generate(entropy).public.verify(signature, b"laporan")


def test_a_signature_of_another_length_is_refused(entropy: Callable[[int], bytes]) -> None:
    key = SigningKey.generate(entropy)
    good = key.sign(b"laporan")
    assert not key.public.verify(good + b"\x00", b"laporan")
    assert not key.public.verify(good[:-1], b"laporan")
    assert not key.public.verify(good, b"lapuran")


def test_the_same_entropy_gives_the_same_key_and_it_survives_storage() -> None:
    first, second = SigningKey.generate(lambda n: b"\x07" * n), SigningKey.generate(lambda n: b"\x07" * n)
    other = SigningKey.generate(lambda n: b"\x08" * n)
    assert first.public == second.public != other.public
    assert SigningKey.from_der(first.to_der()).public == first.public
    assert VerifyKey.from_der_spki(first.public.spki) == first.public
    assert hash(first.public) == hash(second.public)


@pytest.mark.parametrize("fill", [b"\x00", b"\xff"])
def test_extreme_entropy_still_gives_a_working_key(fill: bytes) -> None:
    key = SigningKey.generate(lambda n: fill * n)
    assert key.public.verify(key.sign(b"x"), b"x")


def test_the_text_form_shows_no_secret(entropy: Callable[[int], bytes]) -> None:
    assert repr(SigningKey.generate(entropy)) == "SigningKey()"


def test_foreign_and_broken_keys_are_refused(entropy: Callable[[int], bytes]) -> None:
    good = SigningKey.generate(entropy).public
    other_curve = ec.derive_private_key(5, ec.SECP384R1())
    compressed = good.public_object.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint)
    short_spki = bytes.fromhex("3039301306072a8648ce3d020106082a8648ce3d030107032200") + compressed
    public = other_curve.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    for broken in (b"", b"no key", good.spki[:-1], good.spki + b"\x00", public, short_spki):
        with pytest.raises(Untrusted) as caught:
            VerifyKey.from_der_spki(broken)
        where = "key.curve" if broken == public else "key"
        assert (caught.value.code, caught.value.details) == ("malformed", {"where": where})


def test_foreign_private_keys_are_refused() -> None:
    def der(key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey) -> bytes:
        return key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())

    foreign = [der(ec.derive_private_key(5, ec.SECP384R1())), der(ed25519.Ed25519PrivateKey.generate()), b"", b"x"]
    for broken in foreign:
        with pytest.raises(Untrusted) as caught:
            SigningKey.from_der(broken)
        assert caught.value.details == {"where": "private_key"}


def test_what_is_no_certificate_gives_no_key() -> None:
    with pytest.raises(Untrusted) as caught:
        VerifyKey.from_certificate(b"0\x00")
    assert (caught.value.code, caught.value.details) == ("malformed", {"where": "certificate"})


@pytest.mark.parametrize(
    ("drawn", "secret"),
    [(0, 1), (1, 2), (GROUP_ORDER - 2, GROUP_ORDER - 1), (GROUP_ORDER - 1, 1), (GROUP_ORDER, 2), (2 * GROUP_ORDER - 1, 2)],
)
def test_a_key_is_drawn_as_the_standard_says(drawn: int, secret: int) -> None:
    key = SigningKey.generate(lambda count: drawn.to_bytes(count, "big"))
    assert key.private_object.private_numbers().private_value == secret

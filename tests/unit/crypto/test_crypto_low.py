"""The lower of the two numbers of a signature: of any curve, the same signature; of other keys nothing is touched."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from core.crypto.low import low_form


def spki(key: ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


@pytest.mark.parametrize("curve", [ec.SECP256R1(), ec.SECP384R1()])
def test_both_twins_have_one_low_form_that_verifies(curve: ec.EllipticCurve) -> None:
    key = ec.generate_private_key(curve)
    r, s = decode_dss_signature(key.sign(b"text", ec.ECDSA(hashes.SHA256())))
    twins = [encode_dss_signature(r, s), encode_dss_signature(r, curve.group_order - s)]
    low = {low_form(spki(key.public_key()), twin) for twin in twins}
    assert len(low) == 1 and low <= set(twins)
    assert decode_dss_signature(low.copy().pop())[1] <= curve.group_order // 2
    key.public_key().verify(low.pop(), b"text", ec.ECDSA(hashes.SHA256()))


def test_a_key_on_no_curve_keeps_its_signature() -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    signature = key.sign(b"text")
    assert low_form(spki(key.public_key()), signature) == signature

"""The lower of the two numbers that make one ECDSA signature, for signatures of others on any curve."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import load_der_public_key


def low_form(spki: bytes, signature: bytes) -> bytes:
    """The DER signature with ``s`` in the lower half, which verifies exactly when the given one does.

    Signatures of keys that are not on a curve come back as they are. Raises ``ValueError`` for what is none.
    """
    key = load_der_public_key(spki)
    if not isinstance(key, ec.EllipticCurvePublicKey):
        return signature
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, min(s, key.curve.group_order - s))

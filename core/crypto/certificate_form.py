"""The one byte form of a signed certificate.

The issuer signs the inner part only. Without a rule for the rest anybody could spell the signature in another way
(its high twin, unused bits) and so give one certificate a second key id, which no revocation names.
"""

from __future__ import annotations

from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from core.crypto.signing import GROUP_ORDER

_ECDSA_WITH_SHA256: Final = bytes.fromhex("300a06082a8648ce3d040302")
_SEQUENCE: Final = 0x30
_BIT_STRING: Final = 0x03


def one_form(certificate: x509.Certificate) -> bytes:
    """Return the certificate's DER with ECDSA over SHA-256, the low ``s``, and no unused bits.

    A signature that is not two integers is a ``ValueError``; whether it is a good one is asked elsewhere.
    """
    r, s = decode_dss_signature(certificate.signature)
    signature = b"\x00" + encode_dss_signature(r, min(s, GROUP_ORDER - s))
    inner = certificate.tbs_certificate_bytes + _ECDSA_WITH_SHA256 + _element(_BIT_STRING, signature)
    return _element(_SEQUENCE, inner)


def _element(tag: int, content: bytes) -> bytes:
    """Return tag, shortest definite length and content (X.690 10.1)."""
    if len(content) < 0x80:
        return bytes([tag, len(content)]) + content
    width = (len(content).bit_length() + 7) // 8
    return bytes([tag, 0x80 | width]) + len(content).to_bytes(width, "big") + content

"""P-256 signatures as the journal stores them: 64 bytes ``r || s``, deterministic (RFC 6979), low ``s``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.utils import CryptographyDeprecationWarning

from core.domain.errors import Untrusted

SIGNATURE_BYTES: Final = 64
#: Order of the group P-256 (FIPS 186-5, SP 800-186).
GROUP_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_HALF_ORDER: Final = GROUP_ORDER // 2
_SEED_BYTES: Final = 40  # 64 bits more than the order, so that the remainder is even (FIPS 186-5 A.2.1)
#: The bounds of r and s as they are written, which compare like the numbers.
_ZERO: Final = bytes(32)
_ORDER: Final = GROUP_ORDER.to_bytes(32, "big")
_MOST: Final = _HALF_ORDER.to_bytes(32, "big")
_ES256: Final = ec.ECDSA(hashes.SHA256())
_UNREADABLE: Final = (ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion, CryptographyDeprecationWarning)


@dataclass(frozen=True)
class VerifyKey:
    """A public P-256 key; two are equal when their SubjectPublicKeyInfo is."""

    spki: bytes
    public_object: ec.EllipticCurvePublicKey = field(repr=False, compare=False)

    @classmethod
    def from_object(cls, key: object) -> VerifyKey:
        """Wrap a public key of the library; anything but P-256 is ``Untrusted("malformed")``."""
        if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
            raise Untrusted("malformed", where="key.curve")
        spki = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        return cls(spki, key)

    @classmethod
    def from_der_spki(cls, der: bytes) -> VerifyKey:
        """Read a DER SubjectPublicKeyInfo in its one canonical form (named curve, uncompressed point)."""
        try:
            loaded = serialization.load_der_public_key(der)
        except _UNREADABLE as error:
            raise Untrusted("malformed", where="key") from error
        key = cls.from_object(loaded)
        if key.spki != der:
            raise Untrusted("malformed", where="key")
        return key

    @classmethod
    def from_certificate(cls, der: bytes) -> VerifyKey:
        """Take the key out of a DER certificate; nothing else of the certificate is judged here."""
        try:
            loaded = x509.load_der_x509_certificate(der).public_key()
        except _UNREADABLE as error:
            raise Untrusted("malformed", where="certificate") from error
        return cls.from_object(loaded)

    def verify(self, signature: bytes, message: bytes) -> bool:
        """Tell whether the 64 bytes sign the message; a high ``s``, zero or overflow is no signature."""
        if not is_well_formed(signature):
            return False
        r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
        try:
            self.public_object.verify(encode_dss_signature(r, s), message, _ES256)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """A private P-256 key; its text form shows nothing of the secret."""

    private_object: ec.EllipticCurvePrivateKey = field(repr=False)

    @classmethod
    def generate(cls, entropy: Callable[[int], bytes]) -> SigningKey:
        """Make a key from 40 bytes of ``entropy`` (FIPS 186-5 A.2.1: extra bits, then the remainder)."""
        secret = int.from_bytes(entropy(_SEED_BYTES), "big") % (GROUP_ORDER - 1) + 1
        return cls(ec.derive_private_key(secret, ec.SECP256R1()))

    @classmethod
    def from_der(cls, der: bytes) -> SigningKey:
        """Read an unencrypted PKCS #8 key; anything but P-256 is ``Untrusted("malformed")``."""
        try:
            loaded = serialization.load_der_private_key(der, password=None)
        except _UNREADABLE as error:
            raise Untrusted("malformed", where="private_key") from error
        if not isinstance(loaded, ec.EllipticCurvePrivateKey) or not isinstance(loaded.curve, ec.SECP256R1):
            raise Untrusted("malformed", where="private_key")
        return cls(loaded)

    @property
    def public(self) -> VerifyKey:
        """The key that verifies what this one signs."""
        return VerifyKey.from_object(self.private_object.public_key())

    def to_der(self) -> bytes:
        """Return the key as unencrypted PKCS #8 DER; the caller puts it into a box at once."""
        return self.private_object.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def sign(self, message: bytes) -> bytes:
        """Sign with ES256, deterministic by RFC 6979, ``s`` in the lower half; the same message, the same 64 bytes."""
        der = self.private_object.sign(message, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
        r, s = decode_dss_signature(der)
        low = min(s, GROUP_ORDER - s)
        return r.to_bytes(32, "big") + low.to_bytes(32, "big")


def is_well_formed(signature: bytes) -> bool:
    """Tell whether 64 bytes may be a signature at all: ``r`` in 1..n-1 and ``s`` in 1..n/2.

    With a high ``s`` allowed anybody could turn one signed entry into a second one (DECISIONS D3).
    """
    if len(signature) != SIGNATURE_BYTES:
        return False
    return _ZERO < signature[:32] < _ORDER and _ZERO < signature[32:] <= _MOST

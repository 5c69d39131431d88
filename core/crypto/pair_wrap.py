"""A secret wrapped for two officers: each holds a key of his own, and only both keys together give the one that opens it.

One fresh X25519 key agrees with both officers' keys; the two agreements, one behind the other, give the key of the box
(HKDF-SHA256, ChaCha20-Poly1305). Whoever lacks one of the two private keys lacks one whole agreement of 32 bytes. An
officer's key follows from his signing key under a label of its own, so that it needs no place in a slot, and a change of
passphrase leaves every pair as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from core.crypto.boxes import KEY_BYTES, derive, lock_box, open_box
from core.crypto.labels import IDENTITY_OFFICER, IDENTITY_PAIR
from core.crypto.signing import SigningKey
from core.domain.errors import Untrusted


@dataclass(frozen=True)
class OfficerShare:
    """One officer's key for agreements; its text form shows the public half only."""

    private: X25519PrivateKey = field(repr=False)
    public: bytes

    @classmethod
    def of(cls, key: SigningKey, label: bytes = IDENTITY_OFFICER) -> OfficerShare:
        """The key that follows from an officer's signing key, for one use."""
        number = key.private_object.private_numbers().private_value
        private = X25519PrivateKey.from_private_bytes(derive(number.to_bytes(KEY_BYTES, "big"), label))
        return cls(private, private.public_key().public_bytes_raw())


@dataclass(frozen=True)
class PairBox:
    """The wrapped secret: the fresh public key and the box."""

    fresh: bytes
    box: bytes


def wrap(secret: bytes, one: bytes, other: bytes, context: bytes, entropy: Callable[[int], bytes]) -> PairBox:
    """Wrap ``secret`` for the officers of these two public keys; ``context`` says what it is and must be told again."""
    if one == other:
        raise ValueError("a pair is two officers")
    private = X25519PrivateKey.from_private_bytes(entropy(KEY_BYTES))
    fresh = private.public_key().public_bytes_raw()
    first, second = sorted((one, other))
    agreed = agree(private, first) + agree(private, second)
    return PairBox(fresh, lock_box(_key(agreed, fresh, first, second), secret, IDENTITY_PAIR + context, entropy))


def unwrap(wrapped: PairBox, one: OfficerShare, other: OfficerShare, context: bytes) -> bytes:
    """The secret; other officers, other ``context`` or any damage is ``Untrusted("box.damaged")``."""
    first, second = sorted((one, other), key=lambda share: share.public)
    agreed = agree(first.private, wrapped.fresh) + agree(second.private, wrapped.fresh)
    return open_box(_key(agreed, wrapped.fresh, first.public, second.public), wrapped.box, IDENTITY_PAIR + context)


def agree(private: X25519PrivateKey, public: bytes) -> bytes:
    """One agreement of 32 bytes; what is no public key is ``Untrusted("box.damaged")``."""
    try:
        return private.exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError as error:  # of a wrong length, or a point that agrees with everybody
        raise Untrusted("box.damaged") from error


def _key(agreed: bytes, fresh: bytes, first: bytes, second: bytes) -> bytes:
    return derive(agreed, IDENTITY_PAIR, fresh + first + second)

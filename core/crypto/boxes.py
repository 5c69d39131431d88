"""Small boxes for things at rest, and the keys that open them: ChaCha20-Poly1305, HKDF and HMAC over SHA-256."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Sequence
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from core.domain.errors import Untrusted

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
TAG_BYTES: Final = 16


def lock_box(key: bytes | bytearray, plain: bytes, aad: bytes, entropy: Callable[[int], bytes]) -> bytes:
    """Return ``nonce (12) | ciphertext | tag (16)`` of ``plain`` under a 32-byte key, bound to ``aad``."""
    nonce = entropy(NONCE_BYTES)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, plain, aad)


def lock_boxes(key: bytes, contents: Sequence[tuple[bytes, bytes]], entropy: Callable[[int], bytes]) -> list[bytes]:
    """``lock_box`` for several (plain, aad) under one key, which is made ready once."""
    cipher, nonces = ChaCha20Poly1305(key), entropy(NONCE_BYTES * len(contents))
    boxes = []
    for at, (plain, aad) in enumerate(contents):
        nonce = nonces[at * NONCE_BYTES : (at + 1) * NONCE_BYTES]
        boxes.append(nonce + cipher.encrypt(nonce, plain, aad))
    return boxes


def open_box(key: bytes | bytearray, box: bytes, aad: bytes) -> bytes:
    """Return what ``lock_box`` put in; another key, other ``aad`` or any damage is ``Untrusted("box.damaged")``."""
    if len(box) < NONCE_BYTES + TAG_BYTES:
        raise Untrusted("box.damaged")
    try:
        return ChaCha20Poly1305(key).decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], aad)
    except InvalidTag as error:
        raise Untrusted("box.damaged") from error


def derive(key: bytes | bytearray, label: bytes, info: bytes = b"") -> bytes:
    """Return the 32-byte key for one use: HKDF-SHA256 of ``key``, no salt, info = label, zero byte, ``info``."""
    return _expander(label, info).derive(key)


def derive_wipeable(key: bytearray, label: bytes, info: bytes = b"") -> bytearray:
    """The same key in bytes that its user can overwrite."""
    made = bytearray(KEY_BYTES)
    _expander(label, info).derive_into(key, made)
    return made


def _expander(label: bytes, info: bytes) -> HKDF:
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=label + b"\x00" + info)


def mac(key: bytes, *parts: bytes) -> bytes:
    """Return 32 bytes of HMAC-SHA256 over each part after its length in 8 big-endian bytes."""
    state = hmac.new(key, digestmod=hashlib.sha256)
    for part in parts:
        state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    return state.digest()


def same(left: bytes, right: bytes) -> bool:
    """Compare two codes in a time that does not tell where they differ."""
    return hmac.compare_digest(left, right)

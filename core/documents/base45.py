"""Base45 (RFC 9285): bytes in the 45 characters that a QR code packs most densely."""

from __future__ import annotations

import struct
from typing import Final

from core.domain.errors import Untrusted

_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_NONE: Final = 255
_VALUES: Final = bytes(_ALPHABET.index(chr(byte)) if chr(byte) in _ALPHABET else _NONE for byte in range(256))


def encode(data: bytes) -> str:
    """Return two bytes as three characters, a last single byte as two."""
    out = []
    for start in range(0, len(data), 2):
        pair = data[start : start + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            number, digit = divmod(number, 45)
            out.append(_ALPHABET[digit])
    return "".join(out)


def decode(text: str) -> bytes:
    """Read what :func:`encode` wrote; any other text is ``Untrusted("malformed", where="base45")``."""
    digits = text.encode("ascii", "replace").translate(_VALUES)
    if len(digits) % 3 == 1 or _NONE in digits:
        raise Untrusted("malformed", where="base45")
    even = len(digits) - len(digits) % 3
    pairs = [low + 45 * middle + 2025 * high for low, middle, high in zip(*[iter(digits[:even])] * 3, strict=True)]
    last = digits[even] + 45 * digits[even + 1] if even < len(digits) else 0
    if max(pairs, default=0) > 0xFFFF or last > 0xFF:
        raise Untrusted("malformed", where="base45")
    return struct.pack(f">{len(pairs)}H", *pairs) + (bytes([last]) if even < len(digits) else b"")

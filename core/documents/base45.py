"""Base45 (RFC 9285): bytes in the 45 characters that a QR code packs most densely."""

from __future__ import annotations

import struct
from typing import Final

from core.domain.errors import Untrusted

_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_NONE: Final = 255
_VALUES: Final = bytes(_ALPHABET.index(chr(byte)) if chr(byte) in _ALPHABET else _NONE for byte in range(256))
_TWO: Final = [low + high for high in _ALPHABET for low in _ALPHABET]
"""Two digits of every number below 45 * 45, the lower first."""


def encode(data: bytes) -> str:
    """Return two bytes as three characters, a last single byte as two."""
    even = len(data) & ~1
    numbers = (high * 256 + low for high, low in zip(data[0:even:2], data[1:even:2], strict=True))
    end = _TWO[data[-1]] if even < len(data) else ""
    return "".join([_TWO[number % 2025] + _ALPHABET[number // 2025] for number in numbers]) + end


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

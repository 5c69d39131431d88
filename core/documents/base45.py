"""Base45 (RFC 9285): bytes in the 45 characters that a QR code packs most densely."""

from __future__ import annotations

from typing import Final

from core.domain.errors import Untrusted

_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUE: Final = {character: value for value, character in enumerate(_ALPHABET)}


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
    out = bytearray()
    for start in range(0, len(text), 3):
        group = text[start : start + 3]
        if len(group) == 1 or any(character not in _VALUE for character in group):
            raise Untrusted("malformed", where="base45")
        number = sum(_VALUE[character] * 45**place for place, character in enumerate(group))
        if number >= 256 ** (len(group) - 1):
            raise Untrusted("malformed", where="base45")
        out += number.to_bytes(len(group) - 1, "big")
    return bytes(out)

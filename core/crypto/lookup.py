"""The citizen's look-up code (DECISIONS D13): from 16 digits to a public tag and the key of the status box."""

from __future__ import annotations

from typing import Final

from core.crypto.boxes import derive
from core.crypto.kdf import FLOOR, stretch
from core.crypto.labels import LOOKUP_BOX, LOOKUP_TAG

TAG_BYTES: Final = 16
_DIGITS: Final = 16
_PROVINCE_ID_BYTES: Final = 16


def lookup_keys(digits16: str, province_id: bytes) -> tuple[bytes, bytes]:
    """Return (tag of 16 bytes, box key of 32 bytes) of the 16 random digits, without their check digits.

    Argon2id at 64 MiB, three passes, one lane, salt = province id: the cost is part of the format, as the citizen's
    code must give the same tag on every laptop of the province.
    """
    if len(digits16) != _DIGITS or not (digits16.isascii() and digits16.isdecimal()):
        raise ValueError("a look-up code has 16 digits here; the caller checks the check digits and takes them off")
    if len(province_id) != _PROVINCE_ID_BYTES:
        raise ValueError("a province id has 16 bytes")
    stretched = stretch(digits16.encode("ascii"), province_id, FLOOR)
    return derive(stretched, LOOKUP_TAG)[:TAG_BYTES], derive(stretched, LOOKUP_BOX)

"""The citizen's look-up code (DECISIONS D13): from 16 digits to a public tag, the key of the status box, and a proof."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from core.crypto.boxes import derive, lock_box, open_box
from core.crypto.kdf import FLOOR, stretch
from core.crypto.labels import LOOKUP_BOX, LOOKUP_CHECK, LOOKUP_PROOF, LOOKUP_SLOT, LOOKUP_TAG, labelled_hash
from core.domain.errors import Untrusted

TAG_BYTES: Final = 16
SLOT_BYTES: Final = 96
SLOT_BOX_BYTES: Final = 12 + SLOT_BYTES + 16
_DIGITS: Final = 16
_PROVINCE_ID_BYTES: Final = 16


class CodeKeys(NamedTuple):
    """What follows from a code: its public ``tag``, the key of its status ``box``, and the ``proof`` that it was typed."""

    tag: bytes
    box: bytes
    proof: bytes


def code_keys(digits16: str, province_id: bytes) -> CodeKeys:
    """Return tag (16 bytes), box key and proof (32 bytes each) of the 16 random digits, without their check digits.

    Argon2id at 64 MiB, three passes, one lane, salt = province id: the cost is part of the format, as the citizen's
    code must give the same tag on every laptop of the province.
    """
    if len(digits16) != _DIGITS or not (digits16.isascii() and digits16.isdecimal()):
        raise ValueError("a look-up code has 16 digits here; the caller checks the check digits and takes them off")
    if len(province_id) != _PROVINCE_ID_BYTES:
        raise ValueError("a province id has 16 bytes")
    stretched = stretch(digits16.encode("ascii"), province_id, FLOOR)
    return CodeKeys(derive(stretched, LOOKUP_TAG)[:TAG_BYTES], derive(stretched, LOOKUP_BOX), derive(stretched, LOOKUP_PROOF))


def lookup_keys(digits16: str, province_id: bytes) -> tuple[bytes, bytes]:
    """Return tag and box key alone."""
    keys = code_keys(digits16, province_id)
    return keys.tag, keys.box


def check_of(proof: bytes) -> bytes:
    """Return what a report keeps of its code's proof: 32 bytes from which nobody gets back to it."""
    return labelled_hash(LOOKUP_CHECK, proof)


def lock_slot(key: bytes, tag: bytes, content: bytes, entropy: Callable[[int], bytes]) -> bytes:
    """Seal what a code is told: a length byte, the content and zeros to 96 bytes, bound to the tag."""
    framed = bytes([len(content)]) + content
    if len(framed) > SLOT_BYTES:
        raise ValueError("what a code is told fits into one slot")
    return lock_box(key, framed + bytes(SLOT_BYTES - len(framed)), LOOKUP_SLOT + tag, entropy)


def open_slot(key: bytes, tag: bytes, box: bytes) -> bytes | None:
    """Open a slot; ``None`` when it is another code's, a filler or damaged."""
    try:
        framed = open_box(key, box, LOOKUP_SLOT + tag)
    except Untrusted:
        return None
    return framed[1 : 1 + framed[0]] if len(framed) == SLOT_BYTES and framed[0] < SLOT_BYTES else None

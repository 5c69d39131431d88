"""Names on a stick: neutral, alike for every office, and recognisable by whoever holds the audience's mark key (D16).

A name is base32 of sixteen bytes, ten of choice and six of a code over them. Two codes tell journal objects from
pieces of attachments. The ten bytes of an object are random; those of a piece follow from its digest, so that the
same piece has the same name on every stick and a cut copy continues where it stopped.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable

from core.crypto.boxes import mac
from core.crypto.labels import MARK, PIECE_NAME

CHOSEN_BYTES = 10
CODE_BYTES = 6
SUFFIX = ".bin"
OBJECT, PIECE = b"object", b"piece"


def object_name(mark: bytes, entropy: Callable[[int], bytes]) -> str:
    """A fresh name for a journal object."""
    return _name(mark, OBJECT, entropy(CHOSEN_BYTES))


def piece_name(mark: bytes, digest: bytes) -> str:
    """The name of the piece with this SHA-256."""
    return _name(mark, PIECE, mac(mark, PIECE_NAME, digest)[:CHOSEN_BYTES])


def _name(mark: bytes, kind: bytes, chosen: bytes) -> str:
    code = mac(mark, MARK, kind, chosen)[:CODE_BYTES]
    return base64.b32encode(chosen + code).decode("ascii").rstrip("=").lower() + SUFFIX


def is_object(name: str, mark: bytes) -> bool:
    """True when a holder of the mark key named this as a journal object."""
    return _is_marked(name, mark, OBJECT)


def is_piece(name: str, mark: bytes) -> bool:
    """True when a holder of the mark key named this as a piece."""
    return _is_marked(name, mark, PIECE)


def _is_marked(name: str, mark: bytes, kind: bytes) -> bool:
    """Content decides validity; the name only whose it is."""
    lowered = name.lower()
    if not lowered.endswith(SUFFIX):
        return False
    text = lowered.removesuffix(SUFFIX).upper()
    try:
        raw = base64.b32decode(text + "=" * (-len(text) % 8))
    except (binascii.Error, ValueError):
        return False
    if len(raw) != CHOSEN_BYTES + CODE_BYTES:
        return False
    return mac(mark, MARK, kind, raw[:CHOSEN_BYTES])[:CODE_BYTES] == raw[CHOSEN_BYTES:]

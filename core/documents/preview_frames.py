"""One message between the program and the process that looks into files: lengths first, then one JSON map, then bytes.

    4 bytes   length of the JSON map, big endian, at most 64 KiB
    JSON map  with ``sizes``: how many bytes each blob behind it has
    blobs     one after the other, nothing behind the last

No pickle, no other type: whoever took the process over can say nothing that these few lines do not check.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

HEADER_LIMIT: Final = 64 * 1024
MAX_BLOBS: Final = 8
LENGTH_BYTES: Final = 4


class BadFrame(Exception):
    """The bytes are no message of this form."""


def head_of(header: dict[str, Any], sizes: Sequence[int]) -> bytes:
    """The beginning of a message whose blobs follow."""
    text = json.dumps({**header, "sizes": list(sizes)}).encode()
    if len(text) > HEADER_LIMIT:
        raise BadFrame
    return len(text).to_bytes(LENGTH_BYTES, "big") + text


def frame(header: dict[str, Any], blobs: Sequence[bytes]) -> bytes:
    """A whole message."""
    return head_of(header, [len(blob) for blob in blobs]) + b"".join(blobs)


def read_head(text: bytes) -> tuple[dict[str, Any], list[int]]:
    """The JSON map and the sizes of the blobs; raises :class:`BadFrame`."""
    try:
        header = json.loads(text)
    except (ValueError, RecursionError):
        raise BadFrame from None
    sizes = header.pop("sizes", None) if isinstance(header, dict) else None
    if not isinstance(sizes, list) or len(sizes) > MAX_BLOBS or not all(type(size) is int and size >= 0 for size in sizes):
        raise BadFrame
    return header, sizes


def parse(data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Take a whole message apart; raises :class:`BadFrame` for anything else, also for one byte too many."""
    length = int.from_bytes(data[:LENGTH_BYTES], "big")
    start = LENGTH_BYTES + length
    if len(data) < start or length > HEADER_LIMIT:
        raise BadFrame
    header, sizes = read_head(data[LENGTH_BYTES:start])
    if len(data) != start + sum(sizes):
        raise BadFrame
    blobs = []
    for size in sizes:
        blobs.append(data[start : start + size])
        start += size
    return header, blobs

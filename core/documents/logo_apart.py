"""Decoding a letterhead's picture from a safe distance: see :mod:`core.documents.logo_worker`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from core.documents import pictures
from core.documents.preview_apart import ask, write
from core.domain.errors import Invalid, Unavailable

FILE_LIMIT: Final = 4 * 1024 * 1024
EDGE: Final = 480
SECONDS: Final = 10
FAULTS: Final = frozenset({"letterhead.unreadable", "letterhead.too_large", "letterhead.active", "letterhead.letters"})


def logo(data: bytes, watch: Callable[[], None] = lambda: None) -> bytes:
    """The picture as plain pixels on white, small enough for every document, as PNG or JPEG.

    Raises ``Invalid`` with ``letterhead.unreadable``, ``letterhead.too_large`` (a bomb, or over 4 MiB),
    ``letterhead.active`` (scripts, links, entities) or ``letterhead.letters`` (text that needs a font), and
    ``Unavailable('letterhead.failed')`` where the process gave no answer in time.
    """
    if len(data) > FILE_LIMIT:
        raise Invalid("letterhead.too_large")
    try:
        header, blobs = ask("core.documents.logo_worker", "logo", lambda sink: write(sink, data), len(data), watch, SECONDS)
    except Unavailable:
        raise Unavailable("letterhead.failed") from None
    fault = header.get("fault")
    if fault in FAULTS:
        raise Invalid(str(fault))
    if fault is not None or len(blobs) != 1:
        raise Unavailable("letterhead.failed")
    made = pictures.pixels(blobs[0])
    if not (0 < made.width <= EDGE and 0 < made.height <= EDGE):
        raise Unavailable("letterhead.failed")
    return blobs[0]

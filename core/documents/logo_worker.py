"""The process that decodes the picture of a letterhead: from a stranger's PNG, JPEG or SVG to plain pixels on white.

It bounds itself as the one that looks into files does, before it decodes a byte: memory, time, no file, no child.
"""

from __future__ import annotations

import io
import sys
from typing import Final

from PIL import Image, ImageOps

from core.apart.process import limit_self
from core.documents.preview_frames import frame
from core.documents.preview_worker import Answer, Fault, on_white, request, warm_up
from core.documents.svg_guard import Unfit, check, looks_like_svg
from core.domain.file_types import type_by_content

MEMORY_BYTES: Final = 768 * 1024 * 1024
SECONDS: Final = 8
MAX_PIXELS: Final = 25_000_000
EDGE: Final = 480
"""Pixels of the longer side: some 600 a inch at the size in which a letterhead shows it."""

QUALITY: Final = 90
WORTH: Final = 1.5
"""How many times larger a picture without loss may be: flat colours stay flat."""

_DOT: Final = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path fill="red" d="M0 0h1v1z"/></svg>'
_FORMATS: Final = {"image/png": "PNG", "image/jpeg": "JPEG"}


def main() -> None:
    """The worker: take one request, bind itself, give one answer."""
    _, data = request(sys.stdin.buffer)
    warm_up(type_by_content(data))
    drawn(_DOT)  # what is loaded at first use comes in now, for no file can be opened afterwards
    limit_self(MEMORY_BYTES, SECONDS, alone=True)
    try:
        answer, blobs = drawn(data)
    except Exception as error:
        answer, blobs = {"fault": _fault_of(error)}, []
    sys.stdout.buffer.write(frame(answer, blobs))
    sys.stdout.buffer.flush()


def _fault_of(error: Exception) -> str:
    if isinstance(error, Unfit | Fault):
        return str(error)
    bombs = (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError)
    return "letterhead.too_large" if isinstance(error, bombs) else "letterhead.unreadable"


def drawn(data: bytes) -> Answer:
    """The picture in one of two forms that a PDF takes as they are, never larger than :data:`EDGE`."""
    picture = _svg(data) if looks_like_svg(data) else _raster(data)
    picture.thumbnail((EDGE, EDGE), Image.Resampling.LANCZOS)
    flat = on_white(picture)
    flat = flat.convert("L") if _is_grey(flat) else flat
    target = io.BytesIO()
    flat.save(target, "PNG", optimize=True)
    lossless = target.getvalue()
    target = io.BytesIO()
    flat.save(target, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    small = target.getvalue()
    return {"width": flat.width, "height": flat.height}, [lossless if len(lossless) <= WORTH * len(small) else small]


def _raster(data: bytes) -> Image.Image:
    form = _FORMATS.get(type_by_content(data))
    if form is None:
        raise Fault("letterhead.unreadable")
    picture = Image.open(io.BytesIO(data), formats=[form])
    if picture.width * picture.height > MAX_PIXELS:
        raise Fault("letterhead.too_large")
    if picture.format == "JPEG":
        picture.draft(None, (EDGE, EDGE))
    upright = ImageOps.exif_transpose(picture)
    palette = upright.mode == "P" or "transparency" in upright.info
    return upright.convert("RGBA") if palette or upright.mode in ("LA", "PA", "RGBA") else upright.convert("RGB")


def _svg(data: bytes) -> Image.Image:
    check(data)
    words = data.decode("utf-8-sig")
    picture = _painted(words, EDGE)
    if picture.height > EDGE:  # painted anew at its own size: scaling would blur the edges, and flat colours with them
        picture = _painted(words, max(1, EDGE * EDGE // picture.height))
    return picture.convert("RGB")


def _painted(words: str, width: int) -> Image.Image:
    import resvg_py

    made = resvg_py.svg_to_bytes(svg_string=words, width=width, skip_system_fonts=True, background="#ffffff")
    picture = Image.open(io.BytesIO(made), formats=["PNG"])
    if picture.width * picture.height > MAX_PIXELS:
        raise Fault("letterhead.too_large")
    return picture


def _is_grey(picture: Image.Image) -> bool:
    red, green, blue = picture.split()
    return red.tobytes() == green.tobytes() == blue.tobytes()

"""Pictures as a PDF holds them: bytes that are already compressed go into the file as they are, once.

Only two forms are taken, which the letterhead's own limited process makes: JPEG, and PNG of eight bits without transparency.
No decoder runs here.
"""

from __future__ import annotations

import hashlib
import io
import struct
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from reportlab.pdfbase import pdfdoc, pdfutils

from core.domain.errors import Invalid

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
_SPACES: Final = {1: "/DeviceGray", 3: "/DeviceRGB"}
_PNG_COLOURS: Final = {0: 1, 2: 3}


@dataclass(frozen=True)
class Pixels:
    """A picture's size, its colour channels (1 or 3), the name of its compression, and the compressed bytes."""

    width: int
    height: int
    channels: int
    filter: str
    data: bytes


@lru_cache(maxsize=8)
def pixels(data: bytes) -> Pixels:
    """Take a picture apart; raises ``Invalid('letterhead.unreadable')`` for any other form."""
    try:
        found = _png(data) if data.startswith(_PNG) else _jpeg(data)
    except (ValueError, KeyError, struct.error):
        raise Invalid("letterhead.unreadable") from None
    return found


def place(canvas: Any, made: Pixels) -> str:
    """Put the picture into the canvas's file, where it is not in it yet, and into this page's resources; gives its name."""
    name = hashlib.sha256(made.data).hexdigest()[:16]
    inside = pdfdoc.xObjectName(name)
    if inside not in canvas._doc.idToObject:
        canvas._doc.Reference(_object(made), inside)
    if name not in canvas._formsinuse:
        canvas._formsinuse.append(name)
    return str(inside)


def _object(made: Pixels) -> Any:
    told = {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": made.width,
        "Height": made.height,
        "ColorSpace": _SPACES[made.channels],
        "BitsPerComponent": 8,
        "Filter": f"/{made.filter}",
    }
    if made.filter == "FlateDecode":
        told["DecodeParms"] = f"<</Predictor 15 /Colors {made.channels} /BitsPerComponent 8 /Columns {made.width}>>"
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary(told), made.data)


def _png(data: bytes) -> Pixels:
    at, packed, head = len(_PNG), [], b""
    while at < len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + size]
        if kind == b"IHDR":
            head = body
        elif kind == b"IDAT":
            packed.append(body)
        elif kind == b"tRNS":
            raise ValueError("transparent")
        at += size + 12
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", head)
    if depth != 8 or interlaced or not packed or not width or not height:
        raise ValueError("form")
    return Pixels(width, height, _PNG_COLOURS[colour], "FlateDecode", b"".join(packed))


def _jpeg(data: bytes) -> Pixels:
    if not data.startswith(_JPEG):
        raise ValueError("form")
    width, height, channels = pdfutils.readJPEGInfo(io.BytesIO(data))[:3]
    if channels not in _SPACES:
        raise ValueError("colours")
    return Pixels(width, height, channels, "DCTDecode", data)

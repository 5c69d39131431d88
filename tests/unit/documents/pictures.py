"""Pictures and PDFs made on the spot, with everything in them that a clean copy must lose."""

from __future__ import annotations

import io
import zlib

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from reportlab.pdfgen import canvas

SECRET = "Sutini dari Pongok"
TRAILER = b"EKOR-" + SECRET.encode()
GPS = {1: "S", 2: (2.0, 7.0, 30.5), 3: "E", 4: (106.0, 6.0, 0.0)}
LATITUDE_E7, LONGITUDE_E7 = -21_251_389, 1_061_000_000


def gradient(width: int = 300, height: int = 200) -> Image.Image:
    """A picture in which every corner differs."""
    base = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (base, base.transpose(Image.Transpose.ROTATE_180), base))


def described(orientation: int = 1) -> Image.Exif:
    """EXIF with a name, a time and a position."""
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x0112] = SECRET, SECRET, orientation
    details, place = exif.get_ifd(0x8769), exif.get_ifd(0x8825)
    for tag, value in {0x9003: "2024:02:03 08:30:00", 0x9011: "+07:00", 0x9286: b"ASCII\0\0\0" + SECRET.encode()}.items():
        details[tag] = value
    for tag, position in GPS.items():
        place[tag] = position
    return exif


def jpeg(picture: Image.Image | None = None, orientation: int = 1) -> bytes:
    """A JPEG with EXIF, XMP, IPTC, a comment and bytes behind its end, each with the secret."""
    target = io.BytesIO()
    (picture or gradient()).save(
        target, "JPEG", exif=described(orientation), comment=SECRET, quality=95, xmp=f"<x><n>{SECRET}</n></x>".encode()
    )
    data = target.getvalue()
    return data[:2] + _iptc(SECRET) + data[2:] + TRAILER


def _iptc(text: str) -> bytes:
    """An APP13 segment with a by-line."""
    record = b"\x1c\x02\x50" + len(text).to_bytes(2, "big") + text.encode()
    body = b"8BIM\x04\x04\0\0" + len(record).to_bytes(4, "big") + record + b"\0" * (len(record) % 2)
    segment = b"Photoshop 3.0\0" + body
    return b"\xff\xed" + (len(segment) + 2).to_bytes(2, "big") + segment


def png(picture: Image.Image | None = None) -> bytes:
    """A PNG with texts and bytes behind its end."""
    told = PngInfo()
    told.add_text("Author", SECRET)
    told.add_itxt("XML:com.adobe.xmp", f"<x><n>{SECRET}</n></x>")
    target = io.BytesIO()
    (picture or gradient()).save(target, "PNG", pnginfo=told, exif=described())
    return target.getvalue() + TRAILER


def other(name: str) -> bytes:
    """A plain picture in another format."""
    target = io.BytesIO()
    gradient().save(target, name)
    return target.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is huge, with only its first line."""
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    lines = zlib.compress(bytes(1 + width * 3), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", lines) + _chunk(b"IEND", b"")


def _chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")


def pdf(pages: int = 2) -> bytes:
    """A PDF whose author is the secret."""
    target = io.BytesIO()
    sheet = canvas.Canvas(target, invariant=1)
    sheet.setAuthor(SECRET)
    for number in range(pages):
        sheet.drawString(100, 700, f"Halaman {number + 1}")
        sheet.showPage()
    sheet.save()
    return target.getvalue()

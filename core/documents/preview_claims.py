"""What pictures and PDFs say of themselves: time, position, and every short text in which a name may stand.

Runs inside the limited process alone. Nothing here is believed; all of it is shown as "menurut berkas".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

from PIL import ExifTags, Image, ImageFile, IptcImagePlugin, TiffImagePlugin

TEXT_LIMIT, MAX_TEXTS = 300, 40
TIFF: Final = TiffImagePlugin.TiffImageFile
E7: Final = 10_000_000
STRINGS: Final = {0x010E: "description", 0x013B: "artist", 0x8298: "copyright", 0x0131: "software"}
WINDOWS_STRINGS: Final = {0x9C9B: "title", 0x9C9C: "comment", 0x9C9D: "author", 0x9C9E: "keywords", 0x9C9F: "subject"}
DETAIL_STRINGS: Final = {0x9286: "comment", 0xA430: "owner"}
TAKEN_AT, OFFSET = 0x9003, 0x9011
PDF_STRINGS: Final = {"Title": "title", "Author": "author", "Subject": "subject", "Keywords": "keywords"}
_EXIF_TIME = re.compile(r"(\d{4}):(\d\d):(\d\d)[ T](\d\d:\d\d:\d\d)")
_PDF_TIME = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:([+-]\d\d)'(\d\d))?")
_OFFSET = re.compile(r"[+-]\d\d:\d\d")

Found = tuple[dict[str, Any], list[list[str]]]


def picture_claims(picture: Image.Image) -> Found:
    """Claims and texts of a picture; what does not read is left out."""
    try:
        exif = picture.getexif()
        details, place = exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo)
    except Exception:
        return {}, _kept(_loose_texts(picture))
    claims = _time(details) | _position(place)
    texts = [*_exif_texts(exif, details), *_loose_texts(picture)]
    return claims, _kept(texts)


def _time(details: Mapping[int, Any]) -> dict[str, str]:
    found = _EXIF_TIME.match(str(details.get(TAKEN_AT, "")))
    if found is None:
        return {}
    year, month, day, clock = found.groups()
    offset = str(details.get(OFFSET, ""))
    return {"at": f"{year}-{month}-{day}T{clock}" + (offset if _OFFSET.fullmatch(offset) else "")}


def _position(place: Mapping[int, Any]) -> dict[str, int]:
    latitude, longitude = _degrees(place, 2, "S"), _degrees(place, 4, "W")
    return {} if latitude is None or longitude is None else {"latitude_e7": latitude, "longitude_e7": longitude}


def _degrees(place: Mapping[int, Any], tag: int, negative: str) -> int | None:
    try:
        degrees, minutes, seconds = (Fraction(float(part)) for part in place[tag])
        value = round((degrees + minutes / 60 + seconds / 3600) * E7)
    except (KeyError, TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    return -value if str(place.get(tag - 1, "")).strip("\0 ").upper() == negative else value


def _exif_texts(exif: Mapping[int, Any], details: Mapping[int, Any]) -> Iterator[tuple[str, Any]]:
    for tags, names in ((exif, STRINGS), (details, DETAIL_STRINGS)):
        for tag, name in names.items():
            yield name, _without_code(tags.get(tag, ""))
    for tag, name in WINDOWS_STRINGS.items():
        value = exif.get(tag, b"")
        yield name, bytes(value).decode("utf-16-le", "replace") if isinstance(value, bytes | tuple | list) else value


def _without_code(value: Any) -> Any:
    """A user comment begins with eight bytes that name its characters."""
    if isinstance(value, bytes) and value[:8] in (b"ASCII\0\0\0", b"UNICODE\0", bytes(8)):
        return value[8:].decode("utf-16-le" if value.startswith(b"UNICODE") else "utf-8", "replace")
    return value


def _loose_texts(picture: Image.Image) -> Iterator[tuple[str, Any]]:
    yield "comment", picture.info.get("comment", b"")
    for name, value in getattr(picture, "text", {}).items():
        yield ("xmp", _words(str(value))) if "xmp" in str(name).lower() else ("comment", value)
    packet = picture.info.get("xmp", b"")
    if isinstance(packet, bytes | str):
        yield "xmp", _words(packet.decode("utf-8", "replace") if isinstance(packet, bytes) else packet)
    if isinstance(picture, ImageFile.ImageFile) and (isinstance(picture, TIFF) or "photoshop" in picture.info):
        for value in (IptcImagePlugin.getiptcinfo(picture) or {}).values():
            for each in value if isinstance(value, list) else [value]:
                yield "iptc", each


def _words(packet: str) -> str:
    """The texts of an XML packet without reading it as XML: what stands between tags."""
    found = (part.strip() for part in re.findall(r">([^<>]+)<", packet[:100_000]))
    return " ".join(part for part in found if part)


def pdf_claims(tree: Mapping[str, str]) -> Found:
    """Claims and texts of a PDF's own description."""
    made = _PDF_TIME.match(tree.get("CreationDate", ""))
    claims: dict[str, Any] = {}
    if made is not None:
        year, month, day, hour, minute, second, hours, minutes = made.groups()
        claims["at"] = f"{year}-{month}-{day}T{hour}:{minute}:{second}" + (f"{hours}:{minutes}" if hours else "")
    return claims, _kept((name, tree.get(key, "")) for key, name in PDF_STRINGS.items())


def _kept(texts: Any) -> list[list[str]]:
    """One-line texts of sensible length, each once, the first forty."""
    kept: list[list[str]] = []
    for name, value in texts:
        text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
        line = "".join(c if c.isprintable() else " " for c in text).strip()[:TEXT_LIMIT]
        if line and [name, line] not in kept:
            kept.append([name, line])
    return kept[:MAX_TEXTS]

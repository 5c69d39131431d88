"""The typefaces of printed documents: given as bytes, embedded in every file, checked for missing glyphs."""

from __future__ import annotations

import hashlib
import io
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont


@dataclass(frozen=True)
class Fonts:
    """Three TrueType files as bytes; the registry names are taken from their digests, so two sets never collide."""

    regular: bytes
    bold: bytes
    italic: bytes

    @classmethod
    def from_folder(cls, folder: Path, family: str = "NotoSans") -> Fonts:
        """Read ``FAMILY-Regular.ttf``, ``-Bold.ttf`` and ``-Italic.ttf`` from a folder of resources."""
        return cls(*((folder / f"{family}-{style}.ttf").read_bytes() for style in ("Regular", "Bold", "Italic")))

    @cached_property
    def names(self) -> FaceNames:
        """The names under which ReportLab knows the faces; asking for them makes the faces known, once."""
        return FaceNames(*(_registered(data) for data in (self.regular, self.bold, self.italic)))


@dataclass(frozen=True)
class FaceNames:
    """Names in ReportLab's registry."""

    regular: str
    bold: str
    italic: str


def missing_glyphs(text: str, fonts: Fonts) -> list[str]:
    """Return the characters of ``text`` (after NFC, each once, in order) that the regular or bold face cannot draw.

    ReportLab prints an empty box for them without a word; a name must never be printed so.
    """
    names = fonts.names
    tables = [pdfmetrics.getFont(name).face.charToGlyph for name in (names.regular, names.bold)]
    wanted = dict.fromkeys(unicodedata.normalize("NFC", text))
    return [character for character in wanted if any(ord(character) not in table for table in tables)]


def _registered(data: bytes) -> str:
    name = "Posko" + hashlib.sha256(data).hexdigest()[:12]
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, io.BytesIO(data)))
    return name

"""The typefaces of printed documents: given as bytes, embedded in every file, checked for missing glyphs."""

from __future__ import annotations

import hashlib
import io
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont


@dataclass(frozen=True)
class Fonts:
    """Three TrueType files as bytes; the registry names are taken from their digests, so two sets never collide.

    ``readable`` faces carry all of ASCII under its own codes into a file, so that text can be put in later; the others
    carry the letters that were drawn and nothing else, which makes a letter six kilobytes smaller.
    """

    regular: bytes
    bold: bytes
    italic: bytes
    readable: bool = field(default=True, kw_only=True)

    @classmethod
    def from_folder(cls, folder: Path, family: str = "NotoSans") -> Fonts:
        """Read ``FAMILY-Regular.ttf``, ``-Bold.ttf`` and ``-Italic.ttf`` from a folder of resources."""
        return cls(*((folder / f"{family}-{style}.ttf").read_bytes() for style in ("Regular", "Bold", "Italic")))

    @cached_property
    def names(self) -> FaceNames:
        """The names under which ReportLab knows the faces; asking for them makes the faces known, once."""
        return FaceNames(*(_registered(data, self.readable) for data in (self.regular, self.bold, self.italic)))

    @cached_property
    def letters(self) -> frozenset[str]:
        """The characters that both the regular and the bold face can draw."""
        tables = (pdfmetrics.getFont(name).face.charToGlyph for name in (self.names.regular, self.names.bold))
        return frozenset.intersection(*(frozenset(map(chr, table)) for table in tables))

    @cached_property
    def lean(self) -> Fonts:
        """The same faces for files that nothing is put into later."""
        return replace(self, readable=False)


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
    wanted = dict.fromkeys(unicodedata.normalize("NFC", text))
    return [] if wanted.keys() <= fonts.letters else [character for character in wanted if character not in fonts.letters]


def _registered(data: bytes, readable: bool) -> str:
    name = ("Posko" if readable else "PoskoLean") + hashlib.sha256(data).hexdigest()[:12]
    if name not in pdfmetrics.getRegisteredFontNames():
        # Not registerFont, which would take the first face of a family's name in the place of every other one.
        pdfmetrics._fonts[name] = TTFont(name, io.BytesIO(data), asciiReadable=readable)
    return name

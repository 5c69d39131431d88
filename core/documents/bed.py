"""What all documents of a batch have in common: faces, colour profile, crest, as objects of a file's unchanging beginning.

A face is laid down whole and in a fixed order, in sets of at most 224 letters, so that a letter has the same code in every
document of every batch and a document's bytes do not depend on its neighbours. The first set of each face (all that
Indonesian needs) stands in the beginning; a document that uses a rarer letter brings that letter's set along itself.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from core.documents import pictures, tagging
from core.documents.fonts import Fonts
from core.documents.sheet import Style, object_body, object_number

_REFERENCE: Final = re.compile(rb"(\d+) 0 R")
_STREAM: Final = b"stream\n"
_SPACE: Final = 32
_HIGHEST: Final = 0xFFFF
_FIRST: Final = sorted(set(bytes(range(_SPACE + 1, 256)).decode("cp1252", "ignore")))
"""What Indonesian text is set with, dashes and quotation marks too: it fits into one set of a face."""
_SURROGATES: Final = range(0xD800, 0xE000)


@dataclass(frozen=True)
class Piece:
    """An object and all that it leads to: bodies that name each other by their place (from 1) in the list."""

    bodies: tuple[bytes, ...]

    def at(self, first: int) -> list[bytes]:
        """The bodies as objects ``first``, ``first + 1``, ..."""
        return [renumbered(body, lambda place: first + place - 1) for body in self.bodies]


@dataclass(frozen=True)
class Beginning:
    """The bytes that every file begins with, where its objects stand, and under what numbers the common ones are known.

    ``faces`` are objects by the name that pages give them (``F1+0``), ``crest`` that of the letterhead's picture or 0.
    """

    prefix: bytes
    offsets: tuple[int, ...]
    profile: int
    faces: Mapping[str, int]
    pictures: Mapping[str, int]
    digest: bytes = b""

    @property
    def count(self) -> int:
        """Objects in it."""
        return len(self.offsets)

    @property
    def table(self) -> bytes:
        """Its lines of the file's table."""
        return b"".join(b"%010d 00000 n \n" % offset for offset in self.offsets)


@dataclass
class Bed:
    """A canvas that draws page after page of many documents, and what they share."""

    canvas: Any
    beginning: Beginning
    rare: Mapping[str, Piece]
    preamble: str = ""
    lines: dict[tuple[str, Style, float, float], list[str]] = field(default_factory=dict, repr=False)
    """Operators of lines by what stands where: letters have the same codes in all documents, so they are alike too."""
    _lines: bytes = field(default=b"", repr=False)

    @property
    def table(self) -> bytes:
        """The beginning's lines of the table, made once."""
        if not self._lines:
            self._lines = self.beginning.table
        return self._lines

    def clear(self) -> None:
        """Forget what was drawn; the codes of letters stay."""
        self.canvas._startPage()
        self.canvas._formsinuse.clear()


def make_bed(fonts: Fonts, crest: bytes = b"") -> Bed:
    """Lay the faces down, and the crest where there is one."""
    rl_config.useA85 = 0
    pieces = _face_pieces(fonts)
    common = [name for name in pieces if name.endswith("+0")]
    canvas = _canvas(fonts)
    bodies: list[bytes] = [tagging.profile_stream()]
    faces: dict[str, int] = {}
    for name in common:
        faces[name] = len(bodies) + 1
        bodies += pieces[name].at(len(bodies) + 1)
    shown: dict[str, int] = {}
    if crest:
        name = pictures.place(canvas, pictures.pixels(crest))
        shown[name] = len(bodies) + 1
        bodies.append(object_body(canvas._doc, canvas._doc.idToObject[name]))
    beginning = _written(bodies, faces, shown)
    bed = Bed(canvas, beginning, {name: piece for name, piece in pieces.items() if name not in faces}, _preamble(canvas))
    bed.clear()
    return bed


def renumbered(body: bytes, number: Any) -> bytes:
    """A body with other object numbers; what stands in a stream is content and stays."""
    head, mark, rest = body.partition(_STREAM)
    return _REFERENCE.sub(lambda found: b"%d 0 R" % number(int(found[1])), head) + mark + rest


def _canvas(fonts: Fonts) -> Any:
    """A canvas whose document knows every letter of the three faces: the usual ones first, then by code point."""
    names = fonts.names
    canvas: Any = Canvas(io.BytesIO(), pagesize=A4, invariant=1, initialFontName=names.regular, pageCompression=1)
    for name in (names.regular, names.bold, names.italic):
        font = pdfmetrics.getFont(name)
        drawable = {chr(code) for code in font.face.charToGlyph if _SPACE < code < _HIGHEST and code not in _SURROGATES}
        first = [letter for letter in _FIRST if letter in drawable]
        font.splitString("".join(first + sorted(drawable.difference(first))), canvas._doc)
        font.getSubsetInternalName(0, canvas._doc)
    return canvas


def _face_pieces(fonts: Fonts) -> dict[str, Piece]:
    """Every set of every face as objects, by the name that pages give it; made once for each set of faces."""
    if fonts not in _PIECES:
        document = _canvas(fonts)._doc
        for font in list(document.delayedFonts):
            font.addObjects(document)
        names = sorted(document.idToObject["BasicFonts"].dict)
        _PIECES[fonts] = {name: _piece(document, name) for name in names}
    return _PIECES[fonts]


_PIECES: dict[Fonts, dict[str, Piece]] = {}


def _piece(document: Any, name: str) -> Piece:
    """An object with all that it names, renumbered to places."""
    places: dict[int, int] = {}
    bodies: list[bytes] = []
    waiting = [object_number(document, document.idToObject[name])]
    while waiting:
        number = waiting.pop(0)
        if number in places:
            continue
        places[number] = len(places) + 1
        body = object_body(document, document.idToObject[document.numberToId[number]])
        bodies.append(body)
        waiting += [int(found) for found in _REFERENCE.findall(body.partition(_STREAM)[0])]
    return Piece(tuple(renumbered(body, lambda number: places[number]) for body in bodies))


def _preamble(canvas: Any) -> str:
    """What stands before everything that a page draws."""
    return str(canvas._preamble)


def _written(bodies: Sequence[bytes], faces: Mapping[str, int], shown: Mapping[str, int]) -> Beginning:
    parts, offsets, at = [tagging.HEADER], [], len(tagging.HEADER)
    for number, body in enumerate(bodies, 1):
        part = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        offsets.append(at)
        parts.append(part)
        at += len(part)
    prefix = b"".join(parts)
    return Beginning(prefix, tuple(offsets), 1, dict(faces), dict(shown), hashlib.sha256(prefix).digest())

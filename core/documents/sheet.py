"""A sheet of A4 paper: plain text set in embedded faces, measured before it is drawn.

Text never passes through a markup parser, so that whatever a name contains is printed as it stands.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from core.documents.fonts import FaceNames, Fonts

WIDTH: Final = float(A4[0])
HEIGHT: Final = float(A4[1])
MM: Final = 72 / 25.4
MARGIN: Final = 20 * MM
LEADING: Final = 1.32
_ELLIPSIS: Final = "…"


@dataclass(frozen=True)
class Style:
    """How a text is set: face name in the registry and size in points."""

    face: str
    size: float

    @property
    def leading(self) -> float:
        """Distance of base lines in points."""
        return self.size * LEADING


class Typesetter:
    """Measures and breaks text; breaks of texts that every document of a batch prints are remembered."""

    def __init__(self, fonts: Fonts) -> None:
        self.faces: FaceNames = fonts.names
        self._kept: dict[tuple[str, Style, float], tuple[str, ...]] = {}

    def width(self, text: str, style: Style) -> float:
        """Width of one line in points."""
        return float(pdfmetrics.stringWidth(text, style.face, style.size))

    def lines(self, text: str, style: Style, room: float, fixed: bool = False) -> tuple[str, ...]:
        """Break a text into lines no wider than ``room`` points; a word that is wider by itself is cut.

        ``fixed`` texts belong to the template and are broken once for a whole batch.
        """
        key = (text, style, room)
        if fixed and key in self._kept:
            return self._kept[key]
        out = tuple(self._break(text, style, room))
        if fixed:
            self._kept[key] = out
        return out

    def _break(self, text: str, style: Style, room: float) -> list[str]:
        out = [""]
        for word in text.split():
            for piece in self._pieces(word, style, room):
                joined = f"{out[-1]} {piece}" if out[-1] else piece
                if self.width(joined, style) <= room:
                    out[-1] = joined
                else:
                    out.append(piece)
        return out

    def _pieces(self, word: str, style: Style, room: float) -> list[str]:
        if self.width(word, style) <= room:
            return [word]
        out = [""]
        for character in word:
            if out[-1] and self.width(out[-1] + character, style) > room:
                out.append("")
            out[-1] += character
        return out

    def fitted(self, text: str, style: Style, room: float) -> str:
        """The text on one line, cut with an ellipsis where it is too wide: for footers, never for names."""
        if self.width(text, style) <= room:
            return text
        cut = text
        while cut and self.width(cut + _ELLIPSIS, style) > room:
            cut = cut[:-1]
        return cut + _ELLIPSIS


@dataclass(frozen=True)
class Metadata:
    """What the file says about itself: title, issuing office, and the words by which a verifier finds its code."""

    title: str
    author: str
    keywords: str
    subject: str = ""


class Sheet:
    """One PDF being drawn; coordinates are points from the lower left corner."""

    def __init__(self, fonts: Fonts, metadata: Metadata, language: str = "id-ID") -> None:
        self.faces = fonts.names
        self._file = io.BytesIO()
        rl_config.useA85 = 0  # a process-wide switch: streams stay binary, a quarter smaller
        self.canvas: Any = Canvas(
            self._file, pagesize=A4, invariant=1, lang=language, initialFontName=self.faces.regular, pageCompression=1
        )
        self.canvas.setTitle(metadata.title)
        self.canvas.setAuthor(metadata.author)
        self.canvas.setSubject(metadata.subject)
        self.canvas.setKeywords(metadata.keywords)
        self.canvas.setCreator("Posko")
        self.canvas.setProducer("Posko")
        self.canvas.setViewerPreference("DisplayDocTitle", "true")

    def line(self, text: str, x: float, y: float, style: Style) -> None:
        """Draw one line with its base line at ``y``."""
        self.canvas.setFont(style.face, style.size)
        self.canvas.drawString(x, y, text)

    def centred(self, text: str, x: float, y: float, style: Style) -> None:
        """Draw one line around ``x``."""
        self.canvas.setFont(style.face, style.size)
        self.canvas.drawCentredString(x, y, text)

    def paragraph(self, lines: Sequence[str], x: float, top: float, style: Style) -> float:
        """Draw lines downwards from ``top`` and return the new top."""
        for text in lines:
            top -= style.leading
            self.line(text, x, top + style.size * 0.25, style)
        return top

    def rule(self, x: float, y: float, to: float, weight: float = 0.6) -> None:
        """Draw a horizontal line."""
        self.canvas.setLineWidth(weight)
        self.canvas.line(x, y, to, y)

    def watermark(self, text: str) -> None:
        """Write a word pale and large across the page; drawn first, so that it lies under everything."""
        self.canvas.saveState()
        self.canvas.setFillGray(0.88)
        self.canvas.setFont(self.faces.bold, 110)
        self.canvas.translate(WIDTH / 2, HEIGHT / 2)
        self.canvas.rotate(45)
        self.canvas.drawCentredString(0, -40, text)
        self.canvas.restoreState()

    def code(self, squares: tuple[int, list[tuple[int, int, int]]], x: float, y: float, size: float) -> None:
        """Draw a QR code whose quiet zone of four modules is part of ``size`` points; white lies beneath it."""
        side, runs = squares
        step = size / (side + 8)
        self.canvas.setFillGray(1)
        self.canvas.rect(x, y, size, size, stroke=0, fill=1)
        self.canvas.setFillGray(0)
        path = self.canvas.beginPath()
        for column, row, length in runs:
            path.rect(x + (column + 4) * step, y + size - (row + 5) * step, length * step, step)
        self.canvas.drawPath(path, stroke=0, fill=1)

    def picture(self, data: bytes, x: float, y: float, size: float) -> None:
        """Draw a square picture (a local crest) of ``size`` points."""
        image = ImageReader(io.BytesIO(data))
        self.canvas.drawImage(image, x, y, size, size, preserveAspectRatio=True, mask="auto")

    def next_page(self) -> None:
        """End the page and begin another."""
        self.canvas.showPage()

    def finished(self) -> bytes:
        """End the last page and return the file: the same drawing gives the same bytes."""
        self.canvas.showPage()
        self.canvas.save()
        return self._file.getvalue()

"""A sheet of A4 paper: plain text set in embedded faces, measured before it is drawn, and told what it is.

Text never passes through a markup parser, so that whatever a name contains is printed as it stands. Layouts draw under
:meth:`Sheet.marked`; text that nobody marked becomes a paragraph of its own, lines and squares become decoration, so that
nothing on a page stands outside the tree.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from core.documents import pictures, tagging
from core.documents.fonts import FaceNames, Fonts
from core.documents.qr_image import Squares
from core.documents.tagging import Drawing, Metadata
from core.documents.tags import BACKGROUND, LAYOUT, PAGINATION, Artifact, Structure, Tag

__all__ = ["HEIGHT", "LEADING", "MARGIN", "MM", "WIDTH", "Metadata", "Sheet", "Style", "Typesetter"]

WIDTH: Final = float(A4[0])
HEIGHT: Final = float(A4[1])
MM: Final = 72 / 25.4
MARGIN: Final = 20 * MM
LEADING: Final = 1.32
_ELLIPSIS: Final = "…"
_QUIET: Final = 4
_END: Final = b"endstream\n"


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
        for character in self._letters(word):
            if out[-1] and self.width(out[-1] + character, style) > room:
                out.append("")
            out[-1] += character
        return out

    def _letters(self, word: str) -> Sequence[str]:
        """Where a word may be cut."""
        return word

    def fitted(self, text: str, style: Style, room: float) -> str:
        """The text on one line, cut with an ellipsis where it is too wide: for footers, never for names."""
        if self.width(text, style) <= room:
            return text
        cut = text
        while cut and self.width(cut + _ELLIPSIS, style) > room:
            cut = cut[:-1]
        return cut + _ELLIPSIS


class Sheet:
    """One PDF being drawn; coordinates are points from the lower left corner."""

    def __init__(self, fonts: Fonts, metadata: Metadata) -> None:
        self.faces = fonts.names
        self._metadata = metadata
        rl_config.useA85 = 0  # a process-wide switch: streams stay binary, a quarter smaller
        self.canvas: Any = Canvas(io.BytesIO(), pagesize=A4, invariant=1, initialFontName=self.faces.regular, pageCompression=1)
        self.structure = Structure()
        self._targets: list[Tag | Artifact] = []
        self._open: Tag | Artifact | None = None
        self.signing_room = (MARGIN, MARGIN)

    @contextmanager
    def marked(self, tag: Tag) -> Iterator[None]:
        """What is drawn inside is the tag's; inside an artifact it stays one."""
        artifact = self._targets and isinstance(self._targets[-1], Artifact)
        self._targets.append(self._targets[-1] if artifact else tag)
        try:
            yield
        finally:
            self._targets.pop()

    @contextmanager
    def artifact(self, kind: Artifact = PAGINATION) -> Iterator[None]:
        """What is drawn inside is not read out, whatever is marked in it."""
        self._targets.append(kind)
        try:
            yield
        finally:
            self._targets.pop()

    @contextmanager
    def once(self, tag: Tag) -> Iterator[None]:
        """What is drawn inside is read at the first time alone: a letterhead, a table's head on the next page."""
        if self.structure.knows(tag):
            with self.artifact():
                yield
            return
        self.mention(tag)
        yield

    def mention(self, tag: Tag) -> None:
        """Give the tag its place in the order of reading; a cell is one also where nothing stands in it."""
        if not (self._targets and isinstance(self._targets[-1], Artifact)):
            self.structure.element(tag)

    def part(self) -> None:
        """Begin a copy of the same document on the same file: tags drawn before are new again."""
        self._leave()
        self.structure.part()

    def reserve(self, tag: Tag) -> int:
        """Plan a marked sequence of the tag that a later content stream of this page draws; gives its number.

        That stream writes ``/P <</MCID number>> BDC`` (with the tag's own kind), its text, and ``EMC``.
        """
        self._leave()
        return self.structure.mark(tag)

    def line(self, text: str, x: float, y: float, style: Style) -> None:
        """Draw one line with its base line at ``y``.

        A blank follows it on the paper, where nobody sees it, so that a reading machine parts the words of two lines.
        """
        self._words()
        self.draw_line(text, x, y, style)

    def draw_line(self, text: str, x: float, y: float, style: Style) -> None:
        """The strokes of :meth:`line`, without what says whose they are."""
        self.canvas.setFont(style.face, style.size)
        self.canvas.drawString(x, y, f"{text} ")

    def centred(self, text: str, x: float, y: float, style: Style) -> None:
        """Draw one line around ``x``."""
        self.line(text, x - pdfmetrics.stringWidth(text, style.face, style.size) / 2, y, style)

    def paragraph(self, lines: Sequence[str], x: float, top: float, style: Style) -> float:
        """Draw lines downwards from ``top`` and return the new top."""
        with self.marked(self._targets[-1] if self._targets and isinstance(self._targets[-1], Tag) else Tag("P")):
            for text in lines:
                top -= style.leading
                if text:
                    self.line(text, x, top + style.size * 0.25, style)
        return top

    def rule(self, x: float, y: float, to: float, weight: float = 0.6, dots: tuple[float, float] | None = None) -> None:
        """Draw a horizontal line, dotted or dashed where ``dots`` (on, off) says so."""
        self._lines()
        self.canvas.saveState()
        if dots:
            self.canvas.setDash(*dots)
        self.canvas.setLineWidth(weight)
        self.canvas.line(x, y, to, y)
        self.canvas.restoreState()

    def box(self, x: float, y: float, width: float, height: float, weight: float = 0.7, *, crossed: bool = False) -> None:
        """Draw a frame, with a cross in it where something is ticked."""
        self._lines()
        self.canvas.setLineWidth(weight)
        self.canvas.rect(x, y, width, height, stroke=1, fill=0)
        if crossed:
            self.canvas.line(x, y, x + width, y + height)
            self.canvas.line(x, y + height, x + width, y)

    def watermark(self, text: str) -> None:
        """Write a word pale and large across the page; drawn first, so that it lies under everything."""
        self._enter(BACKGROUND)
        self.canvas.saveState()
        self.canvas.setFillGray(0.88)
        self.canvas.setFont(self.faces.bold, 110)
        self.canvas.translate(WIDTH / 2, HEIGHT / 2)
        self.canvas.rotate(45)
        self.canvas.drawCentredString(0, -40, text)
        self.canvas.restoreState()

    def code(self, squares: Squares, x: float, y: float, size: float, alt: str) -> None:
        """Draw a QR code whose quiet zone of four modules is part of ``size`` points; white lies beneath it."""
        self._figure(alt, (x, y, x + size, y + size))
        step = size / (squares.side + 2 * _QUIET)
        inner = squares.side * step
        self.canvas.addLiteral(f"q 1 g {x:.2f} {y:.2f} {size:.2f} {size:.2f} re f 0 g")
        # A mask of one bit a square, in the page itself: a hundredth of the bytes that as many rectangles would take.
        self.canvas.addLiteral(f"{inner:.4f} 0 0 {inner:.4f} {x + _QUIET * step:.4f} {y + _QUIET * step:.4f} cm")
        self.canvas.addLiteral(
            f"BI /W {squares.side} /H {squares.side} /IM true /BPC 1 /D [1 0] /F /AHx ID {squares.rows}>\nEI Q"
        )

    def picture(self, data: bytes, x: float, y: float, width: float, height: float, alt: str) -> None:
        """Draw a picture (a local crest) into the middle of a room; the file holds it once, on however many pages it is."""
        pixels = pictures.pixels(data)
        scale = min(width / pixels.width, height / pixels.height)
        across, tall = pixels.width * scale, pixels.height * scale
        left, low = x + (width - across) / 2, y + (height - tall) / 2
        self._figure(alt, (left, low, left + across, low + tall))
        name = pictures.place(self.canvas, pixels)
        self.canvas.addLiteral(f"q {across:.3f} 0 0 {tall:.3f} {left:.3f} {low:.3f} cm /{name} Do Q")

    def next_page(self) -> None:
        """End the page and begin another."""
        self._leave()
        self.canvas.showPage()
        self.structure.page()

    def finished(self, field: str = "") -> bytes:
        """End the last page and return the file: the same drawing gives the same bytes.

        ``field`` names an empty signature field for the office's seal.
        """
        return tagging.finish(self.drawing(), self.structure, self._metadata, field)

    def drawing(self) -> Drawing:
        """End the last page and give the objects that were drawn, for whoever writes the file otherwise."""
        self._leave()
        self.canvas.showPage()
        document = self.canvas._doc
        for font in document.delayedFonts:
            font.addObjects(document)
        parent = object_number(document, document.Pages)
        pages = {object_number(document, page): page for page in document.Pages.pages}
        heads, bodies = dict[int, bytes](), list[bytes]()
        while len(bodies) < document.objectcounter:  # writing one object may ask for others
            number = len(bodies) + 1
            made = document.idToObject[document.numberToId[number]]
            if number in pages:
                heads[number] = _page(document, made, parent)
            bodies.append(b"" if number in pages else object_body(document, made))
        return Drawing(tuple(bodies), heads, parent)

    def _words(self) -> None:
        self._enter(self._targets[-1] if self._targets else Tag("P"))

    def _lines(self) -> None:
        target = self._targets[-1] if self._targets else LAYOUT
        self._enter(target if isinstance(target, Artifact) or target.drawn else LAYOUT)

    def _figure(self, alt: str, box: tuple[float, float, float, float]) -> None:
        inside = self._targets[-1] if self._targets else None
        if isinstance(inside, Artifact):
            self._enter(inside)
            return
        tag = Tag("Figure", inside, alt=alt)
        self.structure.element(tag).box = box
        self._enter(tag)

    def _enter(self, target: Tag | Artifact) -> None:
        if target is self._open:
            return
        self._leave()
        if isinstance(target, Artifact):
            self.canvas.addLiteral(target.operator)
        else:
            self.canvas.addLiteral(f"/{target.kind} <</MCID {self.structure.mark(target)}>> BDC")
        self._open = target

    def _leave(self) -> None:
        if self._open is not None:
            self.canvas.addLiteral("EMC")
            self._open = None


def object_number(document: Any, thing: Any) -> int:
    """The number of an object of a drawn document."""
    document.Reference(thing)
    return int(document.idToObjectNumberAndVersion[thing.__InternalName__][0])


def object_body(document: Any, thing: Any) -> bytes:
    """An object as a file holds it, between ``obj`` and ``endobj``."""
    made: bytes = pdfdoc.format(thing, document, toplevel=1)
    return made[: -len(_END)] + b"\nendstream" if made.endswith(_END) else made.rstrip(b"\n")


def _page(document: Any, page: Any, parent: int) -> bytes:
    """A page without its closing brackets."""
    page.check_format(document)
    drawn, used = pdfdoc.format(document.Reference(page.Contents), document), pdfdoc.format(page.Resources, document)
    told = b"/Parent %d 0 R /MediaBox [0 0 %.2f %.2f] /Contents %s /Resources %s" % (parent, WIDTH, HEIGHT, drawn, used)
    return b"<</Type /Page " + told

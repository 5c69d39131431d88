"""The two halves of a receipt's sheet: each is set smaller, as far as it must, until all of it fits on its half."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from core.documents.layout import DRILL_LINE, DRILL_WORD, QUIET, Block, Office
from core.documents.letter_layout import LetterLayout, Room
from core.documents.letter_template import Fill, LetterTemplate, filled
from core.documents.qr_image import Squares
from core.documents.sheet import HEIGHT, MARGIN, MM, WIDTH, Sheet, Style, Typesetter
from core.documents.tags import Tag

_HALF: Final = HEIGHT / 2
_ROOM: Final = WIDTH - 2 * MARGIN
_TOP: Final = 8 * MM
_BOTTOM: Final = 7 * MM
_CODE: Final = 29 * MM
_CREST: Final = 11 * MM
_SIGNING: Final = 58 * MM
_SMALLER: Final = 0.94
_SMALLEST: Final = 3.0


@dataclass(frozen=True)
class Slip:
    """One copy: the values of the wording, who signs it, the place in the journal, and the line at the foot."""

    fill: Fill
    officer: str
    anchor: str
    foot: str


class ReceiptLayout:
    """Draws the copies of one office's receipts."""

    def __init__(self, typesetter: Typesetter, template: LetterTemplate, office: Office, drill: bool) -> None:
        self._set, self._template, self._office, self._drill = typesetter, template, office, drill

    def draw(self, sheet: Sheet, slips: Sequence[Slip], squares: Squares, read: str) -> None:
        """The upper and the lower copy, and the line along which they are cut apart; ``read`` tells what the code is."""
        if self._drill:
            sheet.watermark(DRILL_WORD)
        for slip, top in zip(slips, (HEIGHT, _HALF), strict=True):
            sheet.part()
            self._copy(sheet, slip, top, squares, read)
        sheet.rule(8 * MM, _HALF, WIDTH - 8 * MM, 0.5, (4, 3))
        with sheet.artifact():
            sheet.centred("– – –  gunting di sini  – – –", WIDTH / 2, _HALF + 1.5, Style(self._set.faces.italic, 6))

    def _copy(self, sheet: Sheet, slip: Slip, top: float, squares: Squares, read: str) -> None:
        """Drawn in the order in which it is read, for whoever has it read out by a machine."""
        small = Style(self._set.faces.regular, 6.5)
        notes = [line for notice in self._template.notices for line in self._set.lines(notice, small, _ROOM, True)]
        foot = self._set.lines(slip.foot, small, _ROOM)
        under = top - _HALF + _BOTTOM + (len(notes) + len(foot)) * small.leading
        floor = under + 1 * MM
        y = self._head(sheet, slip, top - _TOP)
        for block in self._body(slip.fill, y - floor - _CODE - 1.5 * MM):
            block.draw(sheet, y)
            y -= block.height
        sheet.code(squares, MARGIN - QUIET, floor, _CODE, read)
        self._anchor(sheet, slip.anchor, floor)
        self._signature(sheet, slip.officer, floor)
        y = sheet.paragraph(notes, MARGIN, under, small)
        with sheet.artifact():
            sheet.paragraph(foot, MARGIN, y, small)

    def _body(self, fill: Fill, room: float) -> list[Block]:
        size = self._template.size
        while True:
            layout = LetterLayout(self._set, Room(MARGIN, _ROOM, size), lambda text: text)
            blocks = layout.blocks(self._template.body, fill, {})
            if sum(block.height for block in blocks) <= room or size < _SMALLEST:
                return blocks
            size *= _SMALLER

    def _head(self, sheet: Sheet, slip: Slip, top: float) -> float:
        faces, office = self._set.faces, self._office
        lines = [
            (f"{office.agency} – {office.unit}", Style(faces.bold, 9)),
            (office.address, Style(faces.regular, 7.5)),
            (" · ".join(office.lines), Style(faces.regular, 7.5)),
        ]
        room = _ROOM - (2 * (_CREST + 2 * MM) if office.crest else 0)
        if office.crest:
            sheet.picture(office.crest, MARGIN, top - _CREST + 2.5 * MM, _CREST, _CREST, f"Lambang {office.agency}")
        for text, style in lines:
            with sheet.marked(Tag("P")):
                for line in self._set.lines(text, style, room):
                    top -= style.leading
                    sheet.centred(line, WIDTH / 2, top, style)
        sheet.rule(MARGIN, top - 2 * MM, WIDTH - MARGIN, 1)
        top -= 8 * MM
        title, under = (filled(line, slip.fill) for line in self._template.title)
        with sheet.marked(Tag("H1")):
            sheet.centred(title, WIDTH / 2, top, Style(faces.bold, 13))
        under = f"{under} – {DRILL_LINE}" if self._drill else under
        sheet.centred(under, WIDTH / 2, top - 4.5 * MM, Style(faces.italic, 8))
        return top - 6.5 * MM

    def _signature(self, sheet: Sheet, officer: str, floor: float) -> None:
        faces = self._set.faces
        size = 9.5
        while len(names := self._set.lines(officer, Style(faces.bold, size), _SIGNING)) > 3 and size > _SMALLEST:
            size *= _SMALLER
        style, left = Style(faces.bold, size), WIDTH - MARGIN - _SIGNING
        sheet.paragraph(["Petugas penerima,"], left, floor + _CODE, Style(faces.regular, 9))
        sheet.paragraph(names, left, floor + len(names) * style.leading + 0.5 * MM, style)

    def _anchor(self, sheet: Sheet, anchor: str, floor: float) -> None:
        """Beside the code, away from ink and stamp: what the code proves, and where the entry stands."""
        small = Style(self._set.faces.regular, 6.5)
        left = MARGIN + _CODE
        words = ["Kode QR: bandingkan isi lembar ini dengan hasil pemeriksaan."]
        words += [f"Jangkar jurnal: {anchor}"] if anchor else []
        lines = [line for text in words for line in self._set.lines(text, small, _ROOM - _CODE - _SIGNING - 4 * MM)]
        sheet.paragraph(lines, left, floor + len(lines) * small.leading + 1 * MM, small)

"""What charts look like: a colour and a pattern for each series, so that grey print can be read as well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from ui.gui.theme import FAMILY, Theme, pixels

PATTERNS: Final = ("solid", "rising", "dots", "grid", "level", "falling", "upright", "cross")
TILE: Final = 8
DASHES: Final = (
    Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine, Qt.PenStyle.DashDotDotLine,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChartLook:
    """Colours and sizes of a theme; ``zoom`` makes everything larger, for pictures."""

    theme: Theme
    zoom: float = 1.0

    def colour(self, token: str) -> QColor:
        """A colour of the palette."""
        return QColor(self.theme.colour(token))

    def size(self, token: str) -> float:
        """A size of the grid."""
        return pixels(token) * self.zoom

    def font(self, step: str = "small_text", *, bold: bool = False) -> QFont:
        """The program's face in a size of the theme."""
        made = QFont(FAMILY)
        made.setPixelSize(round(self.theme.points(step) * 96 / 72 * self.zoom))
        made.setBold(bold)
        return made

    def metrics(self, step: str = "small_text", *, bold: bool = False) -> QFontMetricsF:
        """How large words are in it."""
        return QFontMetricsF(self.font(step, bold=bold))

    def series(self, number: int) -> QColor:
        """The colour of a series."""
        return self.colour(f"chart{number % len(PATTERNS) + 1}")

    def brush(self, number: int) -> QBrush:
        """The pattern of a series in its colour."""
        kind = PATTERNS[number % len(PATTERNS)]
        return QBrush(self.series(number)) if kind == "solid" else QBrush(self._tile(kind, self.series(number)))

    def pen(self, number: int) -> QPen:
        """The line of a series."""
        made = QPen(self.series(number), 2 * self.zoom)
        made.setStyle(DASHES[number % len(DASHES)])
        return made

    def hatch(self) -> QBrush:
        """What is withheld."""
        return QBrush(self._tile("rising", self.colour("line_strong")))

    def _tile(self, kind: str, colour: QColor) -> QImage:
        side = round(TILE * self.zoom)
        tile = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        tile.fill(self.colour("surface"))
        painter = QPainter(tile)
        painter.setPen(QPen(colour, 2 * self.zoom))
        middle, end = side / 2, float(side)
        strokes = {
            "rising": [(0.0, end, end, 0.0)],
            "falling": [(0.0, 0.0, end, end)],
            "level": [(0.0, middle, end, middle)],
            "upright": [(middle, 0.0, middle, end)],
            "grid": [(0.0, middle, end, middle), (middle, 0.0, middle, end)],
            "cross": [(0.0, 0.0, end, end), (0.0, end, end, 0.0)],
        }
        for x1, y1, x2, y2 in strokes.get(kind, []):
            painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))
        if kind == "dots":
            painter.fillRect(QRectF(0, 0, middle, middle), colour)
            painter.fillRect(QRectF(middle, middle, middle, middle), colour)
        painter.end()
        return tile


def write(painter: QPainter, box: QRectF, words: str, look: ChartLook, *, align: Qt.AlignmentFlag, ink: str = "text") -> None:
    """Plain words in a box, cut with an ellipsis where they do not fit; the font is the painter's."""
    metrics = QFontMetricsF(painter.font())
    painter.setPen(look.colour(ink))
    fitted = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, fitted)

"""How a level looks: a colour and a pattern, each enough alone, so that a grey print tells as much as the screen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from core.domain.post_board import NIHIL, REPORTED, SILENT
from ui.gui.theme import Theme

LEVELS = ("tinggi", "sedang", "rendah", "")
"""As the legend lists them, the gravest first; the last one is an area that nobody assessed."""
TOKENS = {"tinggi": "bad", "sedang": "warn", "rendah": "ok", "": "line_strong"}
PATTERNS = {
    "tinggi": Qt.BrushStyle.DiagCrossPattern, "sedang": Qt.BrushStyle.BDiagPattern, "rendah": Qt.BrushStyle.HorPattern,
    "": Qt.BrushStyle.NoBrush,
}  # fmt: skip
SHARES = {"tinggi": 0.55, "sedang": 0.32, "rendah": 0.12, "": 0.0}
"""How much of its colour a level's ground takes: the darker, the graver, in grey as well."""
MARK = 4.5


@dataclass(frozen=True, slots=True)
class Look:
    """Colours by token, of one theme."""

    theme: Theme

    def colour(self, token: str) -> QColor:
        """A colour of the theme."""
        return QColor(self.theme.colour(token))

    def ground(self, level: str) -> QColor:
        """The ground of a level: its colour laid thinly on the surface."""
        ink, paper, share = self.colour(TOKENS[level]), self.colour("surface"), SHARES[level]

        def mixed(a: int, b: int) -> int:
            return round(a * share + b * (1 - share))

        return QColor(mixed(ink.red(), paper.red()), mixed(ink.green(), paper.green()), mixed(ink.blue(), paper.blue()))

    def fill(self, painter: QPainter, path: QPainterPath, level: str) -> None:
        """Fill a path, given in pixels, with a level's ground and pattern."""
        painter.fillPath(path, self.ground(level))
        if PATTERNS[level] is not Qt.BrushStyle.NoBrush:
            painter.fillPath(path, QBrush(self.colour(TOKENS[level]), PATTERNS[level]))

    def swatch(self, painter: QPainter, box: QRectF, level: str) -> None:
        """A small field of a level with its edge, for legends and tiles."""
        path = QPainterPath()
        path.addRect(box)
        self.fill(painter, path, level)
        painter.setPen(QPen(self.colour("line_strong"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)

    def post(self, painter: QPainter, at: QPointF, state: str) -> None:
        """A post's mark: a full disc reported, an empty square said NIHIL, a cross is silent. The shape alone tells."""
        painter.setPen(QPen(self.colour("surface"), 4))
        painter.setBrush(self.colour("surface"))
        painter.drawEllipse(at, MARK, MARK)
        if state == REPORTED:
            painter.setPen(QPen(self.colour("primary"), 1.5))
            painter.setBrush(self.colour("primary"))
            painter.drawEllipse(at, MARK, MARK)
        elif state == NIHIL:
            painter.setPen(QPen(self.colour("primary"), 2))
            painter.setBrush(self.colour("surface"))
            painter.drawRect(QRectF(at.x() - MARK, at.y() - MARK, 2 * MARK, 2 * MARK))
        elif state == SILENT:
            painter.setPen(QPen(self.colour("bad"), 2.5))
            painter.drawLine(at + QPointF(-MARK, -MARK), at + QPointF(MARK, MARK))
            painter.drawLine(at + QPointF(-MARK, MARK), at + QPointF(MARK, -MARK))

"""What the map's patterns and marks mean, drawn as the map draws them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.domain.post_board import NIHIL, REPORTED, SILENT
from ui.gui.desk import Desk
from ui.gui.maps.look import LEVELS, Look
from ui.gui.maps.words import level_words
from ui.gui.theme import pixels

SWATCH, MARK = 28, 14
POSTS = (REPORTED, NIHIL, SILENT)


class MapLegend(QWidget):
    """One line; for a screen reader it is its words."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._levels = [(level, level_words(desk.t, level)) for level in LEVELS]
        self._posts = [(state, desk.t(f"post_state.{state}")) for state in POSTS]
        self.setAccessibleName(desk.t("vulnerability.legend"))
        self.setAccessibleDescription(", ".join(words for _code, words in (*self._levels, *self._posts)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """High enough for its words, twice where they need a second line."""
        lines = 2 if self.width() and self._wide() > self.width() else 1
        return QSize(pixels("card"), lines * self._line())

    def _line(self) -> int:
        return max(pixels("wide"), round(QFontMetricsF(self.font()).height()) + pixels("small"))

    def _wide(self) -> float:
        metrics = QFontMetricsF(self.font())
        words = [words for _code, words in (*self._levels, *self._posts)]
        return sum(metrics.horizontalAdvance(each) + SWATCH + pixels("gap") + pixels("small") for each in words)

    def minimumSizeHint(self) -> QSize:
        """Two lines fit beside a table."""
        return QSize(pixels("side"), 2 * self._line())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fields and marks, each with its word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, metrics = Look(self._desk.theme), QFontMetricsF(self.font())
        x, y = 1.0, self._line() / 2
        for kind, (code, words) in [*(("level", each) for each in self._levels), *(("post", each) for each in self._posts)]:
            need = SWATCH + pixels("small") + metrics.horizontalAdvance(words)
            if x + need > self.width() and x > 1:
                x, y = 1.0, y + self._line()
            if kind == "level":
                look.swatch(painter, QRectF(x, y - MARK / 2, SWATCH, MARK), code)
            else:
                look.post(painter, QPointF(x + SWATCH / 2, y), code)
            painter.setPen(look.colour("text"))
            painter.drawText(QPointF(x + SWATCH + pixels("small"), y + metrics.ascent() / 2 - metrics.descent() / 2), words)
            x += need + pixels("gap")
        painter.end()

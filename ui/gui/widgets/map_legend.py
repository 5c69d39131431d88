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
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """One line, where there is room."""
        return QSize(pixels("card"), self.heightForWidth(max(self.width(), pixels("card"))))

    def minimumSizeHint(self) -> QSize:
        """As wide as its longest word."""
        return QSize(pixels("side"), self._line())

    def hasHeightForWidth(self) -> bool:
        """Words that do not fit go on below."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many lines as the words need."""
        return round((self._places(width)[-1][2] // self._line() + 1) * self._line())

    def _line(self) -> int:
        return max(pixels("wide"), round(QFontMetricsF(self.font()).height()) + pixels("small"))

    def _places(self, width: int) -> list[tuple[str, float, float]]:
        """Where each field begins and on which height its middle lies."""
        metrics, made = QFontMetricsF(self.font()), []
        x, y = 1.0, self._line() / 2
        for _code, words in (*self._levels, *self._posts):
            need = SWATCH + pixels("small") + metrics.horizontalAdvance(words)
            if x + need > width and x > 1:
                x, y = 1.0, y + self._line()
            made.append((words, x, y))
            x += need + pixels("gap")
        return made

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fields and marks, each with its word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, metrics = Look(self._desk.theme), QFontMetricsF(self.font())
        for (words, x, y), (code, _words), level in zip(
            self._places(self.width()),
            (*self._levels, *self._posts),
            [True] * len(self._levels) + [False] * len(self._posts),
            strict=True,
        ):
            if level:
                look.swatch(painter, QRectF(x, y - MARK / 2, SWATCH, MARK), code)
            else:
                look.post(painter, QPointF(x + SWATCH / 2, y), code)
            painter.setPen(look.colour("text"))
            painter.drawText(QPointF(x + SWATCH + pixels("small"), y + metrics.ascent() / 2 - metrics.descent() / 2), words)
        painter.end()

"""The stages of an election on one axis of days, with the warnings that name them; up and down choose, Enter filters by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.app.vulnerability_views import StageView
from core.domain.vulnerability import LEVELS
from ui.gui.aloud import describe, shown_as
from ui.gui.desk import Desk
from ui.gui.maps.look import Look
from ui.gui.reading_order import bring
from ui.gui.theme import pixels

NAME_SHARE = 0.34
COUNT_WIDTH = 120
BAR = 14
LEAST = 3.0


class StageLine(QWidget):
    """One line a stage: its name, its days as a bar, and beside it fields by level, as many as it has warnings."""

    picked = Signal(str)
    """A stage to filter by (its code; empty: no longer)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._stages: tuple[StageView, ...] = ()
        self._first, self._last, self._at, self._picked = "", "", 0, ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(desk.t("vulnerability.stages"))

    def show_stages(self, stages: tuple[StageView, ...], first: str, last: str, picked: str) -> None:
        """Show these; ``first`` and ``last`` are the days looked at, drawn as a band behind."""
        self._stages, self._first, self._last, self._picked = stages, first, last, picked
        self._at = min(self._at, max(0, len(stages) - 1))
        self._tell()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(pixels("form"), round((len(self._stages) + 1) * self._line()))

    def minimumSizeHint(self) -> QSize:
        """Narrower, never lower."""
        return QSize(pixels("form") // 2, self.sizeHint().height())

    def _line(self) -> float:
        return max(float(pixels("wide")), QFontMetricsF(self.font()).height() + pixels("small"))

    def _name(self, stage: StageView) -> str:
        return stage.name_id if self._desk.t.language == "id" else stage.name_en

    def _words(self, stage: StageView) -> str:
        low, middle, high = stage.warnings
        days = f"{self._desk.day(stage.start or '?')} – {self._desk.day(stage.end or '?')}"
        told = self._desk.t("vulnerability.warned", total=low + middle + high, high=high, middle=middle, low=low)
        return f"{self._name(stage)}, {days}. {told}"

    def _tell(self) -> None:
        keys = self._desk.t("vulnerability.stage_keys")
        describe(self, f"{self._words(self._stages[self._at])} {keys}" if self._stages else keys)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk and pick."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and self._stages:
            self._at = min(max(self._at + step, 0), len(self._stages) - 1)
            self._tell()
            self.update()
            bring(self)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._stages:
            self._pick()
        else:
            super().keyPressEvent(event)

    def _pick(self) -> None:
        code = self._stages[self._at].code
        self.picked.emit("" if code == self._picked else code)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a line picks its stage."""
        number = int(event.position().y() // self._line()) - 1
        if 0 <= number < len(self._stages):
            self._at = number
            self._tell()
            self._pick()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide it again."""
        super().focusOutEvent(event)
        self.update()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """What around it is scrolled shows the line where the keyboard is."""
        if query is Qt.InputMethodQuery.ImCursorRectangle:
            return self._room(self._at).toAlignedRect()
        return super().inputMethodQuery(query)

    def _room(self, number: int) -> QRectF:
        """Of one stage's line, below the line of years."""
        return QRectF(0, (number + 1) * self._line(), self.width(), self._line())

    # --- drawing -----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Band, lines, frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.width() * NAME_SHARE, 0, self.width() * (1 - NAME_SHARE) - COUNT_WIDTH, self.height())
        days = [date.fromisoformat(day) for stage in self._stages for day in (stage.start, stage.end) if day]
        if days:
            axis = _Axis(room, min(days), max(days))
            self._years(painter, axis)
            for number in range(len(self._stages)):
                self._stage(painter, axis, number)
        painter.end()

    def _years(self, painter: QPainter, axis: _Axis) -> None:
        look = Look(self._desk.theme)
        if self._first:
            left, right = axis.place(self._first), axis.place(self._last)
            painter.fillRect(QRectF(left, 0, max(LEAST, right - left), axis.room.height()), look.colour("selection"))
        metrics, taken = QFontMetricsF(self.font()), axis.room.left() - 1
        for year in range(axis.first.year, axis.last.year + 1):
            for month in (1, 4, 7, 10):
                x, words = axis.place(date(year, month, 1).isoformat()), f"{month:02d}-{year}"
                if taken < x <= axis.room.right() - metrics.horizontalAdvance(words) and date(year, month, 1) >= axis.first:
                    painter.setPen(look.colour("muted"))
                    painter.drawText(QPointF(x, metrics.ascent()), words)
                    painter.setPen(look.colour("line"))
                    painter.drawLine(QPointF(x, metrics.height()), QPointF(x, axis.room.height()))
                    taken = x + metrics.horizontalAdvance(words) + pixels("gap")

    def _stage(self, painter: QPainter, axis: _Axis, number: int) -> None:
        look, stage = Look(self._desk.theme), self._stages[number]
        room = self._room(number)
        if stage.code == self._picked:
            painter.fillRect(room, look.colour("hover"))
        painter.setPen(look.colour("text"))
        words = QRectF(room.left() + pixels("tight"), room.top(), axis.room.left() - pixels("gap"), room.height())
        shown = QFontMetricsF(self.font()).elidedText(self._name(stage), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        if stage.start or stage.end:
            left = axis.place(stage.start) if stage.start else axis.room.left()
            right = axis.place(stage.end) if stage.end else axis.room.right()
            bar = QPainterPath()
            bar.addRect(QRectF(left, room.center().y() - BAR / 2, max(LEAST, right - left), BAR))
            gravest = next((level for level, count in zip(reversed(LEVELS), reversed(stage.warnings), strict=True) if count), "")
            look.fill(painter, bar, gravest)
            painter.strokePath(bar, QPen(look.colour("line_strong"), 1))
        low, middle, high = stage.warnings
        if low + middle + high:
            painter.setPen(look.colour("text"))
            count = QRectF(axis.room.right() + pixels("small"), room.top(), COUNT_WIDTH, room.height())
            painter.drawText(count, Qt.AlignmentFlag.AlignVCenter, f"{low + middle + high}  ({high}/{middle}/{low})")
        if self.hasFocus() and number == self._at:
            painter.setPen(QPen(look.colour("primary"), 2))
            painter.drawRect(room.adjusted(1, 1, -1, -1))


@dataclass(frozen=True, slots=True)
class _Axis:
    """Days along a room."""

    room: QRectF
    first: date
    last: date

    def place(self, day: str) -> float:
        """Where a day stands; days beyond the ends stand at them."""
        whole = max(1, (self.last - self.first).days)
        share = min(1.0, max(0.0, (date.fromisoformat(day) - self.first).days / whole))
        return self.room.left() + share * self.room.width()


shown_as(StageLine, "Chart")

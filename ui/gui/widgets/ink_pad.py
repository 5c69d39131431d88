"""A box to sign in with mouse, finger or pen; the strokes stay in memory and go nowhere but into the document."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QTabletEvent
from PySide6.QtWidgets import QWidget

from core.domain.ink import HEIGHT, WIDTH
from ui.gui.desk import Desk

PEN = 2.2
Strokes = tuple[tuple[tuple[int, int], ...], ...]


class InkPad(QWidget):
    """``changed`` after every stroke. Ink needs a pointer: whoever has none signs on paper instead."""

    changed = Signal()

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self._strokes: list[list[tuple[int, int]]] = []
        self._down = False
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents, False)
        width = desk.theme.wide("dialog")
        # A fixed shape: in a stretched box a signature would come out on paper as nobody wrote it.
        self.setFixedSize(QSize(width, width * HEIGHT // WIDTH))

    def strokes(self) -> Strokes:
        """What was drawn, in hundredths of a millimetre of the box."""
        return tuple(tuple(stroke) for stroke in self._strokes)

    def undo(self) -> None:
        """Take the last stroke away."""
        if self._strokes:
            self._strokes.pop()
            self._tell()

    def clear(self) -> None:
        """Begin again."""
        self._strokes = []
        self._tell()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A stroke begins."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """It goes on."""
        self._go_on(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """It ends."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """The same with a pen, which tells of more points."""
        match event.type():
            case QEvent.Type.TabletPress:
                self._begin(event.position())
            case QEvent.Type.TabletMove:
                self._go_on(event.position())
            case QEvent.Type.TabletRelease:
                self._end()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """White paper, a line to sign on, the strokes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        painter.setPen(QPen(QColor(Qt.GlobalColor.gray), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        ground = self.height() * 3 // 4
        painter.drawLine(self.width() // 12, ground, self.width() * 11 // 12, ground)
        ink = QPen(
            QColor(Qt.GlobalColor.darkBlue), PEN, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        )
        painter.setPen(ink)
        for stroke in self._strokes:
            path = QPainterPath(self._shown(stroke[0]))
            for point in stroke[1:]:
                path.lineTo(self._shown(point))
            painter.drawPath(path)
        painter.end()

    def _begin(self, at: QPointF) -> None:
        self._down = True
        self._strokes.append([self._point(at)])
        self.update()

    def _go_on(self, at: QPointF) -> None:
        if self._down:
            point = self._point(at)
            if point != self._strokes[-1][-1]:
                self._strokes[-1].append(point)
                self.update()

    def _end(self) -> None:
        if self._down:
            self._down = False
            self._tell()

    def _tell(self) -> None:
        self.update()
        self.changed.emit()

    def _point(self, at: QPointF) -> tuple[int, int]:
        x = round(at.x() * WIDTH / max(self.width(), 1))
        y = round((self.height() - at.y()) * HEIGHT / max(self.height(), 1))
        return min(max(x, 0), WIDTH), min(max(y, 0), HEIGHT)

    def _shown(self, point: tuple[int, int]) -> QPointF:
        return QPointF(point[0] * self.width() / WIDTH, self.height() - point[1] * self.height() / HEIGHT)

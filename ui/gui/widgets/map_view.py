"""A point on an offline map: coast lines, named islands, and a cross-hair that the keyboard moves and Enter sets."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.domain.geo import Point, make_point, show_point
from core.domain.near import named_points
from core.domain.reference import ReferenceData
from ui.gui.aloud import describe, shown_as
from ui.gui.desk import Desk
from ui.gui.theme import pixels
from ui.gui.widgets.coast import Coast, coast

ZOOM, MAX_ZOOM = 1.5, 400.0
STEP, WIDE_STEP = 8, 64
CROSS, DOT, CLICK = 9, 2, 4
MAX_NAMES = 28
MOVES = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip


class MapView(QWidget):
    """Arrows move the cross-hair (Shift: farther), plus and minus zoom, Enter or a click sets the point, Delete takes it away."""

    placed = Signal()
    """A person set or removed the point."""

    def __init__(self, desk: Desk, reference: ReferenceData, province: str) -> None:
        super().__init__()
        self._desk = desk
        self._coast = coast(province) or Coast((), QRectF(95, -6, 46, 17))
        self._named = [
            (QPointF(point.degrees[1], -point.degrees[0]), name)
            for code, name, _path, point in named_points(reference)
            if code.startswith(province) or not code[:1].isdecimal()
        ]
        self.point: Point | None = None
        self._middle, self._zoom = self._coast.box.center(), 1.0
        self._cross = self._middle
        self._pressed: QPoint | None = None
        self._dragged = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(desk.t("map.name"))
        self.setAccessibleDescription(desk.t("map.keys"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def sizeHint(self) -> QSize:
        """As high as a card is wide: there is room below for the words."""
        return QSize(pixels("form") // 2, pixels("card"))

    def minimumSizeHint(self) -> QSize:
        """Never lower than it wants to be."""
        return QSize(pixels("side"), pixels("card"))

    # --- what is shown -----------------------------------------------------------------------------------------

    @property
    def aim(self) -> Point | None:
        """Where the cross-hair points; None beyond the earth."""
        return make_point(-self._cross.y(), self._cross.x())

    def put(self, point: Point | None, *, show: bool = True) -> None:
        """Show a point without telling anybody, in the middle where ``show`` says so."""
        self.point = point
        if point is not None:
            there = QPointF(point.degrees[1], -point.degrees[0])
            self._cross = there
            if show:
                self._middle = there
        self._changed()

    def show_place(self, point: Point, zoom: float) -> None:
        """Look at a place without setting the point."""
        self._middle = self._cross = QPointF(point.degrees[1], -point.degrees[0])
        self._zoom = min(MAX_ZOOM, max(1.0, zoom))
        self._changed()

    def zoom(self, by: float) -> None:
        """Nearer or farther around the cross-hair, which stays where it is on the screen."""
        at = self._to_screen().map(self._cross)
        self._zoom = min(MAX_ZOOM, max(1.0, self._zoom * by))
        self._keep(self._cross, at)
        self._changed()

    def set_here(self) -> None:
        """Set the point where the cross-hair is."""
        if self.aim is not None:
            self.point = self.aim
            self._changed()
            self.placed.emit()

    def remove(self) -> None:
        """Take the point away."""
        if self.point is not None:
            self.point = None
            self._changed()
            self.placed.emit()

    def _changed(self) -> None:
        words = self._desk.t("map.keys")
        if self.point is not None:
            words = f"{show_point(self.point, self._desk.t.language)}. {words}"
        describe(self, words)
        self.update()

    def _scale(self) -> float:
        box = self._coast.box
        return max(self.width() / box.width(), self.height() / box.height(), 1e-6) * self._zoom

    def _to_screen(self) -> QTransform:
        scale = self._scale()
        self._hold_back(scale)
        made = QTransform()
        made.translate(self.width() / 2, self.height() / 2)
        made.scale(scale, scale)
        made.translate(-self._middle.x(), -self._middle.y())
        return made

    def _hold_back(self, scale: float) -> None:
        """Never look past the edge of what is drawn."""
        box, across, down = self._coast.box, self.width() / scale / 2, self.height() / scale / 2
        x = min(max(self._middle.x(), box.left() + across), box.right() - across)
        y = min(max(self._middle.y(), box.top() + down), box.bottom() - down)
        self._middle = QPointF(x, y)

    def _keep(self, there: QPointF, at: QPointF) -> None:
        """Move the map so that a place stands at a spot of the screen."""
        now = self._to_screen().map(there)
        self._middle += (now - at) * (1 / self._scale())

    # --- keyboard and mouse ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Every act of the mouse by keys."""
        key = Qt.Key(event.key())
        if key in MOVES:
            wide = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._move(MOVES[key], WIDE_STEP if wide else STEP)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(ZOOM)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom(1 / ZOOM)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.set_here()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove()
        else:
            super().keyPressEvent(event)

    def _move(self, direction: tuple[int, int], step: int) -> None:
        across, down = direction
        box, scale = self._coast.box, self._scale()
        x = min(max(self._cross.x() + across * step / scale, box.left()), box.right())
        y = min(max(self._cross.y() + down * step / scale, box.top()), box.bottom())
        self._cross = QPointF(x, y)
        spot = self._to_screen().map(self._cross)
        if not QRectF(self.rect()).adjusted(STEP, STEP, -STEP, -STEP).contains(spot):
            self._middle = self._cross
        self._changed()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag, or to point."""
        self._pressed, self._dragged = event.position().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the map along."""
        if self._pressed is None:
            return
        here = event.position().toPoint()
        if not self._dragged and (here - self._pressed).manhattanLength() <= CLICK:
            return
        self._middle -= QPointF(here - self._pressed) * (1 / self._scale())
        self._pressed, self._dragged = here, True
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press without a drag sets the point there."""
        if self._pressed is not None and not self._dragged:
            back, possible = self._to_screen().inverted()
            if possible:
                self._cross = back.map(event.position())
                self.set_here()
        self._pressed = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom while the map has the keyboard; else the page scrolls."""
        if not self.hasFocus():
            event.ignore()
            return
        back, possible = self._to_screen().inverted()
        if possible:
            there, at = back.map(event.position()), event.position()
            self._zoom = min(MAX_ZOOM, max(1.0, self._zoom * (ZOOM if event.angleDelta().y() > 0 else 1 / ZOOM)))
            self._keep(there, at)
            self.update()
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the frame of the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide it again."""
        super().focusOutEvent(event)
        self._pressed = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The scale follows the size."""
        super().resizeEvent(event)
        self.update()

    # --- drawing -----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Sea, land, names, cross-hair, point, frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._colour("selection"))
        where = self._to_screen()
        painter.setPen(QPen(self._colour("line_strong"), 1))
        painter.setBrush(self._colour("surface"))
        for ring in self._coast.rings:
            painter.drawPolygon(where.map(ring))
        self._names(painter, where)
        self._aim_at(painter, where)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        focused = self.hasFocus()
        painter.setPen(QPen(self._colour("primary" if focused else "line_strong"), 2 if focused else 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _names(self, painter: QPainter, where: QTransform) -> None:
        """A dot for every named place in sight; names as far as they find room."""
        window = QRectF(self.rect()).adjusted(0, 0, -pixels("small"), 0)
        seen = [(where.map(there), name) for there, name in self._named]
        seen = [(spot, name) for spot, name in seen if window.contains(spot)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour("muted"))
        for spot, _name in seen:
            painter.drawEllipse(spot, DOT, DOT)
        painter.setPen(self._colour("text"))
        taken: list[QRectF] = []
        middle = QPointF(self.rect().center())
        for spot, name in sorted(seen, key=lambda each: (each[0] - middle).manhattanLength()):
            wide = painter.fontMetrics().horizontalAdvance(name)
            high = painter.fontMetrics().height()
            room = QRectF(spot.x() + pixels("tight"), spot.y() - high / 2, wide, high)
            if len(taken) < MAX_NAMES and window.contains(room) and not any(room.intersects(other) for other in taken):
                taken.append(room)
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)

    def _aim_at(self, painter: QPainter, where: QTransform) -> None:
        spot = where.map(self._cross)
        painter.setPen(QPen(self._colour("primary"), 2))
        painter.drawLine(spot - QPointF(CROSS, 0), spot + QPointF(CROSS, 0))
        painter.drawLine(spot - QPointF(0, CROSS), spot + QPointF(0, CROSS))
        if self.point is None:
            return
        set_at = where.map(QPointF(self.point.degrees[1], -self.point.degrees[0]))
        painter.setPen(QPen(self._colour("surface"), 2))
        painter.setBrush(self._colour("bad"))
        painter.drawEllipse(set_at, CROSS - 2, CROSS - 2)

    def _colour(self, token: str) -> QColor:
        return QColor(self._desk.theme.colour(token))


shown_as(MapView, "Graphic")

"""The province's map to look at and to ask: zoom by wheel or keys, arrows walk from regency to regency, Enter opens its list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from core.app.vulnerability_views import AreaView, Picture
from ui.gui.aloud import describe, shown_as
from ui.gui.desk import Desk
from ui.gui.maps.look import Look
from ui.gui.maps.painting import MOST_ZOOM, MapPainter, View, transform
from ui.gui.maps.shapes import Shapes, shapes
from ui.gui.maps.words import area_words
from ui.gui.theme import pixels

ZOOM, STEP, CLICK, SIDEWAYS = 1.5, 64, 4, 2
MOVES = {
    Qt.Key.Key_Left: QPointF(-1, 0), Qt.Key.Key_Right: QPointF(1, 0), Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}  # fmt: skip

OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class RegionMap(QWidget):
    """Arrows choose the next regency in that direction (Shift: move the map), plus and minus zoom, 0 shows the whole."""

    chosen = Signal(str)
    """A regency was chosen (its code)."""
    opened = Signal(str)
    """The list behind a regency is wanted."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._picture: Picture | None = None
        self._view, self._code = View(), ""
        self._pressed: QPoint | None = None
        self._dragged = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(desk.t("vulnerability.map_name"))
        self._tell()

    def sizeHint(self) -> QSize:
        """Wide enough for the names."""
        return QSize(pixels("card"), pixels("card"))

    def minimumSizeHint(self) -> QSize:
        """Still a map."""
        return QSize(pixels("card"), pixels("side"))

    def show_picture(self, picture: Picture) -> None:
        """Show other data; the place looked at stays."""
        self._picture = picture
        self._tell()
        self.update()

    @property
    def code(self) -> str:
        """The regency chosen; empty for none."""
        return self._code

    def choose(self, code: str) -> None:
        """Choose a regency without telling anybody."""
        self._code = code
        self._tell()
        self.update()

    def zoom(self, by: float, at: QPointF | None = None) -> None:
        """Nearer or farther around a spot, or around the middle."""
        before = self._degrees(at) if at is not None else None
        self._view.zoom = min(MOST_ZOOM, max(1.0, self._view.zoom * by))
        if self._view.zoom == 1.0:
            self._view.middle = None
        elif at is not None and before is not None:
            after = self._degrees(at)
            middle = self._degrees(QPointF(self.rect().center()))
            if after is not None and middle is not None:
                self._view.middle = middle + (before - after)
        self.update()

    def _drawn(self) -> Shapes | None:
        return None if self._picture is None else shapes(self._picture.province)

    def _degrees(self, at: QPointF) -> QPointF | None:
        drawn = self._drawn()
        if drawn is None:
            return None
        back, possible = transform(drawn, QRectF(self.rect()), self._view).inverted()
        return back.map(at) if possible else None

    def _area(self, code: str) -> AreaView | None:
        areas = () if self._picture is None else self._picture.regencies
        return next((each for each in areas if each.code == code), None)

    def _tell(self) -> None:
        area, keys = self._area(self._code), self._desk.t("vulnerability.map_keys")
        describe(self, keys if area is None else f"{area_words(self._desk.t, area)}. {keys}")

    def _select(self, code: str) -> None:
        if code and code != self._code:
            self.choose(code)
            self.chosen.emit(code)

    # --- keyboard and mouse ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Every act of the mouse by keys."""
        key = Qt.Key(event.key())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if not self._code and (key in OPENS or (key in MOVES and not shift)):
            self._begin()
        elif key in MOVES:
            self._walk(MOVES[key], shift=shift)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(ZOOM, self._label())
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom(1 / ZOOM, self._label())
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self._view = View()
            self.update()
        elif key in OPENS:
            self.opened.emit(self._code)
        else:
            super().keyPressEvent(event)

    def _begin(self) -> None:
        """The first key chooses where most was warned of."""
        if self._picture is not None and self._picture.regencies:
            self._select(max(self._picture.regencies, key=lambda each: each.total).code)

    def _label(self) -> QPointF | None:
        drawn = self._drawn()
        if drawn is None or self._code not in drawn.labels:
            return None
        return transform(drawn, QRectF(self.rect()), self._view).map(drawn.labels[self._code])

    def _walk(self, direction: QPointF, *, shift: bool) -> None:
        drawn = self._drawn()
        if drawn is None:
            return
        where = transform(drawn, QRectF(self.rect()), self._view)
        if shift:
            middle = self._degrees(QPointF(self.rect().center()) + direction * STEP)
            self._view.middle = middle
            self.update()
            return
        here = where.map(drawn.labels[self._code]) if self._code in drawn.labels else QPointF(self.rect().center())
        self._select(_next(here, direction, {code: where.map(at) for code, at in drawn.labels.items() if code != self._code}))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag, or to choose."""
        self._pressed, self._dragged = event.position().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the map along."""
        here = event.position().toPoint()
        if self._pressed is None or (not self._dragged and (here - self._pressed).manhattanLength() <= CLICK):
            return
        self._view.middle = self._degrees(QPointF(self.rect().center()) - QPointF(here - self._pressed))
        self._pressed, self._dragged = here, True
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press without a drag chooses what lies there."""
        if self._pressed is not None and not self._dragged:
            self._select(self._under(event.position()))
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the list behind what lies there."""
        code = self._under(event.position())
        if code:
            self._select(code)
            self.opened.emit(code)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Nearer or farther around the pointer."""
        self.zoom(ZOOM if event.angleDelta().y() > 0 else 1 / ZOOM, event.position())
        event.accept()

    def _under(self, at: QPointF) -> str:
        drawn, spot = self._drawn(), self._degrees(at)
        return "" if drawn is None or spot is None else drawn.at(spot)

    def event(self, event: QEvent) -> bool:
        """A tip tells what lies under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            area = self._area(self._under(QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), "" if area is None else area_words(self._desk.t, area), self)
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the frame of the focus; who only comes by chooses nothing, for the table follows what is chosen."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide it again."""
        super().focusOutEvent(event)
        self._pressed = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The map, and the frame of the focus."""
        painter = QPainter(self)
        look = Look(self._desk.theme)
        if self._picture is None:
            painter.fillRect(self.rect(), look.colour("selection"))
        else:
            MapPainter(self._picture, look, self._code).paint(painter, QRectF(self.rect()), self._view)
        focused = self.hasFocus()
        painter.setPen(QPen(look.colour("primary" if focused else "line_strong"), 2 if focused else 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def _next(here: QPointF, direction: QPointF, others: dict[str, QPointF]) -> str:
    """The nearest of some spots that lies in a direction; what lies aside counts twice as far."""
    found = []
    for code, at in others.items():
        away = at - here
        along = QPointF.dotProduct(away, direction)
        aside = abs(away.x() * direction.y()) + abs(away.y() * direction.x())
        if along > 0:
            found.append((along + SIDEWAYS * aside, code))
    return min(found, default=(0.0, ""))[1]


shown_as(RegionMap, "Graphic")

"""Counts over time: a line for each series, told apart by dashes and marks as well as by colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from ui.figures import Figure
from ui.gui.charts.frame import LEFT, RIGHT, row_height
from ui.gui.charts.look import ChartLook, write

STEPS = 4
MOST_MARKS = 60
CENTRE = Qt.AlignmentFlag.AlignHCenter


def paint(painter: QPainter, box: QRectF, figure: Figure, look: ChartLook) -> None:
    """Draw axes and lines; where a value is withheld the line is broken."""
    if not figure.lines:
        return
    step = _step(figure.highest)
    most = step * STEPS
    metrics, gap = look.metrics(), look.size("small")
    left = metrics.horizontalAdvance(str(most)) + gap
    under = row_height(look)
    room = QRectF(box.left() + left, box.top() + gap, box.width() - left - gap, box.height() - under - gap)
    for number in range(STEPS + 1):
        y = room.bottom() - room.height() * number / STEPS
        painter.setPen(QPen(look.colour("line_strong" if not number else "line"), look.zoom))
        painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
        write(painter, QRectF(box.left(), y - under / 2, left - gap / 2, under), str(step * number), look, align=RIGHT)
    _days(painter, room, figure, look)
    for series in range(max(1, len(figure.series))):
        values = [line[series] if line else None for line in figure.values]
        _line(painter, [_point(room, n, len(values), value, most) for n, value in enumerate(values)], series, look)


def _step(highest: int) -> int:
    """A round step of which four reach over the highest value."""
    least, size = -(-highest // STEPS), 1
    while True:
        for each in (1, 2, 5):
            if each * size >= least:
                return each * size
        size *= 10


def _point(room: QRectF, number: int, count: int, value: int | None, most: int) -> QPointF | None:
    if value is None:
        return None
    x = room.left() + (room.width() * number / (count - 1) if count > 1 else room.width() / 2)
    return QPointF(x, room.bottom() - room.height() * value / most)


def _days(painter: QPainter, room: QRectF, figure: Figure, look: ChartLook) -> None:
    """Names below the axis, as many as have room; the first and the last always stand."""
    count, wide = len(figure.lines), max(look.metrics().horizontalAdvance(name) for name in figure.lines) + look.size("gap")
    every = max(1, -(-int(wide * count) // max(1, int(room.width()))))
    height = row_height(look)
    for number in range(0, count, every):
        x = room.left() + (room.width() * number / (count - 1) if count > 1 else room.width() / 2)
        align = LEFT if not number and count > 1 else CENTRE
        left = x if align is LEFT else min(x - wide / 2, room.right() - wide + look.size("small"))
        write(painter, QRectF(left, room.bottom(), wide, height), figure.lines[number], look, align=align, ink="muted")


def _line(painter: QPainter, points: list[QPointF | None], series: int, look: ChartLook) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(look.pen(series))
    run: list[QPointF] = []
    for point in [*points, None]:
        if point is not None:
            run.append(point)
            continue
        if len(run) > 1:
            painter.drawPolyline(QPolygonF(run))
        run = []
    every = max(1, len(points) // MOST_MARKS)
    for number, point in enumerate(points):
        if point is not None and number % every == 0:
            _mark(painter, point, series, look)


def _mark(painter: QPainter, point: QPointF, series: int, look: ChartLook) -> None:
    size = 4 * look.zoom
    painter.setPen(QPen(look.series(series), look.zoom * 1.5))
    painter.setBrush(look.series(series) if series % 2 == 0 else look.colour("surface"))
    square = QRectF(point.x() - size, point.y() - size, 2 * size, 2 * size)
    match series % 4:
        case 0:
            painter.drawEllipse(square)
        case 1:
            painter.drawRect(square)
        case 2:
            painter.drawPolygon(QPolygonF([QPointF(point.x(), square.top()), square.bottomRight(), square.bottomLeft()]))
        case _:
            diamond = [(0, -size), (size, 0), (0, size), (-size, 0)]
            painter.drawPolygon(QPolygonF([QPointF(point.x() + x, point.y() + y) for x, y in diamond]))

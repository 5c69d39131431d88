"""What stands around every chart: title, legend, and the line that says what is counted."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.figures import Figure, Form
from ui.gui.charts.look import ChartLook, write

WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight

LEGENDS = ("stacked", "pairs", "lines")


def row_height(look: ChartLook) -> float:
    """The height of one line of words with air around it."""
    return look.metrics().height() + look.size("small")


def surround(painter: QPainter, box: QRectF, figure: Figure, form: Form, look: ChartLook) -> QRectF:
    """Draw what stands around and give the room that is left for the chart."""
    painter.fillRect(box, look.colour("surface"))
    inner = box.adjusted(look.size("gap"), look.size("small"), -look.size("gap"), -look.size("small"))
    painter.setFont(look.font("section", bold=True))
    painter.setPen(look.colour("text"))
    height = title_height(box.width(), figure, look) + look.size("small")
    painter.drawText(QRectF(inner.left(), inner.top(), inner.width(), height), WRAPPED, figure.title)
    top = inner.top() + height
    painter.setFont(look.font())
    if form in LEGENDS and figure.series:
        top = _legend(painter, QRectF(inner.left(), top, inner.width(), inner.height()), figure, form, look)
    foot, line = inner.bottom(), look.metrics().height()
    for words in (figure.withheld, figure.note):
        if words:
            foot -= line
            write(painter, QRectF(inner.left(), foot, inner.width(), line), words, look, align=LEFT, ink="muted")
    return QRectF(inner.left(), top + look.size("tight"), inner.width(), foot - top - look.size("small"))


def title_height(width: float, figure: Figure, look: ChartLook) -> float:
    """How high the title is in a chart of this width: in large letters it takes a second line and is not cut."""
    room = QRectF(0, 0, width - 2 * look.size("gap"), look.size("side"))
    return look.metrics("section", bold=True).boundingRect(room, WRAPPED, figure.title).height()


def legend_height(width: float, figure: Figure, form: Form, look: ChartLook) -> float:
    """How much room the legend takes."""
    if form not in LEGENDS or not figure.series:
        return 0.0
    return row_height(look) * len(_places(width, figure, look)[-1:] and {y for _, y in _places(width, figure, look)})


def _places(width: float, figure: Figure, look: ChartLook) -> list[tuple[float, int]]:
    """Where each series stands in the legend: how far from the left, in which line."""
    places, x, line, metrics = [], 0.0, 0, look.metrics()
    for name in figure.series:
        wide = min(width, metrics.horizontalAdvance(name) + look.size("wide") + look.size("gap"))
        if x and x + wide > width:
            x, line = 0.0, line + 1
        places.append((x, line))
        x += wide
    return places


def _legend(painter: QPainter, box: QRectF, figure: Figure, form: Form, look: ChartLook) -> float:
    height, side, line = row_height(look), look.size("gap"), 0
    for number, (x, line) in enumerate(_places(box.width(), figure, look)):
        top, left = box.top() + line * height, box.left() + x
        middle = top + height / 2
        if form == "lines":
            painter.setPen(look.pen(number))
            painter.drawLine(QRectF(left, middle, side, 0).topLeft(), QRectF(left, middle, side, 0).topRight())
        else:
            painter.setPen(QPen(look.series(number), look.zoom))
            painter.setBrush(look.brush(number))
            painter.drawRect(QRectF(left, middle - side / 3, side, side * 2 / 3))
        name = figure.series[number]
        room = QRectF(left + side + look.size("tight"), top, look.metrics().horizontalAdvance(name) + look.zoom * 2, height)
        write(painter, room, name, look, align=LEFT)
    return box.top() + (line + 1) * height

"""A table in which the ground tells how much: every cell has its number, so that no shade has to be read."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui.figures import WITHHELD, Figure
from ui.gui.charts.frame import RIGHT, row_height
from ui.gui.charts.look import ChartLook, write

LABEL_SHARE = 0.3
CENTRE = Qt.AlignmentFlag.AlignHCenter
DARKEST = 0.85
LUMINOUS = 140


def paint(painter: QPainter, box: QRectF, figure: Figure, look: ChartLook) -> None:
    """Draw names above and beside the cells, and the cells."""
    if not figure.lines:
        return
    metrics, gap = look.metrics(), look.size("small")
    label = min(box.width() * LABEL_SHARE, max(metrics.horizontalAdvance(name) for name in figure.lines) + gap)
    head = row_height(look) if figure.series else 0.0
    columns = max(1, len(figure.series))
    wide, high = (box.width() - label) / columns, (box.height() - head) / len(figure.lines)
    for number, name in enumerate(figure.series):
        write(painter, QRectF(box.left() + label + number * wide, box.top(), wide - gap / 2, head), name, look, align=CENTRE)
    for row, name in enumerate(figure.lines):
        top = box.top() + head + row * high
        write(painter, QRectF(box.left(), top, label - gap, high), name, look, align=RIGHT)
        for column, value in enumerate(figure.values[row]):
            _cell(painter, QRectF(box.left() + label + column * wide, top, wide, high), value, figure.highest, look)


def _cell(painter: QPainter, cell: QRectF, value: int | None, highest: int, look: ChartLook) -> None:
    inner = cell.adjusted(look.zoom, look.zoom, -look.zoom, -look.zoom)
    ground = look.colour("surface")
    if value is None:
        painter.fillRect(inner, look.hatch())
        middle = QRectF(inner.center().x() - inner.height() / 2, inner.top(), inner.height(), inner.height())
        painter.fillRect(middle, ground)
    elif value:
        ground = _mixed(ground, look.series(0), DARKEST * (0.12 + 0.88 * value / highest))
        painter.fillRect(inner, ground)
    painter.setPen(QPen(look.colour("line"), look.zoom))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(inner)
    light = ground.red() * 0.299 + ground.green() * 0.587 + ground.blue() * 0.114 > LUMINOUS
    painter.setPen(QColor(Qt.GlobalColor.black) if light else QColor(Qt.GlobalColor.white))
    painter.drawText(inner, CENTRE | Qt.AlignmentFlag.AlignVCenter, WITHHELD if value is None else str(value))


def _mixed(ground: QColor, ink: QColor, share: float) -> QColor:
    share_of = ((ground.red(), ink.red()), (ground.green(), ink.green()), (ground.blue(), ink.blue()))
    return QColor(*(round(a + (b - a) * share) for a, b in share_of))

"""Lying bars, one for each line: of one value, or of a value for each series on top of another."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.figures import WITHHELD, Figure
from ui.gui.charts.frame import LEFT, RIGHT
from ui.gui.charts.look import ChartLook, write

LABEL_SHARE = 0.42


def paint(painter: QPainter, box: QRectF, figure: Figure, look: ChartLook) -> None:
    """Draw them; a value that is withheld is a hatched stub."""
    if not figure.lines:
        return
    sums = [sum(value or 0 for value in line) for line in figure.values]
    most = max(max(sums), 1)
    metrics, gap = look.metrics(), look.size("small")
    label = min(box.width() * LABEL_SHARE, max(metrics.horizontalAdvance(name) for name in figure.lines) + gap)
    room = box.width() - label - metrics.horizontalAdvance(str(most)) - 3 * gap
    height = box.height() / len(figure.lines)
    for number, (name, values, total) in enumerate(zip(figure.lines, figure.values, sums, strict=True)):
        line = QRectF(box.left(), box.top() + number * height, box.width(), height)
        write(painter, QRectF(line.left(), line.top(), label - gap, height), name, look, align=RIGHT)
        x, thick = line.left() + label, min(height * 0.68, look.size("wide"))
        top, hidden = line.center().y() - thick / 2, None in values
        for series, value in enumerate(values):
            if value:
                wide = room * value / most
                _bar(painter, QRectF(x, top, wide, thick), series, look)
                x += wide
        if hidden:
            painter.setPen(QPen(look.colour("line_strong"), look.zoom))
            painter.setBrush(look.hatch())
            painter.drawRect(QRectF(x, top, look.size("wide"), thick))
            x += look.size("wide")
        words = (f"{total} + {WITHHELD}" if total else WITHHELD) if hidden else str(total)
        write(painter, QRectF(x + gap, line.top(), line.right() - x, height), words, look, align=LEFT)
    painter.setPen(QPen(look.colour("line_strong"), look.zoom))
    painter.drawLine(QRectF(box.left() + label, box.top(), 0, box.height()).topLeft(),
                     QRectF(box.left() + label, box.top(), 0, box.height()).bottomLeft())  # fmt: skip


def paint_pairs(painter: QPainter, box: QRectF, figure: Figure, look: ChartLook) -> None:
    """The values of a line below each other, so that two periods can be compared."""
    if not figure.lines:
        return
    metrics, gap = look.metrics(), look.size("small")
    label = min(box.width() * LABEL_SHARE, max(metrics.horizontalAdvance(name) for name in figure.lines) + gap)
    room = box.width() - label - metrics.horizontalAdvance(str(figure.highest)) - 3 * gap
    height = box.height() / len(figure.lines)
    for number, (name, values) in enumerate(zip(figure.lines, figure.values, strict=True)):
        top = box.top() + number * height
        write(painter, QRectF(box.left(), top, label - gap, height), name, look, align=RIGHT)
        thick = height * 0.84 / max(1, len(values))
        for series, value in enumerate(values):
            bar = QRectF(box.left() + label, top + height * 0.08 + series * thick, look.size("gap"), thick - look.zoom)
            if value is None:
                painter.setBrush(look.hatch())
                painter.drawRect(bar)
            else:
                bar.setWidth(room * value / figure.highest)
                _bar(painter, bar, series, look)
            words = QRectF(bar.right() + gap, bar.top(), box.right() - bar.right(), thick)
            write(painter, words, WITHHELD if value is None else str(value), look, align=LEFT)


def _bar(painter: QPainter, bar: QRectF, series: int, look: ChartLook) -> None:
    painter.setPen(QPen(look.series(series), look.zoom, Qt.PenStyle.SolidLine))
    painter.setBrush(look.brush(series))
    painter.drawRect(bar)

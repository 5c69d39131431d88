"""One way into the charts: how much room a figure wants, and the figure drawn into a box by any painter."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter

from ui.figures import Figure, Form
from ui.gui.charts import bars, heat, lines
from ui.gui.charts.frame import legend_height, row_height, surround, title_height
from ui.gui.charts.look import ChartLook

_PAINT: Final = {"bars": bars.paint, "stacked": bars.paint, "pairs": bars.paint_pairs, "lines": lines.paint, "heat": heat.paint}


def wanted(figure: Figure, form: Form, look: ChartLook, width: float) -> QSizeF:
    """The size in which every line of it can be read."""
    row = row_height(look)
    lines = max(1, len(figure.lines)) * (2 if form == "pairs" else 1) + (1 if form == "heat" else 0)
    inside = look.size("side") if form == "lines" else row * lines
    around = title_height(width, figure, look) + legend_height(width, figure, form, look) + 3 * row + look.size("wide")
    return QSizeF(width, inside + around)


def draw(painter: QPainter, box: QRectF, figure: Figure, form: Form, look: ChartLook) -> None:
    """Draw the whole of it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    room = surround(painter, box, figure, form, look)
    _PAINT[form](painter, room, figure, look)

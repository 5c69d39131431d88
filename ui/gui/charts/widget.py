"""A chart in the window: it follows theme and text size, and tells a screen reader what it shows."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.figures import Figure, Form, shown
from ui.gui.aloud import shown_as
from ui.gui.charts.drawing import draw, wanted
from ui.gui.charts.look import ChartLook
from ui.gui.desk import Desk
from ui.gui.theme import pixels

MOST_TOLD, FRAME = 12, 2


class ChartView(QWidget):
    """Shows one figure; the same numbers stand in a table beside it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._look = ChartLook(desk.theme, desk.theme.scale / 100)
        self._figure: Figure | None = None
        self._form: Form = "bars"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(pixels("form") - pixels("wide"))  # what 1024 pixels leave beside the rail in large letters

    def show_figure(self, figure: Figure, form: Form) -> None:
        """Show it instead."""
        self._figure, self._form = figure, form
        self.setAccessibleName(figure.title)
        self.setAccessibleDescription(told(figure))
        self._fit()
        self.update()

    @property
    def figure(self) -> tuple[Figure, Form] | None:
        """What is shown, for a picture of it."""
        return None if self._figure is None else (self._figure, self._form)

    def sizeHint(self) -> QSize:
        """As high as its lines want."""
        if self._figure is None:
            return QSize(pixels("form"), pixels("card"))
        return wanted(self._figure, self._form, self._look, max(self.width(), pixels("form"))).toSize()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A legend may take more lines or fewer."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw; where the keyboard is, a frame says so."""
        if self._figure is None:
            return
        painter = QPainter(self)
        draw(painter, QRectF(self.rect()), self._figure, self._form, self._look)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # a blurred line is half as dark
            painter.setPen(QPen(self._look.colour("primary"), FRAME))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())


def told(figure: Figure) -> str:
    """The first lines in words, for who cannot see the chart."""
    lines = []
    for name, values in list(zip(figure.lines, figure.values, strict=True))[:MOST_TOLD]:
        named = zip(figure.series, values, strict=True) if figure.series else [("", values[0] if values else None)]
        lines.append(f"{name}: " + ", ".join(f"{series} {shown(value)}".strip() for series, value in named))
    return ". ".join([figure.note, *lines])


shown_as(ChartView, "Chart")

"""Charts as PNG files, without a window and without a screen."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from ui.figures import Figure, Form
from ui.gui import theme
from ui.gui.charts.drawing import draw, wanted
from ui.gui.charts.look import ChartLook

WIDTH = 1400
ZOOM = 1.5
OFFSCREEN = ["posko", "-platform", "offscreen"]
_held: list[QApplication] = []
"""Qt's one application where no window made it; it must outlive every picture."""


def png(figure: Figure, form: Form, palette: str = "light") -> bytes:
    """A chart as PNG, as high as its lines want."""
    ready()
    look = ChartLook(theme.choose(palette, "100"), ZOOM)
    return encoded(painted(figure, form, look, WIDTH))


def ready() -> None:
    """Letters can be drawn: Qt's application is there, and the program's own face is loaded."""
    if QApplication.instance() is None:
        _held.append(QApplication(OFFSCREEN))
    theme.load_fonts()


def painted(figure: Figure, form: Form, look: ChartLook, width: int) -> QImage:
    """The chart in an image of its own."""
    size = wanted(figure, form, look, width - 2 * look.size("gap"))
    image = QImage(width, round(size.height()), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    draw(painter, QRectF(image.rect()), figure, form, look)
    painter.end()
    return image


def encoded(image: QImage) -> bytes:
    """An image as PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())

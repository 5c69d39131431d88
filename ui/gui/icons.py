"""Icons: the bundled SVG line drawings in the colour of the theme."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

SVG = '<svg xmlns="http://www.w3.org/2000/svg"'
FOLDER = Path(__file__).resolve().parents[2] / "resources" / "icons"


class Drawing(QIconEngine):
    """Paints a drawing when it is shown, in the size and sharpness of that place, and not before."""

    def __init__(self, name: str, colour: str, disabled: str) -> None:
        super().__init__()
        self._look = name, colour, disabled

    def clone(self) -> QIconEngine:
        """The same once more: Qt asks for it when a copy of the icon is to be changed."""
        return Drawing(*self._look)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Into this rectangle."""
        painter.drawPixmap(rect, self.pixmap(rect.size(), mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        """The drawing, as large as asked for in device pixels."""
        name, colour, disabled = self._look
        return picture(name, disabled if mode == QIcon.Mode.Disabled else colour, min(size.width(), size.height()))


@lru_cache(maxsize=512)
def icon(name: str, colour: str, disabled: str = "") -> QIcon:
    """The drawing ``name`` in ``colour`` (#RRGGBB), sharp on every screen.

    ``disabled`` is its colour on a button that cannot be pressed: Qt's own paling of a white drawing leaves nothing to see.
    """
    return QIcon(Drawing(name, colour, disabled or colour))


@lru_cache(maxsize=512)
def picture(name: str, colour: str, size: int) -> QPixmap:
    """The drawing as a transparent pixmap of ``size`` by ``size`` pixels, by Qt's reader of pictures: PySide's own costs 3 ms."""
    _size, _, drawn = (FOLDER / f"{name}.svg").read_text("utf-8").replace("currentColor", colour).partition(" viewBox")
    made = QPixmap()
    made.loadFromData(f'{SVG} width="{size}" height="{size}" viewBox{drawn}'.encode(), "svg")  # type: ignore[call-overload]
    return made

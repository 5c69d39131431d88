"""Icons: the bundled SVG line drawings in the colour of the theme."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "icons"
RESOLUTIONS = (1, 2)


@lru_cache(maxsize=512)
def icon(name: str, colour: str, size: int, disabled: str = "") -> QIcon:
    """The drawing ``name`` in ``colour`` (#RRGGBB), ``size`` pixels square, sharp on dense screens too.

    ``disabled`` is its colour on a button that cannot be pressed: Qt's own paling of a white drawing leaves nothing to see.
    """
    made = QIcon()
    for ratio in RESOLUTIONS:
        for mode, own in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled or colour)):
            drawn = picture(name, own, size * ratio)
            drawn.setDevicePixelRatio(ratio)
            made.addPixmap(drawn, mode)
    return made


def picture(name: str, colour: str, size: int) -> QPixmap:
    """The drawing as a transparent pixmap of ``size`` by ``size`` pixels."""
    source = (FOLDER / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    drawn = QPixmap(QSize(size, size))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(source.encode())).render(painter)
    painter.end()
    return drawn

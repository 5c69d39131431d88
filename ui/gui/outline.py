"""What a start paints first: where the unlock form or the first run will stand, in their colours, without a word.

Letters would wait for the computer's fonts and drawings for the painter's classes; a start on an old laptop shows this at once.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.gui.theme import Theme, pixels

UNLOCK_HEIGHT = 486
"""Of the unlock form at text size 100 %, in pixels; where it is another one, the outline is a little off and nothing else."""


class Outline(QWidget):
    """A card with a bar for what leads on, placed as the form behind it: the smaller one where there is a profile."""

    def __init__(self, theme: Theme, exists: bool) -> None:
        super().__init__()
        self._theme, self._exists = theme, exists
        self._card = _plain(theme, "surface", self)
        self._bar = _plain(theme, "primary", self._card)
        self._mark = _plain(theme, "primary", self._card)
        self._mark.setVisible(exists)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Put everything where it will stand."""
        edge, target, logo = pixels("gap"), pixels("target") + 4, pixels("logo") - 2
        width = min(self._theme.wide("dialog" if self._exists else "form"), self.width() - 2 * edge)
        height = min(UNLOCK_HEIGHT, self.height()) if self._exists else self.height() - 2 * pixels("wide")
        self._card.setGeometry((self.width() - width) // 2, (self.height() - height) // 2, width, height)
        self._mark.setGeometry(edge + 2, edge + 2, logo, logo)
        if self._exists:
            self._bar.setGeometry(edge, height // 2 + 8, width - 2 * edge, target)
        else:
            self._bar.setGeometry(width - edge - 82, height - edge - target, 82, target)


def _plain(theme: Theme, colour: str, parent: QWidget) -> QWidget:
    made, palette = QWidget(parent), QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor(theme.colour(colour)))
    made.setPalette(palette)
    made.setAutoFillBackground(True)
    return made

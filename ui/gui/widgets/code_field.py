"""A look-up code as its owner types it: digits only, shown as dots in the groups of the slip, nothing left in memory."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter

from ui.gui.desk import Desk
from ui.gui.widgets.passphrase_field import DOT_SHARE, PassphraseField

DIGITS = 18
GROUP = 4


class CodeField(PassphraseField):
    """Takes 18 digits; blanks and dashes between them are passed over. The room that holds it says when to forget."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, forget=False)
        self.setInputMethodHints(self.inputMethodHints() | Qt.InputMethodHint.ImhDigitsOnly)

    @property
    def complete(self) -> bool:
        """Whether all digits are there."""
        return self.length() == DIGITS

    def put_text(self, text: str) -> None:
        """Add the digits of what was typed, as far as there is room."""
        digits = "".join(each for each in text if each in "0123456789")[: DIGITS - self.length()]
        super().put_text(digits)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and the rest go to the room."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)

    def _dots(self, painter: QPainter, left: int, middle: int) -> int:
        """A place for every digit: filled when typed, a ring while empty; a gap after every fourth."""
        radius = max(3, self.fontMetrics().height() // (2 * DOT_SHARE))
        step = radius * 3
        colour = QColor(self._desk.theme.colour("text"))
        at = end = left
        for index in range(DIGITS):
            typed = index < self.length()
            painter.setBrush(colour if typed else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPoint(at + radius, middle), radius, radius)
            end = at + step if typed else end
            at += step + (step if index % GROUP == GROUP - 1 else 0)
            end = at if typed else end
        return end

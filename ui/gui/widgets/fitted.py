"""A dialog as high as its words need; on a small screen, or with large text, what stands above its buttons scrolls."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.gui.layouts import Part, column, scrolled
from ui.gui.theme import pixels
from ui.gui.widgets.dialog import Dialog


class _Body(QWidget):
    """Asks for the height that its words need at its width; a layout's own wish is for words wrapped as narrow as can be."""

    def needed(self, width: int) -> int:
        """The height for this width."""
        layout = self.layout()
        found = layout.heightForWidth(width) if layout is not None and layout.hasHeightForWidth() else -1
        return found if found > 0 else self.sizeHint().height()

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest part, as high as needed."""
        least = super().minimumSizeHint()
        return QSize(least.width(), self.needed(max(self.width(), least.width())))


class FittedDialog(Dialog):
    """:meth:`put` once, :meth:`fit` whenever what is shown became longer or shorter."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._measure)

    def put(self, width: int, end: QHBoxLayout, *parts: Part) -> None:
        """These parts above, and the row of buttons that is always seen."""
        self._body, self._end = _Body(), end
        self._body.setLayout(column(*parts))
        self.setLayout(column(scrolled(self._body), end, margin="wide"))
        width = min(width, self.screen().availableGeometry().width() - pixels("wide"))
        self.setMinimumWidth(width)
        self.resize(width, self.height())
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now every part has the font of its role."""
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """As high as needed at this width, and no higher than the screen; once more when what is new has shown itself."""
        self._measure()
        self._again.start()

    def _measure(self) -> None:
        edge, frame = pixels("wide"), self.frameGeometry().height() - self.height()
        whole = self._body.needed(self.width() - 2 * edge) + self._end.sizeHint().height() + 2 * edge + pixels("gap")
        area = self.screen().availableGeometry()
        room = area.height() - max(frame, 2 * edge)
        self.resize(self.width(), min(whole, room))
        below = self.y() + frame + self.height() - area.bottom()
        if self.isVisible() and below > 0:  # what grew where it stands would hide its own buttons below the screen
            self.move(self.x(), max(area.top(), self.y() - below))

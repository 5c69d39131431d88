"""A dialog as high as its words need; on a small screen, or with large text, what stands above its buttons scrolls."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from ui.gui.layouts import Part, box, column, scrolled
from ui.gui.theme import pixels


class FittedDialog(QDialog):
    """:meth:`put` once, :meth:`fit` whenever what is shown became longer or shorter."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Posko")

    def put(self, width: int, end: QHBoxLayout, *parts: Part) -> None:
        """These parts above, and the row of buttons that is always seen."""
        self._body, self._end = box(*parts), end
        self.setLayout(column(scrolled(self._body, sideways=False), end, margin="wide"))
        self.setMinimumWidth(width)
        self.resize(width, self.height())
        self.fit()

    def fit(self) -> None:
        """As high as needed at this width, and no higher than the screen."""
        edge, frame = pixels("wide"), self.frameGeometry().height() - self.height()
        layout = self._body.layout()
        inner = self.width() - 2 * edge
        needed = layout.heightForWidth(inner) if layout is not None and layout.hasHeightForWidth() else -1
        needed = max(needed, 0) or self._body.sizeHint().height()
        whole = needed + self._end.sizeHint().height() + 2 * edge + pixels("gap")
        room = self.screen().availableGeometry().height() - max(frame, 2 * edge)
        self.resize(self.width(), min(whole, room))

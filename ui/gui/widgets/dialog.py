"""What every dialog is: Tab in reading order, and never higher than the screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QLayout, QWidget

from ui.gui.layouts import column, scrolled
from ui.gui.reading_order import ReadingOrder
from ui.gui.theme import pixels


class Dialog(ReadingOrder, QDialog):
    """Where its words need more than the screen has, they scroll; its last row, the buttons, stays in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Posko")

    def showEvent(self, event: QShowEvent) -> None:
        """Only now every part has the font of its role."""
        super().showEvent(event)
        self.hold()

    def event(self, event: QEvent) -> bool:
        """What is told later may need more than there was at first."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.hold()
        return done

    def hold(self) -> None:
        """Put what is too high or too wide for the screen into an area that scrolls."""
        layout, area = self.layout(), self.screen().availableGeometry()
        room = area.size() - QSize(pixels("wide"), 2 * pixels("wide"))
        if not isinstance(layout, QBoxLayout):
            return
        # Not its height at this width: Qt holds a window to the height of its words where they wrap at their narrowest.
        wanted = layout.minimumSize()
        if not self.property("held") and (wanted.height() > room.height() or wanted.width() > room.width()):
            self.setProperty("held", True)
            self._let_scroll(layout, room.width())
            self.setMinimumSize(0, 0)
        self.resize(self.size().boundedTo(room))

    def _let_scroll(self, layout: QBoxLayout, width: int) -> None:
        margins, last = layout.contentsMargins(), layout.itemAt(layout.count() - 1)
        end: QLayout | None = last.layout()
        if end is not None:
            layout.removeItem(last)
        if isinstance(end, QBoxLayout) and end.minimumSize().width() + margins.left() + margins.right() > width:
            end.setDirection(QBoxLayout.Direction.TopToBottom)
        inner = QWidget()
        inner.setLayout(layout)  # which leaves this dialog
        layout.setContentsMargins(0, 0, 0, 0)
        whole = column(scrolled(inner), *([end] if end is not None else []))
        whole.setContentsMargins(margins)
        self.setLayout(whole)

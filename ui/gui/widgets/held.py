"""A room that needs more than the window has is scrolled, both ways; one that finds room fills it and shows no bar."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.gui.layouts import let_go


class Held(QScrollArea):
    """Holds one widget at a time, never smaller than it can be: nothing in it is squeezed until its words are cut."""

    def __init__(self, content: QWidget | None = None) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if content is not None:
            self.hold(content)

    def hold(self, content: QWidget) -> None:
        """Hold this instead; what was held before goes away when whoever called this is done."""
        before = self.takeWidget()
        if before is not None:
            before.hide()
            let_go(before)
        self.setWidget(_Floor(self, content))
        self.fit()

    def fit(self) -> None:
        """As large as what is seen, or as large as needed."""
        floor, seen = self.widget(), self.maximumViewportSize()
        if not isinstance(floor, _Floor):
            return
        bar = self.verticalScrollBar().sizeHint().width()
        least = floor.least(seen.width())
        if least.height() > seen.height():
            seen = seen - QSize(bar, 0)
            least = floor.least(seen.width())
        if least.width() > seen.width():
            seen = seen - QSize(0, bar)
        floor.resize(seen.expandedTo(least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size of the window."""
        super().resizeEvent(event)
        self.fit()

    def minimumSizeHint(self) -> QSize:
        """Nothing: what does not fit is scrolled."""
        return QSize(0, 0)


class _Floor(QWidget):
    """What is scrolled; it has no layout of its own, which would ask for more than the least."""

    def __init__(self, area: Held, content: QWidget) -> None:
        super().__init__()
        self._area, self._content = area, content
        content.setParent(self)
        content.show()

    def least(self, width: int) -> QSize:
        """What the content needs at this width."""
        layout, least = self._content.layout(), self._content.minimumSizeHint()
        if layout is not None and layout.hasHeightForWidth():
            least.setHeight(layout.totalMinimumHeightForWidth(max(width, least.width())))
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The content fills it."""
        super().resizeEvent(event)
        self._content.setGeometry(self.rect())

    def event(self, event: QEvent) -> bool:
        """What the content needs has changed."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._area.fit()
        return super().event(event)

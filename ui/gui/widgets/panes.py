"""Two parts of a room beside each other; where there is no room for both they stand below each other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QSplitter, QWidget

from ui.gui.theme import pixels

LINES = 8
"""Lines of text that a part shows at least where it stands above or below the other one."""


class Panes(QSplitter):
    """As high as what wraps in its parts needs, which Qt's own splitter does not ask: in that one long words would be cut.

    Between the parts lies a line to drag, or with a ``gap`` nothing that is seen.
    """

    def __init__(self, *parts: QWidget, shares: tuple[int, ...], gap: str = "") -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._shares = shares
        self.setChildrenCollapsible(False)
        if gap:
            self.setProperty("seam", "none")
            self.setHandleWidth(pixels(gap))
        for place, (part, share) in enumerate(zip(parts, shares, strict=True)):
            self.addWidget(part)
            self.setStretchFactor(place, share)
        self.setSizes([share * 10 for share in shares])
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.splitterMoved.connect(lambda _at, _which: self.updateGeometry())

    def hasHeightForWidth(self) -> bool:
        """The words in it wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The least height at which nothing is squeezed."""
        parts = self._seen()
        if self._fits(width):
            return max((_least(part, share) for part, share in zip(parts, self._widths(width), strict=True)), default=0)
        return sum(self._high(part, width) for part in parts) + self.handleWidth() * max(len(parts) - 1, 0)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest part: the parts can stand below each other."""
        parts = self._seen()
        return QSize(
            max((_narrowest(part) for part in parts), default=0),
            max((part.minimumSizeHint().height() for part in parts), default=0),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another room."""
        self._turn(event.size())
        super().resizeEvent(event)
        if self.orientation() is Qt.Orientation.Vertical:
            self._stack(event.size())
        self.updateGeometry()  # the parts have other widths now, and so other heights

    def event(self, event: QEvent) -> bool:
        """What a part shows has changed, and with it how narrow it can be."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._turn(self.size())
        return super().event(event)

    def _turn(self, size: QSize) -> None:
        """Beside each other or below each other, whichever finds room."""
        beside = self._fits(size.width())
        wanted = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if wanted is not self.orientation():
            self.setOrientation(wanted)
            self.setSizes([share * 10 for share in self._shares])
            if not beside:
                self._stack(size)

    def _seen(self) -> list[QWidget]:
        return [part for part in (self.widget(place) for place in range(self.count())) if not part.isHidden()]

    def _fits(self, width: int) -> bool:
        parts = self._seen()
        return sum(_narrowest(part) for part in parts) + self.handleWidth() * max(len(parts) - 1, 0) <= width

    def _widths(self, width: int) -> list[int]:
        """What each part has, or will have where the splitter was not laid out at this width yet."""
        parts = self._seen()
        if width == self.width() and self.orientation() is Qt.Orientation.Horizontal and self.isVisible():
            return [part.width() for part in parts]
        whole = sum(self._shares)
        shares = [width * share // whole for place, share in enumerate(self._shares) if not self.widget(place).isHidden()]
        return [max(share, _narrowest(part)) for share, part in zip(shares, parts, strict=True)]

    def _high(self, part: QWidget, width: int) -> int:
        return max(_least(part, width), LINES * part.fontMetrics().height())

    def _stack(self, size: QSize) -> None:
        """Each part as high as it needs; what is left goes by their shares."""
        parts = self._seen()
        heights = [self._high(part, size.width()) for part in parts]
        left = max(size.height() - sum(heights) - self.handleWidth() * max(len(parts) - 1, 0), 0)
        shown = [share for place, share in enumerate(self._shares) if not self.widget(place).isHidden()]
        grown = iter(high + left * share // (sum(shown) or 1) for high, share in zip(heights, shown, strict=True))
        self.setSizes([0 if self.widget(place).isHidden() else next(grown) for place in range(self.count())])


def _narrowest(part: QWidget) -> int:
    return max(part.minimumSizeHint().width(), part.minimumWidth())


def _least(part: QWidget, width: int) -> int:
    layout = part.layout()
    least = max(part.minimumSizeHint().height(), part.minimumHeight())
    return max(layout.totalMinimumHeightForWidth(width), least) if layout is not None and layout.hasHeightForWidth() else least

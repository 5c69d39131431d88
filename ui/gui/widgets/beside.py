"""Parts beside each other; where there is no room for that they stand below each other."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QLayout, QLayoutItem, QWidget

from ui.gui.theme import pixels
from ui.gui.widgets.field import Field

BESIDE, BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class Beside(QBoxLayout):
    """As narrow as its widest part: large text on a small screen needs no scrolling sideways."""

    def __init__(self) -> None:
        super().__init__(BESIDE)
        self.setContentsMargins(0, 0, 0, 0)

    def addWidget(self, part: QWidget, stretch: int = 0) -> None:  # type: ignore[override]
        """One more part; a field hangs from the top, so that a hint below one of them moves no other."""
        super().addWidget(part, stretch)
        if part.property("top"):
            self.setAlignment(part, Qt.AlignmentFlag.AlignTop)

    def setGeometry(self, area: QRect) -> None:
        """Place the parts."""
        wanted = BESIDE if self._fits(area.width()) else BELOW
        if self.direction() is not wanted:
            self.setDirection(wanted)
        super().setGeometry(area)
        self._level(wanted is BESIDE)

    def _level(self, is_beside: bool) -> None:
        """Names of fields beside each other are as high as the highest of them."""
        held = (each.widget() for each in self._parts())
        fields = [each for each in held if isinstance(each, Field)]
        high = max((each.title.heightForWidth(each.title.width()) for each in fields), default=0) if is_beside else 0
        for each in fields:
            each.level(high)

    def hasHeightForWidth(self) -> bool:
        """Narrower, higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the highest part, or as all of them."""
        parts = self._parts()
        if self._fits(width):
            known = self.direction() is BESIDE and super().hasHeightForWidth()
            return super().heightForWidth(width) if known else max((each.sizeHint().height() for each in parts), default=0)
        return sum(_high(each, width) for each in parts) + self.spacing() * max(len(parts) - 1, 0)

    def minimumHeightForWidth(self, width: int) -> int:
        """No less: Qt's own would be of the other way of standing."""
        return self.heightForWidth(width)

    def minimumSize(self) -> QSize:
        """As wide as the widest part."""
        sizes = [each.minimumSize() for each in self._parts()]
        return QSize(max((each.width() for each in sizes), default=0), max((each.height() for each in sizes), default=0))

    def sizeHint(self) -> QSize:
        """All of them beside each other."""
        sizes = [each.sizeHint() for each in self._parts()]
        gaps = self.spacing() * max(len(sizes) - 1, 0)
        return QSize(sum(each.width() for each in sizes) + gaps, max((each.height() for each in sizes), default=0))

    def _parts(self) -> list[QLayoutItem]:
        items = (self.itemAt(place) for place in range(self.count()))
        return [each for each in items if each is not None and not each.isEmpty()]

    def _fits(self, width: int) -> bool:
        return self.flat() <= width

    def flat(self) -> int:
        """How wide all of them want to be beside each other: a field that is squeezed shows nothing of what it holds."""
        parts = self._parts()
        return sum(_wide(each) for each in parts) + self.spacing() * max(len(parts) - 1, 0)


def _wide(item: QLayoutItem) -> int:
    inner = item.layout()
    return inner.flat() if isinstance(inner, Beside) else max(item.minimumSize().width(), item.sizeHint().width())


def _high(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def beside(*parts: QWidget | QLayout | int, gap: str = "small") -> Beside:
    """These, as ``layouts.row`` takes them."""
    layout = Beside()
    layout.setSpacing(pixels(gap))
    for part in parts:
        if isinstance(part, int):
            layout.addStretch(part or 1)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    return layout


def led(words: QWidget, *ways: QWidget) -> Beside:
    """A sentence as wide as the line allows, with its ways behind it."""
    made = beside(words, *ways)
    made.setStretch(0, 1)
    return made

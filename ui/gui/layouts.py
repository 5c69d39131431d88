"""Layouts on the 8 px grid, so that a screen names gaps and never measures them."""

from __future__ import annotations

from weakref import ref

import shiboken6
from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.gui.reading_order import stops
from ui.gui.theme import pixels

Part = QWidget | QLayout | int
"""A widget, a layout, or a number: stretch that takes what is left (0 keeps nothing)."""

NO_FILL = QPalette.ColorRole.LinkVisited
"""The role that :func:`ui.gui.theme.palette` keeps without a colour: what lies around an area shows through it."""
NO_FOCUS = 0
"""Of ``Qt.FocusPolicy`` by its number: names would make all of Qt's enumerations, which takes a
sixth of the time to the first picture."""


def column(*parts: Part, gap: str = "small", margin: str | None = None) -> QVBoxLayout:
    """Parts below each other."""
    layout = QVBoxLayout()
    _fill(layout, parts, gap, margin)
    return layout


def row(*parts: Part, gap: str = "small", margin: str | None = None) -> QHBoxLayout:
    """Parts beside each other."""
    layout = QHBoxLayout()
    _fill(layout, parts, gap, margin)
    return layout


def _fill(layout: QBoxLayout, parts: tuple[Part, ...], gap: str, margin: str | None) -> None:
    edge = pixels(margin) if margin else 0
    layout.setContentsMargins(edge, edge, edge, edge)
    layout.setSpacing(pixels(gap))
    for part in parts:
        if isinstance(part, int):
            layout.addStretch(part or 1)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
            if part.property("top") and isinstance(layout, QHBoxLayout):
                layout.setAlignment(part, QtCore.Qt.AlignmentFlag.AlignTop)
        else:
            layout.addLayout(part)


def box(*parts: Part, gap: str = "small", margin: str | None = None) -> QWidget:
    """A plain widget around parts below each other."""
    made = QWidget()
    made.setLayout(column(*parts, gap=gap, margin=margin))
    return made


def card(*parts: Part, tone: str = "", gap: str = "small") -> QFrame:
    """A framed surface; ``tone`` is ok, warn, bad or info for a tinted one."""
    made = QFrame()
    made.setProperty("card", "true")
    made.setProperty("tone", tone)
    made.setLayout(column(*parts, gap=gap, margin="gap"))
    return made


def scrolled(content: QWidget, sideways: bool = True) -> QScrollArea:
    """The content in an area that scrolls when the text is large or the screen small.

    Without ``sideways`` it is as wide as its content can be at the narrowest, so that it need not be scrolled that way too.
    """
    area = QScrollArea() if sideways else _Upright()
    area.setWidgetResizable(True)
    area.setProperty("focusPolicy", NO_FOCUS)
    area.setFrameShape(QFrame.Shape.NoFrame)  # not by the style sheet: Qt then keeps a kilobyte of every area that ever was
    area.setBackgroundRole(NO_FILL)  # asked for its viewport, PySide would make every class of widgets
    content.setObjectName(content.objectName() or "page")
    area.setWidget(_Content(content, None if sideways else ref(area)))
    return area


class _Upright(QScrollArea):
    """Tells what lies around it how narrow its content can be; a single word without an end is scrolled all the same."""

    def minimumSizeHint(self) -> QSize:
        """As wide as what it holds, beside the bar."""
        least, held = super().minimumSizeHint(), self.widget()
        wanted = held.minimumSizeHint().width() if held is not None else 0
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(max(least.width(), min(wanted + bar, pixels("form"))), least.height())


class _Content(QWidget):
    """What an area scrolls: as high as its lines are at this width, not as they would be in a narrow one.

    A text that wraps asks for the height of a narrow column; added up that would leave blank space below the last line.
    """

    def __init__(self, content: QWidget, around: ref[QScrollArea] | None) -> None:
        super().__init__()
        self._narrowest, self._around = 0, around
        self.setLayout(column(content))

    def minimumSizeHint(self) -> QSize:
        """Without a height of its own where the height follows from the width."""
        least, layout = super().minimumSizeHint(), self.layout()
        if least.width() != self._narrowest:
            self._narrowest = least.width()
            self._tell()
        return QSize(least.width(), 0) if layout is not None and layout.hasHeightForWidth() else least

    def _tell(self) -> None:
        """Another content has another width, which matters to what lies around the area."""
        area = None if self._around is None else self._around()
        if area is not None and shiboken6.isValid(area):
            area.updateGeometry()


def focus_first(area: QWidget, named: str = "", fields: bool = False) -> None:
    """Put the keyboard into the control of this accessible name, else into the first that takes it.

    With ``fields`` a place for an answer comes before a button that acts: who types a blank must not take something away.
    """
    every = stops(area)
    first = (each for each in every if not fields or not isinstance(each, QPushButton) or each.isCheckable())
    wanted = (each for each in every if named and each.accessibleName() == named)
    found = next(wanted, None) or next(first, None) or next(iter(every), None)
    if found is not None:
        _chosen_beside(found).setFocus(QtCore.Qt.FocusReason.TabFocusReason)


def _chosen_beside(child: QWidget) -> QWidget:
    """Among choices the one that is chosen: a focus ring around another would look like a second choice."""
    parent = child.parentWidget()
    if not isinstance(child, QPushButton) or not child.isCheckable() or parent is None:
        return child
    beside = parent.findChildren(QPushButton, options=QtCore.Qt.FindChildOption.FindDirectChildrenOnly)
    return next((each for each in beside if each.isChecked()), child)


def let_go(widget: QWidget) -> None:
    """Have a widget destroyed, with what its attributes hold and no layout took.

    A field that this kind of report does not show has no parent: what it tells its page of would keep both for ever, with all
    that was typed in them.
    """
    for owner in (widget, *widget.findChildren(QWidget)):
        for held in list(vars(owner).values()):
            if isinstance(held, QWidget) and shiboken6.isValid(held) and held.parent() is None and held is not widget:
                held.deleteLater()
    widget.deleteLater()


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item else None
        inner = item.layout() if item else None
        if widget is not None:
            widget.hide()
            let_go(widget)
        elif inner is not None:
            clear(inner)

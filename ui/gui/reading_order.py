"""Tab in the order in which people read: as the layouts lie, top to bottom, whatever was made first.

Qt walks in the order in which widgets were made; a page that is built anew would come after everything around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import shiboken6
from PySide6 import QtCore, QtWidgets  # whose classes are made when Tab is pressed, not before the first picture
from PySide6.QtWidgets import QApplication, QWidget


def stops(area: QWidget) -> list[QWidget]:
    """Everything in an area where Tab stops, in reading order."""
    return [each for each in _walk(area) if _takes_keyboard(each)]


def _takes_keyboard(widget: QWidget) -> bool:
    focus = QtCore.Qt.FocusPolicy
    tabbed = widget.focusPolicy() in (focus.TabFocus, focus.StrongFocus, focus.WheelFocus)
    return tabbed and widget.isEnabled() and widget.focusProxy() is None


def _walk(widget: QWidget) -> list[QWidget]:
    """A widget and what lies in it; what is hidden, or a window of its own, is not there."""
    found: list[QWidget] = []
    _gather(widget, found)
    return found


def _gather(widget: QWidget, found: list[QWidget]) -> None:
    found.append(widget)
    if not (isinstance(widget, QtWidgets.QAbstractButton) or _takes_keyboard(widget)):
        for child in _inside(widget):
            if not child.isHidden() and not child.isWindow():
                _gather(child, found)


def _inside(widget: QWidget) -> list[QWidget]:
    if isinstance(widget, QtWidgets.QScrollArea):
        held = widget.widget()
        return [] if held is None else [held]
    layout = widget.layout()
    if layout is not None:
        return list(_laid(layout))
    beside = widget.findChildren(QWidget, options=QtCore.Qt.FindChildOption.FindDirectChildrenOnly)
    return sorted(beside, key=lambda each: (each.y(), each.x()))


def _laid(layout: QtWidgets.QLayout) -> Iterator[QWidget]:
    order = list(range(layout.count()))
    if isinstance(layout, QtWidgets.QGridLayout):
        cells: dict[int, Any] = {place: layout.getItemPosition(place) for place in order}
        order.sort(key=lambda place: tuple(cells[place]))
    for place in order:
        item = layout.itemAt(place)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid(inner)


class ReadingOrder:
    """Mixed into a window, before Qt's class: Tab and Shift+Tab go round in it."""

    _left: QWidget | None = None
    """What had the keyboard when it was disabled: nothing has it then, and Tab goes on from there."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        """The next stop, or the one before; Qt calls this for whatever in the window has the keyboard.

        Also when a button that was pressed rests while its work runs: a second Enter must not press what comes next.
        """
        here = QApplication.focusWidget()
        if here is not None and not here.isEnabled() and not here.isHidden():
            self._left = here
            return False
        before = here or (self._left if self._left is not None and shiboken6.isValid(self._left) else None)
        self._left = None
        target = _next(_walk(self), before, forward)  # type: ignore[arg-type]
        if target is None:
            return False
        target.setFocus(QtCore.Qt.FocusReason.TabFocusReason if forward else QtCore.Qt.FocusReason.BacktabFocusReason)
        bring(target)
        return True


def _next(every: list[QWidget], here: QWidget | None, forward: bool) -> QWidget | None:
    """The stop that comes after or before; ``here`` need not be one, nor be there any more."""
    while here is not None and here not in every:
        here = here.parentWidget()
    at = every.index(here) if here is not None else -1
    around = every[at + 1 :] + every[: at + 1]
    if not forward:
        around = every[max(at, 0) :] + every[: max(at, 0)]
        around.reverse()
    return next((each for each in around if _takes_keyboard(each)), None)


def bring(target: QWidget) -> None:
    """Scroll what lies around it until it is seen; of what is larger than its area the part where the keyboard is."""
    around = target.parentWidget()
    while around is not None:
        if isinstance(around, QtWidgets.QScrollArea):
            around.ensureWidgetVisible(target)
        around = around.parentWidget()

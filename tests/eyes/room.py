"""Whether all finds room: nothing larger than the screen, no word cut that cannot be had in full, nothing to scroll sideways."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractScrollArea, QCheckBox, QLabel, QScrollArea, QWidget

SLACK = 2
"""Pixels by which rounding may be off."""


def faults(window: QWidget, screen: QSize, whole: bool) -> list[str]:
    """``whole`` for the main window, which fills the screen; a dialog needs only to find room on it."""
    found = []
    least, size = window.minimumSizeHint(), window.size()
    for which, wanted, have in (
        ("width", max(least.width() if window.layout() else 0, size.width()), screen.width()),
        ("height", max(least.height() if window.layout() else 0, size.height()), screen.height()),
    ):
        if wanted > have:
            found.append(f"larger than the screen: {which} {wanted} > {have}")
    if whole and (size.width() > screen.width() or size.height() > screen.height()):
        found.append(f"the window grew to {size.width()}x{size.height()}")
    for widget in window.findChildren(QWidget):
        if widget.isVisibleTo(window) and widget.window() is window:
            found += _cut(window, widget)
    return found


def _cut(window: QWidget, widget: QWidget) -> list[str]:
    if isinstance(widget, QLabel) and widget.text() and not widget.pixmap():
        return _label(window, widget)
    if isinstance(widget, QAbstractButton) and widget.text():
        return _button(window, widget)
    if isinstance(widget, QScrollArea):
        return _sideways(widget)
    if isinstance(widget, QAbstractItemView):
        return _table(widget)
    return []


def _table(shown: QAbstractItemView) -> list[str]:
    """A table or list that scrolls sideways inside itself hides its last columns; one of figures alone may (1.4.10, too)."""
    over = shown.horizontalScrollBar().maximum() if shown.isVisible() and not getattr(shown, "matrix", False) else 0
    return [f"a table scrolls sideways by {over}: {shown.accessibleName()[:50]!r}"] if over > SLACK else []


def _sideways(area: QScrollArea) -> list[str]:
    """Who reads large text scrolls one way alone (WCAG 2.2, 1.4.10); pictures and maps may be wider."""
    over, held = area.horizontalScrollBar().maximum(), area.widget()
    if over <= SLACK or held is None or not area.isVisible():
        return []
    inner = [each for each in held.findChildren(QWidget) if each.isVisible() and not each.findChildren(QWidget)]
    widest = max(inner, key=lambda each: each.minimumSizeHint().width(), default=held)
    words = getattr(widest, "text", lambda: "")() or widest.accessibleName() or widest.objectName()
    return [f"scrolls sideways by {over} px: {type(widest).__name__} {words[:50]!r}"]


def _label(window: QWidget, shown: QLabel) -> list[str]:
    room = shown.contentsRect().size()
    if shown.wordWrap():
        flags = int(Qt.TextFlag.TextWordWrap) | int(shown.alignment().value)
        wanted = shown.fontMetrics().boundingRect(QRect(0, 0, room.width(), 10_000), flags, shown.text()).size()
    else:
        wanted = shown.fontMetrics().size(0, shown.text())
    short = wanted.height() > room.height() + SLACK or wanted.width() > room.width() + SLACK
    if short and shown.toolTip() != shown.text():
        return [f"cut: label {shown.text()[:50]!r} wants {wanted.width()}x{wanted.height()}, has {room.width()}x{room.height()}"]
    return _outside(window, shown, shown.text())


def _button(window: QWidget, shown: QAbstractButton) -> list[str]:
    lines = shown.text().replace("&&", "&").split("\n")
    wanted = max(shown.fontMetrics().horizontalAdvance(each) for each in lines)
    if isinstance(shown, QCheckBox) or not shown.icon().isNull():
        wanted += shown.iconSize().width()
    if wanted > shown.width() + SLACK and shown.toolTip() != shown.text():
        return [f"cut: button {shown.text()[:50]!r} wants {wanted}, has {shown.width()}"]
    if shown.fontMetrics().height() * len(lines) > shown.height() + SLACK:
        return [f"cut: button {shown.text()[:50]!r} is lower than its letters"]
    return _outside(window, shown, shown.text())


def _outside(window: QWidget, widget: QWidget, words: str) -> list[str]:
    """Whether it hangs over the edge of something that does not scroll."""
    around, area = widget.parentWidget(), QRect(QPoint(0, 0), widget.size())
    area.translate(widget.pos())
    while around is not None:
        scrolls = isinstance(around.parentWidget(), QAbstractScrollArea)
        if scrolls:
            return _unreachable(around.parentWidget(), words)
        if not around.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(area):
            return [f"hangs over {type(around).__name__}: {words[:50]!r}"]
        if around is window:
            break
        area.translate(around.pos())
        around = around.parentWidget()
    return []


def _unreachable(area: QWidget | None, words: str) -> list[str]:
    """What an area that never scrolls sideways holds must be as narrow as it."""
    if not isinstance(area, QScrollArea) or area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
        return []
    held = area.widget()
    over = held.width() - area.viewport().width() if held is not None else 0
    return [f"no scrolling to {over} px of {words[:50]!r}"] if over > SLACK else []

"""Every text and every control of a window that is seen, with the contrast that it has."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from tests.eyes.pixels import Picture

TEXT, LARGE, BORDER = 4.5, 3.0, 3.0
LARGE_POINTS, LARGE_BOLD_POINTS = 18.0, 14.0
INSET, BOX = 4, 16
"""How far from its edge a control's words begin, and how deep in it the box to tick may lie."""
ROWS = 3
BOXED = (QLineEdit, QComboBox, QPlainTextEdit, QCheckBox, QRadioButton)
LEFT = ("step",)
"""Buttons beside the rail's whose words begin at the left."""
BARE = ("quiet", "step")
"""Buttons that are words alone: they are known by their text, which is measured as one."""


def faults(window: QWidget) -> list[str]:
    """What is too faint in a window as it is painted now; what is disabled is left out."""
    picture = Picture(window.grab().toImage())
    found = []
    for widget, area, words in texts(window):
        if area.height() < widget.fontMetrics().height() - INSET:  # half of a line is seen: the rest is scrolled away
            continue
        measured, least = picture.text(area), _least(widget)
        if measured < least:
            found.append(f"faint text {measured:.1f} < {least}: {type(widget).__name__} {words[:40]!r}")
    for widget, area in controls(window):
        measured = picture.edge(area, BOX if isinstance(widget, QCheckBox | QRadioButton) else INSET)
        if measured < BORDER:
            found.append(f"faint border {measured:.1f} < {BORDER}: {type(widget).__name__} {widget.accessibleName()[:40]!r}")
    return found


def texts(window: QWidget) -> Iterator[tuple[QWidget, QRect, str]]:
    """Every text that is seen, with its rectangle in the window."""
    for widget in _seen(window):
        if isinstance(widget, QLabel) and widget.text():
            yield widget, _area(window, widget, widget.contentsRect()), widget.text()
        elif isinstance(widget, QAbstractButton) and widget.text():
            yield widget, _area(window, widget, _beside_icon(widget)), widget.text()
        elif isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit | QComboBox):
            yield widget, _area(window, widget, widget.rect().adjusted(INSET, INSET, -INSET, -INSET)), type(widget).__name__
        elif isinstance(widget, QTabBar):
            for at in filter(partial(_whole, widget), range(widget.count())):
                yield widget, _area(window, widget, widget.tabRect(at).adjusted(INSET, INSET, -INSET, -INSET)), widget.tabText(at)
        elif isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
            yield from _cells(window, widget)


def _whole(bar: QTabBar, at: int) -> bool:
    """Whether a tab is not half scrolled away, nor below the arrows that scroll."""
    arrows = [each.x() for each in bar.findChildren(QToolButton) if each.isVisible()]
    tab = bar.tabRect(at)
    return tab.left() >= 0 and tab.right() < min([bar.width(), *arrows])


def _cells(window: QWidget, view: QAbstractItemView) -> Iterator[tuple[QWidget, QRect, str]]:
    model = view.model()
    if model is None:
        return
    columns = 1 if isinstance(view, QListView) else model.columnCount(QModelIndex())
    for row in range(min(ROWS, model.rowCount(QModelIndex()))):
        for column in range(columns):
            index = model.index(row, column, QModelIndex())
            area = view.visualRect(index).intersected(view.viewport().rect()).adjusted(1, 2, -1, -2)
            if index.data() and area.width() > INSET and area.height() > INSET:
                yield view, _area(window, view.viewport(), area), str(index.data())


def controls(window: QWidget) -> Iterator[tuple[QWidget, QRect]]:
    """Every control that is seen and has an edge of its own."""
    for widget in _seen(window):
        button = isinstance(widget, QPushButton) and widget.property("look") not in BARE and not _in_rail(widget)
        whole = widget.visibleRegion().boundingRect() == widget.rect()
        part = isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox)
        if whole and not part and (button or isinstance(widget, BOXED)):
            yield widget, _area(window, widget, widget.rect())


def _seen(window: QWidget) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.isEnabled() and widget.window() is window and not widget.visibleRegion().isEmpty():
            yield widget


def _in_rail(widget: QWidget) -> bool:
    return any(each.objectName() == "railRooms" for each in iter(_parents(widget)))


def _parents(widget: QWidget) -> Iterator[QWidget]:
    around = widget.parentWidget()
    while around is not None:
        yield around
        around = around.parentWidget()


def _beside_icon(button: QAbstractButton) -> QRect:
    """Without its frame, and without its drawing, which is no text."""
    inner = button.rect().adjusted(INSET, INSET, -INSET, -INSET)
    padded = _in_rail(button) or button.property("look") in LEFT
    drawing = button.iconSize().width() + (3 if padded else 2) * INSET
    if padded or isinstance(button, QCheckBox | QRadioButton):
        return inner.adjusted(drawing - INSET, 0, 0, 0)
    words = button.fontMetrics().horizontalAdvance(button.text())
    start = max(0 if button.icon().isNull() else drawing, (button.width() - words) // 2)
    return inner.adjusted(max(0, start - INSET), 0, 0, 0)


def _area(window: QWidget, widget: QWidget, part: QRect) -> QRect:
    seen = part.intersected(widget.visibleRegion().boundingRect())
    return QRect(widget.mapTo(window, seen.topLeft()), seen.size()) if not seen.isEmpty() else QRect(QPoint(0, 0), seen.size())


def _least(widget: QWidget) -> float:
    points, bold = widget.font().pointSizeF(), widget.font().bold()
    return LARGE if points >= LARGE_POINTS or (bold and points >= LARGE_BOLD_POINTS) else TEXT

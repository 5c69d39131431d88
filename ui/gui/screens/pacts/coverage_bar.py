"""Coverage as a bar and a number in one cell: the bar's frame and filling differ in grey too, the number is read aloud."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.gui.desk import Desk
from ui.gui.theme import pixels
from ui.gui.words import Words

PERMILLE = Qt.ItemDataRole.UserRole + 1
FULL = 1000


def percent(words: Words, permille: int) -> str:
    """``62,5 %``; the comma is a point in English."""
    text = f"{permille // 10}.{permille % 10} %"
    return text if words.language == "en" else text.replace(".", ",")


class CoverageDelegate(QStyledItemDelegate):
    """Paints the number that lies under :data:`PERMILLE`."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def sizeHint(self, option: Any, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A bar of a finger's width beside the widest number."""
        wanted = super().sizeHint(option, index)
        return QSize(self._number(option) + pixels("meter") // 3, wanted.height())

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        """The row's ground, the bar, the number."""
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        words, own.text = own.text, ""  # type: ignore[attr-defined]
        style: QStyle = own.widget.style()  # type: ignore[attr-defined]
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, own, painter, own.widget)  # type: ignore[attr-defined]
        cell: QRect = option.rect.adjusted(pixels("small"), 0, -pixels("small"), 0)
        number, height = self._number(option), pixels("bar")
        bar = QRect(cell.left(), cell.center().y() - height // 2, max(0, cell.width() - number), height)
        painter.save()
        painter.setPen(QColor(self._desk.theme.colour("line_strong")))
        painter.setBrush(QColor(self._desk.theme.colour("surface")))
        painter.drawRect(bar)
        filled = QRect(bar.left(), bar.top(), bar.width() * int(index.data(PERMILLE) or 0) // FULL, bar.height())
        if filled.width():
            painter.fillRect(filled, QColor(self._desk.theme.colour("primary")))
        painter.setPen(QColor(self._desk.theme.colour("text")))
        painter.drawText(cell, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)
        painter.restore()

    def _number(self, option: Any) -> int:
        return int(option.fontMetrics.horizontalAdvance("100,0 %")) + pixels("small")

"""A plain table of texts: a heading, rows, one row chosen at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableWidget, QTableWidgetItem, QToolTip

from ui.gui.theme import pixels
from ui.gui.tips import plain_tip

FEW_LETTERS = 5
"""So many, and what is cut, a column shows at least; with more columns than that leaves room for a table scrolls sideways."""


def shared(wanted: Sequence[int], whole: int, least: int) -> list[int]:
    """Widths of columns that want so much (pixels): together no more than ``whole``, the widest giving way to one width for all
    of them, though none to less than ``least``."""
    left, most = whole, max(wanted, default=0)
    for more, each in zip(range(len(wanted), 0, -1), sorted(wanted), strict=True):
        if each * more > left:
            most = max(left // more, least)
            break
        left -= each
    return [min(each, most) for each in wanted]


class Table(QTableWidget):
    """Cells are plain texts and cannot be edited; the columns share the width that there is, the last takes what is left.

    A ``matrix`` is of figures, in as many columns as there are: none of them is ever cut, and it may scroll sideways.
    ``lines`` is how many a text has.
    """

    def __init__(self, name: str, headings: Sequence[str], matrix: bool = False, lines: int = 1) -> None:
        super().__init__(0, len(headings))
        self._wanted: list[int] = []
        self.matrix, self._lines = matrix, lines
        self.setAccessibleName(name)
        for place, heading in enumerate(headings):
            head = QTableWidgetItem(heading)
            head.setToolTip(heading)
            self.setHorizontalHeaderItem(place, head)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().setVisible(False)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        self.setMinimumHeight(pixels("side"))

    def fill(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these rows instead."""
        self.setRowCount(len(rows))
        for line, cells in enumerate(rows):
            for place, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip("")
                self.setItem(line, place, item)
        self.share()

    def share(self) -> None:
        """Measure the texts anew, and give the columns their widths."""
        self.setWordWrap(False)
        self.horizontalHeader().setStretchLastSection(False)
        self.resizeColumnsToContents()
        self._wanted = [self.columnWidth(place) + pixels("gap") for place in range(self.columnCount())]
        self.updateGeometry()
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """A few letters of each column: what lies around it makes room for that, or parts stand below each other."""
        least, few = super().minimumSizeHint(), [] if self.matrix else shared(self._wanted, 0, self._few)
        around = 2 * self.frameWidth() + self.verticalScrollBar().sizeHint().width()
        return QSize(max(least.width(), sum(few) + around), least.height())

    @property
    def _few(self) -> int:
        """How wide a few letters are, in pixels."""
        return self.fontMetrics().averageCharWidth() * FEW_LETTERS

    def _fit(self) -> None:
        """As wide as their texts; where that is too much the widest give way first, down to a few letters, and rows are one line
        higher: who reads large text scrolls one way alone, and what is cut all the same stands in the tip."""
        whole = self.viewport().width()
        widths = self._wanted if self.matrix else shared(self._wanted, whole, self._few)
        self.horizontalHeader().setStretchLastSection(False)  # or the last one keeps the width that it was stretched to
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width)
        self.horizontalHeader().setStretchLastSection(sum(widths) <= whole)
        self.setWordWrap(widths != self._wanted)
        lines = self._lines + self.wordWrap()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() * lines + pixels("gap"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now the texts have their font."""
        super().showEvent(event)
        self.share()

    def viewportEvent(self, event: QEvent) -> bool:
        """What finds no room in its cell is told by a tip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            item = self.itemAt(event.pos())
            if item is not None and not item.toolTip() and self.is_cut(item):
                QToolTip.showText(event.globalPos(), plain_tip(item.text()), self)
                return True
        return super().viewportEvent(event)

    def is_cut(self, item: QTableWidgetItem) -> bool:
        """Whether a cell has less room than its text needs in one line."""
        index, option = self.indexFromItem(item), QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.features &= ~QStyleOptionViewItem.ViewItemFeature.WrapText  # type: ignore[attr-defined]
        return self.itemDelegateForIndex(index).sizeHint(option, index).width() > self.columnWidth(index.column())

    def chosen(self) -> int:
        """The number of the row chosen, or -1."""
        return self.currentRow() if self.selectedItems() else -1

"""A plain table of texts: a heading, rows, one row chosen at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import compress

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableWidget, QTableWidgetItem, QToolTip

from ui.gui.theme import pixels
from ui.gui.tips import plain_tip

FEW_LETTERS, DAY_LETTERS = 5, 12
"""So many, and what is cut, a column shows at least; with more columns than that leaves room for a table scrolls sideways. And
how many show a day in figures and the room around it: for less than that spare columns are let go of."""

BREAKS = re.compile(r"[\s/-]")
"""Where Qt goes on in the next line."""


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


def unbroken(wanted: Sequence[int], words: Sequence[int], whole: int, least: int) -> list[int]:
    """As :func:`shared`, but a column that would give way to less than its longest word keeps room for that: a text goes on in a
    second line, a number of eighteen figures cannot. Where there is no room for all ``words`` none of them counts."""
    kept = [0] * len(wanted)
    while sum(words) <= whole:
        free = [not each for each in kept]
        given = iter(shared(list(compress(wanted, free)), whole - sum(kept), least))
        widths = [each or next(given) for each in kept]
        if all(has >= word for has, word in zip(widths, words, strict=True)):
            return widths
        kept = [word if has < word else was for has, word, was in zip(widths, words, kept, strict=True)]
    return shared(wanted, whole, least)


class Table(QTableWidget):
    """Cells are plain texts and cannot be edited; the columns share the width that there is, the last takes what is left.

    A ``matrix`` is of figures, in as many columns as there are: none of them is ever cut, and it may scroll sideways.
    ``lines`` is how many a text has. So many of the last columns are ``spare``: where the others would not have room for a day
    they are let go of, the last one first, and the tip of a row tells them.
    """

    def __init__(self, name: str, headings: Sequence[str], matrix: bool = False, lines: int = 1, spare: int = 0) -> None:
        super().__init__(0, len(headings))
        self._wanted: list[int] = []
        self._words: list[int] = []
        self.matrix, self._lines, self._spare = matrix, lines, spare
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
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
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
        for place in range(self.columnCount()):
            self.setColumnHidden(place, False)
        self.resizeColumnsToContents()
        self._wanted = [self.columnWidth(place) + pixels("gap") for place in range(self.columnCount())]
        self._words = [min(self._word(place), wanted) for place, wanted in enumerate(self._wanted)]
        self.updateGeometry()
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """A few letters of each column, up to a form's width: where there is no room for that, parts stand below each other."""
        least, needed = super().minimumSizeHint(), self._wanted[: len(self._wanted) - self._spare]
        asked = [] if self.matrix else shared(needed, 0, self._letters(FEW_LETTERS))
        around = 2 * self.frameWidth() + self.verticalScrollBar().sizeHint().width()
        return QSize(max(least.width(), min(sum(asked) + around, pixels("form"))), least.height())

    def _word(self, place: int) -> int:
        """How wide the longest word of a column is, with the room around it, in pixels."""
        items = [self.item(line, place) for line in range(self.rowCount())]
        words = [word for item in items if item is not None for word in BREAKS.split(item.text())]
        return self.fontMetrics().horizontalAdvance(max(words, key=len, default="")) + 2 * pixels("gap")

    def _letters(self, count: int) -> int:
        """How wide so many letters are, in pixels."""
        return self.fontMetrics().averageCharWidth() * count

    def _fit(self) -> None:
        """As wide as their texts; where that is too much the widest give way first, down to a few letters, and rows are one line
        higher: who reads large text scrolls one way alone, and what is cut all the same stands in the tip."""
        whole = self.viewport().width()
        wanted = self._let_go(whole)
        widths = wanted if self.matrix else unbroken(wanted, self._words[: len(wanted)], whole, self._letters(FEW_LETTERS))
        self.horizontalHeader().setStretchLastSection(False)  # or the last one keeps the width that it was stretched to
        for place, width in enumerate(widths):
            self.setColumnWidth(place, width)
        self.horizontalHeader().setStretchLastSection(sum(widths) <= whole)
        self.setWordWrap(widths != wanted)
        lines = self._lines + self.wordWrap()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() * lines + pixels("gap"))

    def _let_go(self, whole: int) -> list[int]:
        """What the columns want that are shown in this width."""
        shown, day = len(self._wanted), self._letters(DAY_LETTERS)
        while len(self._wanted) - shown < self._spare and sum(shared(self._wanted[:shown], 0, day)) > whole:
            shown -= 1
        for place in range(len(self._wanted)):
            self.setColumnHidden(place, place >= shown)
        return self._wanted[:shown]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now the texts have their font."""
        super().showEvent(event)
        self.share()

    def viewportEvent(self, event: QEvent) -> bool:
        """What finds no room in its cell, or no column, is told by a tip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            item = self.itemAt(event.pos())
            told = "" if item is None or item.toolTip() else self._untold(item)
            if told:
                QToolTip.showText(event.globalPos(), plain_tip(told), self)
                return True
        return super().viewportEvent(event)

    def _untold(self, item: QTableWidgetItem) -> str:
        """The text of a cell that is cut, and those of the row's columns that were let go of."""
        gone = [place for place in range(self.columnCount()) if self.isColumnHidden(place)]
        pairs = [(self.horizontalHeaderItem(place), self.item(item.row(), place)) for place in gone]
        lines = [f"{head.text()}: {cell.text()}" for head, cell in pairs if head is not None and cell is not None and cell.text()]
        return "\n".join([item.text(), *lines] if lines or self.is_cut(item) else [])

    def is_cut(self, item: QTableWidgetItem) -> bool:
        """Whether a cell has less room than its text needs in one line."""
        index, option = self.indexFromItem(item), QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.features &= ~QStyleOptionViewItem.ViewItemFeature.WrapText  # type: ignore[attr-defined]
        return self.itemDelegateForIndex(index).sizeHint(option, index).width() > self.columnWidth(index.column())

    def chosen(self) -> int:
        """The number of the row chosen, or -1."""
        return self.currentRow() if self.selectedItems() else -1

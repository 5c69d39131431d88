"""A plain table of texts: a heading, rows, one row chosen at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ui.gui.theme import pixels

FEW_COLUMNS = 3


class Table(QTableWidget):
    """Cells are plain texts and cannot be edited; the last column takes what is left."""

    def __init__(self, name: str, headings: Sequence[str]) -> None:
        super().__init__(0, len(headings))
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(headings))
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
            self.setRowHeight(line, self.fontMetrics().height() + pixels("gap"))
        self.share()

    def share(self) -> None:
        """Columns as wide as their texts up to a share of the whole; the last takes the rest, or scrolls."""
        whole = self.viewport().width()
        widest = max(pixels("card"), whole // (2 if self.columnCount() <= FEW_COLUMNS else 3))
        self.horizontalHeader().setStretchLastSection(False)
        self.resizeColumnsToContents()
        wanted = [self.columnWidth(place) + pixels("gap") for place in range(self.columnCount())]
        shares = [min(widest, each) for each in wanted[:-1]]
        for place, share in enumerate(shares):
            self.setColumnWidth(place, share)
        fits = sum(shares) + wanted[-1] <= whole
        self.horizontalHeader().setStretchLastSection(fits)
        if not fits:
            self.setColumnWidth(self.columnCount() - 1, wanted[-1])

    def chosen(self) -> int:
        """The number of the row chosen, or -1."""
        return self.currentRow() if self.selectedItems() else -1

"""A table that shows a long answer page by page: the next page is asked for when its end comes into sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QTableWidgetItem

from ui.gui.tips import plain_tip
from ui.gui.widgets.table import Table

T = TypeVar("T")


class PagedTable(Table, Generic[T]):
    """``more`` is called with the place to go on from; ``cells`` makes the texts of a row; ``gathered`` when all were chosen."""

    gathered = Signal()

    def __init__(
        self,
        name: str,
        headings: Sequence[str],
        cells: Callable[[T], list[str]],
        more: Callable[[str], None],
        tip: Callable[[T], str] = lambda _row: "",
        spare: int = 0,
    ) -> None:
        super().__init__(name, headings, spare=spare)
        self._tip = tip
        self.held: list[T] = []
        self._cells, self._more = cells, more
        self._next: str | None = None
        self.gathering = False
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.verticalScrollBar().valueChanged.connect(self._moved)

    def begin(self, rows: Sequence[T], after: str | None) -> None:
        """Show the first page instead of what is shown; other rows than those chosen must never be taken for them."""
        self.clearSelection()
        self.held, self._next, self.gathering = list(rows), after, False
        self.fill([self._cells(each) for each in rows])
        self._put_tips(0)
        self.scrollToTop()

    def go_on(self, rows: Sequence[T], after: str | None) -> None:
        """Add the page that follows."""
        first = len(self.held)
        self.held += rows
        self._next = after
        self.setRowCount(len(self.held))
        for line, each in enumerate(rows, first):
            for place, text in enumerate(self._cells(each)):
                self.setItem(line, place, QTableWidgetItem(text))
        self._put_tips(first)
        if self.gathering:
            self.gather()

    def _put_tips(self, first: int) -> None:
        """What is too long for a cell stands in the tip of the whole row."""
        for line, each in enumerate(self.held[first:], first):
            for place in range(self.columnCount()):
                cell: Any = self.item(line, place)
                cell.setToolTip(plain_tip(self._tip(each)))

    def gather(self) -> None:
        """Choose every row of the answer; what is not here yet is asked for first, page by page."""
        self.gathering = self._next is not None
        if self._next is not None:
            after, self._next = self._next, None
            self._more(after)
            return
        self.selectAll()
        self.gathered.emit()

    @property
    def whole(self) -> bool:
        """Whether nothing follows."""
        return self._next is None

    def chosen_rows(self) -> list[T]:
        """All rows that are selected, from the top down."""
        lines = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self.held[line] for line in lines if line < len(self.held)]

    def again(self, line: int) -> None:
        """Write the texts of one row anew."""
        for place, text in enumerate(self._cells(self.held[line])):
            cell: Any = self.item(line, place)
            cell.setText(text)

    def _moved(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if self._next is not None and value >= bar.maximum() - bar.pageStep():
            after, self._next = self._next, None
            self._more(after)

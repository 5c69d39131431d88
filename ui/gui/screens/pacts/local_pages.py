"""A long answer that is here already, put into the table a page at a time, so that the window never stands still."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from ui.gui.screens.pacts.paged_table import PagedTable

T = TypeVar("T")
PAGE = 200


class LocalPages(PagedTable[T]):
    """:meth:`show_all` takes everything; the table draws what is scrolled to."""

    def __init__(self, name: str, headings: Sequence[str], cells: Callable[[T], list[str]]) -> None:
        super().__init__(name, headings, cells, self._on)
        self._all: Sequence[T] = ()

    def show_all(self, rows: Sequence[T]) -> None:
        """Show these instead."""
        self._all = rows
        self.begin(rows[:PAGE], self._after(PAGE))

    def _after(self, end: int) -> str | None:
        return str(end) if end < len(self._all) else None

    def _on(self, after: str) -> None:
        start = int(after)
        self.go_on(self._all[start : start + PAGE], self._after(start + PAGE))

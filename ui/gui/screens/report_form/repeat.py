"""A list of small forms: add one more, take one away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.gui.desk import Desk
from ui.gui.layouts import card, column, row
from ui.gui.widgets.buttons import plain, quiet
from ui.gui.widgets.labels import label


class Entry(QWidget):
    """One small form; ``value()`` is what was filled in, without empty answers."""

    def value(self) -> dict[str, Any]:
        """Answers by field."""
        return {}

    def kept(self) -> dict[str, str]:
        """Everything typed, also what does not make an answer yet."""
        return self.value()


class Repeat(QWidget):
    """Shows at least ``least`` entries, each titled with its number."""

    def __init__(
        self,
        desk: Desk,
        make: Callable[[dict[str, str]], Entry],
        given: Sequence[dict[str, str]],
        words: str,
        changed: Callable[[], None],
        least: int = 1,
    ) -> None:
        super().__init__()
        self._desk, self._make, self._words, self._changed, self._least = desk, make, words, changed, least
        self.entries: list[Entry] = []
        self._cards: list[QWidget] = []
        self._list = QVBoxLayout()
        self._list.setContentsMargins(0, 0, 0, 0)
        add = plain(desk, desk.t(f"{words}.add"), lambda: self.add({}), "plus")
        self.setLayout(column(self._list, row(add, 0)))
        for value in list(given) or [{}] * least:
            self.add(value)

    def add(self, value: dict[str, str]) -> None:
        """One more entry."""
        entry = self._make(value)
        title = self._desk.t(f"{self._words}.one", n=len(self.entries) + 1)
        remove = quiet(self._desk, self._desk.t("button.remove"), lambda: self._remove(entry), "trash")
        remove.setAccessibleName(f"{self._desk.t('button.remove')} {title}")
        holder = card(row(label(title, "section"), 0, remove), entry)
        self.entries.append(entry)
        self._cards.append(holder)
        self._list.addWidget(holder)

    def values(self) -> list[dict[str, Any]]:
        """What was filled in; untouched entries are left out."""
        return [value for value in (entry.value() for entry in self.entries) if value]

    def kept(self) -> list[dict[str, str]]:
        """What a draft keeps of every entry that was touched."""
        return [typed for typed in (entry.kept() for entry in self.entries) if typed]

    def _remove(self, entry: Entry) -> None:
        index = self.entries.index(entry)
        self.entries.pop(index)
        holder = self._cards.pop(index)
        holder.hide()
        holder.deleteLater()
        while len(self.entries) < self._least:
            self.add({})
        self._changed()

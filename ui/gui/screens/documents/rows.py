"""Rows to fill in: a small table whose cells are typed into; rows are added and taken away by keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from core.domain.document_form import FormField, FormGroup
from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.theme import pixels
from ui.gui.typed_days import read_day
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.inputs import Choice, whole
from ui.gui.widgets.labels import label

SHOWN = 4


def options_of(desk: Desk, each: FormField) -> list[tuple[str, str]]:
    """The choices of a field in the window's language."""
    english = desk.t.language != "id"
    return [(option.code, option.english if english and option.english else option.label) for option in each.options]


class _Sheet(QTableWidget):
    """Tab goes from cell to cell, and on from the last one: Qt would begin again at the first."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        """The next cell, or what comes after the table."""
        at, last = self.currentIndex(), (self.rowCount() - 1, self.columnCount() - 1)
        if (at.row(), at.column()) == (last if forward else (0, 0)):
            return bool(self.window().focusNextPrevChild(forward))
        return super().focusNextPrevChild(forward)


class RowsInput(QWidget):
    """One group of a form."""

    def __init__(self, desk: Desk, group: FormGroup) -> None:
        super().__init__()
        self.desk, self._group = desk, group
        english = desk.t.language != "id"
        name = group.english if english else group.label
        self.table = _Sheet(0, len(group.columns))
        self.table.setAccessibleName(name)
        heads = [each.english if english else each.label for each in group.columns]
        marked = [f"{head} *" if each.required else head for head, each in zip(heads, group.columns, strict=True)]
        self.table.setHorizontalHeaderLabels(marked)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(True)
        self.table.verticalHeader().setVisible(True)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setMinimumHeight((SHOWN + 1) * (self.fontMetrics().height() + pixels("gap")))
        more = plain(desk, desk.t("documents.row_more"), self.add, "plus")
        less = plain(desk, desk.t("documents.row_less"), self._remove, "minus")
        more.setAccessibleName(f"{desk.t('documents.row_more')}: {name}")
        less.setAccessibleName(f"{desk.t('documents.row_less')}: {name}")
        self._told = label("", "small")
        self._told.setVisible(False)
        self.setLayout(column(row(label(name, "strong"), 0, more, less), self.table, self._told))
        for _ in range(max(group.least, 1)):
            self.add()

    def add(self) -> None:
        """An empty row at the end, with the keyboard in it."""
        line = self.table.rowCount()
        self.table.insertRow(line)
        for place, each in enumerate(self._group.columns):
            if each.options:
                self.table.setCellWidget(line, place, self._choice(each))
            else:
                self.table.setItem(line, place, QTableWidgetItem(""))
        self.table.setRowHeight(line, self.fontMetrics().height() + pixels("gap"))
        self.table.setCurrentCell(line, 0)

    def tell(self, text: str) -> None:
        """Show or clear where the rows are from."""
        self._told.setText(text)
        self._told.setVisible(bool(text))

    def value(self) -> list[dict[str, str]]:
        """Rows in which something was typed."""
        rows = [self._row(line) for line in range(self.table.rowCount())]
        plainly = {each.name for each in self._group.columns if not each.options}
        return [row_ for row_ in rows if any(row_.get(name) for name in plainly)]

    def put(self, rows: Sequence[object]) -> None:
        """Show these rows instead."""
        self.table.setRowCount(0)
        for row_ in rows:
            self.add()
            for place, each in enumerate(self._group.columns):
                value = str(row_.get(each.name, "")) if isinstance(row_, dict) else ""
                control = self.table.cellWidget(self.table.rowCount() - 1, place)
                if isinstance(control, Choice):
                    control.choose(value)
                else:
                    self.table.setItem(self.table.rowCount() - 1, place, QTableWidgetItem(value))

    def _row(self, line: int) -> dict[str, str]:
        made: dict[str, str] = {}
        for place, each in enumerate(self._group.columns):
            control = self.table.cellWidget(line, place)
            if isinstance(control, Choice):
                made[each.name] = control.value()
                continue
            item = self.table.item(line, place)
            text = whole(item.text()).strip() if item is not None else ""
            read = read_day(text) if each.type == "date" and text else None
            if text:
                made[each.name] = read.isoformat() if read else text
        return made

    def _choice(self, each: FormField) -> Choice:
        made = Choice(options_of(self.desk, each))
        made.setAccessibleName(each.label if self.desk.t.language == "id" else each.english)
        return made

    def _remove(self) -> None:
        line = self.table.currentRow()
        if line >= 0:
            self.table.removeRow(line)

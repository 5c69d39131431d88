"""The day's agenda: what the law's clock and the office's own requests ask today, by hour; Enter goes to the case."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.app.case_queries import CaseAgenda
from core.app.case_views import AgendaItem
from ui import case_words as words
from ui.gui.desk import Desk
from ui.gui.layouts import column
from ui.gui.widgets.labels import label
from ui.gui.widgets.table import Table

COLUMNS = ("at", "what")


class AgendaPage(QWidget):
    """``chosen`` names the case to open; ``counted`` how many items there are."""

    chosen = Signal(str)
    counted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._items: tuple[AgendaItem, ...] = ()
        self.table = Table(self.t("board.agenda"), [self.t(f"board.agenda_{name}") for name in COLUMNS], lines=2)
        self.table.itemActivated.connect(lambda _item: self._go())
        self._none = label(self.t("board.agenda_none"), "muted")
        layout = column(label(self.t("board.agenda_text"), "muted"), self._none)
        layout.addWidget(self.table, 1)
        layout.addStretch(0)
        self.setLayout(layout)

    def refresh(self) -> None:
        """Ask for today."""
        self.desk.ask(CaseAgenda(), self._show, self, "board-agenda")

    def _show(self, items: tuple[AgendaItem, ...]) -> None:
        self._items = items
        self._none.setVisible(not items)
        self.table.setVisible(bool(items))
        self.table.fill([self._cells(each) for each in items])
        self.counted.emit(len(items))

    def _cells(self, each: AgendaItem) -> list[str]:
        language = self.t.language
        step = each.step_en if language == "en" else each.step_id
        at = each.at.replace(":", ".") if each.at else self.t("board.within_day")
        held = each.officer or each.desk or self.t("board.nobody")
        return [at, f"{step}\n{each.number} · {words.of(words.LIGHTS, each.state, language)} · {held}"]

    def _go(self) -> None:
        place = self.table.chosen()
        if 0 <= place < len(self._items):
            self.chosen.emit(self._items[place].id)

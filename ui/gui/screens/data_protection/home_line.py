"""The breach whose 72 hours end first, as one line of the home screen; none owed, no line."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.app.protection_queries import BreachesDue
from core.app.protection_views import BreachDue
from ui.gui.desk import Desk
from ui.gui.layouts import clear
from ui.gui.screens.data_protection.looks import LOOKS
from ui.gui.widgets.beside import beside
from ui.gui.widgets.buttons import quiet
from ui.gui.widgets.labels import state


class BreachLine(QWidget):
    """Asks for itself whenever the home screen does."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self._line = beside()
        self.setLayout(self._line)

    def refresh(self) -> None:
        """Ask anew."""
        self.desk.ask(BreachesDue(), self._show, self, "home-breach")

    def _show(self, owed: BreachDue) -> None:
        clear(self._line)
        if owed.first is None:
            return
        tone, drawing = LOOKS[owed.first.state]
        standing, due = self.t(f"breach_state.{owed.first.state}"), self.desk.when(owed.first.due)
        words = self.t("home.breach", n=owed.open, state=standing, due=due)
        going = quiet(self.desk, self.t("home.to_breach"), lambda: self.desk.go.emit("data_protection", None), "chevron-right")
        for part in (state(self.desk, words, tone, drawing, wrap=True), going):
            self._line.addWidget(part)
        self._line.insertStretch(1, 1)

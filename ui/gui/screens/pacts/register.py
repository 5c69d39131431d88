"""The list of issued pacts: search, filters, several chosen at once, and what is done with them."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from core.app import queries, views
from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.screens.pact_view import PactDialog
from ui.gui.theme import motion
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.labels import label
from ui.gui.widgets.table import Table

COLUMNS = ("number", "name", "identifier", "position", "unit", "state", "issued")


class RegisterTab(QWidget):
    """``wanted`` when a roster shall be issued."""

    wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.t = desk, desk.t
        self.rows: tuple[views.PactRow, ...] = ()
        self.line = LineInput(placeholder=self.t("pacts.search"))
        self.line.setAccessibleName(self.t("pacts.search"))
        self._pause = QTimer(self, singleShot=True, interval=motion("debounce"))
        self._pause.timeout.connect(self.refresh)
        self.line.textEdited.connect(lambda _text: self._pause.start())
        self._count = label("", "small", wrap=False)
        self.table = Table(self.t("room.pacts"), [self.t(f"pacts.col_{name}") for name in COLUMNS])
        self.table.itemActivated.connect(lambda _item: self._open())
        self._empty = label(self.t("pacts.empty"), "muted")
        opening = plain(desk, self.t("pacts.open"), self._open, "eye")
        start = primary(desk, self.t("pacts.import"), self.wanted.emit, "import")
        search = row(self._count)
        search.insertWidget(0, self.line, 1)
        self.setLayout(column(search, self._empty, self.table, row(opening, 0, start), margin="gap"))

    def refresh(self) -> None:
        """Ask for the newest pacts that match."""
        self._pause.stop()
        self.desk.ask(queries.Pacts(self.line.value()), self._show, self, "pacts")

    def _show(self, page: views.PactPage) -> None:
        self.rows = page.rows
        self._count.setText(self.t("pacts.count", n=f"{page.total:,}"))
        self._empty.setVisible(not page.rows)
        self.table.fill([self._cells(pact) for pact in page.rows])

    def _cells(self, pact: views.PactRow) -> list[str]:
        state = self.t(f"pact_state.{pact.state}") if self.t.known(f"pact_state.{pact.state}") else pact.state
        issued = self.desk.when(pact.issued_at)
        return [pact.number, pact.name, pact.identifier, pact.position, pact.unit, state, issued]

    def _open(self) -> None:
        index = self.table.chosen()
        if 0 <= index < len(self.rows):
            PactDialog(self.desk, self.rows[index], self).exec()

"""Pakta: take a roster in, issue, look, print, and verify a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QTabWidget

from core.app import queries, views
from ui.gui.desk import Desk
from ui.gui.files import open_files
from ui.gui.layouts import box, column, row
from ui.gui.screens.pact_issue import IssuePage
from ui.gui.screens.pact_view import PactDialog
from ui.gui.screens.scan_page import ScanPage
from ui.gui.screens.screen import Screen
from ui.gui.screens.verify_page import VerifyPage
from ui.gui.theme import motion
from ui.gui.widgets.buttons import plain, primary
from ui.gui.widgets.inputs import LineInput
from ui.gui.widgets.labels import label
from ui.gui.widgets.table import Table

COLUMNS = ("number", "name", "identifier", "position", "unit", "state", "issued")


class PactsScreen(Screen):
    """Three tabs: issued pacts, issue from a roster, verify a file."""

    topics = frozenset({"pacts", "exchange"})

    def __init__(self, desk: Desk, argument: object = None) -> None:
        super().__init__(desk)
        self.tabs = QTabWidget()
        self._rows: tuple[views.PactRow, ...] = ()
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
        start = primary(desk, self.t("pacts.import"), self._to_issue, "import")
        search = row(self._count)
        search.insertWidget(0, self.line, 1)
        listing = box(search, self._empty, self.table, row(opening, 0, start), margin="gap")
        self.issue = IssuePage(desk)
        self.issue.issued.connect(lambda: self.tabs.setCurrentIndex(0))
        self.tabs.tabBar().setAccessibleName(self.t("room.pacts"))
        self.tabs.setAccessibleName(self.t("room.pacts"))
        self.tabs.addTab(listing, self.t("pacts.list"))
        self.tabs.addTab(self.issue, self.t("pacts.issue"))
        self.tabs.addTab(VerifyPage(desk), self.t("pacts.verify"))
        self.scans = ScanPage(desk)
        self.tabs.addTab(self.scans, self.t("pacts.scan"))
        if isinstance(argument, int):
            self.tabs.setCurrentIndex(argument)
        self.setLayout(column(self.tabs, margin="gap"))

    def refresh(self) -> None:
        """Ask for the newest pacts that match."""
        self._pause.stop()
        self.desk.ask(queries.Pacts(self.line.value()), self._show, self, "pacts")

    def _show(self, page: views.PactPage) -> None:
        self._rows = page.rows
        self._count.setText(self.t("pacts.count", n=f"{page.total:,}"))
        self._empty.setVisible(not page.rows)
        self.table.fill([self._cells(pact) for pact in page.rows])

    def _cells(self, pact: views.PactRow) -> list[str]:
        state = self.t(f"pact_state.{pact.state}") if self.t.known(f"pact_state.{pact.state}") else pact.state
        issued = self.desk.when(pact.issued_at)
        return [pact.number, pact.name, pact.identifier, pact.position, pact.unit, state, issued]

    def _open(self) -> None:
        index = self.table.chosen()
        if 0 <= index < len(self._rows):
            PactDialog(self.desk, self._rows[index], self).exec()

    def _to_issue(self) -> None:
        self.tabs.setCurrentIndex(1)
        found = open_files(self.desk, self, self.t("pacts.import"), self.t("files.roster"))
        if found:
            self.issue.read(Path(found[0]))

    def start_search(self) -> None:
        """Ctrl+F goes to the search."""
        self.line.setFocus()

    def leave(self) -> object:
        """The tab stays open over a change of language."""
        return self.tabs.currentIndex()

"""Dokumen: three tabs, the register, a new document, declarations."""

from __future__ import annotations

from core.app import queries
from core.app.document_views import RefusedWording
from ui.gui.desk import Desk
from ui.gui.layouts import clear, column
from ui.gui.screens.documents.declarations import DeclarationsTab
from ui.gui.screens.documents.filling import FillingTab
from ui.gui.screens.documents.register import RegisterTab
from ui.gui.screens.screen import Screen
from ui.gui.widgets.labels import notice
from ui.gui.widgets.tabs import tabbed
from ui.gui.widgets.wording_words import wording_words

TABS = ("register", "new", "declarations")


class DocumentsScreen(Screen):
    """What the office writes in its own name."""

    topics = frozenset({"documents", "declarations", "exchange"})

    def __init__(self, desk: Desk, argument: object = None) -> None:
        super().__init__(desk)
        self.register = RegisterTab(desk)
        self.filling = FillingTab(desk)
        self.declarations = DeclarationsTab(desk)
        self.tabs = tabbed(self.t("room.documents"))
        for name, tab in zip(TABS, (self.register, self.filling, self.declarations), strict=True):
            self.tabs.addTab(tab, self.t(f"documents.{name}"))
        if desk.app.facts.kind == "regency":  # it issues from Tim alone; here it finds what it issued
            self.register.start.setVisible(False)
            self.tabs.setTabVisible(1, False)
            self.tabs.setTabVisible(2, False)
        self.register.wanted.connect(lambda: self.tabs.setCurrentIndex(1))
        self.filling.issued.connect(lambda: self.tabs.setCurrentIndex(0))
        if isinstance(argument, dict):
            self.tabs.setCurrentIndex(int(argument.get("tab", 0)))
            self.filling.take_up(argument)
        elif isinstance(argument, int):
            self.tabs.setCurrentIndex(argument)
        self._notices = column()
        self.setLayout(column(self._notices, self.tabs, margin="gap"))

    def refresh(self) -> None:
        """Ask again what the tabs list."""
        self.register.refresh()
        self.filling.refresh()
        self.declarations.refresh()
        self.desk.ask(queries.RefusedWordings(), self._tell, self, "documents.wordings")

    def _tell(self, refused: tuple[RefusedWording, ...]) -> None:
        """What the province gave out and cannot be used here."""
        clear(self._notices)
        for words in wording_words(self.desk, refused):
            self._notices.addWidget(notice(self.desk, words, "warn"))

    def leave(self) -> object:
        """The tab, and what was filled in, so that a change of language loses nothing."""
        return {"tab": self.tabs.currentIndex(), **self.filling.kept()}

    def start_search(self) -> bool:
        """Ctrl+F goes to the register's search."""
        self.tabs.setCurrentIndex(0)
        self.register.line.setFocus()
        return True

"""Pakta: one tab for each thing that is done with pacts; the list below is the only one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from ui.gui.desk import Desk
from ui.gui.layouts import column
from ui.gui.screens.pact_issue import IssuePage
from ui.gui.screens.pacts.cascade import CascadeTab
from ui.gui.screens.pacts.register import RegisterTab
from ui.gui.screens.pacts.roster import RosterTab
from ui.gui.screens.scan_page import ScanPage
from ui.gui.screens.screen import Screen
from ui.gui.screens.verify_page import VerifyPage
from ui.gui.widgets.tabs import tabbed

if TYPE_CHECKING:
    from core.app.views import PactRow

TABS: dict[str, type[QWidget]] = {
    "list": RegisterTab,
    "cascade": CascadeTab,
    "roster": RosterTab,
    "issue": IssuePage,
    "verify": VerifyPage,
    "scan": ScanPage,
}
"""Name (its words are ``pacts.NAME``) and widget; a tab that has ``refresh`` is asked when something changed."""


class PactsScreen(Screen):
    """``argument`` is the name of the tab to open."""

    topics = frozenset({"pacts", "roster", "exchange"})

    def __init__(self, desk: Desk, argument: object = None) -> None:
        super().__init__(desk)
        self.pages: dict[str, Any] = {}
        self.tabs = tabbed(self.t("room.pacts"))
        for name, kind in TABS.items():
            made: Any = kind
            self.pages[name] = made(desk)
            self.tabs.addTab(self.pages[name], self.t(f"pacts.{name}"))
        self.register: RegisterTab = self.pages["list"]
        self.issue: IssuePage = self.pages["issue"]
        self.scans: ScanPage = self.pages["scan"]
        self.checking: VerifyPage = self.pages["verify"]
        self.register.wanted.connect(self._import)
        self.register.opened.connect(self._verify)
        self.pages["roster"].taken_over.connect(lambda: self.show_tab("cascade"))
        self.issue.issued.connect(lambda: self.show_tab("list"))
        self.show_tab(str(argument or "list"))
        self.setLayout(column(self.tabs, margin="gap"))

    def show_tab(self, name: str) -> None:
        """Open a tab by its name; an unknown one changes nothing."""
        if name in self.pages:
            self.tabs.setCurrentWidget(self.pages[name])

    def _import(self) -> None:
        self.show_tab("issue")
        self.issue.choose()

    def _verify(self, pact: PactRow) -> None:
        """A pact of the register before the verifier."""
        self.show_tab("verify")
        self.checking.open_pact(pact)

    def refresh(self) -> None:
        """Ask again what the tabs show."""
        for page in self.pages.values():
            if hasattr(page, "refresh"):
                page.refresh()

    def start_search(self) -> bool:
        """Ctrl+F goes to the search of the list."""
        self.show_tab("list")
        self.register.line.setFocus()
        return True

    def leave(self) -> object:
        """The tab stays open over a change of language."""
        return list(TABS)[self.tabs.currentIndex()]

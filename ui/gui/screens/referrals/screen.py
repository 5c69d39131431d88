"""Penerusan: the referrals, the cases that ended, and what authorities imposed; Bawaslu's liaison sees no sanctions."""

from __future__ import annotations

from ui.gui.desk import Desk
from ui.gui.layouts import column
from ui.gui.screens.referrals.closed_tab import ClosedTab
from ui.gui.screens.referrals.list_tab import ListTab
from ui.gui.screens.sanctions.tab import SanctionsTab
from ui.gui.screens.screen import Screen
from ui.gui.widgets.tabs import tabbed


class ReferralsScreen(Screen):
    """Opens with ``{"report": number}`` narrowed to one report, with ``{"due": "over"}`` to what presses."""

    topics = frozenset({"referrals", "reports", "exchange", "sanctions"})

    def __init__(self, desk: Desk, argument: object = None) -> None:
        super().__init__(desk)
        narrowed = argument if isinstance(argument, dict) else {}
        self.list = ListTab(desk, narrowed)
        self.closed = ClosedTab(desk)
        self.tabs = tabbed(self.t("room.referrals"))
        self.tabs.addTab(self.list, self.t("referrals.tab.list"))
        self.tabs.addTab(self.closed, self.t("referrals.tab.closed"))
        self.sanctions = None if desk.app.is_liaison else SanctionsTab(desk)
        if self.sanctions is not None:
            self.tabs.addTab(self.sanctions, self.t("sanction.title"))
        self.tabs.setCurrentIndex(int(narrowed.get("tab", 0)))
        self.setLayout(column(self.tabs, margin="gap"))

    def refresh(self) -> None:
        """Ask again what the tabs list."""
        self.list.refresh()
        self.closed.refresh()
        if self.sanctions is not None:
            self.sanctions.refresh()

    def leave(self) -> object:
        """The tab and how the list was narrowed."""
        return {"tab": self.tabs.currentIndex(), **self.list.narrowed()}

    def start_search(self) -> bool:
        """Ctrl+F goes to the report's number."""
        self.tabs.setCurrentIndex(0)
        self.list.line.setFocus()
        return True

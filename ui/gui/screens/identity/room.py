"""Meja identitas: a room of the province without a place on the rail, reached from Pengaturan and from home."""

from __future__ import annotations

from ui.gui.desk import Desk
from ui.gui.layouts import column, row
from ui.gui.screens.identity.officers_tab import OfficersTab
from ui.gui.screens.identity.tabs import DueTab, OpeningsTab, TasksTab
from ui.gui.screens.screen import Screen
from ui.gui.screens.team.records_tab import RecordsTab
from ui.gui.widgets.buttons import quiet
from ui.gui.widgets.tabs import tabbed

TABS: dict[str, type[RecordsTab]] = {"tasks": TasksTab, "openings": OpeningsTab, "officers": OfficersTab, "due": DueTab}
"""Name (its words are ``identity_desk.NAME``) and widget."""


class IdentityDeskScreen(Screen):
    """``argument`` is the name of the tab to open."""

    topics = frozenset({"identity", "protection", "reports", "referrals", "exchange", "officers"})

    def __init__(self, desk: Desk, argument: object = None) -> None:
        super().__init__(desk)
        self.pages: dict[str, RecordsTab] = {}
        self.tabs = tabbed(self.t("room.identity_desk"))
        for name, kind in TABS.items():
            self.pages[name] = kind(desk)
            self.tabs.addTab(self.pages[name], self.t(f"identity_desk.{name}"))
        if str(argument) in TABS:
            self.tabs.setCurrentWidget(self.pages[str(argument)])
        back = quiet(desk, self.t("audit.back"), lambda: desk.go.emit("settings", None), "chevron-left")
        self.setLayout(column(self.tabs, row(back, 0), margin="gap"))

    def refresh(self) -> None:
        """Ask again what the tabs show."""
        for page in self.pages.values():
            page.refresh()

    def leave(self) -> object:
        """The tab stays open over a change of language."""
        return list(TABS)[self.tabs.currentIndex()]

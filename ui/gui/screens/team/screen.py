"""Tim: one tab for each subject of the integrated team."""

from __future__ import annotations

from ui.gui.desk import Desk
from ui.gui.layouts import column
from ui.gui.screens.screen import Screen
from ui.gui.screens.team.meetings import MeetingsTab
from ui.gui.screens.team.members import MembersTab
from ui.gui.screens.team.records_tab import RecordsTab
from ui.gui.screens.team.releases import ReleasesTab
from ui.gui.screens.team.works import ActionsTab, AgreementsTab, OutreachTab, RulesTab
from ui.gui.widgets.tabs import tabbed

TABS: dict[str, type[RecordsTab]] = {
    "meetings": MeetingsTab,
    "members": MembersTab,
    "actions": ActionsTab,
    "agreements": AgreementsTab,
    "outreach": OutreachTab,
    "rules": RulesTab,
    "releases": ReleasesTab,
}
"""Name (its words are ``team.NAME``) and widget."""


class TeamScreen(Screen):
    """``argument`` is the name of the tab to open."""

    topics = frozenset({"team", "documents", "declarations", "exchange"})

    def __init__(self, desk: Desk, argument: object = None) -> None:
        super().__init__(desk)
        self.pages: dict[str, RecordsTab] = {}
        self.tabs = tabbed(self.t("room.team"))
        for name, kind in TABS.items():
            self.pages[name] = kind(desk)
            self.tabs.addTab(self.pages[name], self.t(f"team.{name}"))
        if str(argument) in TABS:
            self.show_tab(str(argument))
        self.setLayout(column(self.tabs, margin="gap"))

    def show_tab(self, name: str) -> None:
        """Open a tab by its name."""
        self.tabs.setCurrentWidget(self.pages[name])

    def refresh(self) -> None:
        """Ask again what the tabs show."""
        for page in self.pages.values():
            page.refresh()

    def start_search(self) -> bool:
        """Ctrl+F goes to the first filter of the open tab."""
        page = list(self.pages.values())[self.tabs.currentIndex()]
        first = next(iter(page.filters.values()), None)
        (first or page.table).setFocus()
        return True

    def leave(self) -> object:
        """The tab stays open over a change of language."""
        return list(TABS)[self.tabs.currentIndex()]

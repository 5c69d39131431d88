"""Which other reports tell of the same incident; a desk alone has this tab."""

from __future__ import annotations

from core.app.views import ReportView
from ui.gui.desk import Desk
from ui.gui.screens.groups.card import GroupCard
from ui.gui.screens.report_detail.tab import DetailTab


class GroupTab(DetailTab):
    """The card of the group, which asks for itself."""

    name = "group"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.card = GroupCard(desk)
        self.body.addWidget(self.card)
        self.body.addStretch(1)

    def applies(self, view: ReportView) -> bool:
        """Whether this is a desk, and the report tells of an incident."""
        return self.desk.app.facts.kind == "province" and view.row.kind != "situation" and not view.gone

    def show_report(self, view: ReportView) -> None:
        """Ask for the group of this report."""
        if self.applies(view):
            self.card.put(view.row.id)

    def fill(self, view: ReportView) -> None:
        """Nothing besides the card."""

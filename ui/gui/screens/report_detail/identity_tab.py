"""The sealed identity of a report; a desk alone has this tab."""

from __future__ import annotations

from core.app.views import ReportView
from ui.gui.desk import Desk
from ui.gui.screens.identity.card import IdentityCard
from ui.gui.screens.report_detail.tab import DetailTab


class IdentityTab(DetailTab):
    """The card of openings, which asks for itself."""

    name = "identity"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.card = IdentityCard(desk)
        self.body.addWidget(self.card)
        self.body.addStretch(1)

    def applies(self, view: ReportView) -> bool:
        """Whether this is a desk and the report can hold an identity."""
        return self.desk.app.facts.kind == "province" and view.row.kind in ("complaint", "information")

    def show_report(self, view: ReportView) -> None:
        """Ask for the openings of this report."""
        if self.applies(view):
            self.card.put(view.row.id)

    def fill(self, view: ReportView) -> None:
        """Nothing besides the card."""

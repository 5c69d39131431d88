"""A report's history: who, what, when, and how it is proved."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from core.app.views import HistoryLine, ReportView
from ui.gui.layouts import card
from ui.gui.screens.report_detail.tab import DetailTab
from ui.gui.widgets.labels import label, state


class HistoryTab(DetailTab):
    """A card for each entry about the report."""

    name = "history"

    def fill(self, view: ReportView) -> None:
        """Cards in the order of the journal."""
        for line in view.history:
            self.body.addWidget(self._history(line))

    def _history(self, line: HistoryLine) -> QFrame:
        words = self.t(f"history.{line.kind}") if self.t.known(f"history.{line.kind}") else self.t("history.unknown")
        who = " · ".join(part for part in (self.desk.when(line.at), line.officer, line.post) if part)
        made = card(label(f"{words} {line.detail}".strip(), "strong"), label(who, "small"))
        layout = made.layout()
        if layout is not None:
            layout.addWidget(label(self.t("history.digest", n=line.sequence, digest=line.digest[:12]), "small"))
            for mark in line.marks:
                layout.addWidget(state(self.desk, mark, "warn"))
        return made

"""The papers that go with a report, and why one cannot be printed here."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame

from core.app import queries
from core.app.views import PaperRow, ReportView
from core.domain.errors import NotAllowed
from ui.gui.layouts import card, clear
from ui.gui.screens.paper_view import Paper, PaperDialog
from ui.gui.screens.report_detail.tab import DetailTab
from ui.gui.widgets.buttons import quiet
from ui.gui.widgets.labels import label, state


class PapersTab(DetailTab):
    """A card for each paper, filled when the list has come."""

    name = "papers"

    def fill(self, view: ReportView) -> None:
        """Ask for the list of this report."""
        self._report = view.row
        wanted = view.row.id
        self.desk.ask(queries.Papers(wanted), lambda rows: self._show(wanted, rows), self, "report.papers")

    def _show(self, report: str, rows: tuple[PaperRow, ...]) -> None:
        if report != self._report.id:
            return
        clear(self.body)
        for row in rows:
            self.body.addWidget(self._paper(row))
        self.body.addStretch(1)

    def _paper(self, row: PaperRow) -> QFrame:
        made = card(label(self.t(f"paper.{row.kind}"), "strong"), label(self.t(f"paper.{row.kind}.what"), "small"))
        layout = made.layout()
        if layout is None:
            return made
        if row.reason:
            layout.addWidget(state(self.desk, self.desk.explain(NotAllowed(row.reason)), "warn", wrap=True))
            return made
        if row.blank:
            layout.addWidget(label(self.t("paper.blank"), "small"))
        opening = quiet(self.desk, self.t("paper.open"), partial(self._open, row.kind), "print")
        opening.setAccessibleName(f"{self.t('paper.open')}: {self.t(f'paper.{row.kind}')}")
        layout.addWidget(opening)
        return made

    def dialog(self, kind: str) -> PaperDialog:
        """The paper for looking at."""
        app, report = self.desk.app, self._report.id
        paper = Paper(self.t(f"paper.{kind}"), f"{kind}-{report[:8]}.pdf", self.t("pact.save"))
        if kind == "t05":
            return PaperDialog(self.desk, paper, lambda: app.ask(queries.Receipt(report)), self)
        return PaperDialog(self.desk, paper, lambda: app.ask(queries.Paper(kind, report)), self)

    def _open(self, kind: str) -> None:
        self.dialog(kind).exec()

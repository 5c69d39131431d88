"""The right side of the list: a report's head and its tabs; the province registers it here under its own number."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from core.app.views import ReportView
from core.domain.papers import VISITOR
from ui.gui.desk import Desk
from ui.gui.layouts import clear, column, row, scrolled
from ui.gui.screens.report_detail.case_dialog import CaseDialog
from ui.gui.screens.report_detail.changes_tab import ChangesTab
from ui.gui.screens.report_detail.content_tab import ContentTab
from ui.gui.screens.report_detail.deadlines_tab import DeadlinesTab
from ui.gui.screens.report_detail.evidence_tab import EvidenceTab
from ui.gui.screens.report_detail.group_tab import GroupTab
from ui.gui.screens.report_detail.history_tab import HistoryTab
from ui.gui.screens.report_detail.identity_tab import IdentityTab
from ui.gui.screens.report_detail.papers_tab import PapersTab
from ui.gui.screens.report_detail.renew_dialog import RenewDialog
from ui.gui.screens.report_detail.returns_tab import ReturnsTab
from ui.gui.screens.report_detail.sanction_tab import SanctionTab
from ui.gui.screens.report_detail.tab import DetailTab
from ui.gui.theme import LARGE_TEXT
from ui.gui.widgets.beside import beside
from ui.gui.widgets.buttons import plain, quiet
from ui.gui.widgets.labels import label, notice, state
from ui.gui.widgets.report_list import TONES, summary_of
from ui.gui.widgets.tabs import tabbed

TABS: tuple[type[DetailTab], ...] = (
    ContentTab,
    DeadlinesTab,
    EvidenceTab,
    GroupTab,
    SanctionTab,
    IdentityTab,
    ChangesTab,
    HistoryTab,
    ReturnsTab,
    PapersTab,
)


class ReportDetail(QFrame):
    """Head and tabs; a tab that a report does not have is hidden."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.desk, self.t = desk, desk.t
        self._view: ReportView | None = None
        self._head = QVBoxLayout()
        self.tabs = tabbed(self.t("detail.tabs"))
        self._tabs = [kind(desk) for kind in TABS]
        for tab in self._tabs:
            self.tabs.addTab(scrolled(tab, sideways=False), self.t(f"detail.{tab.name}"))
        self.setLayout(column(self._head, margin="gap"))
        inner = self.layout()
        if inner is not None:
            inner.addWidget(self.tabs)
        self.nothing()

    def nothing(self) -> None:
        """No report is chosen."""
        self._view = None
        clear(self._head)
        self._head.addWidget(label(self.t("detail.nothing"), "muted"))
        self.tabs.setVisible(False)

    def show_report(self, view: ReportView) -> None:
        """Show this report."""
        self._view = view
        self._show_head(view)
        self.tabs.setVisible(True)
        for place, tab in enumerate(self._tabs):
            self.tabs.setTabVisible(place, tab.applies(view))
            tab.show_report(view)

    def _show_head(self, view: ReportView) -> None:
        clear(self._head)
        drawing, tone = TONES.get(view.row.status, ("info", "muted"))
        way = state(self.desk, self.t(f"way.{view.row.status}"), "info" if tone == "primary" else tone, drawing)
        self._head.addWidget(label(summary_of(self.desk, view.row), "section"))
        self._head.addWidget(label(f"{view.row.number} · {self.t(f'kind.{view.row.kind}')}", "muted"))
        self._head.addLayout(row(way, 0))
        if view.row.sealed:
            self._head.addWidget(notice(self.desk, self.t("detail.sealed"), "warn"))
        if view.row.voided:
            self._head.addWidget(notice(self.desk, self.t("detail.voided"), "warn"))
        if any(proposal.status == "proposed" for proposal in view.proposals):
            self._head.addWidget(state(self.desk, self.t("detail.proposed"), "warn"))
        if view.row.forked:
            self._head.addWidget(notice(self.desk, self.t("detail.forked"), "warn"))
        if view.row.revoked:
            self._head.addWidget(notice(self.desk, self.t("detail.revoked"), "bad"))
        if view.other.get("withdrawal"):
            self._head.addWidget(notice(self.desk, self.t(f"detail.withdrawn_{view.other['withdrawal']}"), "warn"))
        if view.row.post == self.desk.app.facts.code and view.row.kind in VISITOR:
            self._head.addLayout(row(quiet(self.desk, self.t("renew.title"), self._renew, "refresh"), 0))
        self._show_case(view)

    def _show_case(self, view: ReportView) -> None:
        """The case and the way to it, or the button that opens one."""
        agenda = view.other.get("agenda")
        if agenda:
            large = self.desk.theme.scale > LARGE_TEXT
            line = beside(state(self.desk, self.t("detail.case", agenda=str(agenda)), "ok", wrap=large), gap="gap")
            if self.desk.app.facts.kind == "province":
                line.addWidget(quiet(self.desk, self.t("detail.to_board"), self._to_board, "chevron-right"))
            line.addStretch(1)
            self._head.addLayout(line)
        elif self.desk.app.facts.kind == "province" and view.row.kind in ("complaint", "information"):
            self._head.addLayout(row(plain(self.desk, self.t("detail.open_case"), self._open_case, "referral"), 0))

    def _open_case(self) -> None:
        if self._view is not None:
            CaseDialog(self.desk, self._view.row.id, self._view.row.number, self).exec()

    def _to_board(self) -> None:
        if self._view is not None:
            self.desk.go.emit("board", {"id": self._view.row.id})

    def _renew(self) -> None:
        if self._view is not None:
            RenewDialog(self.desk, self._view, self).exec()

"""The papers that go with a report, and why one cannot be printed here."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFrame

from core.app import queries
from core.app.printing import paper_of
from core.app.views import PaperRow, ReportView
from core.domain.document_rules import REFERRAL
from core.domain.errors import NotAllowed
from core.domain.papers import VISITOR
from ui.gui.layouts import card, clear, column
from ui.gui.screens.paper_view import Paper, PaperDialog
from ui.gui.screens.report_detail.annex_dialog import AnnexDialog
from ui.gui.screens.report_detail.slip_dialog import SlipDialog
from ui.gui.screens.report_detail.tab import DetailTab
from ui.gui.widgets.beside import beside
from ui.gui.widgets.buttons import quiet
from ui.gui.widgets.labels import label, state

REFERRED = (*VISITOR, "early_warning")


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
        for paper in rows:
            self.body.addWidget(self._paper(paper))
        if self._report.kind in REFERRED:
            self.body.addWidget(self._referral())
            self.body.addWidget(self._annex())
        self.body.addStretch(1)

    def _referral(self) -> QFrame:
        """The way to a referral letter about this report."""
        post = self.desk.app.facts.kind == "post"
        what = self.t("referral.what") if post else self.t("referrals.refer_what")
        words = column(label(self.t("referral.title"), "strong"), label(what, "small"), gap="tight")
        writing = self.t("referral.write") if post else self.t("referrals.refer_here")
        self.refer = quiet(self.desk, writing, self._refer if post else self._send, "referral")
        line = beside()
        line.addLayout(words, 1)
        line.addWidget(self.refer)
        return card(line)

    def _annex(self) -> QFrame:
        """The way to a journal extract that verifies without this program."""
        words = column(label(self.t("annex.title"), "strong"), label(self.t("annex.what"), "small"), gap="tight")
        self.annex = quiet(self.desk, self.t("annex.open"), self._make_annex, "export")
        line = beside()
        line.addLayout(words, 1)
        line.addWidget(self.annex)
        return card(line)

    def _make_annex(self) -> None:
        AnnexDialog(self.desk, self._report, self).exec()

    def _refer(self) -> None:
        self.desk.go.emit("documents", {"tab": 1, "kind": REFERRAL, "about": self._report.number})

    def _send(self) -> None:
        """At the province a referral is more than its letter: it has a clock and an answer."""
        from ui.gui.screens.referrals.list_tab import open_sending

        open_sending(self.desk, self._report.id, self)

    def _paper(self, paper: PaperRow) -> QFrame:
        name = self.t(f"paper.{paper.kind}")
        words = column(label(name, "strong"), label(self.t(f"paper.{paper.kind}.what"), "small"), gap="tight")
        if paper.blank:
            words.addWidget(label(self.t("paper.blank"), "small"))
        if paper.reason:
            words.addWidget(state(self.desk, self.desk.explain(NotAllowed(paper.reason)), "warn", wrap=True))
        line = beside()
        line.addLayout(words, 1)
        if not paper.reason:
            opening = quiet(self.desk, self.t("paper.open"), partial(self._open, paper.kind), "print")
            opening.setAccessibleName(f"{self.t('paper.open')}: {name}")
            line.addWidget(opening)
        return card(line)

    def dialog(self, kind: str) -> PaperDialog:
        """A paper for looking at; the receipt (T05) has a dialog of its own before it."""
        app, report = self.desk.app, self._report.id
        paper = Paper(self.t(f"paper.{kind}"), f"{kind}-{report[:8]}.pdf", self.t("pact.save"), counted=paper_of(report, kind))
        return PaperDialog(self.desk, paper, lambda: app.ask(queries.Paper(kind, report)), self)

    def _open(self, kind: str) -> None:
        made = SlipDialog(self.desk, self._report.id, self) if kind == "t05" else self.dialog(kind)
        made.exec()

"""A pact as it will be on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.app import queries
from core.app.pact_views import PactView
from core.app.views import PactRow
from core.domain.errors import Invalid
from ui.gui.desk import Desk
from ui.gui.layouts import row
from ui.gui.runner import Fault
from ui.gui.screens.pacts.bsre_dialog import BsreDialog
from ui.gui.screens.paper_view import Paper, PaperDialog
from ui.gui.screens.verdict_card import TONES
from ui.gui.widgets.buttons import plain
from ui.gui.widgets.labels import label, notice

if TYPE_CHECKING:
    from core.app.papers import VerifyResult


class PactDialog(PaperDialog):
    """The PDF of one pact."""

    def __init__(self, desk: Desk, pact: PactRow, parent: QWidget) -> None:
        paper = Paper(f"{pact.number} · {pact.name}", f"pakta-{pact.id[:8]}.pdf", desk.t("pact.save"), counted=pact.id)
        app = desk.app
        super().__init__(desk, paper, lambda: app.ask(queries.PactFile(pact.id)), parent)
        self._verdict: QWidget = notice(desk, self.t("verify.running"), "info")
        self._pact = pact
        self.record = label("", "small")
        self.record.setVisible(False)
        self.bsre = plain(desk, self.t("bsre.open"), self.open_bsre, "attach")
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(1, self._verdict)
            layout.insertLayout(2, row(self.record, 0, self.bsre))

        def judged() -> VerifyResult:
            return app.verify(app.ask(queries.PactFile(pact.id)))[0]

        desk.runner.ask(judged, self._told, self._unknown, self)
        desk.ask(queries.Pact(pact.id), self._show_record, self)

    def open_bsre(self) -> None:
        """The file that BSrE signed, judged apart."""
        BsreDialog(self.desk, self._pact, self).exec()

    def _show_record(self, view: PactView) -> None:
        """Whether the officer's record of a signature on the screen is what the register says."""
        told = [each.record for each in view.acts if each.record]
        self.record.setVisible(bool(told))
        if told:
            worst = next((each for each in ("differs", "erased") if each in told), told[0])
            self.record.setText(self.t(f"pact.record_{worst}"))

    def _told(self, result: VerifyResult) -> None:
        reasons = [self.desk.explain(Invalid(code)) for code in result.reasons]
        words = "\n".join(reasons) or self.t(f"verify.{result.verdict}_text")
        self._replace(notice(self.desk, words, TONES[result.verdict], self.t(f"verify.{result.verdict}")))

    def _unknown(self, fault: Fault) -> None:
        self._replace(notice(self.desk, self.desk.explain(fault), "warn"))

    def _replace(self, made: QWidget) -> None:
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.replaceWidget(self._verdict, made)
            self._verdict.deleteLater()
            self._verdict = made
